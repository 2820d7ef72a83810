"""Files of the workspace: promised an address to be sent to, filled, completed, shared, fetched, deleted."""

import mimetypes
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from bot.sandbox.content import RefusalError

MAX_BYTES = 1_073_741_824
"""Slack takes files of up to 1 GB, and 10 MB where a form asks for one."""
FORM_BYTES = 10 * 1024 * 1024

_TYPES = {"csv": ("text/csv", "CSV"), "txt": ("text/plain", "Plain Text")}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class UploadStage(Enum):
    """How far a file has come; only a completed one is there for anybody."""

    PROMISED = auto()
    FILLED = auto()
    COMPLETED = auto()
    DELETED = auto()


@dataclass(frozen=True)
class File:
    """One file. `ticket` is the secret part of the address it is sent to; `created` real time in seconds.

    `length` is how many bytes were announced, `conversations` where it is shared.
    """

    id: str
    name: str
    user: str
    length: int
    ticket: str
    created: float
    title: str = ""
    content: bytes = b""
    stage: UploadStage = UploadStage.PROMISED
    conversations: tuple[str, ...] = ()

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    @property
    def safe_name(self) -> str:
        """As it stands in an address."""
        return _UNSAFE.sub("_", self.name.lower()) or "file"


class FileStore:
    """`base_url` is where the sandbox listens; `real` the wire's time."""

    def __init__(self, team_id: str, real: Callable[[], float]) -> None:
        self.base_url = ""
        self._team_id = team_id
        self._real = real
        self._lock = threading.Lock()
        self._files: dict[str, File] = {}

    def promise(self, name: str, length: int, user: str) -> File:
        """Make room for a file of so many bytes."""
        id = "F" + secrets.token_hex(5).upper()
        file = File(id, name, user, length, secrets.token_urlsafe(24), self._real(), title=name)
        return self._keep(file)

    def fill(self, ticket: str, content: bytes) -> bool:
        """Take the bytes for whoever has the address, once, and exactly as many as were announced."""
        with self._lock:
            file = next((each for each in self._files.values() if each.ticket == ticket), None)
            if file is None or file.stage is not UploadStage.PROMISED or len(content) != file.length:
                return False
            self._files[file.id] = replace(file, content=content, stage=UploadStage.FILLED)
        return True

    def complete(self, titles: Sequence[tuple[str, str]], conversations: tuple[str, ...]) -> list[File]:
        """Let filled files be there, under these titles. Raises RefusalError file_not_found, and completes none."""
        with self._lock:
            found = [self._files.get(id) for id, _ in titles]
            if not all(file is not None and file.stage is UploadStage.FILLED for file in found):
                raise RefusalError("file_not_found")
            done = [
                replace(file, title=title or file.title, stage=UploadStage.COMPLETED, conversations=conversations)
                for file, (_, title) in zip(filter(None, found), titles, strict=True)
            ]
            self._files.update({file.id: file for file in done})
        return done

    def put(self, user: str, name: str, content: bytes) -> File:
        """What a person put into a form: it is there at once, shared nowhere."""
        promised = self.promise(name, len(content), user)
        return self._keep(replace(promised, content=content, stage=UploadStage.COMPLETED))

    def delete(self, file_id: str) -> None:
        """As a person deletes it: its addresses lead nowhere from then on. KeyError for one that never was."""
        with self._lock:
            self._files[file_id] = replace(self._files[file_id], content=b"", stage=UploadStage.DELETED)

    def find(self, file_id: str) -> File:
        """Raises RefusalError file_not_found, file_deleted."""
        file = self._files.get(file_id)
        if file is None or file.stage in (UploadStage.PROMISED, UploadStage.FILLED):
            raise RefusalError("file_not_found")
        if file.stage is UploadStage.DELETED:
            raise RefusalError("file_deleted")
        return file

    def upload_address(self, file: File) -> str:
        return f"{self.base_url}/upload/v1/{file.ticket}"

    def as_json(self, file: File) -> dict[str, Any]:
        """A file as Slack's methods and payloads carry it."""
        kind, pretty = _type_of(file)
        private = f"{self.base_url}/files-pri/{self._team_id}-{file.id}"
        return {
            "id": file.id,
            "created": int(file.created),
            "timestamp": int(file.created),
            "name": file.name,
            "title": file.title,
            "mimetype": kind,
            "filetype": file.extension or "binary",
            "pretty_type": pretty,
            "user": file.user,
            "user_team": self._team_id,
            "editable": False,
            "size": len(file.content),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": any(conversation.startswith("C") for conversation in file.conversations),
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{file.safe_name}",
            "url_private_download": f"{private}/download/{file.safe_name}",
            "permalink": f"{self.base_url}/files/{file.user}/{file.id}/{file.safe_name}",
            "has_rich_preview": False,
            "file_access": "visible",
            **_shared_in(file),
        }

    def _keep(self, file: File) -> File:
        with self._lock:
            self._files[file.id] = file
        return file


def _type_of(file: File) -> tuple[str, str]:
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return _TYPES.get(file.extension, (guessed, file.extension.upper() or "Binary"))


def _shared_in(file: File) -> dict[str, list[str]]:
    families = {"channels": "C", "groups": "G", "ims": "D"}
    return {
        family: [conversation for conversation in file.conversations if conversation.startswith(initial)]
        for family, initial in families.items()
    }
