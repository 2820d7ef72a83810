"""Mentions in words that somebody edits: they read "@Chen" in a form, and come back as what Slack wrote.

What is typed into a form is never a mention by itself; "@Chen" becomes one only where Chen was mentioned before.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.domain.conversations.model import MENTION
from bot.parsing.slack_text import storable


@dataclass(frozen=True)
class Spot:
    """A mention of `user` between two offsets of the shown words; `token` is what is stored for it."""

    start: int
    end: int
    user: str
    token: str


@dataclass(frozen=True)
class Spelled:
    """Words as they stand in a form, and where in them the mentions are, in order."""

    text: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def stored(self) -> str:
        """The words with each mention as Slack wrote it."""
        pieces, done = [], 0
        for spot in self.spots:
            pieces += [self.text[done : spot.start], spot.token]
            done = spot.end
        return "".join([*pieces, self.text[done:]])

    @property
    def users(self) -> frozenset[str]:
        return frozenset(spot.user for spot in self.spots)

    @property
    def names(self) -> Iterator[tuple[str, Spot]]:
        """Each mention with the words that stand for it."""
        return ((self.text[spot.start : spot.end], spot) for spot in self.spots)


def spell(stored: str, people: Collection[str], names: Mapping[str, str]) -> Spelled:
    """`stored` with the mentions of `people` by name, or by id where `names` has none.

    A mention of anybody else was typed by hand: it stays as it is.
    """
    text, spots, done = "", [], 0
    for mention in MENTION.finditer(stored):
        user = mention[1]
        if user in people:
            text += stored[done : mention.start()]
            called = "@" + (" ".join(storable(names.get(user, "")).split()) or user)
            spots.append(Spot(len(text), len(text) + len(called), user, mention[0]))
            text += called
            done = mention.end()
    return Spelled(text + stored[done:], tuple(spots))


def delivered(stored: str, people: Collection[str]) -> str:
    """`stored` as Slack delivers a line: mentions of `people` are tokens, all else is escaped."""
    pieces, done = [], 0
    for mention in MENTION.finditer(stored):
        if mention[1] in people:
            pieces += [_escaped(stored[done : mention.start()]), mention[0]]
            done = mention.end()
    return "".join([*pieces, _escaped(stored[done:])])


def joined(lines: Iterable[Spelled]) -> Spelled:
    """One text of several, each on a line of its own."""
    texts: list[str] = []
    spots: list[Spot] = []
    length = 0
    for line in lines:
        texts.append(line.text)
        spots += [_moved(spot, length) for spot in line.spots]
        length += len(line.text) + 1
    return Spelled("\n".join(texts), tuple(spots))


def put_back(before: Spelled, typed: str, elsewhere: Mapping[str, str]) -> Spelled:
    """`typed`, made from `before`, with the mentions that are still in it.

    Where the beginning and the end are as they were, so are their mentions, even among people of one name. In between
    a name is first one that stood there, in order, then a person of `elsewhere` (words to user id).
    """
    head = _same_at_start(before.text, typed)
    tail = _same_at_start(before.text[head:][::-1], typed[head:][::-1])
    shift = len(typed) - len(before.text)
    known = {*elsewhere, *(name for name, _ in before.names)}
    front = list(takewhile(lambda spot: _stays(typed, spot, head, known), before.spots))
    rear = [_moved(spot, shift) for spot in before.spots[len(front) :]]
    back = [spot for spot in rear if spot.start > len(typed) - tail or _begins_at(typed, spot, len(typed) - tail)]
    lost = before.spots[len(front) : len(before.spots) - len(back)]
    changed = range(
        min([head, *(spot.start for spot in lost)]),
        max([len(typed) - tail, *(spot.end + shift for spot in lost)]),
    )
    between = range(front[-1].end if front else 0, back[0].start if back else len(typed))
    found = _Names(before.text, lost, elsewhere).found(typed, between, changed)
    return Spelled(typed, (*front, *found, *back))


class _Names:
    """What may stand for a mention in words that changed."""

    def __init__(self, text: str, lost: Iterable[Spot], elsewhere: Mapping[str, str]) -> None:
        self._elsewhere = elsewhere
        self._lost: dict[tuple[str, bool], deque[str]] = defaultdict(deque)
        for spot in lost:
            name = text[spot.start : spot.end], _is_within_word(text, spot.start, spot.end)
            self._lost[name].append(spot.user)
        self._longest_first = sorted({*elsewhere, *(name for name, _ in self._lost)}, key=len, reverse=True)

    def found(self, typed: str, between: range, changed: range) -> Iterator[Spot]:
        """Those that reach into the `changed` words; what did not change and was no mention is none."""
        at = typed.find("@", between.start, between.stop)
        while 0 <= at < changed.stop:
            spot = self._at(typed, at, between.stop, changed.start)
            if spot:
                yield spot
            at = typed.find("@", spot.end if spot else at + 1, between.stop)

    def _at(self, typed: str, at: int, stop: int, after: int) -> Spot | None:
        for name in self._longest_first:
            end = at + len(name)
            if end > after and typed.startswith(name, at, stop) and (user := self._user(name, typed, at)):
                return Spot(at, end, user, f"<@{user}>")
        return None

    def _user(self, name: str, typed: str, at: int) -> str | None:
        within_word = _is_within_word(typed, at, at + len(name))
        if lost := self._lost.get((name, within_word)):
            return lost.popleft()
        return None if within_word else self._elsewhere.get(name)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _same_at_start(one: str, other: str) -> int:
    """How many characters at the start both have in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _stays(typed: str, spot: Spot, head: int, known: Collection[str]) -> bool:
    """Whether a mention lies in the unchanged beginning, and neither its word nor a longer name goes on behind that."""
    if spot.end > head or (spot.end == head and _goes_on(typed, head)):
        return False
    longer = (name for name in known if spot.start + len(name) > max(head, spot.end))
    return not any(typed.startswith(name, spot.start) for name in longer)


def _begins_at(typed: str, spot: Spot, at: int) -> bool:
    return spot.start == at and not _comes_from(typed, at)


def _is_within_word(text: str, start: int, end: int) -> bool:
    """Whether a word, an address or a token goes on before `start` or behind `end`."""
    return _comes_from(text, start) or _goes_on(text, end)


def _comes_from(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_<")


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isalnum() or text[at] == "_")


def _moved(spot: Spot, by: int) -> Spot:
    return replace(spot, start=spot.start + by, end=spot.end + by)
