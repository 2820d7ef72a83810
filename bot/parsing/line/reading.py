"""From the facts of a line to what is kept of a conversation, its doubts, and what each stretch was read as."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.conversations.doubts import Doubt, DoubtKind, Fact
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, State
from bot.parsing.line.facts import Facts, Header
from bot.parsing.line.note.body import read_body
from bot.parsing.line.note.ending import other_day, read_ending, take_closing_facts
from bot.parsing.line.note.unread import unread
from bot.parsing.line.sections.cut import DROPPED, Part, Section
from bot.parsing.line.sections.labels import read_labels
from bot.parsing.line.sections.promise import promised_in, read_promise
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.day import Day, Unsure
from bot.parsing.names.normal_form import normal_name
from bot.parsing.parts import Part as Stretch
from bot.parsing.parts import Role


@dataclass(frozen=True)
class Reading:
    """What one line says: the details, what needs an eye, and the role of each stretch of the text."""

    details: Details
    doubts: tuple[Doubt, ...]
    stretches: tuple[Stretch, ...]
    is_compact: bool


def read_details(
    spots: Spots,
    header: Header,
    main: int,
    sections: Sequence[Section],
    account_ids: tuple[str, ...],
    *,
    author: str,
    is_compact: bool,
) -> Reading:
    """Read note, insights and promise behind the header. `author` held it unless the line says otherwise."""
    facts = header.facts
    start = header.end if is_compact else 0
    stop = main
    doubts = _read_body(spots, facts, header, main, is_compact=is_compact, account_ids=account_ids)
    if is_compact:
        is_closed = header.is_closed or _begins_sentence(spots, header.end)
        stop = read_ending(spots, facts, header.end, main, is_closed=is_closed)
        if (other := other_day(spots, header.end, stop)) is not None and not facts.will:
            doubts.append(Doubt(DoubtKind.REPORTED_DATE, other_day=other))
        doubts += unread(spots, facts, header.end, stop)
    else:
        read_ending(spots, facts, header.end, main, is_closed=True)
        take_closing_facts(spots, facts, header.end, main)
    for at in range(start, stop):
        facts.roles[at] = facts.roles[at] or Role.NOTE
    _fill_gaps(facts, stop)
    if not is_compact:
        facts.mark(0, main, Role.NOTE)
    for one in (one for one in sections if one.part is Part.NOTES):
        read_body(spots, facts, one.words, one.end, is_compact=False, account_ids=account_ids)
    read_labels(spots, facts, sections)
    facts.contacts = _full_names(spots, facts.contacts, account_ids)
    holder = facts.holder or author
    insights = tuple(_insight(spots, facts, one) for one in sections if one.part is Part.INSIGHT)
    promised = [one for one in sections if one.part is Part.NEXT]
    follow_up = read_promise(spots, facts, promised, holder) if promised else None
    notes = [(one.words, one.end) for one in sections if one.part is Part.NOTES]
    for begin, end in ((start, stop), *notes) if follow_up is None else ():
        if found := promised_in(spots, facts, begin, end, holder, is_compact=is_compact):
            follow_up = found[0]
            doubts += [Doubt(DoubtKind.PROMISE)] if found[1] else []
            break
    return _whole(spots, facts, insights, follow_up, doubts, author=author, is_compact=is_compact)


def _begins_sentence(spots: Spots, at: int) -> bool:
    """Whether the note begins a sentence of its own, which says nothing of the line in front."""
    return 0 < at < len(spots.tokens) and (
        spots.tokens.plain(at - 1) in (".", "!", "。") or spots.tokens[at - 1].shape is Shape.BREAK
    )


def _full_names(spots: Spots, names: Sequence[str], account_ids: tuple[str, ...]) -> list[str]:
    """A first name that one known contact of the account alone has is theirs."""
    known = (
        spots.context.people.by_first_name("".join(normal_name(name).spelt), account_ids) or name for name in names
    )
    return list(dict.fromkeys(known))


def _read_body(
    spots: Spots, facts: Facts, header: Header, main: int, *, is_compact: bool, account_ids: tuple[str, ...]
) -> list[Doubt]:
    if is_compact:
        goes_on = not header.is_closed and header.end > 0 and spots.tokens[header.end - 1].shape is not Shape.BREAK
        goes_on = goes_on and spots.tokens.plain(header.end - 1) not in DROPPED
        return read_body(spots, facts, header.end, main, is_compact=True, account_ids=account_ids, goes_on=goes_on)
    roles = list(facts.roles)
    facts.roles = [None] * len(roles)
    doubts = read_body(spots, facts, header.end, main, is_compact=False, account_ids=account_ids)
    facts.roles = roles
    return doubts


def _fill_gaps(facts: Facts, stop: int) -> None:
    """Signs between two words of the note are of it."""
    last = None
    for at in range(stop):
        if facts.roles[at] is Role.NOTE:
            if last is not None:
                facts.mark(last + 1, at, Role.NOTE)
            last = at
        elif facts.roles[at] is not None:
            last = None


def _insight(spots: Spots, facts: Facts, section: Section) -> Insight:
    end = section.end
    while end > section.words and end < len(spots.tokens) and _dangles(spots, end - 1):
        end -= 1
    facts.mark(section.start, section.words, Role.MARKER)
    facts.mark(section.words, end, Role.INSIGHT)
    kind = section.kind.value if section.kind else ""
    return Insight(kind, spots.tokens.raw(section.words, end))


def _dangles(spots: Spots, at: int) -> bool:
    return spots.tokens.plain(at) in (",", ";", "-", "–", "—") or spots.tokens[at].shape is Shape.BREAK


def _whole(
    spots: Spots,
    facts: Facts,
    insights: tuple[Insight, ...],
    follow_up: FollowUp | None,
    doubts: list[Doubt],
    *,
    author: str,
    is_compact: bool,
) -> Reading:
    today = spots.context.today
    on, state = _when(facts, today)
    if facts.day is not None and on is None:
        facts.mark(facts.day.start, facts.day.end, Role.NOTE)
    holder = facts.holder or author
    colleagues = _unique(user for user in facts.colleagues if user != holder)
    minutes = facts.duration.minutes if facts.duration else None
    kind = facts.kind or Kind.CALL
    if kind is Kind.MESSAGE and minutes is not None:
        kind = Kind.CALL
    stretches = _stretches(spots, facts)
    details = Details(
        state=state,
        kind=kind,
        minutes=minutes,
        on=on or today,
        held_by=holder,
        colleagues=colleagues,
        contacts=tuple(facts.contacts),
        note=_note(spots, facts),
        insights=insights,
        follow_up=follow_up,
        private=facts.private,
        named=_named(spots, facts, {holder, *colleagues}),
        **facts.chosen,
    )
    doubts = [
        *_doubts(facts, on, state, today, has_note=bool(details.note)),
        *(one for one in doubts if not _is_settled(facts, one)),
    ]
    return Reading(details, tuple(doubts), stretches, is_compact)


def _is_settled(facts: Facts, doubt: Doubt) -> bool:
    """Whether the line says elsewhere what a doubt is about."""
    if doubt.fact is Fact.DURATION:
        return facts.duration is not None or not (facts.kind or Kind.CALL).is_conversation
    return doubt.fact is Fact.DATE and facts.day is not None


def _when(facts: Facts, today: date) -> tuple[date | None, State]:
    """The day and whether it is a plan; None where the day that was named is not the conversation's."""
    day = facts.day
    if day is None:
        return None, State.HELD
    if day.ahead is None:
        is_today_ahead = facts.will and day.past == today and not (facts.failed or facts.is_past or facts.duration)
        return day.past, State.PLANNED if is_today_ahead else State.HELD
    if facts.failed:
        return (day.past if day.is_open else None), State.HELD
    if day.is_open and not (facts.is_booked or facts.will):
        is_ahead = (day.is_ahead or facts.is_going) and not (facts.is_past or facts.duration)
    else:
        is_ahead = facts.is_booked or facts.will or day.is_ahead
    on = day.on(ahead=is_ahead)
    is_plan = (
        is_ahead
        and on == day.ahead
        and on is not None
        and (on > today or facts.is_booked or facts.will or day.is_later_today)
    )
    return on, State.PLANNED if is_plan else State.HELD


_UNSURE = {
    Unsure.ORDER: DoubtKind.DATE_ORDER,
    Unsure.LAST_WEEK: DoubtKind.LAST_WEEK,
    Unsure.NEXT_WEEK: DoubtKind.NEXT_WEEK,
}


def _doubts(facts: Facts, on: date | None, state: State, today: date, *, has_note: bool) -> list[Doubt]:
    found: list[Doubt] = []
    day, duration = facts.day, facts.duration
    if day is not None and day.unsure is not None and on is not None:
        found.append(Doubt(_UNSURE[day.unsure], other_day=day.other))
    if day is not None and state is State.HELD and on == day.past and day.is_much_nearer_ahead(today):
        found.append(Doubt(DoubtKind.DATE_ORDER, other_day=day.ahead))
    if day is not None and state is State.HELD and on == day.past and _is_long_past(day, today):
        found.append(Doubt(DoubtKind.DATE_ORDER, other_day=day.ahead))
    if duration is not None and duration.other is not None:
        found.append(Doubt(DoubtKind.RANGE, other_minutes=duration.other))
    if duration is not None and duration.is_long:
        found.append(Doubt(DoubtKind.LONG))
    if state is State.PLANNED and day is not None and not (facts.is_booked or facts.will) and has_note:
        if day.is_open and day.past is not None:
            found.append(Doubt(DoubtKind.PLANNED, other_day=day.past))
        elif duration is not None and day.unsure is None:
            found.append(Doubt(DoubtKind.PLANNED, other_day=today))
    if facts.is_wish and state is State.PLANNED:
        found.append(Doubt(DoubtKind.PLANNED, other_day=today))  # asked for in a conversation of today
    if facts.is_booked and state is State.HELD and day is None and duration is None:
        found.append(Doubt(DoubtKind.NOT_HELD))
    return found


def _is_long_past(day: Day, today: date) -> bool:
    """`on the 27th`, said on the 24th: nearly a month past where it was held, or soon to come."""
    return day.is_open and day.is_ahead and day.past is not None and (today - day.past).days > _A_WEEK


_A_WEEK = 7


def _note(spots: Spots, facts: Facts) -> str:
    """The words of the note, stretch by stretch, as typed."""
    texts = []
    for role, start, end in _runs(facts.roles):
        if role is not Role.NOTE:
            continue
        last = end
        while last > start and last < len(spots.tokens) and _dangles(spots, last - 1):
            last -= 1
        if last > start:
            texts.append((start, spots.tokens.raw(start, last)))
    note = ""
    for start, text in texts:
        is_new_line = start and spots.tokens[start - 1].shape is Shape.BREAK
        note += ("\n" if is_new_line else " ") * bool(note) + text
    return note.strip()


def _runs(roles: Sequence[Role | None]) -> Iterable[tuple[Role | None, int, int]]:
    """Each role with the tokens from where to where it is the same."""
    at = 0
    for role, same in groupby(roles):
        end = at + len(list(same))
        yield role, at, end
        at = end


def _stretches(spots: Spots, facts: Facts) -> tuple[Stretch, ...]:
    tokens = spots.tokens
    return tuple(
        Stretch(role, tokens[start].start, tokens[end - 1].end) for role, start, end in _runs(facts.roles) if role
    )


def _named(spots: Spots, facts: Facts, credited: set[str]) -> tuple[str, ...]:
    """Who is mentioned in the words that stay, and credited with nothing."""
    kept = (Role.NOTE, Role.INSIGHT, Role.FOLLOW_UP)
    mentioned = (
        token.user for token, role in zip(spots.tokens, facts.roles, strict=True) if role in kept and token.user
    )
    return _unique(user for user in mentioned if user not in credited)


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
