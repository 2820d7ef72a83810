"""How a line begins: filler and the account."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.conversations.model import Kind
from bot.parsing.facts import Fact, Private, fact_at
from bot.parsing.name_runs import ExactRun, Span, UnclearRun, closer_run, exact_run, unclear_run
from bot.parsing.names.matching import MOST_CANDIDATES, SURE, Asked, Candidate, Directory, Found, Why, guess, several
from bot.parsing.names.normal_form import normal_name
from bot.parsing.names.similarity import Likeness
from bot.parsing.people import People
from bot.parsing.slack_text import SlackText
from bot.parsing.words import FILLERS, after_separators, keyword

LinkedAccount = tuple[str, str]


@dataclass(frozen=True)
class Opening:
    """Which account a line is about and where that is said.

    `name` is where the name stands, empty where none does; `filler` and `kind` are the words before it and
    the kind they say. `others`: how the line begins if it is about another of the accounts that are offered.
    """

    account: Found | Asked | None
    name: Span
    filler: Span | None = None
    kind: Kind | None = None
    others: Mapping[str, "Opening"] = field(default_factory=dict)

    def settled(self, account_id: str, account: str, text: SlackText) -> "Opening":
        """The same line once a person said which account is meant: its name is left out as if typed right."""
        opening = self.others.get(account_id, self)
        return replace(opening, account=Found(account_id, account, _typed(text, opening.name)))


def read_opening(text: SlackText, directory: Directory, today: date, linked: LinkedAccount | None) -> Opening:
    """`linked` is the account of the channel the line was typed in, by id and name."""
    start = after_separators(text.words, 0)
    if run := exact_run(text, start, directory, today):
        opening = _named(text, run, directory, today)
        return _or_linked(opening, start, linked) if linked and _is_fact(text, run, today) else opening
    filler = _FILLER.match(text.words, start)
    if filler and (run := exact_run(text, filler.end(), directory, today)):
        return _behind(filler, _named(text, run, directory, today))
    unclear = unclear_run(text, filler.end() if filler else start, today)
    if not unclear:
        return _without_name(text, start, directory, today, linked)
    opening = _unclear(text, unclear, directory)
    opening = _behind(filler, opening) if filler else opening
    return _in_channel(text, opening, start, today, linked) if linked else opening


_FILLER = re.compile(rf"({keyword(FILLERS)}) (?=\S)", re.IGNORECASE)
_STILL_LIKE = 75.0
_SHORT_NAME = 3
_QUOTES = "\"“”„‟«»'‘’‚"


def _typed(text: SlackText, name: Span) -> str:
    return text.words[slice(*name)].strip(_QUOTES)


def _behind(filler: re.Match[str], opening: Opening) -> Opening:
    others = {account_id: _behind(filler, other) for account_id, other in opening.others.items()}
    return replace(opening, filler=filler.span(1), kind=FILLERS[filler[1].lower()], others=others)


def _named(text: SlackText, run: ExactRun, directory: Directory, today: date) -> Opening:
    """Rule 1: exact and unique is found, unless more words come close to another account."""
    typed = _typed(text, run.span)
    if len(run.accounts) > 1:
        return Opening(several(directory, typed, run.accounts), run.span)
    found = Opening(directory.found(run.accounts[0], typed), run.span)
    closer = None if run.quoted else closer_run(text, run, directory, today)
    if not closer:
        return found
    likely = [directory.candidate(one.account_id, one.score) for one in closer.likely]
    candidates = (*likely[: MOST_CANDIDATES - 1], directory.candidate(run.accounts[0], SURE))
    account = Asked(text.words[slice(*closer.span)], candidates, Why.CLOSE_TO_ANOTHER)
    return Opening(account, closer.span, others={run.accounts[0]: found})


def _unclear(text: SlackText, run: UnclearRun, directory: Directory) -> Opening:
    """Rules 2 and 3. Where nothing says how long the name is, each leading run is tried, and it is asked."""
    account = guess(directory, run.text)
    whole = (run.start, run.ends[-1])
    if run.complete and (isinstance(account, Found) or account.reason is Why.SEVERAL):
        return Opening(account, whole)
    tried = sorted(_tried(text, run, directory).values(), key=lambda one: (-one.score, -one.last, one.account_id))
    tried = tried[:MOST_CANDIDATES]
    end = _likely_end(text, run, tried[0] if tried else None)
    candidates = tuple(directory.candidate(one.account_id, one.score) for one in tried)
    reason = (Why.WEAK if run.complete else Why.NO_FACT) if tried else Why.UNKNOWN
    typed = run.text if end == run.ends[-1] else text.words[run.start : end]
    # What the question shows as the whole name is left out whole; the facts behind it stay facts.
    is_whole = run.complete and end == run.ends[-1]
    others = {one.account_id: Opening(None, (run.start, end if is_whole else one.end)) for one in tried}
    return Opening(Asked(typed, candidates, reason), (run.start, end), others=others)


@dataclass(frozen=True)
class _Try:
    """The best leading run for one account: its highest score, the last one, and where the name most likely ends."""

    account_id: str
    score: float
    last: float
    words: int
    end: int


def _tried(text: SlackText, run: UnclearRun, directory: Directory) -> dict[str, _Try]:
    best: dict[str, _Try] = {}
    for end in run.ends:
        name = normal_name(text.words[run.start : end])
        for one in directory.like(name):
            word_by_word = one.even and one.words == len(name.bare)
            best[one.account_id] = _better(best.get(one.account_id), one, end, word_by_word=word_by_word)
    return best


def _better(known: _Try | None, one: Likeness, end: int, *, word_by_word: bool) -> _Try:
    """A longer run is the name only if it matches more words of it: `Home Dept`, but not `Home they`."""
    if known is None:
        return _Try(one.account_id, one.score, one.score, one.words, end)
    longer = word_by_word and one.words > known.words and one.score >= _STILL_LIKE
    if longer or one.score > known.score:
        return _Try(one.account_id, max(one.score, known.score), one.score, one.words, end)
    return replace(known, last=one.score)


def _likely_end(text: SlackText, run: UnclearRun, best: _Try | None) -> int:
    """Where the name ends: all of a short complete one, else as far as it is like an account, or in capitals."""
    if run.complete and len(run.ends) <= _SHORT_NAME:
        return run.ends[-1]
    if best and best.score >= _STILL_LIKE:
        return best.end
    end = run.ends[0]
    for last in run.ends[1:]:
        if not (text.words[end + 1].isupper() or text.words[end + 1].isdigit()):
            break
        end = last
    return end


def _is_fact(text: SlackText, run: ExactRun, today: date) -> bool:
    """Whether the words that name an account may as well be a fact: `3m`, or a customer called Zoom."""
    fact = None if run.quoted else fact_at(text, run.span[0], today)
    return fact is not None and fact.end >= run.span[1]


def _in_channel(text: SlackText, opening: Opening, start: int, today: date, linked: LinkedAccount) -> Opening:
    """Rule 5. A line that begins with a fact is about the channel's account, unless it sounds like another."""
    begins_with_fact = fact_at(text, start, today) is not None
    if begins_with_fact and isinstance(opening.account, Asked):
        return _linked(start, linked)
    sure = isinstance(opening.account, Found) and not begins_with_fact
    return opening if sure else _or_linked(opening, start, linked)


def _linked(start: int, linked: LinkedAccount) -> Opening:
    return Opening(Found(*linked, typed=""), (start, start))


def _or_linked(opening: Opening, start: int, linked: LinkedAccount) -> Opening:
    """Ask, the channel's account among those offered: before weak candidates, behind strong ones."""
    account = opening.account
    if account is None or (isinstance(account, Found) and account.account_id == linked[0]):
        return opening
    offered = _offered(account)
    if any(one.account_id == linked[0] for one in offered):
        return opening
    own = Candidate(*linked, score=SURE)
    strong = [one for one in offered if one.score >= SURE][: MOST_CANDIDATES - 1]
    weak = [one for one in offered if one.score < SURE]
    candidates = (*strong, own, *weak)[:MOST_CANDIDATES]
    reason = Why.SEVERAL if isinstance(account, Found) else account.reason
    reason = Why.WEAK if reason is Why.UNKNOWN else reason
    others = {**opening.others, linked[0]: _linked(start, linked)}
    return replace(opening, account=Asked(account.typed, candidates, reason), others=others)


def _offered(account: Found | Asked) -> tuple[Candidate, ...]:
    if isinstance(account, Asked):
        return account.candidates
    return (Candidate(account.account_id, account.account, 100.0),)


def _without_name(
    text: SlackText, start: int, directory: Directory, today: date, linked: LinkedAccount | None
) -> Opening:
    """A line without an account in front: the channel's, or one further on, which is asked, or none."""
    if linked:
        return _linked(start, linked)
    at, seen = start, set[type[Fact]]()
    while (fact := fact_at(text, at, today)) and type(fact) not in seen:
        at = after_separators(text.words, fact.end)
        seen |= {type(fact)} - {People, Private}
    filler = _FILLER.match(text.words, at)
    run = exact_run(text, filler.end() if filler else at, directory, today) if at > start else None
    if not run:
        return Opening(None, (start, start))
    account = several(directory, _typed(text, run.span), run.accounts)
    opening = Opening(replace(account, reason=Why.WEAK), run.span)
    return _behind(filler, opening) if filler else opening
