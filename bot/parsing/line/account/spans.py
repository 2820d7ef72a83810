"""Where in a line the names of accounts stand: in quotes, whole, or by a leading part that only one has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.parsing.line.tokens import Shape, Token, Tokens
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary import ALSO_LANGUAGE, Words
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.names.matching import Directory
from bot.parsing.names.normal_form import is_legal_ending, normal_form, normal_name, short_form

_QUOTES = ('"', "'")
_LONGEST_QUOTE = 3000


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


@dataclass(frozen=True, slots=True)
class _Match:
    """Accounts that the words up to the token `end` name."""

    end: int
    accounts: tuple[str, ...]
    is_spelt: bool
    is_part: bool = False
    is_short: bool = False


@dataclass
class _Run:
    """Words that begin a name of an account: their keys joined, and each by itself (initials as one)."""

    start: int
    key: str = ""
    keys: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()

    def add(self, tokens: Tokens, at: int, word: str) -> None:
        token = tokens[at]
        is_initial = bool(self.keys) and len(token.key) == 1 and tokens.glued(at) and tokens.plain(at - 1) == "."
        self.joined = (*self.joined[:-1], self.joined[-1] + token.key) if is_initial else (*self.joined, token.key)
        self.keys = (*self.keys, token.key)
        self.key += word


class NameSpans:
    """The names of accounts in the tokens of one line."""

    def __init__(self, tokens: Tokens, words: Words, directory: Directory, durations: Mapping[int, Duration]) -> None:
        self._tokens = tokens
        self._words = words
        self._directory = directory
        self._prefixes = directory.prefixes()
        self._durations = durations

    def quoted(self, at: int) -> AccountSpot | None:
        """A name in quotes is all of what is in them."""
        end = quote_at(self._tokens, at)
        if end is None:
            return None
        keys = tuple(token.key for token in self._tokens[at + 1 : end] if token.key)
        name = normal_form(keys[1:] if len(keys) > 1 and keys[0] == "the" else keys)
        accounts = self._directory.exact(name, short_aliases=True)
        return AccountSpot(at, end + 1, accounts, is_quoted=True) if accounts else None

    def of_address(self, at: int) -> AccountSpot | None:
        """The account whose name is the domain of an e-mail address: `ravi@hooli.com`."""
        _, sign, domain = self._tokens[at].raw.partition("@")
        label = domain.partition(".")[0] if sign else ""
        accounts = self._directory.exact(normal_name(label), short_aliases=False) if label.isalnum() else ()
        return AccountSpot(at, at + 1, accounts, is_part=True) if len(accounts) == 1 else None

    def named(self, at: int) -> AccountSpot | None:
        """The longest run from `at` on that names an account."""
        tokens = self._tokens
        if not tokens[at].key or not may_begin(tokens, at):
            return None
        start = at + 1 if tokens[at].key == "the" and at + 1 < len(tokens) else at
        first = short_form(tokens[start].key)
        if not first or not self._prefixes.begins(first[:-1] or first):
            return None  # so few words begin a name that most are passed here
        matches = list(self._matches(start))
        whole = [match for match in matches if not match.is_part]
        best = whole[-1] if whole else next(reversed(matches), None)
        if best is None:
            return None
        accounts = best.accounts
        spelt = next((match for match in reversed(whole) if match.is_spelt), None)
        if spelt is not None and not best.is_spelt and not best.is_part:
            accounts = tuple(dict.fromkeys((*accounts, *spelt.accounts)))
        is_word = self._is_word(start, best.end)
        return AccountSpot(at, self._with_signs(at, best.end), accounts, best.is_part, best.is_short, is_word=is_word)

    def _with_signs(self, at: int, end: int) -> int:
        """The end of a name with the signs that belong to it: `Stark Foods' CEO`, `Hershey (The)`, `*Acme*`."""
        tokens = self._tokens
        if tokens.plain(end) == "'" and tokens.glued(end) and not tokens.glued(end + 1):
            end += 1
        if [tokens.plain(end + ahead) for ahead in range(3)] == ["(", "the", ")"]:
            end += 3
        if tokens.plain(at - 1) in _MARKUP and tokens.plain(end) == tokens.plain(at - 1) and tokens.glued(end):
            end += 1
        return end

    def _matches(self, start: int) -> Iterator[_Match]:
        """Every leading run of the words from `start` on that names accounts, the shortest first."""
        tokens, run = self._tokens, _Run(start)
        last: _Match | None = None
        for at in range(start, len(tokens)):
            token = tokens[at]
            if self._breaks(at, is_first=not run.keys, is_matched=last is not None):
                return
            if not token.key:
                continue
            possessive = token.key[:-1] if token.raw.endswith(("'s", "’s")) or self._is_bare_genitive(at) else ""
            if possessive and self._prefixes.is_whole(run.key + possessive):
                found = self._match((*run.keys, possessive), at + 1)
                yield from found
                last = found[-1] if found else last
            word = short_form(token.key)
            is_ending = last is not None and last.end in (at, at - 1) and is_legal_ending(token.key)
            if not self._prefixes.begins(run.key + word) and not is_ending:
                return
            run.add(tokens, at, word)
            if not _may_end(tokens, at + 1):
                continue
            match = self._best(run, at + 1, is_ending=is_ending, possessive=possessive)
            if match is not None:
                yield match
                last = match

    def _is_bare_genitive(self, at: int) -> bool:
        """Whether a word in small letters may be a name with an `s` behind it: `hoolis cto`, `acmes new cfo`."""
        token = self._tokens[at]
        if not token.raw.endswith("s") or not token.raw.islower() or len(token.key) <= _SHORT_GENITIVE:
            return False
        role = next((each for each in (at + 1, at + 2) if self._words.find(Tag.ROLE, each)), None)
        return role == at + 1 or (role == at + 2 and self._words.find(Tag.NEW, at + 1) is not None)

    def _breaks(self, at: int, *, is_first: bool, is_matched: bool) -> bool:
        """Whether no name goes on at `at`: a sign that is in none, but for brackets, and a comma before `Inc`."""
        token, tokens = self._tokens[at], self._tokens
        if token.shape not in (Shape.BREAK, Shape.MENTION) and token.plain not in _NOT_IN_NAMES:
            return False
        is_ending = token.plain == "," and is_matched and at + 1 < len(tokens) and is_legal_ending(tokens[at + 1].key)
        return (token.plain not in ("(", ")") or is_first) and not is_ending

    def _best(self, run: _Run, end: int, *, is_ending: bool, possessive: str) -> _Match | None:
        """What the run names, whole, or as the leading part of one name."""
        if self._prefixes.is_whole(run.key) or is_ending:
            # C.H. Robinson: initials are one word of a name, or as many as there are.
            spellings = [match for keys in dict.fromkeys((run.joined, run.keys)) for match in self._match(keys, end)]
            return max(reversed(spellings), key=lambda match: match.is_spelt) if spellings else None
        led = self._prefixes.led_by(run.key)
        if len(led) != 1 or self._is_common(run.start, end):
            led = self._prefixes.led_by(run.key[:-1]) if possessive else set()
        return _Match(end, tuple(led), is_spelt=True, is_part=True) if len(led) == 1 else None

    def _match(self, keys: tuple[str, ...], end: int) -> list[_Match]:
        name = normal_form(keys)
        accounts = self._directory.exact(name, short_aliases=True)
        if not accounts:
            return []
        is_short = self._directory.is_short(name)
        return [_Match(end, accounts, is_spelt=is_short or self._directory.is_spelt(name), is_short=is_short)]

    def _is_word(self, start: int, end: int) -> bool:
        """Whether the same tokens may as well be a word of the grammar or of the language, or a length of time."""
        duration = self._durations.get(start)
        if (duration is not None and duration.end >= end) or self._words.longest(start) >= end:
            return True
        return not self._tokens.shouts and all(map(_is_small_word, self._tokens[start:end]))

    def _is_common(self, start: int, end: int) -> bool:
        """Whether a leading part is but a word of the language, which says no name: `first`, `general`."""
        return end == start + 1 and self._words.longest(start) >= end


def quote_at(tokens: Tokens, at: int) -> int | None:
    """The closing quote of what is quoted from `at` on: its place; None where none is. A name that was pasted between
    double quotes may have a line break in it."""
    if tokens.plain(at) not in _QUOTES or tokens[at].shape is not Shape.SIGN:
        return None
    for end in range(at + 1, min(len(tokens), at + _LONGEST_QUOTE)):
        if tokens[end].plain == tokens[at].plain:
            return end if end > at + 1 and any(tokens[inner].key for inner in range(at + 1, end)) else None
        if tokens[end].shape is Shape.BREAK and tokens[at].plain != '"':
            return None
    return None


_SHORT_GENITIVE = 4
_MARKUP = ("*", "_", "~", "`")


def may_begin(tokens: Tokens, at: int) -> bool:
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


_NOT_IN_NAMES = (",", ";", ":", "(", ")", "[", "]", "|", "#")


def _is_small_word(token: Token) -> bool:
    return token.plain in ALSO_LANGUAGE and token.raw.islower()
