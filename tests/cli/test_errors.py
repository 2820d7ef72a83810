"""Whatever is wrong, the command line says so in one line that tells what to do, and how it ended in its exit code."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import bot
from bot.sandbox import Sandbox
from tests.app_fixture import SECRET, TOKEN
from tests.cli.installation import ASKED_WRONGLY, COULD_NOT, Installation
from tests.e2e.programs import Program
from tests.storage.filled import GLOBEX, INITECH

SLACK = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET}


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Sandbox]:
    with Program.installed(tmp_path, "") as program:
        yield program.sandbox


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["--frobnicate"], "No such option"),
        (["export"], "Missing argument"),
        (["export", "secrets"], "is not one of"),
        (["import", "accounts"], "Missing argument"),
        (["tick", "--now"], "requires an argument"),
        (["sandbox", "--port", "high"], "not a valid integer"),
    ],
)
def test_what_is_asked_wrongly_is_pointed_to_the_help(here: Installation, arguments: list[str], words: str) -> None:
    said = here.fails(ASKED_WRONGLY, *arguments)
    assert words in said and "--help`" in said


def test_the_program_as_people_start_it_says_its_line_too(here: Installation) -> None:
    # These files, not those that are installed: another tree may be.
    env = {**os.environ, "PYTHONPATH": str(Path(bot.__file__).parents[1])}
    command = [sys.executable, "-m", "bot", "frobnicate"]
    done = subprocess.run(command, cwd=here.folder, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (ASKED_WRONGLY, "")
    assert done.stderr == "touchbase: No such command 'frobnicate'. See `touchbase --help`\n"


def test_help_is_no_error(here: Installation) -> None:
    done = here.touchbase("--help")
    assert (done.code, done.error) == (0, "")
    assert all(command in done.out for command in ("serve", "tick", "migrate", "doctor", "import", "export", "backup"))


@pytest.mark.parametrize(
    "command", [["serve"], ["tick"], ["migrate"], ["export", "accounts"], ["doctor"], ["manifest"]]
)
def test_every_wrong_variable_is_named_before_anything_is_done(here: Installation, command: list[str]) -> None:
    said = here.fails(
        ASKED_WRONGLY, *command, SLACK_BOT_TOKEN="xoxp-1", TOUCHBASE_PORT="high", DATABASE_URL="mysql://x"
    )
    assert all(name in said for name in ("SLACK_BOT_TOKEN", "TOUCHBASE_PORT", "DATABASE_URL", "SLACK_SIGNING_SECRET"))
    assert not here.file.exists()


def test_the_file_beside_is_read_and_the_environment_wins(here: Installation) -> None:
    (here.folder / ".env").write_text("TOUCHBASE_PORT=high\nTOUCHBASE_METRONOME=often\n")
    said = here.fails(ASKED_WRONGLY, "migrate", TOUCHBASE_PORT="3000")
    assert "TOUCHBASE_METRONOME" in said and "TOUCHBASE_PORT" not in said


def test_a_file_of_variables_that_is_no_text_is_named(here: Installation) -> None:
    (here.folder / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe\x00")
    assert ".env cannot be read" in here.fails(ASKED_WRONGLY, "migrate")


@pytest.mark.parametrize("command", ["serve", "tick"])
def test_without_a_token_it_says_where_to_get_one(here: Installation, command: str) -> None:
    here.migrated().close()
    assert "SLACK_BOT_TOKEN is missing" in here.fails(COULD_NOT, command)


def test_a_csv_that_is_not_there_is_named(here: Installation) -> None:
    said = here.fails(ASKED_WRONGLY, "import", "accounts", "none.csv")
    assert "none.csv" in said and "No such file" in said and "name a CSV file" in said
    assert "Is a directory" in here.fails(ASKED_WRONGLY, "import", "accounts", ".")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00\xff", b"colour,size\nred,2\n"])
def test_a_csv_that_cannot_be_read_is_refused_and_changes_nothing(here: Installation, content: bytes) -> None:
    here.migrated(INITECH).close()
    (here.folder / "accounts.csv").write_bytes(content)
    here.fails(ASKED_WRONGLY, "import", "accounts", "accounts.csv")
    assert here.touchbase("export", "accounts").out.count("\n") == 1


@pytest.mark.parametrize("command", [["export", "accounts"], ["export", "conversations"], ["backup", "copy.db"]])
def test_a_database_that_is_not_there_is_not_made_by_looking(here: Installation, command: list[str]) -> None:
    said = here.fails(COULD_NOT, *command)
    assert str(here.file) in said and "run `touchbase migrate`" in said
    assert not here.file.exists()


@pytest.mark.parametrize("command", [["migrate"], ["export", "accounts"], ["tick"]])
def test_a_file_that_is_no_database_is_named_and_left_alone(here: Installation, command: list[str]) -> None:
    here.file.write_text("Dear customer, " * 100)
    assert "no SQLite database" in here.fails(COULD_NOT, *command, **SLACK)
    assert here.file.read_text() == "Dear customer, " * 100


def test_a_folder_that_is_not_there_is_named(here: Installation) -> None:
    said = here.fails(COULD_NOT, "migrate", DATABASE_URL="sqlite:///none/touchbase.db")
    assert "there is no folder" in said and "create it" in said


@pytest.mark.parametrize("password", ["s3c@ret", "s3c/ret", "s3c#ret", "s3c?ret", "s3c%ret", "s3c:ret"])
@pytest.mark.parametrize("command", [["migrate"], ["doctor"], ["serve"], ["tick"], ["export", "accounts"]])
def test_no_part_of_a_database_password_is_shown(here: Installation, password: str, command: list[str]) -> None:
    done = here.touchbase(*command, DATABASE_URL=f"postgresql://ana:{password}@127.0.0.1:1/touchbase", **SLACK)
    assert done.code != 0
    assert "s3c" not in done.out + done.error and "ret@" not in done.out + done.error


def test_a_postgresql_that_does_not_answer_is_named(here: Installation) -> None:
    said = here.fails(COULD_NOT, "migrate", DATABASE_URL="postgresql://ana:s3cret@127.0.0.1:1/touchbase")
    assert "check DATABASE_URL" in said and "s3cret" not in said


@pytest.mark.parametrize("command", [["migrate"], ["serve"], ["tick"], ["export", "accounts"]])
def test_a_database_newer_than_the_program_is_refused(here: Installation, command: list[str]) -> None:
    database = here.migrated()
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'of_next_year'"))
    database.close()
    said = here.fails(COULD_NOT, *command, **SLACK, TOUCHBASE_PORT="0")
    assert "newer than this program (its schema is of_next_year)" in said and "install" in said


def test_a_locked_database_is_said_to_be_so_and_not_waited_for_long(here: Installation, slack: Sandbox) -> None:
    database = here.migrated(INITECH)
    with database.transaction():
        said = here.fails(COULD_NOT, "tick", **SLACK, SLACK_API_URL=f"{slack.url}/api/")
    assert "write lock is held by another process" in said and "try again" in said
    database.close()


def test_a_port_in_use_is_named(here: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = here.fails(COULD_NOT, "serve", **SLACK, TOUCHBASE_PORT=str(port))
        assert f"127.0.0.1:{port}" in said and "TOUCHBASE_PORT" in said
    assert not here.file.exists()


@pytest.mark.parametrize("host", ["none.invalid", "a..b", "203.0.113.7"])
def test_an_address_that_is_not_this_machines_is_named(here: Installation, host: str) -> None:
    said = here.fails(COULD_NOT, "serve", **SLACK, TOUCHBASE_HOST=host, TOUCHBASE_PORT="0")
    assert host in said and "TOUCHBASE_HOST" in said


def test_a_second_server_on_one_sqlite_file_is_refused(here: Installation) -> None:
    database = here.migrated()
    database.claim_serving()
    said = here.fails(COULD_NOT, "serve", **SLACK, TOUCHBASE_PORT="0")
    assert "another `touchbase serve`" in said and "PostgreSQL" in said
    database.close()


@pytest.mark.parametrize("nonsense", ["soon", "", "2026-13-01T00:00:00Z", "16:00"])
def test_an_instant_that_is_none_is_refused(here: Installation, nonsense: str) -> None:
    said = here.fails(ASKED_WRONGLY, "tick", f"--now={nonsense or 'x'}", **SLACK)
    assert "--now must be an instant such as" in said
    assert not here.file.exists()


def test_the_future_of_slack_itself_is_not_run_by_mistake(here: Installation) -> None:
    said = here.fails(ASKED_WRONGLY, "tick", "--now=2199-01-01T00:00:00Z", **SLACK)
    assert "--force" in said


def test_a_token_slack_does_not_know_is_said_to_be_so(here: Installation, slack: Sandbox) -> None:
    said = here.fails(
        COULD_NOT, "tick", **{**SLACK, "SLACK_BOT_TOKEN": "xoxb-wrong"}, SLACK_API_URL=f"{slack.url}/api/"
    )
    assert "invalid_auth" in said and "check SLACK_BOT_TOKEN" in said


def test_a_slack_that_does_not_answer_is_said_to_be_so(here: Installation) -> None:
    assert "SLACK_API_URL" in here.fails(COULD_NOT, "tick", **SLACK, SLACK_API_URL="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "command", [["export", "accounts"], ["export", "conversations"], ["import", "accounts", "a.csv"]]
)
def test_of_several_workspaces_one_must_be_named(here: Installation, command: list[str]) -> None:
    here.migrated(INITECH, GLOBEX).close()
    (here.folder / "a.csv").write_text("name\nAcme\n")
    said = here.fails(ASKED_WRONGLY, *command)
    assert "add --workspace" in said and INITECH in said and GLOBEX in said
    assert here.touchbase(*command, "--workspace", INITECH).code == 0


def test_a_workspace_nobody_knows_is_named_beside_those_that_are(here: Installation) -> None:
    here.migrated(INITECH).close()
    said = here.fails(ASKED_WRONGLY, "export", "accounts", "--workspace", "T0NONE")
    assert "T0NONE" in said and INITECH in said


def test_a_database_without_a_workspace_says_how_to_get_one(here: Installation) -> None:
    here.migrated().close()
    assert "start `touchbase serve` once" in here.fails(COULD_NOT, "export", "accounts")


def test_a_backup_over_a_file_is_refused(here: Installation) -> None:
    here.migrated().close()
    (here.folder / "copy.db").write_text("precious")
    assert "exists already" in here.fails(COULD_NOT, "backup", "copy.db")
    assert (here.folder / "copy.db").read_text() == "precious"
    assert "another place" in here.fails(COULD_NOT, "backup", "none/copy.db")


def test_what_cannot_be_restored_is_said_in_one_line(here: Installation) -> None:
    here.migrated().close()
    assert "there is no file none.db: name a backup" in here.fails(ASKED_WRONGLY, "restore", "none.db")
    assert "is the database itself" in here.fails(ASKED_WRONGLY, "restore", "touchbase.db")
    (here.folder / "letter.db").write_text("Dear customer, " * 100)
    assert "letter.db is no SQLite database" in here.fails(COULD_NOT, "restore", "letter.db")
    said = here.fails(COULD_NOT, "restore", "letter.db", DATABASE_URL="postgresql://127.0.0.1:1/touchbase")
    assert "this is PostgreSQL: use pg_restore" in said


def test_the_doctor_says_that_a_database_is_gone_and_when_it_is_back(here: Installation, slack: Sandbox) -> None:
    here.migrated(INITECH).close()
    here.file.rename(here.folder / "away.db")
    env = {**SLACK, "SLACK_API_URL": f"{slack.url}/api/"}
    gone = here.touchbase("doctor", **env)
    assert f"PROBLEM  database: {here.file} is gone, and there was one" in gone.out
    (here.folder / "away.db").rename(here.file)
    assert "ok       disk: what is written is kept" in here.touchbase("doctor", **env).out


def test_a_reader_that_stops_reading_gets_no_traceback(here: Installation) -> None:
    here.migrated(INITECH).close()
    names = "\n".join(f"Account number {number} with a long name" for number in range(3000))
    (here.folder / "a.csv").write_text(f"name\n{names}\n")
    assert here.touchbase("import", "accounts", "a.csv").code == 0
    command = [sys.executable, "-m", "bot", "export", "accounts"]
    env = {"PATH": os.environ["PATH"]}
    piped = subprocess.Popen(
        command, cwd=here.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert piped.stdout is not None and piped.stderr is not None
    piped.stdout.readline()
    piped.stdout.close()
    assert "Traceback" not in piped.stderr.read()
    assert piped.wait(30) == 1
    piped.stderr.close()


def test_a_disk_that_is_full_gets_one_line(here: Installation) -> None:
    here.migrated(INITECH).close()
    command = [sys.executable, "-m", "bot", "export", "accounts"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command, cwd=here.folder, env={"PATH": os.environ["PATH"]}, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_the_doctor_names_each_problem_and_ends_in_one_line(here: Installation, slack: Sandbox) -> None:
    done = here.touchbase("doctor", **SLACK, SLACK_API_URL=f"{slack.url}/api/", TOUCHBASE_CHANNEL="C0NOWHERE")
    assert done.code == COULD_NOT
    problems = [line for line in done.out.splitlines() if line.startswith("PROBLEM")]
    assert any("run `touchbase migrate`" in line for line in problems)
    assert done.error.startswith("touchbase: ") and done.error.count("\n") == 1


def test_serve_without_a_token_in_a_new_folder_says_so_and_makes_nothing(here: Installation) -> None:
    assert "SLACK_BOT_TOKEN is missing" in here.fails(COULD_NOT, "serve")
    assert list(here.folder.glob("*.db*")) == []


@pytest.mark.parametrize("instant", ["0001-01-01", "9999-12-31T23:59:59Z"])
def test_an_instant_beyond_any_calendar_is_asked_wrongly(here: Installation, instant: str) -> None:
    assert "--now must lie between" in here.fails(ASKED_WRONGLY, "tick", f"--now={instant}", **SLACK)
