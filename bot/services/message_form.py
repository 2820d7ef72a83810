"""The form of a message that somebody chose to log: it is read as a line, and its note keeps the whole text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.conversations.conversation_form import ChosenMessage, Form, Prefill
from bot.domain.conversations.fields import Filled
from bot.domain.conversations.model import MENTION
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member
from bot.messages import formatting
from bot.parsing.forms import conversation_form as fields
from bot.parsing.forms.insight_lines import TEXT_LIMIT
from bot.parsing.line import Line
from bot.parsing.names.matching import Ambiguous, Match
from bot.parsing.typed import as_typed
from bot.services import line_reading
from bot.services.conversations import conversation_form
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.workspace.members import known
from bot.storage.workspace import members

_LOOKED_UP = 2
"""Each takes Slack up to 0.7 s, and a form must open within 3 s of what asked for it."""


def of(deps: Deps, caller: Caller, message: ChosenMessage, *, channel: str | None) -> Form:
    """The form, filled in with what the message says, as its author would have logged it on the day it was written.

    Of a text that is too long the beginning stands in the note.
    """
    people = _people_of(deps, caller, message)
    names = {member.id: member.profile.name for member in people if member.profile.name}
    author, on = _author_of(caller, message, people), _day_of(deps, caller, message)
    text = as_typed(formatting.with_names(message.text, names, names)).strip()
    form = conversation_form.blank(deps, caller, channel=channel, on=on)
    filled, prefill = form.filled, Prefill(author, on)
    with deps.reading(caller.workspace.id) as scope:
        line = line_reading.read_message(scope, deps, caller, message.text, author=author, today=on, channel=channel)
        names |= members.names_of(scope, [author])
    if line is not None:
        filled, prefill = _as_read(line, prefill, names)
    return replace(
        form,
        filled=replace(filled, note=text[:TEXT_LIMIT]),
        cut_from=len(text) if len(text) > TEXT_LIMIT else None,
        prefill=prefill,
        names=names,
    )


def _people_of(deps: Deps, caller: Caller, message: ChosenMessage) -> list[Member]:
    """Its author and whom it mentions: the first few are looked up where nobody knows them yet."""
    author = [message.author] if message.author and message.author != caller.member.id else []
    people = list(dict.fromkeys([*author, *MENTION.findall(message.text)]))
    return [known(deps, caller.workspace, member_id) for member_id in people[:_LOOKED_UP]]


def _author_of(caller: Caller, message: ChosenMessage, people: list[Member]) -> str:
    """Who says "I" in a message: the colleague who wrote it, or else the caller."""
    wrote = (person for person in people if person.id == message.author and person.is_known and person.may_take_part)
    return next((each.id for each in wrote), caller.member.id)


def _day_of(deps: Deps, caller: Caller, message: ChosenMessage) -> date:
    """The day a message was written on, where its reader is."""
    today = local_today(deps, caller)
    return today if message.at is None else min(today, schedule.local_date(message.at, ZoneInfo(caller.zone)))


def _as_read(line: Line, prefill: Prefill, names: Mapping[str, str]) -> tuple[Filled, Prefill]:
    """What stands in the fields of a message that was read as a line, the note aside, and what is said above them."""
    first = line.entries[0] if line.entries else None
    details, doubts = (first.details, first.doubts) if first else (line.details, line.doubts)
    filled = fields.shown(details, names)
    filled = replace(filled, insights=_fitting(filled.insights), contacts=_fitting(filled.contacts))
    prefill = replace(prefill, details=details, doubts=doubts)
    match line.account:
        case Match(account_id, name, typed, guessed):
            filled = replace(filled, account=account_id, account_name=name)
            others = tuple(entry.account.account for entry in line.entries[1:])
            return filled, replace(prefill, guessed_from=typed if guessed else None, others=others)
        case Ambiguous(typed=typed, candidates=candidates):
            return filled, replace(prefill, unclear=typed, candidates=tuple(one.account for one in candidates))
    return filled, prefill


def _fitting(text: str) -> str:
    """What a field may hold; the words of a longer text stand in the note alone."""
    return text if len(text) <= TEXT_LIMIT else ""
