"""A lock that holds within a process and between processes, and the file systems on which it would not."""

import fcntl
import os
import threading
import time
from pathlib import Path

from bot.domain.errors import Unusable

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.glusterfs",
}  # fmt: skip


class FileLock:
    """A mutex in the process and an flock between processes. Released by the kernel when a process dies."""

    def __init__(self, path: Path) -> None:
        self._mutex = threading.Lock()
        self._path = path
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

    def _flock(self, until: float) -> bool:
        if self._descriptor is None:
            self._descriptor = _open(self._path)
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.001)


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
