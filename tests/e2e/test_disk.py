"""The SQLite file under a running server is deleted, replaced or cannot be written to: nothing is confirmed that would
not be there afterwards, the probe and the log say so, and what a person has to do is enough."""

import resource
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.services.workspace.write_probe import MOVED, REFUSED
from tests.app_fixture import ANA
from tests.cli.processes import Process
from tests.e2e.programs import Program
from tests.e2e.test_kill import add_account, command, free_port
from tests.signed import post_signed
from tests.waiting import wait_until


@dataclass
class Server:
    """`touchbase serve` on `file`, its log in a file of its own."""

    program: Program
    file: Path
    port: int
    process: Process

    def log(self, note: str) -> str:
        """What is answered to a line with this note."""
        url = f"http://127.0.0.1:{self.port}/slack/events"
        return str(post_signed(url, command(ANA, f"Acme 20m: {note}"))[1]["text"])

    def ready(self) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self) -> str:
        """Stop it; the log."""
        self.process.terminate()
        return self.process.communicate(timeout=60)[1]

    def beside(self, ending: str) -> Path:
        return self.file.with_name(self.file.name + ending)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    file = tmp_path / "touchbase.db"
    with Program.installed(tmp_path, f"sqlite:///{file}") as program:
        port = free_port()
        with program.serving(port) as process:
            add_account(f"http://127.0.0.1:{port}/slack/events")
            running = Server(program, file, port, process)
            assert "> before" in running.log("before")
            program.run("backup", "backup.db")
            yield running


def answers_with(server: Server, status: int, words: str) -> bool:
    """Whether the probe says so, and behind it how long ago the last tick was."""
    told = server.ready()
    return told[0] == status and told[1].startswith(words)


def delete(server: Server) -> None:
    server.file.unlink()


def delete_all(server: Server) -> None:
    for each in server.file.parent.glob("touchbase.db*"):
        each.unlink()


def put_another_there(server: Server) -> None:
    shutil.copyfile(server.file.parent / "backup.db", server.beside(".new"))
    server.beside(".new").replace(server.file)


def copy_over(server: Server) -> None:
    shutil.copyfile(server.file.parent / "backup.db", server.file)


def delete_the_wal(server: Server) -> None:
    server.beside("-wal").unlink()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (delete, "was deleted or moved away"),
        (delete_all, "was deleted or moved away"),
        (put_another_there, "was replaced by another file"),
        (copy_over, "was written over by another program"),
        (delete_the_wal, "-wal was deleted or replaced"),
    ],
)
def test_nothing_is_confirmed_once_the_path_names_another_file(
    server: Server, harm: Callable[[Server], None], words: str
) -> None:
    harm(server)
    answer = server.log("after")
    assert answer.startswith("*NOT saved.") and "The database file was moved or replaced." in answer
    wait_until(lambda: answers_with(server, 503, MOVED))
    said = [line for line in server.stop().splitlines() if "touchbase.storage" in line]
    assert len(said) == 1, said
    assert words in said[0] and "nothing is saved any more" in said[0]


def test_it_is_noticed_although_nobody_uses_the_server(server: Server) -> None:
    copy_over(server)
    wait_until(lambda: " ERROR touchbase.storage " in server.process.error, within=60)
    (line,) = [line for line in server.stop().splitlines() if " ERROR touchbase.storage " in line]
    assert "run `touchbase restore FILE`" in line


def test_saving_goes_on_by_itself_once_the_file_is_put_back(server: Server) -> None:
    server.file.replace(server.beside(".away"))
    assert "NOT saved" in server.log("lost")
    server.beside(".away").replace(server.file)
    assert "> kept" in server.log("kept")
    wait_until(lambda: answers_with(server, 200, "ready"))
    assert "is back: saving goes on" in server.stop()
    exported = server.program.run("export", "conversations")
    assert ",before," in exported and ",kept," in exported and "lost" not in exported


def test_a_server_whose_wal_was_deleted_writes_it_back_as_it_stops(server: Server) -> None:
    delete_the_wal(server)
    server.stop()
    assert ",before," in server.program.run("export", "conversations")


def test_a_deleted_database_is_not_begun_anew_in_silence(server: Server) -> None:
    server.file.unlink()
    server.stop()
    for arguments in (["serve"], ["tick"], ["migrate"], ["export", "accounts"]):
        again = server.program.start(*arguments, TOUCHBASE_PORT="0")
        assert "is gone, and there was one" in again.communicate(timeout=60)[1]
        assert again.returncode == 1
    assert not server.file.exists()


@pytest.mark.parametrize("gone", [["-serve"], ["-lock"], ["-serve", "-lock"]])
def test_a_second_server_does_not_start_whatever_lock_file_is_deleted(server: Server, gone: list[str]) -> None:
    for ending in gone:
        server.beside(ending).unlink()
    second = server.program.start("serve", TOUCHBASE_PORT="0")
    assert "another `touchbase serve` already uses" in second.communicate(timeout=60)[1]
    assert second.returncode == 1
    assert "> after" in server.log("after")


def test_it_is_not_ready_while_the_disk_takes_nothing_and_ready_again_after(server: Server) -> None:
    _let_files_grow_to(server, 1)
    wait_until(lambda: answers_with(server, 503, REFUSED))
    assert "NOT saved" in server.log("lost")
    _let_files_grow_to(server, resource.RLIM_INFINITY)
    wait_until(lambda: answers_with(server, 200, "ready"))
    assert "> kept" in server.log("kept")
    said = server.stop()
    assert "nothing can be saved: " in said and "the database takes writes again" in said


def _let_files_grow_to(server: Server, size: int) -> None:
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
