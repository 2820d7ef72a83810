"""Judges lines as people type them: only the keys that an example gives are held against what was read."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.conversations.model import Details, State
from bot.parsing.line import KnownPeople, Line, read_line
from bot.parsing.names.matching import Ambiguous, Directory, Match
from tests.parsing.cast import AUTHOR, TUESDAY, Customers, directory_of, flat_details

CUSTOMERS: Customers = {
    "Acme Corp": ("Acme",),
    "Globex": (),
    "Hooli": (),
    "Umbrella": (),
    "Initech": (),
    "Stark Foods": (),
    "Wonka Sweets": (),
    "株式会社トヨタ": (),
}
CONTACTS = {
    "Acme Corp": ("Jo Lee", "Sam Park"),
    "Globex": ("Sam Park", "Marta Silva", "Rui Costa"),
    "Hooli": ("Priya Nair",),
}
HURRIED_CONTACTS = {
    "Acme Corp": ("Jo Lee", "Sam Park"),
    "Globex": ("Dana Fox",),
    "Hooli": ("Ravi Patel",),
    "Initech": ("Mia Wong",),
}
OURS = directory_of(CUSTOMERS)
WITH_TOYOTA = directory_of(CUSTOMERS | {"株式会社トヨタ": ("Toyota",)})
WITH_COMMON_WORDS = directory_of(
    CUSTOMERS | dict.fromkeys(("Target", "Zoom", "Best Buy", "3M", "Square", "Friday Health"), ())
)
"""The same and customers whose names are words of the language, or of the grammar."""
KNOWN = KnownPeople((account, name) for account, names in CONTACTS.items() for name in names)
HURRIED_KNOWN = KnownPeople((account, name) for account, names in HURRIED_CONTACTS.items() for name in names)


@dataclass(frozen=True)
class ReadingCheck:
    """What is wrong with a reading, empty where it is as meant; `is_harmful`: logged as something it is not."""

    wrong: tuple[str, ...]
    is_harmful: bool


def read(text: str, *, directory: Directory = OURS, people: KnownPeople = KNOWN) -> Line:
    return read_line(text, directory=directory, author=AUTHOR, today=TUESDAY, people=people)


def judge(example: Mapping[str, Any], line: Line) -> ReadingCheck:
    """Hold one reading against what its author meant."""
    wrong = tuple(_wrong(example, line))
    return ReadingCheck(wrong, is_harmful=bool(wrong) and _is_logged(line) and not line.needs_eye)


def examples(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _is_logged(line: Line) -> bool:
    return line.no_line is None and isinstance(line.account, Match) and line.has_facts_or_words


def _wrong(example: Mapping[str, Any], line: Line) -> Iterable[str]:
    accounts = [entry.account.account for entry in line.entries] if _is_logged(line) else []
    for key, wanted in example.items():
        if key in ("line", "why", "who"):
            continue
        seen = _JUDGES[key](line, accounts) if key in _JUDGES else _value(key, line, accounts)
        if not _agrees(key, wanted, seen):
            yield f"{key}: {wanted!r}, but {seen!r}"


def _agrees(key: str, wanted: Any, seen: Any) -> bool:
    if key == "note_has":
        return all(isinstance(seen, str) and words in seen for words in wanted)
    if key == "asked":
        return bool(seen) and sorted(seen[: len(wanted)]) == sorted(wanted)
    if key == "insights":
        wanted = [each if isinstance(each, str) else "=".join(each) for each in wanted]
    if key in ("contacts", "colleagues", "insights"):
        return bool(sorted(seen or ()) == sorted(wanted))
    return bool(seen == wanted)


def _value(key: str, line: Line, accounts: list[str]) -> Any:
    if not accounts:
        return None
    flat = flat_details(line.details) | {"minutes_assumed": line.details.minutes is None}
    if key == "insights":
        return [f"{insight.kind}={insight.text}" for insight in line.details.insights]
    return flat[key]


def _new(line: Line, accounts: list[str]) -> str | None:
    if accounts or line.no_line is not None or not isinstance(line.account, Ambiguous):
        return None
    return unicodedata.normalize("NFC", line.account.typed)


def _asked(line: Line, accounts: list[str]) -> list[str]:
    account = line.account
    return [each.account for each in account.candidates] if isinstance(account, Ambiguous) and not accounts else []


def _note(line: Line, accounts: list[str]) -> str | None:
    return "\n".join(entry.details.note for entry in line.entries) if accounts else None


def _counts(details: Details) -> bool:
    return details.counts


def _no_conversation(line: Line, accounts: list[str]) -> bool:
    """Whether nothing is logged, or only what counts nothing and is no plan."""
    return not accounts or not any(
        _counts(entry.details) or entry.details.state is State.PLANNED for entry in line.entries
    )


def _held(line: Line, accounts: list[str]) -> bool:
    """Whether a conversation is logged as one that took place."""
    held = (entry.details for entry in line.entries if entry.details.state is State.HELD)
    return bool(accounts) and any(_counts(details) for details in held)


_JUDGES: dict[str, Any] = {
    "held": _held,
    "promised": lambda line, accounts: any(entry.details.follow_up is not None for entry in line.entries),
    "account": lambda line, accounts: accounts[0] if len(accounts) == 1 else accounts or None,
    "accounts": lambda line, accounts: accounts,
    "asked": _asked,
    "new": _new,
    "nothing": lambda line, accounts: not accounts and not _new(line, accounts),
    "needs_eye": lambda line, accounts: line.needs_eye,
    "counted": lambda line, accounts: _counts(line.details) if accounts else None,
    "note_has": _note,
    "no_conversation": _no_conversation,
    "minutes_each": lambda line, accounts: [entry.details.minutes for entry in line.entries if accounts],
    "kinds_each": lambda line, accounts: [entry.details.kind.value for entry in line.entries if accounts],
}
