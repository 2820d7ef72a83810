"""The write lock, and the file systems on which it would not hold."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.db import locks, migrations
from bot.db.engine import Database
from bot.db.locks import FileLock, kind_of_file_system, refuse_network_file_system
from bot.domain.errors import Unusable

MOUNTS = """\
overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda1 /srv ext4 rw 0 0
filer:/export /srv/shared nfs4 rw,vers=4.2 0 0
//nas/team /mnt/team\\040files cifs rw 0 0
/dev/sdb1 /srv/shared/local xfs rw 0 0
systemd-1 /net autofs rw 0 0
filer:/net /net nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "overlay"),
        ("/home/ana", "overlay"),
        ("/srv", "ext4"),
        ("/srv/sharedish", "ext4"),
        ("/srv/shared", "nfs4"),
        ("/srv/shared/touchbase", "nfs4"),
        ("/srv/shared/local/db", "xfs"),
        ("/mnt/team files", "cifs"),
        ("/net/x", "nfs"),
    ],
)
def test_a_folder_is_on_the_nearest_mount_above_it(folder: str, kind: str) -> None:
    assert kind_of_file_system(folder, MOUNTS) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"])
def test_a_network_file_system_is_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "kind_of_file_system", lambda folder, mounts: kind)
    with pytest.raises(Unusable, match=rf"network file system \({kind}\).*PostgreSQL"):
        refuse_network_file_system(tmp_path)


def test_a_disk_of_this_machine_is_accepted(tmp_path: Path) -> None:
    refuse_network_file_system(tmp_path)
    assert kind_of_file_system(str(tmp_path), Path("/proc/mounts").read_text()) != ""


def test_two_descriptors_of_one_file_exclude_each_other(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire(0)
    assert not other.acquire(0.01)
    one.release()
    assert other.acquire(0)
    other.release()


def test_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    inside, most = [0], [0]

    def enter() -> None:
        for _ in range(50):
            assert lock.acquire(10)
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            lock.release()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(enter) for _ in range(4)]:
            done.result(30)
    assert most == [1]


def test_a_lock_that_was_not_got_can_be_got_later(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    assert lock.acquire(0)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lock.acquire, 0.01).result(10) is False
        lock.release()
        assert pool.submit(lock.acquire, 1).result(10) is True
    lock.release()


def test_a_lock_file_that_cannot_be_made_says_what_must_be_writable(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="must be writable"):
        FileLock(tmp_path / "no such folder" / "lock").acquire(0)


def test_a_new_database_and_its_copy_are_nobody_elses_to_read(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'touchbase.db'}")
    migrations.migrate(database)
    database.back_up(tmp_path / "copy.db")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    database.close()
    assert set(modes.values()) == {0o600}, modes
