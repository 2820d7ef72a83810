"""Gathers the facts of a line: those behind the account, and those that may stand at its very end."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.domain.conversations.model import Kind
from bot.parsing.dates import Day, day_at, words_before
from bot.parsing.facts import Duration, Fact, KindWord, Private, duration_at, fact_at
from bot.parsing.markers import marker_at, without_dangling
from bot.parsing.opening import Opening
from bot.parsing.parts import Part, Role
from bot.parsing.people import People, Person
from bot.parsing.slack_text import Mention, SlackText
from bot.parsing.words import ALSO_CUSTOMERS_WORDS, NO_NOUN_OR_VERB, after_colon, after_separators


@dataclass
class Gathered:
    """What the facts say so far. Duration, kind, day and `by` count once each."""

    kind: Kind | None = None
    minutes: int | None = None
    day: Day | None = None
    holder: str | None = None
    colleagues: list[str] = field(default_factory=list)
    contacts: list[Person] = field(default_factory=list)
    private: bool = False
    parts: list[Part] = field(default_factory=list)
    note_start: int = 0
    colon: bool = False

    def take(self, fact: Fact, start: int) -> bool:
        """Count `fact`, unless one of its sort was counted already."""
        taken = self._count(fact)
        if taken:
            self.parts.append(Part(Role.FACT, start, fact.end))
        return taken

    def _count(self, fact: Fact) -> bool:
        match fact:
            case Duration(minutes=minutes) if self.minutes is None:
                self.minutes = minutes
            case KindWord(kind=kind) if self.kind is None:
                self.kind = kind
            case Day() if self.day is None:
                self.day = fact
            case Private():
                self.private = True
            case People() if not (fact.holder and self.holder):
                self._count_people(fact)
            case _:
                return False
        return True

    def _count_people(self, people: People) -> None:
        self.holder = people.holder or self.holder
        self.colleagues.extend(people.colleagues)
        self.contacts.extend(people.contacts)


def gather(text: SlackText, opening: Opening, today: date) -> Gathered:
    """Read everything in front of the note."""
    gathered = Gathered(kind=opening.kind)
    at, kind_word = after_separators(text.words, 0), None
    if (behind := after_colon(text.words, at)) is not None:
        gathered.colon, at = True, behind
    while not gathered.colon:
        end = _skip(opening, gathered, at)
        if end is None:
            fact = fact_at(text, at, today)
            if fact is None or not gathered.take(fact, at):
                break
            kind_word = (at, fact.end) if isinstance(fact, KindWord) else None
            end = fact.end
        if (behind := after_colon(text.words, end)) is not None:
            gathered.colon, at = True, behind
            break
        at = after_separators(text.words, end)
    gathered.note_start = after_separators(text.words, at) if gathered.colon else at
    if kind_word and not gathered.colon:
        _keep_kind_word(text, gathered, kind_word)
    return gathered


def gather_ending(text: SlackText, gathered: Gathered, end: int, today: date) -> int:
    """Count what may stand at the end of the note, which begins at `gathered.note_start`; its new end."""
    start = gathered.note_start
    while end > start:
        cut = _mentions_before(text, gathered, start, end) or (
            None if gathered.colon else _fact_before(text, gathered, start, end, today)
        )
        if cut is None:
            return end
        end = without_dangling(text.words, start, cut)
    return end


_WORD = re.compile(r"\w+")
_STOPS = " .,;!"
_WITH = re.compile(r"(?:^|(?<= ))with \Z", re.IGNORECASE)
_JOINED = re.compile(r" ?(?:,|&|\+|,? and) ?\Z", re.IGNORECASE)
_LONGEST_DATE = 3


def _skip(opening: Opening, gathered: Gathered, at: int) -> int | None:
    """The end of the filler or the name that begins at `at`."""
    for role, span in ((Role.FILLER, opening.filler), (Role.ACCOUNT, opening.name)):
        if span and span[0] == at < span[1]:
            gathered.parts.append(Part(role, *span))
            return span[1]
    return None


def _keep_kind_word(text: SlackText, gathered: Gathered, kind_word: tuple[int, int]) -> None:
    """A kind directly followed by a word of the note stays in it: `call back`. A word that customers use too says no
    kind there: `teams want SSO`."""
    start, end = kind_word
    at = gathered.note_start
    if text.words[end:at] == " " and at < len(text.words) and not marker_at(text.words, at):
        gathered.parts.pop()
        gathered.note_start = start
        following = _WORD.match(text.words, at)
        is_noun_or_verb = following is None or following[0].lower() not in NO_NOUN_OR_VERB
        if is_noun_or_verb and text.words[start:end].lower() in ALSO_CUSTOMERS_WORDS:
            gathered.kind = None


def _mentions_before(text: SlackText, gathered: Gathered, start: int, end: int) -> int | None:
    """People mentioned at the very end took part; a `with` before them and an `and` between go with them."""
    last = _mention_before(text, start, end)
    if not last:
        return None
    users, first = [last.user], last
    while earlier := _joined_before(text, start, first):
        users.append(earlier.user)
        first = earlier
    lead = _WITH.search(text.words, max(start, first.start - 5), first.start)
    cut = lead.start() if lead else first.start
    gathered.take(People(last.end, tuple(reversed(users))), cut)
    return cut


def _mention_before(text: SlackText, start: int, end: int) -> Mention | None:
    """A mention that ends at `end`, a full stop or comma aside, with nothing glued to its front."""
    mention = text.mention_before(_without_stops(text, start, end))
    if not mention or mention.start < start:
        return None
    free = mention.start == start or text.words[mention.start - 1] in " ,;>"
    return mention if free else None


def _joined_before(text: SlackText, start: int, mention: Mention) -> Mention | None:
    joined = _JOINED.search(text.words, max(start, mention.start - 6), mention.start)
    return _mention_before(text, start, joined.start()) if joined else None


def _fact_before(text: SlackText, gathered: Gathered, start: int, end: int, today: date) -> int | None:
    """A duration, or a day that can only be past, that ends at `end`."""
    stop = _without_stops(text, start, end)
    for at in words_before(text.words, start, stop, _LONGEST_DATE):
        fact = duration_at(text.words, at) or _past_day_at(text.words, at, today)
        if fact and fact.end == stop and gathered.take(fact, at):
            return at
    return None


def _past_day_at(text: str, at: int, today: date) -> Day | None:
    day = day_at(text, at, today)
    return day if day and day.only_past else None


def _without_stops(text: SlackText, start: int, end: int) -> int:
    while end > start and text.words[end - 1] in _STOPS:
        end -= 1
    return end
