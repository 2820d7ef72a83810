"""Cells of conversations, as our export and the activity exports of CRMs fill them; readers as in `cells.values`."""

import re
from enum import StrEnum

from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import MAX_MINUTES, MIN_MINUTES, Insight, Kind, State
from bot.domain.form_fields import FieldSpec
from bot.parsing.cells.values import BadCell, read_text, shown, unescaped
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.insight_lines import TEXT_LIMIT
from bot.parsing.line import whole_duration
from bot.parsing.line.vocabulary import MARKERS

LIST_LIMIT = 1000


class Outcome(StrEnum):
    """What a CRM says became of an activity, where it is more than that it was held."""

    MISSED = "missed"
    OPEN = "open"


def read_kind(cell: str) -> Kind | None:
    """Ours, and the activity types of CRMs, in whatever words stand around them (`Logged call`). `Other` says nothing.

    Raises BadCell for what is no conversation: a task, a note.
    """
    kind = _kind(cell)
    if kind is None and cell and _plain(cell) not in _SAY_NOTHING:
        raise BadCell(f"activity type {shown(cell)} is no conversation")
    return kind


def kind_in_subject(subject: str) -> Kind | None:
    """`Call`, `Email: your offer`: CRMs begin the subject with the kind where nothing else says it."""
    return _kind(subject.partition(":")[0])


def read_outcome(cell: str) -> Outcome | None:
    """Raises BadCell for what was cancelled."""
    plain = _plain(cell)
    if plain in _CANCELLED:
        raise BadCell(f"{shown(cell)}: nobody spoke to them")
    return Outcome.MISSED if plain in _MISSED else Outcome.OPEN if plain in _OPEN else None


def read_choice(asked: FieldSpec[Field], cell: str) -> StrEnum | None:
    """One of the values of a field that has few, in whatever case."""
    chosen = asked.choice(cell.casefold())
    if cell and chosen is None:
        raise BadCell(f"{shown(cell)} is none of {', '.join(asked.choices)}")
    return chosen


def read_state(cell: str) -> State | None:
    if cell and cell.casefold() not in set(State):
        raise BadCell(f"state {shown(cell)} is none of {', '.join(State)}")
    return State(cell.casefold()) if cell else None


def read_boolean(cell: str, what: str) -> bool:
    """Empty is no."""
    if cell.casefold() in _YES:
        return True
    if cell and cell.casefold() not in _NO:
        raise BadCell(f"{what} {shown(cell)} is neither true nor false")
    return False


def read_minutes(cell: str) -> int | None:
    """`45`, `00:45:00`, `0:45`, or as behind /logcall; nothing, or no time at all, is None."""
    if clock := _CLOCK.fullmatch(cell):
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif number := _MINUTES.fullmatch(cell):
        minutes = int(number[1])
    else:
        duration = whole_duration(cell)
        if cell and duration is None:
            raise BadCell(f"{shown(cell)} is no duration")
        return duration
    if minutes and not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise BadCell(f"{shown(cell)}: {MIN_MINUTES} to {MAX_MINUTES} can be kept")
    return minutes or None


def has_no_unit(cell: str) -> bool:
    """Whether it may be any time: `600` are minutes here and seconds there, `12:30` hours or minutes."""
    return bool(_NUMBER.fullmatch(cell)) or cell.count(":") == 1


def read_contact(item: str) -> str:
    return read_text(item, "a contact", most=NAME_LIMIT)


def read_insight(item: str) -> Insight:
    r"""`kind=text`, with `\` before a `\`, `;` or `=` that is meant."""
    match = _INSIGHT.fullmatch(item)
    kind = MARKERS.get(unescaped(match[1]).casefold()) if match else None
    text = unescaped(match[2]) if match else ""
    if kind is None or not text:
        raise BadCell(f"{shown(item)} is not written as complaint=what they said")
    return Insight(kind.value, read_text(text, "an insight", most=TEXT_LIMIT))


_INSIGHT = re.compile(r"((?:\\.|[^=\\])+)=(.*)", re.DOTALL)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::[0-5][0-9])?")
_MINUTES = re.compile(r"([0-9]{1,5})(?:[.,]0+)?")
_NUMBER = re.compile(r"(?=[0-9.,]*[1-9])[0-9]+(?:[.,][0-9]+)*")
_YES = frozenset(("true", "yes", "1", "x"))
_NO = frozenset(("false", "no", "0"))
_SAY_NOTHING = frozenset(("other", "unknown", "none", "na", "activity"))
_CANCELLED = frozenset(("canceled", "cancelled"))
_MISSED = frozenset(("noanswer", "leftvoicemail", "leftlivemessage", "busy", "wrongnumber", "noshow"))
_OPEN = frozenset(("open", "notstarted", "inprogress", "waitingonsomeoneelse", "deferred", "scheduled", "rescheduled"))
_KINDS: dict[str, Kind] = {
    word: kind
    for kind, words in {
        Kind.CALL: "call, called, phone, rang",
        Kind.VIDEO: "video, zoom, meet, teams, webex",
        Kind.MEETING: "meeting, met, qbr, ebr, demo",
        Kind.VISIT: "visit, visited, onsite, on-site, lunch, coffee, dinner",
        Kind.EVENT: "event, webinar, workshop, focus group, conference",
        Kind.MESSAGE: "email, emailed, mail, message, chat, sms, linkedin, whatsapp, letter",
        Kind.ATTEMPT: "attempt, voicemail, no answer, noanswer, left message",
        Kind.HEARD: "heard",
    }.items()
    for word in words.split(", ")
}
_WORDS_AROUND = frozenset(
    "logged outbound inbound incoming outgoing forwarded sales customer postal direct sent log".split()
)


def _kind(text: str) -> Kind | None:
    """The kind that is the whole of `words`, or all of it that tells anything."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    if plain in _KINDS:
        return _KINDS[plain]
    telling = {_KINDS.get(word) for word in plain.split() if word not in _WORDS_AROUND}
    return next(iter(telling)) if len(telling) == 1 else None


def _plain(cell: str) -> str:
    return re.sub(r"[\W_]", "", cell.casefold())
