"""Days within the note: the conversation's own, one that may be, or but a word of it."""

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.parsing.line.facts import Facts, kind_value
from bot.parsing.line.note.clauses import Clause
from bot.parsing.line.note.ties import ends_at, ends_or_leads, is_day_of_state, stands_alone
from bot.parsing.line.spots import Spots
from bot.parsing.line.values.day import Day
from bot.parsing.line.vocabulary.table import Tag


def read_day(
    spots: Spots, facts: Facts, clause: Clause, day: Day, stop: int, doubts: list[Doubt], *, is_compact: bool
) -> None:
    """A day to come within a note is but a word of it; a past one counts beside a word of meeting, or alone, and is
    a doubt where it may be anything."""
    if facts.day is not None or spots.tokens.plain(day.start - 1) in _NOT_OURS:
        return
    if spots.words.find(Tag.END_OF, day.start):
        return  # by which something is to be done
    if day.is_open and clause.about:
        return  # about the outage on monday
    if clause.is_ours and day.past is None and _is_of_whom(spots, facts, clause, day, stop):
        facts.take_day(day)
    if clause.is_ours and (facts.will or facts.is_booked) and day.ahead is not None:
        facts.take_day(day)
    if _may_be_planned(facts, clause, day):
        doubts.append(Doubt(DoubtKind.REPORTED_DATE, other_day=day.ahead))
    if day.past is None:
        return
    if clause.is_ours and not (clause.they or clause.said or clause.meant):
        is_led = facts.is_past or spots.words.find(Tag.ON_DAY, day.start) is not None
        if day.is_only_past or (day.is_open and is_led and ends_at(spots, day.end, stop)):
            facts.take_day(day)
            return
    if (clause.said or clause.reports) and not clause.we:
        if day.is_only_past and clause.reports:
            doubts.append(Doubt(DoubtKind.REPORTED_DATE, other_day=day.past))
        return
    alone = stands_alone(spots, clause, day.start, day.end, stop) and not (day.is_open and day.is_ahead)
    is_past = day.is_only_past or (day.is_open and clause.anchor is not None and clause.anchor.tag is not Tag.NOUN)
    is_ours = clause.anchor is not None and is_past and not clause.meant
    is_tied = is_ours and not (clause.they and not clause.we and clause.anchor.tag is Tag.NOUN)  # type: ignore[union-attr]
    is_of_sentence = not is_compact and not (clause.they or clause.meant)
    if alone or is_tied or (is_of_sentence and ends_or_leads(spots, clause, day, stop)):
        facts.take_day(day)
    elif (
        (day.is_only_past or _is_named(spots, day))
        and day.past != spots.context.today
        and not (clause.they or doubts or is_day_of_state(spots, clause, day))
    ):
        doubts.append(Doubt(DoubtKind.REPORTED_DATE, other_day=day.past))


def _is_named(spots: Spots, day: Day) -> bool:
    """`at the gala on the 14th`: a day of a month that is past by not much, and does not look ahead."""
    is_near = day.past is not None and (spots.context.today - day.past).days <= _NEAR_PAST
    return day.is_dated and is_near and not day.is_ahead


_NEAR_PAST = 31


def _may_be_planned(facts: Facts, clause: Clause, day: Day) -> bool:
    """`kickoff call with them on the 26th`: a meeting on a day to come, where nothing says that anybody spoke."""
    took_place = facts.is_past or facts.duration is not None or facts.failed
    noun = clause.anchor if clause.anchor is not None and clause.anchor.tag is Tag.NOUN else None
    if noun is None or took_place or clause.they or clause.said or clause.meant:
        return False
    return kind_value(noun).is_conversation and (day.is_ahead or day.is_open)


_NOT_OURS = ("until", "till", "before", "since", "bis", "seit", "hasta", "desde", "depuis", "by")


TOPICS = ("about", "re", "regarding", "wegen", "uber", "sobre", "concernant", "sur")


def _is_of_whom(spots: Spots, facts: Facts, clause: Clause, day: Day, stop: int) -> bool:
    """`Golf with Acme's CEO this sunday`: only who was to be met stands between the account and a day to come."""
    if facts.kind is None or facts.is_past or facts.duration or not ends_at(spots, day.end, stop):
        return False
    return all(
        spots.words.find(Tag.ROLE, at) or spots.person(at) or spots.tokens.plain(at) in ("'", "s", "and", "'s", "back")
        for at in range(clause.start, day.start)
    )
