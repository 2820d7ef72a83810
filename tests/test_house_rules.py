"""What import contracts cannot see: clocks, SQL, broad excepts, the workspace beside the session, size, packaging."""

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for room in ("bot", "handlers", "jobs") for path in (ROOT / room).rglob("*.py"))
TREES = {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in SOURCES}

CLOCKS = {"now", "utcnow", "today"}
DOORS = {
    "bot/slack/http/endpoints.py",  # whoever sent the request
    "bot/slack/error_handler.py",  # people
    "bot/slack/dispatch.py",  # whoever sent the request, where Bolt's own handling failed
    "bot/slack/socket_mode/client.py",  # whoever sent the envelope
    "jobs/due_jobs.py",  # the next beat
    "jobs/senders.py",  # the next delivery
    "bot/sandbox/server.py",
}
"""Where anything may be caught, because somebody is told."""

WITHOUT_WORKSPACE = {
    "accounts.key_of",  # of a name alone
    "readers.may_read",  # a condition on rows that are in a workspace
    "agenda.with_posts_due",  # where a round has something to do
    "agenda.with_plans",
    "agenda.with_expired_leases",
    "agenda.with_unknown_members",
    "agenda.with_lines_to_log",
    "agenda.with_rosters_due",
    "agenda.with_departments_due",
    "clock_steps.workspaces_with_waits_too_long",
    "agenda.with_drafts_over",
    "workspaces.are_there",
    "workspaces.every",  # the list of workspaces itself
    "backlog.count",  # numbers for whoever operates the program
    "backlog.oldest_due",
    "stuck.put_off",  # a delivery knows its workspace
    "outbox.workspaces_with_due",  # asks where something is to be done
    "outbox.workspaces_waiting",
    "outbox.claim",  # a delivery knows its workspace
    "outbox.postpone",
    "outbox.close",
    "outbox.record",
    "outbox.settle",
    "outbox.as_delivery",  # of a row alone
    "edits.claim",
    "edits.postpone",
    "edits.record",
}
LONGEST = 300
NOUNS = (
    "access_requests",
    "accounts",
    "arrivals",
    "agenda",
    "audit",
    "backlog",
    "clock_steps",
    "closed_days",
    "contacts",
    "conversations",
    "departments",
    "drafts",
    "edits",
    "entries",
    "installations",
    "members",
    "mergers",
    "outbox",
    "pace",
    "parts",
    "plans",
    "pledges",
    "promptings",
    "readers",
    "revisions",
    "roles",
    "schedules",
    "sponsorships",
    "standings",
    "stuck",
    "talks",
    "transfers",
    "weeks",
    "workspaces",
)


def nodes(*kinds: type[ast.AST], under: str = "") -> Iterator[tuple[str, ast.AST]]:
    for name, tree in TREES.items():
        if name.startswith(under):
            yield from ((name, node) for node in ast.walk(tree) if isinstance(node, kinds))


def place(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 0)}"


def test_the_time_of_day_is_read_in_one_place() -> None:
    found = {
        name
        for name, node in nodes(ast.Attribute)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", "") or getattr(node.value, "attr", "")) in ("datetime", "date")
    }
    assert {name for name in found if not name.startswith("bot/sandbox/")} == {"bot/clock.py"}


def test_services_and_doors_speak_no_sql() -> None:
    rooms = ("bot/services/", "bot/slack/", "bot/messages/", "handlers/", "jobs/")
    found = [
        place(name, node)
        for room in rooms
        for name, node in nodes(ast.Attribute, ast.Import, ast.ImportFrom, under=room)
        if (isinstance(node, ast.Attribute) and node.attr in ("execute", "exec_driver_sql", "scalar", "scalars"))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"))
        or (isinstance(node, ast.Import) and any(each.name.startswith("sqlalchemy") for each in node.names))
    ]
    assert found == []


def test_only_doors_catch_everything() -> None:
    broad = {
        name
        for name, node in nodes(ast.ExceptHandler)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    }
    assert broad <= DOORS


@pytest.mark.parametrize("noun", NOUNS)
def test_after_the_session_comes_the_workspace(noun: str) -> None:
    module = importlib.import_module(f"bot.storage.{noun}")
    lacking = {
        f"{noun}.{name}"
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters)[:2] != ["session", "workspace_id"]
    }
    assert lacking == {each for each in WITHOUT_WORKSPACE if each.startswith(f"{noun}.")}


def test_every_noun_of_storage_is_looked_at() -> None:
    machinery = {
        "disk",
        "engine",
        "ids",
        "locks",
        "restoring",
        "schema",
        "schema_contacts",
        "schema_outbox",
        "schema_pledges",
        "schema_readers",
        "schema_settings",
        "schema_transfers",
        "sqlite",
        "types",
        "columns",
        "counting",
        "statistics",
        "__init__",
    }
    found = {path.stem for path in (ROOT / "bot/storage").glob("*.py")}
    assert found - machinery == set(NOUNS)


def test_every_table_is_declared_with_its_workspace() -> None:
    from bot.db.columns import metadata

    assert [name for name, table in metadata.tables.items() if "workspace_id" not in table.c] == ["workspaces"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_one_can_hold_in_mind(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for _, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 9 // 10] <= 35


def test_no_line_cites_a_document_that_is_not_here() -> None:
    here = {path.name for path in ROOT.glob("*.md")}
    cited = re.compile(r"\b[A-Z]{4,}\.md\b")
    code = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
    found = {(path.name, name) for path in code for name in cited.findall(path.read_text()) if name not in here}
    assert found == set()


def test_every_package_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}
    assert set(project["tool"]["setuptools"]["packages"]) == packages


def test_every_folder_with_code_is_a_package() -> None:
    assert [str(path) for path in SOURCES if not (path.parent / "__init__.py").exists()] == []


def test_bots_init_is_empty_for_good() -> None:
    assert (ROOT / "bot/__init__.py").read_text() == ""


def test_the_environment_is_read_by_the_command_line_alone() -> None:
    found = {
        name
        for name, node in nodes(ast.Attribute)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    }
    assert found == {"bot/cli/environment.py"}
