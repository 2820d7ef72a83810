"""From the facts of a line and the words behind them to what is kept of a conversation."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.conversations.model import Details, Insight, Kind, State
from bot.parsing.follow_up import read_follow_up
from bot.parsing.gathering import Gathered, gather_ending
from bot.parsing.markers import Sections, Stretch, sections, without_dangling
from bot.parsing.parts import Part, Role
from bot.parsing.slack_text import SlackText


def read_details(text: SlackText, gathered: Gathered, author: str, today: date) -> Details:
    """Read note, insights and follow-up behind the facts. `author` held it unless `by` says otherwise."""
    cut = sections(text.words, gathered.note_start)
    start, end = gathered.note_start, _note_end(text, gathered, cut, today)
    holder = gathered.holder or author
    colleagues = _unique(user for user in gathered.colleagues if user != holder)
    follow_up = read_follow_up(text, cut.follow_up, holder, today) if cut.follow_up else None
    gathered.parts.extend(follow_up[1] if follow_up else ())
    gathered.parts.extend(_parts(cut, start, end))
    return Details(
        state=State.PLANNED if gathered.day and gathered.day.planned else State.HELD,
        kind=gathered.kind or Kind.CALL,
        minutes=gathered.minutes,
        on=gathered.day.on if gathered.day else today,
        held_by=holder,
        colleagues=colleagues,
        contacts=_unique(person.name for person in gathered.contacts),
        note=text.words[start:end],
        insights=tuple(Insight(one.kind, text.words[one.start : one.end]) for one in cut.insights if one.kind),
        follow_up=follow_up[0] if follow_up else None,
        private=gathered.private,
        named=_named(text, [(start, end), *_spans((*cut.insights, *cut.follow_up))], {holder, *colleagues}),
    )


def _note_end(text: SlackText, gathered: Gathered, cut: Sections, today: date) -> int:
    start, end = gathered.note_start, cut.note_end
    if end < len(text.words):
        end = without_dangling(text.words, start, end)
    return gather_ending(text, gathered, end, today)


def _parts(cut: Sections, start: int, end: int) -> list[Part]:
    parts = [Part(Role.NOTE, start, end)] if end > start else []
    for one in (*cut.insights, *cut.follow_up):
        if one.marker_end > one.begins:
            parts.append(Part(Role.MARKER, one.begins, one.marker_end))
    parts.extend(Part(Role.INSIGHT, one.start, one.end) for one in cut.insights)
    return parts


def _named(text: SlackText, spans: Iterable[tuple[int, int]], credited: set[str]) -> tuple[str, ...]:
    mentions = (mention for span in spans for mention in text.mentions_within(*span))
    return _unique(mention.user for mention in mentions if mention.user not in credited)


def _spans(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in stretches]


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
