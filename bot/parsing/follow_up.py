"""The follow-up behind `next:`: its words, its due date, who does it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.model import FollowUp
from bot.parsing.dates import due_at, words_before
from bot.parsing.markers import Stretch, without_dangling
from bot.parsing.parts import Part, Role
from bot.parsing.slack_text import SlackText


def read_follow_up(
    text: SlackText, stretches: Sequence[Stretch], holder: str, today: date
) -> tuple[FollowUp, list[Part]]:
    """A date and `for @ana` at the end, in either order, leave the words; `for @ana` may also begin them.

    Where nothing else is said (`next: fri`) the words stay, so that none is empty.
    """
    end = _Ending(stretches[-1].start, stretches[-1].end)
    while end.take_assignee(text) or end.take_due(text, today):
        pass
    begin = None if end.assignee else _LEADING_FOR.match(text.words, stretches[0].start, end.at)
    lead = text.mention_at(begin.end()) if begin else None
    starts = [one.start for one in stretches]
    ends = [*(one.end for one in stretches[:-1]), end.at]
    parts = list(end.parts)
    if lead and lead.end <= ends[0]:
        parts.append(Part(Role.FACT, stretches[0].start, lead.end))
        starts[0] = _behind(text.words, lead.end, ends[0])
    spans = [(start, stop) for start, stop in zip(starts, ends, strict=True) if start < stop]
    if not spans:
        spans, parts = [(one.start, one.end) for one in stretches], []
    words = " ".join(text.words[start:stop].strip() for start, stop in spans)
    assignee = end.assignee or (lead.user if lead else holder)
    parts.extend(Part(Role.FOLLOW_UP, start, stop) for start, stop in spans)
    return FollowUp(words, end.due, assignee), parts


_LEADING_FOR = re.compile(r"for ", re.IGNORECASE)
_LONGEST_DATE = 4
_STOPS = " .,;!"


@dataclass
class _Ending:
    """The last stretch, shortened from its end at `at` as long as a date or a `for @ana` stands there."""

    start: int
    at: int

    def __post_init__(self) -> None:
        self.due: date | None = None
        self.assignee: str | None = None
        self.parts: list[Part] = []

    def take_assignee(self, text: SlackText) -> bool:
        mention = text.mention_before(self._stop(text))
        lead = mention.start - len("for ") if mention else -1
        if self.assignee or not mention or lead < self.start:
            return False
        begins_word = lead == self.start or text.words[lead - 1] == " "
        if not begins_word or text.words[lead : mention.start].lower() != "for ":
            return False
        self.assignee = mention.user
        self._cut(text, lead, mention.end)
        return True

    def take_due(self, text: SlackText, today: date) -> bool:
        stop = self._stop(text)
        for at in words_before(text.words, self.start, stop, _LONGEST_DATE) if self.due is None else ():
            day = due_at(text.words, at, today)
            if day and day.end == stop:
                self.due = day.on
                self._cut(text, at, stop)
                return True
        return False

    def _stop(self, text: SlackText) -> int:
        end = self.at
        while end > self.start and text.words[end - 1] in _STOPS:
            end -= 1
        return end

    def _cut(self, text: SlackText, start: int, end: int) -> None:
        self.parts.append(Part(Role.FACT, start, end))
        self.at = without_dangling(text.words, self.start, start)


def _behind(words: str, at: int, end: int) -> int:
    while at < end and words[at] in " ,:;":
        at += 1
    return at
