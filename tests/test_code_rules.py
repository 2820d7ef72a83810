"""What import contracts cannot see: clocks, SQL, broad excepts, queries without a scope, size, packaging."""

import ast
import importlib
import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("bot", "handlers", "jobs") for path in (ROOT / folder).rglob("*.py"))

CLOCKS = {"now", "utcnow", "today"}
ENTRY_POINTS = {
    "bot/slack/http/endpoints.py",  # whoever sent the request
    "bot/slack/error_handler.py",  # people
    "bot/slack/dispatch.py",  # whoever sent the request, where Bolt's own handling failed
    "bot/slack/socket_mode/client.py",  # whoever sent the envelope
    "jobs/due_jobs.py",  # the next tick
    "jobs/senders.py",  # the next delivery
    "bot/sandbox/http/server.py",
}
"""Where anything may be caught, because somebody is told."""

WITHOUT_WORKSPACE = {
    "accounts.key_of",  # of a name alone
    "readers.may_read",  # a condition on rows that are in a workspace
    "due_workspaces.with_posts_due",  # where a job has something to do
    "due_workspaces.with_digests_due",
    "rescheduling.workspaces_with_expired_leases",
    "due_workspaces.with_unknown_members",
    "due_workspaces.with_lines_to_log",
    "due_workspaces.with_rosters_due",
    "due_workspaces.with_departments_due",
    "rescheduling.workspaces_with_waits_too_long",
    "due_workspaces.with_expired_drafts",
    "workspaces.are_there",
    "workspaces.every",  # the list of workspaces itself
    "queue_metrics.exposition",
    "queue_metrics.count",  # numbers for whoever operates the program
    "queue_metrics.oldest_due",
    "failed_deliveries.postpone_after_error",  # a delivery knows its workspace
    "queue.workspaces_with_due",  # asks where something is to be done
    "queue.workspaces_waiting",
    "queue.claim",  # a delivery knows its workspace
    "queue.postpone",
    "queue.hold",
    "queue.expire",
    "queue.block",
    "queue.record",
    "queue.settle",
    "queue.as_delivery",  # of a row alone
    "edit_queue.claim",
    "edit_queue.postpone",
    "edit_queue.record",
}
LONGEST = 300
MOST_MODULES = 12
MIGRATIONS = ROOT / "bot/db/migrations/versions"
OUTBOX_QUERIES = (
    "queue",
    "edit_queue",
    "rate_limit",
    "rescheduling",
    "failed_deliveries",
    "queue_metrics",
)
QUERIES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in [
        *(ROOT / "bot/storage").glob("*/*.py"),
        *(ROOT / "bot/outbox" / f"{name}.py" for name in OUTBOX_QUERIES),
        ROOT / "bot/transfer/requests.py",
    ]
    if path.stem not in ("__init__", "tables", "filters")
)
"""The modules whose functions take a scope."""


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in SOURCES}


def nodes(*kinds: type[ast.AST], under: str = "") -> Iterator[tuple[str, ast.AST]]:
    for name, tree in trees().items():
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


def test_only_storage_speaks_sql() -> None:
    folders = ("bot/services/", "bot/slack/", "bot/messages/", "handlers/", "jobs/")
    found = [
        place(name, node)
        for folder in folders
        for name, node in nodes(ast.Attribute, ast.Import, ast.ImportFrom, under=folder)
        if (isinstance(node, ast.Attribute) and node.attr in ("execute", "exec_driver_sql", "scalar", "scalars"))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"))
        or (isinstance(node, ast.Import) and any(each.name.startswith("sqlalchemy") for each in node.names))
    ]
    assert found == []


def test_only_entry_points_catch_everything() -> None:
    broad = {
        name
        for name, node in nodes(ast.ExceptHandler)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    }
    assert broad <= ENTRY_POINTS


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_takes_a_scope(name: str) -> None:
    module = importlib.import_module(name)
    noun = name.rpartition(".")[2]
    lacking = {
        f"{noun}.{name}"
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if next(iter(inspect.signature(function).parameters), "") != "scope"
    }
    assert lacking == {each for each in WITHOUT_WORKSPACE if each.startswith(f"{noun}.")}


def test_every_table_is_declared_with_its_workspace() -> None:
    from bot.db.columns import metadata

    assert [name for name, table in metadata.tables.items() if "workspace_id" not in table.c] == ["workspaces"]


def test_no_folder_holds_more_modules_than_a_dozen() -> None:
    counted = Counter(path.parent for path in SOURCES if path.name != "__init__.py" and path.parent != MIGRATIONS)
    assert {str(folder.relative_to(ROOT)): count for folder, count in counted.items() if count > MOST_MODULES} == {}


BANNED = frozenset(
    """agenda arrival arrivals backlog beat beating courier crew departures desk dirty door doors drawn errand foreman
    gift haunt house joining lane losses mishaps mortal patience portion punctual redraw redrawn refusals repeats rights
    scene sights spoken standing standings story stuck talks telling told touched town twin twins vain verdict verdicts
    whisper withdrawals worries worry""".split()
)
"""Words for which the field has a standard term, such as retry, render, duplicate, rate limit, permission."""

SAY_NOTHING = frozenset({"drawn", "each", "given", "heard", "said", "told"})
"""No names by themselves: of what, and to whom?"""


def test_public_names_are_standard_terms() -> None:
    found = {
        f"{module}: {name}" for module, name in _public_names() if BANNED & set(_words_of(name)) or name in SAY_NOTHING
    }
    assert found == set()


def _public_names() -> Iterator[tuple[str, str]]:
    tests = {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in (ROOT / "tests").rglob("*.py")}
    for module, tree in (trees() | tests).items():
        if module.startswith("bot/db/migrations/versions/"):
            continue
        yield module, Path(module).stem
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name) if name.startswith("test_"):
                    pass  # a sentence, not a term
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    yield module, name
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            yield from ((module, each.id) for each in targets if isinstance(each, ast.Name))


def _words_of(name: str) -> list[str]:
    return [] if name.startswith("_") else [each.lower() for each in re.findall("[A-Z]?[a-z]+|[A-Z]+", name)]


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


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


def test_what_runs_apart_is_where_it_is_looked_for() -> None:
    marked = re.compile(r"^(?:pytestmark = \[?|@)pytest\.mark\.processes", re.MULTILINE)
    found = {path for path in (ROOT / "tests").rglob("*.py") if marked.search(path.read_text())}
    assert found and all(path.is_relative_to(ROOT / "tests/e2e") for path in found)


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
