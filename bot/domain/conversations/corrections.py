"""Putting an entry right: each correction is one function from how it stands to how it should.

A correction made twice changes nothing the second time, and one that no longer fits changes nothing at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain import concurrent_edits
from bot.domain.conversations.fields import FIELDS, Field
from bot.domain.conversations.model import MENTION, Conversation, Details, Insight, Kind, State

Correction = Callable[[Conversation], Details]
"""How an entry should read, from how it stands."""

Version = tuple[str, Details]
"""An entry as somebody wants it: the account's id, and the rest."""


def as_call(entry: Conversation) -> Details:
    """It was a conversation after all; a message or an attempt only."""
    counts_nothing = entry.details.kind in (Kind.MESSAGE, Kind.ATTEMPT)
    return replace(entry.details, kind=Kind.CALL) if counts_nothing else entry.details


def as_held_on(day: date) -> Correction:
    """It was on `day`."""
    return lambda entry: replace(entry.details, state=State.HELD, on=day)


def as_read_on(day: date, today: date) -> Correction:
    """It was, or will be, on the other day that was named."""
    state = State.PLANNED if day > today else State.HELD
    return lambda entry: replace(entry.details, state=state, on=day)


def as_lasting(minutes: int) -> Correction:
    """It took so long."""
    return lambda entry: replace(entry.details, minutes=minutes)


def without_follow_up(entry: Conversation) -> Details:
    """Nothing was promised."""
    return replace(entry.details, follow_up=None)


def as_planned(today: date) -> Correction:
    """It is still to come: on the day it names, in the first year that is not past."""
    return lambda entry: replace(entry.details, state=State.PLANNED, on=_coming(entry.details.on, today))


def as_moved_to(day: date) -> Correction:
    """A plan is for another day; what was held stays."""
    return lambda entry: replace(entry.details, on=day) if _is_plan(entry) else entry.details


def as_happened(today: date) -> Correction:
    """A plan was held, on its day; one whose day is still ahead, today."""
    return lambda entry: (
        replace(entry.details, state=State.HELD, on=min(entry.details.on, today)) if _is_plan(entry) else entry.details
    )


def with_colleague(member_id: str) -> Correction:
    """Somebody who was only named took part."""

    def credit(entry: Conversation) -> Details:
        details = entry.details
        if member_id not in details.named:
            return details
        named = tuple(each for each in details.named if each != member_id)
        return replace(details, named=named, colleagues=(*details.colleagues, member_id))

    return credit


def without_person(member_id: str) -> Correction:
    """Somebody was not there: no colleague any more; where they were said to have held it, its author did."""

    def drop(entry: Conversation) -> Details:
        details = entry.details
        held_by = entry.logged_by if details.held_by == member_id else details.held_by
        colleagues = tuple(colleague for colleague in details.colleagues if colleague not in (member_id, held_by))
        return replace(details, held_by=held_by, colleagues=colleagues)

    return drop


def with_insight(insight: Insight) -> Correction:
    """They said this too; the very same words are kept once."""

    def add(entry: Conversation) -> Details:
        insights = entry.details.insights
        return entry.details if insight in insights else replace(entry.details, insights=(*insights, insight))

    return add


@dataclass(frozen=True)
class Merged:
    """One entry that two people changed: `taken` are fields only the other one changed, `conflicts` those both did.

    `account_id` and `details` have the reader's own in every field that conflicts.
    """

    account_id: str
    details: Details
    taken: tuple[Field, ...]
    conflicts: tuple[Field, ...]


def merge(base: Version, mine: Version, theirs: Version) -> Merged:
    """Bring two changes of the same entry together, field by field."""
    found = concurrent_edits.merge(_by_field(base), _by_field(mine), _by_field(theirs))
    account_id = (mine if Field.ACCOUNT in found.to_write else theirs)[0]
    own = {name: getattr(mine[1], name) for field in FIELDS if field.key in found.to_write for name in field.attributes}
    details = replace(theirs[1], **own)
    # One may have said who held it, the other that the same person took part.
    details = replace(
        details, colleagues=tuple(colleague for colleague in details.colleagues if colleague != details.held_by)
    )
    named = _without_credit(details, [*_there(mine[1]), *_there(theirs[1])])
    return Merged(account_id, replace(details, named=named), found.taken, found.conflicts)


def _by_field(version: Version) -> dict[Field, object]:
    account_id, details = version
    return {Field.ACCOUNT: account_id} | {field.key: field.value_of(details) for field in FIELDS if field.attributes}


def _there(details: Details) -> tuple[str, ...]:
    return (*details.named, details.held_by, *details.colleagues)


def _without_credit(details: Details, people: Iterable[str]) -> tuple[str, ...]:
    """Who of these people stands in the words that are kept and did not take part."""
    step = [details.follow_up.text] if details.follow_up else []
    lines = [details.note, *(insight.text for insight in details.insights), *step]
    mentioned = {each for words in lines for each in MENTION.findall(words)}
    credited = (details.held_by, *details.colleagues)
    return tuple(person for person in dict.fromkeys(people) if person in mentioned and person not in credited)


def _is_plan(entry: Conversation) -> bool:
    return entry.details.state is State.PLANNED


def _coming(day: date, today: date) -> date:
    """`day` in the first year in which it is not past; a 29 February is the 1 March of a year without one."""
    for year in (today.year, today.year + 1):
        coming = _in_year(day, year)
        if coming >= today:
            return max(day, coming)
    raise AssertionError("a day of next year is never past")


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28) + timedelta(days=1)
