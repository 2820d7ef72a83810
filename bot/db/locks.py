"""A lock that holds within a process and between processes, and the file systems on which it would not."""

import fcntl
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from bot.domain.errors import Unusable

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.glusterfs",
}  # fmt: skip


class FileLock:
    """A mutex in the process and an flock between processes. Released by the kernel when a process dies.

    A file that was deleted can still be locked, and so can the one that takes its place: it is the file at `path`
    that counts, and whoever has locked another locks again.

    Not a package such as filelock: the file may be a database, and any descriptor of it that is closed in this process
    drops the locks that SQLite holds; and the holder leaves a note in the file for the next one.
    """

    def __init__(self, path: Path) -> None:
        self._mutex = threading.Lock()
        self.path = path
        self._descriptor: int | None = None

    def acquire(self, wait: float) -> bool:
        """Take the lock within `wait` seconds. Says whether it was taken."""
        until = time.monotonic() + wait
        if not self._mutex.acquire(timeout=wait) if wait > 0 else not self._mutex.acquire(blocking=False):
            return False
        taken = False
        try:
            taken = self._flock(until)
        finally:
            if not taken:
                self._mutex.release()
        return taken

    def release(self) -> None:
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self._mutex.release()

    def is_still_held(self) -> bool:
        """Whether the lock that was taken is on the file at `path`. One that was deleted meanwhile is made and locked
        anew, unless another process has been first."""
        return self._descriptor is not None and (_is_at(self.path, self._descriptor) or self._flock(0))

    def read(self, most: int) -> bytes:
        """What the last holder wrote into the file; the lock is held."""
        return b"" if self._descriptor is None else os.pread(self._descriptor, most, 0)

    def write(self, content: bytes) -> None:
        """For the next holder; the lock is held. A full disk costs the note, not the work."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.pwrite(self._descriptor, content, 0)

    def _flock(self, until: float) -> bool:
        while True:
            if self._descriptor is None:
                self._descriptor = _open(self.path)
            try:
                # Polled: a blocking flock cannot be given up after a while.
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.001)
                continue
            if _is_at(self.path, self._descriptor):
                return True
            os.close(self._descriptor)
            self._descriptor = None


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock on this file. It may be a database's: its descriptor is never closed, since
    that would drop every lock that SQLite holds on it in this process."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except OSError:
        return False


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unusable(f"cannot create {path} ({error.strerror}): the database's folder must be writable") from error


def refuse_network_file_system(folder: Path) -> None:
    """Raise Unusable where file locks cannot be trusted. Says nothing where mounts cannot be read (macOS)."""
    try:
        mounts = Path("/proc/mounts").read_text(errors="replace")
    except OSError:
        return
    kind = kind_of_file_system(str(folder.resolve()), mounts)
    if kind in _NETWORK:
        raise Unusable(f"{folder} is on a network file system ({kind}): SQLite loses data there; use PostgreSQL")


def kind_of_file_system(folder: str, mounts: str) -> str:
    """The type of the mount that `folder` is on, by the longest matching mount point of /proc/mounts' text."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").rstrip("/")
        if (folder + "/").startswith(point + "/") and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
