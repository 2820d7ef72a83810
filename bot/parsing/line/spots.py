"""Spots: where in a line something known stands. Accounts and people here; words, days and lengths of time beside."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.parsing.line.people.known import KnownPeople, PersonSpot
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.dates import day_at
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration, duration_at
from bot.parsing.line.vocabulary import ALSO_LANGUAGE, Words
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.names.matching import Directory
from bot.parsing.names.normal_form import is_legal_ending, normal_form, short_form

QUOTES = ('"', "'")
LONGEST_QUOTE = 3000


_BEGIN = frozenset(("the", "from", "von", "de", "between", "~", "≈"))
_BEGINS_DURATION = frozenset((Tag.NUMBER, Tag.HALF, Tag.QUARTER, Tag.HOUR_AND_HALF, Tag.WHOLE_DAY, Tag.HALF_DAY))
_BEGINS_DAY = frozenset(
    (Tag.NUMBER, Tag.DAY, Tag.WEEKDAY, Tag.MONTH, Tag.AGO, Tag.AHEAD, Tag.LAST_DAY, Tag.COMING_DAY, Tag.ON_DAY)
) | {Tag.LAST_WEEK, Tag.NEXT_WEEK, Tag.WEEK_BEFORE}


@dataclass(frozen=True, slots=True)
class AccountSpot:
    """The tokens `start` to `end` name `accounts`: exactly, or by a leading part that only one name has.

    `is_short`: by an alias of up to four letters. `is_word`: the same tokens are words of the grammar too.
    """

    start: int
    end: int
    accounts: tuple[str, ...]
    is_part: bool = False
    is_short: bool = False
    is_quoted: bool = False
    is_word: bool = False


@dataclass(frozen=True)
class Context:
    """What a line is read against."""

    directory: Directory
    people: KnownPeople
    today: date
    day_first: bool = True


class Spots:
    """All spots of a line. Each kind is looked for once at each token."""

    def __init__(self, tokens: Tokens, context: Context) -> None:
        self.tokens = tokens
        self.context = context
        self.words = Words(tokens)
        self._days: dict[int, Day | None] = {}
        self._durations: dict[int, Duration | None] = {}

    def day(self, at: int) -> Day | None:
        if at not in self._days:
            inside = 0 <= at < len(self.tokens) and self._may_begin(at, _BEGINS_DAY)
            self._days[at] = (
                day_at(self.tokens, self.words, at, self.context.today, day_first=self.context.day_first)
                if inside
                else None
            )
        return self._days[at]

    def written_day(self, at: int) -> Day | None:
        """The same, however long it is past: what was promised may be overdue."""
        if not 0 <= at < len(self.tokens):
            return None
        context = self.context
        return day_at(self.tokens, self.words, at, context.today, day_first=context.day_first, however_old=True)

    def duration(self, at: int) -> Duration | None:
        if at not in self._durations:
            inside = 0 <= at < len(self.tokens) and self._may_begin(at, _BEGINS_DURATION)
            self._durations[at] = duration_at(self.tokens, self.words, at) if inside else None
        return self._durations[at]

    def _may_begin(self, at: int, tags: frozenset[Tag]) -> bool:
        token = self.tokens[at]
        return token.shape is Shape.NUMBER or token.plain in _BEGIN or self.words.has_any(tags, at)

    def account(self, at: int) -> AccountSpot | None:
        return self._accounts.get(at)

    def person(self, at: int) -> PersonSpot | None:
        return self._people.get(at)

    def with_account(self, forced: AccountSpot) -> "Spots":
        """The same spots, the account being where a person or a guess says that it is."""
        other = copy(self)
        kept = {at: one for at, one in self._accounts.items() if one.end <= forced.start or one.start >= forced.end}
        kept[forced.start] = forced
        other.__dict__["_accounts"] = dict(sorted(kept.items()))
        return other

    def with_person(self, person: PersonSpot) -> "Spots":
        """The same spots, and somebody who is known by the first name alone."""
        other = copy(self)
        other.__dict__["_people"] = {**self._people, person.start: person}
        return other

    @property
    def accounts(self) -> tuple[AccountSpot, ...]:
        """The accounts that are named, from left to right; none within another."""
        return tuple(self._accounts.values())

    @property
    def people(self) -> tuple[PersonSpot, ...]:
        return tuple(self._people.values())

    @cached_property
    def _accounts(self) -> dict[int, AccountSpot]:
        found: dict[int, AccountSpot] = {}
        at = 0
        while at < len(self.tokens):
            spot = _quoted(self, at) or _named(self, at)
            if spot:
                found[spot.start] = spot
            at = max(at + 1, spot.end if spot else 0)
        return found

    @cached_property
    def _people(self) -> dict[int, PersonSpot]:
        found: dict[int, PersonSpot] = {}
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            spot = self.context.people.spot(self.tokens, at) if token.key and _may_begin(self.tokens, at) else None
            if spot:
                found[at] = spot
            at = spot.end if spot else at + 1
        return found


def quote_at(tokens: Tokens, at: int) -> int | None:
    """The closing quote of what is quoted from `at` on: its place; None where none is. A name that was pasted between
    double quotes may have a line break in it."""
    if tokens.plain(at) not in QUOTES or tokens[at].shape is not Shape.SIGN:
        return None
    for end in range(at + 1, min(len(tokens), at + LONGEST_QUOTE)):
        if tokens[end].plain == tokens[at].plain:
            return end if end > at + 1 and any(tokens[inner].key for inner in range(at + 1, end)) else None
        if tokens[end].shape is Shape.BREAK and tokens[at].plain != '"':
            return None
    return None


def _quoted(spots: Spots, at: int) -> AccountSpot | None:
    """A name in quotes is all of what is in them."""
    end = quote_at(spots.tokens, at)
    if end is None:
        return None
    keys = tuple(token.key for token in spots.tokens.items[at + 1 : end] if token.key)
    name = normal_form(keys[1:] if len(keys) > 1 and keys[0] == "the" else keys)
    accounts = spots.context.directory.exact(name, short_aliases=True)
    return AccountSpot(at, end + 1, accounts, is_quoted=True) if accounts else None


@dataclass(frozen=True, slots=True)
class _Match:
    end: int
    accounts: tuple[str, ...]
    is_spelt: bool
    is_part: bool = False
    is_short: bool = False


def _named(spots: Spots, at: int) -> AccountSpot | None:
    """The longest run from `at` on that names an account."""
    tokens = spots.tokens
    if not tokens[at].key or not _may_begin(tokens, at):
        return None
    start = at
    if tokens[at].key == "the" and at + 1 < len(tokens):
        start = at + 1
    matches = list(_matches(spots, start)) if tokens[start].key else []
    whole = [match for match in matches if not match.is_part]
    best = whole[-1] if whole else next(reversed(matches), None)
    if best is None:
        return None
    accounts = best.accounts
    spelt = next((match for match in reversed(whole) if match.is_spelt), None)
    if spelt is not None and not best.is_spelt and not best.is_part:
        accounts = tuple(dict.fromkeys((*accounts, *spelt.accounts)))
    end = best.end
    if tokens.plain(end) == "'" and tokens.glued(end) and not tokens.glued(end + 1):
        end += 1  # Stark Foods' CEO
    if [tokens.plain(end + ahead) for ahead in range(3)] == ["(", "the", ")"]:
        end += 3
    if tokens.plain(at - 1) in _MARKUP and tokens.plain(end) == tokens.plain(at - 1) and tokens.glued(end):
        end += 1  # *Acme*
    return AccountSpot(at, end, accounts, best.is_part, best.is_short, is_word=_is_word(spots, start, best.end))


def _matches(spots: Spots, start: int) -> list[_Match]:
    tokens, prefixes = spots.tokens, spots.context.directory.prefixes()
    found: list[_Match] = []
    key = ""
    keys: list[str] = []
    joined: tuple[str, ...] = ()
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token.shape in (Shape.BREAK, Shape.MENTION) or token.plain in (
            ",",
            ";",
            ":",
            "(",
            ")",
            "[",
            "]",
            "|",
            "#",
        ):
            is_ending = (
                token.plain == "," and bool(found) and at + 1 < len(tokens) and is_legal_ending(tokens[at + 1].key)
            )
            if (token.plain not in ("(", ")") or not keys) and not is_ending:
                break
        if not token.key:
            continue
        possessive = token.key[:-1] if token.raw.endswith(("'s", "’s")) else ""
        if possessive and prefixes.is_whole(key + possessive):
            found += _match(spots, (*keys, possessive), at + 1)
        word = short_form(token.key)
        is_ending = bool(found) and found[-1].end in (at, at - 1) and is_legal_ending(token.key)
        if not prefixes.begins(key + word) and not is_ending:
            break
        key += word
        is_initial = bool(keys) and len(token.key) == 1 and tokens.glued(at) and tokens.plain(at - 1) == "."
        joined = (*joined[:-1], joined[-1] + token.key) if is_initial else (*joined, token.key)
        keys.append(token.key)
        if not _may_end(tokens, at + 1):
            continue
        if prefixes.is_whole(key) or is_ending:
            # C.H. Robinson: initials are one word of a name, or as many as there are.
            spellings = [*_match(spots, joined, at + 1), *_match(spots, tuple(keys), at + 1)]
            found += sorted(spellings, key=lambda match: match.is_spelt)[-1:]
        elif (len(led := prefixes.led_by(key)) == 1 and not _is_common(spots, start, at + 1)) or (
            possessive and len(led := prefixes.led_by(key[:-1])) == 1
        ):
            found.append(_Match(at + 1, tuple(led), is_spelt=True, is_part=True))
    return found


def _match(spots: Spots, keys: tuple[str, ...], end: int) -> list[_Match]:
    directory = spots.context.directory
    name = normal_form(keys)
    long = directory.exact(name, short_aliases=False)
    accounts = directory.exact(name, short_aliases=True)
    if not accounts:
        return []
    return [_Match(end, accounts, is_spelt=directory.is_spelt(name) or not long, is_short=not long)]


_MARKUP = ("*", "_", "~", "`")


def _may_begin(tokens: Tokens, at: int) -> bool:
    if not tokens.glued(at):
        return True
    before = tokens[at - 1]
    if before.shape is Shape.CJK or tokens[at].shape is Shape.CJK:
        return True
    if before.plain == "@":
        return before.spaced
    if before.plain in _MARKUP and before.spaced:
        return True
    return before.shape in (Shape.SIGN, Shape.MENTION) and before.plain not in ("-", "#", "_", ".", "'", "$")


def _may_end(tokens: Tokens, end: int) -> bool:
    if end >= len(tokens) or tokens[end].spaced:
        return True
    behind = tokens[end]
    if behind.shape is Shape.CJK or tokens[end - 1].shape is Shape.CJK:
        return True
    if behind.shape in (Shape.WORD, Shape.NUMBER):
        return False
    return not (behind.plain in ("-", "_", "@") and tokens.glued(end + 1) and tokens[end + 1].is_word)


def _is_word(spots: Spots, start: int, end: int) -> bool:
    """Whether the same tokens may as well be a word of the grammar, or a length of time."""
    duration = spots.duration(start)
    if duration is not None and duration.end >= end:
        return True
    if spots.words.longest(start) >= end:
        return True
    named = spots.tokens.items[start:end]
    return not spots.tokens.shouts and all(token.plain in ALSO_LANGUAGE and token.raw.islower() for token in named)


def _is_common(spots: Spots, start: int, end: int) -> bool:
    """Whether a leading part is but a word of the language, which says no name: `first`, `general`."""
    return end == start + 1 and spots.words.longest(start) >= end
