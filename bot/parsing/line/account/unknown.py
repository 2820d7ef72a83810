"""A name that nobody knows, or a mistyped one, where the account stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from bot.parsing.line import weights
from bot.parsing.line.account.choice import Choice, WeighedReading
from bot.parsing.line.account.named import is_grammar
from bot.parsing.line.account.spans import quote_at
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Header
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.names.matching import MOST_CANDIDATES, SURE, Ambiguous, Match, Reason, guess_among
from bot.parsing.names.normal_form import NormalName, normal_name
from bot.parsing.names.similarity import Likeness


@dataclass(frozen=True)
class _Run:
    """Words that should name an account; `ends` of its leading runs, and whether something says where it ends.
    `name`: the end of its capital words.
    """

    start: int
    ends: tuple[int, ...]
    name: int
    is_complete: bool
    is_quoted: bool = False


_MOST_WORDS = 12

_SHORT_NAME = 3
_SHORTEST = 3
"""Letters that a name in small letters has at least."""


_NAME_JOINERS = ("&", "and", "of", "de", "und", "the")


def unknown_name(spots: Spots, header: Header, stop: int, *, best: float) -> WeighedReading | None:
    """A name that nobody knows, or a mistyped one, where the account stands. `best`: what the best of the known ones is
    worth, against which small letters may be nothing."""
    run = _run_at(spots, header.end, stop) if header.end < stop else None
    if run is None:
        return None
    tokens = spots.tokens
    choice = cache(partial(_guessed, spots, run))
    is_capital = (
        run.is_quoted or (tokens[run.start].is_capital and not tokens.shouts) or tokens[run.start].shape is Shape.NUMBER
    )
    if not is_capital and (len(tokens[run.start].key) < _SHORTEST or best - weights.UNKNOWN_LEAD >= weights.CLOSE):
        return None
    is_like = is_capital or is_strong(choice())
    if not is_like and not _ends_plainly(spots, run):
        return None
    words = run.name - run.start
    if run.start == 0 and tokens.plain(0).endswith("ed") and spots.account(1):
        return None  # Thanked Hooli
    worth = float(weights.UNKNOWN_LEAD if is_like else weights.LOWEST)
    is_described = run.name < stop and not run.is_quoted and _is_described(spots, run.name)
    worth += weights.CLOSED * bool(run.is_complete and is_capital and run.ends[-1] == run.name and not is_described)
    is_label = spots.tokens.plain(run.name) in (":", "：") and not run.is_quoted and run.name < stop
    worth += weights.DESCRIBES * (is_described or (is_label and words == 1 and bool(spots.accounts)))
    worth += weights.SEVERAL_CAPITALS * (words > 1 and is_capital)
    is_thing = spots.tokens.plain(run.start - 1) in _ARTICLES and any(
        spot.start > run.start and spots.words.ending((Tag.TO, Tag.WITH), spot.start) for spot in spots.accounts
    )
    worth += weights.DESCRIBES * is_thing  # forwarded the SOC2 report to Umbrella
    return WeighedReading(worth, f"{tokens.raw(run.start, run.name)} (unknown)", choice)


_ARTICLES = ("the", "a", "an", "our", "their", "my", "some", "das", "den", "die", "le", "la", "el", "un", "una")


def _is_described(spots: Spots, at: int) -> bool:
    """Whether a kind follows, or a full stop or a preposition and an account: `Board dinner`, `Tel. with Globex`."""
    if spots.words.find(Tag.NOUN, at):
        return True
    if spots.tokens.plain(at) == ".":
        at += 1
    link = spots.words.any((Tag.WITH, Tag.TO), at)
    return link is not None and spots.account(link.end) is not None


def is_strong(choice: Choice) -> bool:
    """Whether an account is much like what was typed."""
    candidates = choice.account.candidates if isinstance(choice.account, Ambiguous) else ()
    return isinstance(choice.account, Match) or bool(candidates and candidates[0].score >= SURE)


def _ends_plainly(spots: Spots, run: _Run) -> bool:
    """Whether a fact, a sign, a verb or a pronoun follows a name in small letters: `initech talked about`."""
    at = run.name
    if at >= len(spots.tokens) or spots.tokens[at].shape is not Shape.WORD:
        return run.is_complete and run.ends[-1] == run.name
    tags = (*KIND_TAGS, Tag.THEY, Tag.SAID, Tag.FAILED, Tag.CANCELLED, Tag.TRIED)
    return bool(spots.duration(at) or spots.day(at) or spots.words.any(tags, at))


def _run_at(spots: Spots, at: int, stop: int) -> _Run | None:
    tokens = spots.tokens
    if (close := quote_at(tokens, at)) is not None and close < stop:
        return _Run(at, (close + 1,), close + 1, is_complete=True, is_quoted=True)
    if not tokens[at].key or tokens[at].shape in (Shape.MENTION, Shape.SIGN) or is_grammar(spots, at):
        return None
    ends: list[int] = []
    is_complete = False
    here = at
    while here < stop and len(ends) < _MOST_WORDS:
        token = tokens[here]
        if here > at and (
            ends_name(spots, here)
            or _is_of_them(spots, at, here)
            or (token.plain in (",", ":", ";", "(", "#", '"') and not _is_inner(spots, here))
        ):
            is_complete = True
            break
        if token.shape in (Shape.BREAK, Shape.MENTION) or (
            token.plain in ("-", "–", "—", "|", "/", "+") and token.spaced
        ):
            is_complete = here > at
            break
        if token.key:
            ends.append(here + 1)
        here += 1
    if not ends:
        return None
    is_complete = is_complete or (here >= stop and stop < len(tokens))
    return _Run(at, tuple(ends), _capital_end(spots, at, ends, is_complete=is_complete), is_complete)


def _is_of_them(spots: Spots, start: int, at: int) -> bool:
    """`Hooly people`: small words for whoever is there do not belong to a capital name."""
    token = spots.tokens[at]
    return spots.tokens[start].is_capital and not token.is_capital and token.plain in ("people", "folks", "guys")


def _is_inner(spots: Spots, at: int) -> bool:
    """A dot or comma within a name or a number."""
    return spots.tokens.glued(at) and spots.tokens.glued(at + 1) and spots.tokens.plain(at) not in ("(", ":")


def ends_name(spots: Spots, at: int) -> bool:
    tags = (*KIND_TAGS, Tag.WITH, Tag.PRIVATE, Tag.BOOKED, Tag.FAILED, Tag.BY, Tag.CANCELLED)
    if spots.duration(at) or (spots.day(at) and not _is_in_name(spots, at)):
        return True
    word = spots.words.any(tags, at)
    return word is not None and not (
        spots.tokens[at].is_capital and not spots.tokens.shouts and spots.tokens[at - 1].is_capital
    )


def _is_in_name(spots: Spots, at: int) -> bool:
    """Whether a word that is a day's too stands between two words of a name: `Blue Sun Corporation`."""
    around = [spots.tokens[near] for near in (at - 1, at, at + 1) if 0 <= near < len(spots.tokens)]
    is_between = len(around) == 3 and all(token.shape is Shape.WORD and token.is_capital for token in around)
    return is_between and not spots.tokens.shouts and not spots.words.has(at - 1) and not _is_told(spots, at + 1)


def _is_told(spots: Spots, at: int) -> bool:
    """Whether a word says a fact, or names an account."""
    return bool(spots.words.any((*KIND_TAGS, *FAILURE_TAGS, Tag.MONTH), at) or spots.day(at) or spots.account(at))


def _capital_end(spots: Spots, start: int, ends: list[int], *, is_complete: bool) -> int:
    """Where the capital words from `start` on end: those of a new name."""
    tokens = spots.tokens
    name = ends[0]
    if not tokens[start].is_capital or tokens.shouts:
        is_plain = len(ends) <= _SHORT_NAME and not any(spots.words.has(end - 1) for end in ends)
        return ends[-1] if is_complete and is_plain else name
    for end in ends[1:]:
        token = tokens[end - 1]
        is_upper = (token.is_capital or token.shape is Shape.NUMBER) and not spots.words.find(Tag.WE, end - 1)
        if is_upper and token.raw.isupper() and spots.words.find(Tag.STOP, end - 1):
            break  # Pied Piper CEO
        if is_upper and not (spots.words.any((Tag.THEY, Tag.SAID), end - 1)):
            name = end
        elif token.plain not in _NAME_JOINERS or end not in ends[:-1] or not tokens[end].is_capital or token.key == "":
            break
    return name


def _guessed(spots: Spots, run: _Run) -> Choice:
    """A mistyped name far ahead is found; else it is asked, the likeliest first. Where nothing says how long the name
    is, each leading run is tried."""
    directory, tokens = spots.context.directory, spots.tokens
    whole = (run.start, run.ends[-1])
    typed = " ".join(tokens.raw(*whole).strip("\"“”„‟«»'‘’‚ ").split())
    like = cache(directory.like)
    if run.is_complete:
        account = guess_among(directory, typed, like(normal_name(typed)))
        if isinstance(account, Match) or account.reason is Reason.SEVERAL:
            offered = account.candidates if isinstance(account, Ambiguous) else ()
            return Choice(account, span=whole, others={one.account_id: whole for one in offered})
    tried = sorted(_tried(spots, run, like).values(), key=lambda one: (-one.score, -one.last, one.account_id))[
        :MOST_CANDIDATES
    ]
    best = tried[0] if tried else None
    is_short = run.is_complete and len(run.ends) <= _SHORT_NAME and best is not None
    end = (
        run.ends[-1]
        if run.is_quoted or is_short
        else best.end
        if best and best.score >= weights.STILL_LIKE
        else run.name
    )
    reason = (Reason.WEAK if run.is_complete else Reason.NO_FACT) if tried else Reason.UNKNOWN
    is_whole = run.is_complete and end == run.ends[-1]
    others = {one.account_id: (run.start, end if is_whole else one.end) for one in tried}
    candidates = tuple(directory.candidate(one.account_id, one.score) for one in tried)
    shown = typed if run.is_quoted else tokens.raw(run.start, run.name if is_short else end)
    for ending in ("'s", "’s"):
        shown = shown.removesuffix(ending)
    return Choice(Ambiguous(shown, candidates, reason), span=(run.start, end), others=others)


@dataclass(frozen=True)
class _Try:
    """The best leading run for one account: its highest score, the last one, and where the name most likely ends."""

    account_id: str
    score: float
    last: float
    words: int
    end: int


def _tried(spots: Spots, run: _Run, like: Callable[[NormalName], list[Likeness]]) -> dict[str, _Try]:
    best: dict[str, _Try] = {}
    for end in run.ends[:_MOST_TRIED]:
        name = normal_name(spots.tokens.raw(run.start, end))
        for one in like(name):
            best[one.account_id] = _better(
                best.get(one.account_id), one, end, is_even=one.even and one.words == len(name.bare)
            )
    return best


_MOST_TRIED = 8


def _better(known: _Try | None, one: Likeness, end: int, *, is_even: bool) -> _Try:
    """A longer run is the name only if it matches more words of it: `Home Dept`, but not `Home they`."""
    if known is None:
        return _Try(one.account_id, one.score, one.score, one.words, end)
    longer = is_even and one.words > known.words and one.score >= weights.STILL_LIKE
    if longer or one.score > known.score:
        return _Try(one.account_id, max(one.score, known.score), one.score, one.words, end)
    return replace(known, last=one.score)
