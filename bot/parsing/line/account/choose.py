"""Which account a line is about: every place where one may be named is weighed, and the best one wins."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from bot.parsing.line import weights
from bot.parsing.line.account.choice import Choice, LinkedAccount, Span, WeighedReading
from bot.parsing.line.account.named import is_grammar, named_accounts
from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.account.unknown import ends_name, is_strong, unknown_name
from bot.parsing.line.facts import KIND_TAGS, Header
from bot.parsing.line.front.meant import is_meant, joined
from bot.parsing.line.people.known import PersonSpot
from bot.parsing.line.spots import Spots
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.line.weights import Place
from bot.parsing.names.matching import MOST_CANDIDATES, SURE, Ambiguous, Candidate, Match, Reason, several


def choose(spots: Spots, header: Header, stop: int, linked: LinkedAccount | None) -> Choice:
    """Decide. `linked` is the account of the channel the line was typed in."""
    if header.accounts:
        if linked and header.accounts[0].is_word and header.accounts[0].accounts != (linked[0],):
            return _or_linked(_asked_of_all([named_accounts(spots, header.accounts, header, stop)]), linked)
        choice = named_accounts(spots, header.accounts, header, stop)
        return replace(choice, weighed=((float(Place.LEAD), _shown(spots, header.accounts)),))
    readings = sorted(_readings(spots, header, stop, linked=linked is not None), key=lambda one: -one.worth)
    best = readings[0] if readings else None
    weighed = tuple((one.worth, one.shown) for one in readings)
    if best is None or best.worth < weights.LOWEST:
        choice = Choice(Match(*linked, typed="")) if linked else Choice(None)
        return replace(choice, weighed=weighed)
    rivals = [one for one in readings[1:] if best.worth - one.worth < weights.CLOSE and not _agree(best, one)]
    is_guess = linked and isinstance(best.choice.account, Match) and best.choice.account.guessed and header.end > 0
    choice = best.choice if not rivals and not is_guess else _asked_of_all([one.choice for one in (best, *rivals)])
    if linked and isinstance(choice.account, Ambiguous):
        choice = _or_linked(choice, linked)
    return replace(choice, weighed=weighed)


def _readings(spots: Spots, header: Header, stop: int, *, linked: bool) -> list[WeighedReading]:
    person = _by_people(spots, header, stop)
    is_named = any(spot.end <= stop and _place(spots, spot, stop) is Place.BEHIND for spot in spots.accounts)
    first_name = None if is_named else _by_first_name(spots, header, stop)
    people = [one for one in (person, first_name) if one is not None]
    named = list(_named(spots, header, stop))
    best = max((one.worth for one in (*people, *named)), default=0.0)
    unknown = unknown_name(spots, header, stop, best=best)
    if unknown and linked and header.end and not is_strong(unknown.choice):
        unknown = None
    return [*people, *([unknown] if unknown else ()), *named]


def _named(spots: Spots, header: Header, stop: int) -> Iterable[WeighedReading]:
    """The accounts that are named somewhere, those that are joined as one."""
    group_end = 0
    for spot in spots.accounts:
        if spot.start < group_end or spot.end > stop:
            continue
        place = _place(spots, spot, stop)
        if not is_meant(spots, spot, stop, in_place=place is not Place.ELSEWHERE):
            continue
        group = joined(spots, spot, stop) if place is not Place.ELSEWHERE else (spot,)
        group_end = group[-1].end
        worth = float(place) + _penalties(spots, spot)
        shown = f"{_shown(spots, group)} ({place.name.lower()})"
        yield WeighedReading(worth, shown, partial(named_accounts, spots, group, header, stop))


def _shown(spots: Spots, group: Iterable[AccountSpot]) -> str:
    return " + ".join(spots.tokens.raw(spot.start, spot.end) for spot in group)


def _agree(best: WeighedReading, other: WeighedReading) -> bool:
    one, two = best.choice.account, other.choice.account
    return isinstance(one, Match) and isinstance(two, Match) and one.account_id == two.account_id


def _place(spots: Spots, spot: AccountSpot, stop: int) -> Place:
    at = spot.start
    while word := spots.words.ending((Tag.NEW,), at):
        at = word.start
    if at and spots.tokens.plain(at - 1) in (":", "：") and at <= weights.SHORT_INTRODUCTION:
        return Place.BEHIND
    if spots.words.ending((Tag.TO, *KIND_TAGS, Tag.OF, Tag.INTRO), at):
        return Place.BEHIND
    if at == 0 or _is_behind_verb(spots, at) or _is_between_signs(spots, spot):
        return Place.BEHIND
    return Place.ELSEWHERE


def _is_between_signs(spots: Spots, spot: AccountSpot) -> bool:
    """`Sponsor sync, Globex, 45m`: nothing but the name stands between two signs, and a length of time follows."""
    signs = (",", "|", ";", "-", "–")
    is_between = spots.tokens.plain(spot.start - 1) in signs and spots.tokens.plain(spot.end) in signs
    return is_between and spots.duration(spot.end + 1) is not None


def _is_behind_verb(spots: Spots, at: int) -> bool:
    """`Thanked Hooli`: a verb that no vocabulary has, in front."""
    first = spots.tokens.plain(0)
    return at == 1 and first.endswith("ed") and len(first) > _SHORT_VERB


_SHORT_VERB = 4


def _penalties(spots: Spots, spot: AccountSpot) -> float:
    at = spot.start
    worth = 0.0
    if spots.words.ending((Tag.ABOUT,), at) and not spots.words.ending((Tag.WITH,), at):
        worth += weights.ABOUT
    for before in range(max(0, at - weights.REPORT_REACH), at):
        if spots.words.find(Tag.SAID, before):
            return worth + weights.REPORTED
    return worth


def _by_people(spots: Spots, header: Header, stop: int) -> WeighedReading | None:
    """Contacts in front, known at one account, name it; known at several, those are asked, unless one is named."""
    if not header.people or _is_of_stranger(spots, header, stop):
        return None
    ids = set(header.people[0].accounts).intersection(*(person.accounts for person in header.people[1:]))
    ids = ids or {each for person in header.people for each in person.accounts}
    named = {each for spot in spots.accounts if spot.end <= stop for each in spot.accounts}
    ids = ids & named if len(ids) > 1 and len(ids & named) == 1 else ids
    directory = spots.context.directory
    typed = header.people[0].name
    ordered = sorted(ids, key=lambda each: directory.candidate(each, 0).account)
    if len(ordered) == 1:
        choice = Choice(directory.found(ordered[0], typed))
    else:
        choice = Choice(several(directory, typed, ordered), others=dict.fromkeys(ordered))
    return WeighedReading(float(weights.KNOWN_PERSON), typed, lambda: choice)


def _by_first_name(spots: Spots, header: Header, stop: int) -> WeighedReading | None:
    """A first name that one known contact alone has, where the account stands: a guess."""
    at = header.end
    if at >= stop or header.people or not spots.tokens[at].key:
        return None
    token = spots.tokens[at]
    if not token.is_capital and spots.words.has(at):
        return None
    key = token.key[:-1] if token.raw.endswith(("'s", "’s")) else token.key
    found = spots.context.people.only_one(key)
    is_longer = at + 1 < stop and spots.tokens[at + 1].is_capital and not is_grammar(spots, at + 1)
    is_in_place = (
        header.is_introduced
        or spots.words.find(Tag.SAID, at + 1)
        or key != token.key
        or ends_name(spots, min(at + 1, stop - 1))
    )
    directory, known = spots.context.directory, spots.context.people.accounts_of(key)
    if is_longer or not is_in_place:
        return None
    if found is None and 1 < len(known) <= MOST_CANDIDATES:
        one_of_them = Choice(several(directory, token.raw, known))
        return WeighedReading(float(weights.FIRST_NAME), f"{token.raw} (first name)", lambda: one_of_them)
    if found is None:
        return None
    if other := _of_another(spots, at + 1, found[0]):
        asked = several(directory, token.raw, (found[0], other))
        return WeighedReading(float(weights.FIRST_NAME), f"{token.raw} (first name)", lambda: Choice(asked))
    account = directory.found(found[0], token.raw, guessed=True)
    person = PersonSpot(at, at + 1, found[1], (found[0],))
    choice = Choice(account, person=person)
    return WeighedReading(float(weights.FIRST_NAME), f"{token.raw} (first name)", lambda: choice)


def _of_another(spots: Spots, at: int, account_id: str) -> str | None:
    """`ravi and mia`: the account of the person joined to the first, where it is another one."""
    word = spots.words.find(Tag.JOIN, at)
    if word is None or word.end >= len(spots.tokens):
        return None
    found = spots.context.people.only_one(spots.tokens[word.end].key)
    return found[0] if found and found[0] != account_id else None


def _is_of_stranger(spots: Spots, header: Header, stop: int) -> bool:
    """`Jo Lee from Zenith`: a capital name behind `from` is the account, though nobody knows it."""
    at = header.end
    return at < stop and spots.tokens[at].is_capital and bool(spots.words.ending((Tag.OF,), at))


def _asked_of_all(choices: list[Choice]) -> Choice:
    """What readings of about the same worth come to: their accounts are offered, the best first."""
    candidates: dict[str, Candidate] = {}
    others: dict[str, Span | None] = {}
    typed = ""
    for choice in choices:
        account = choice.account
        typed = typed or (account.typed if account else "")
        offered = account.candidates if isinstance(account, Ambiguous) else ()
        if isinstance(account, Match):
            offered = (Candidate(account.account_id, account.account, 100.0),)
        for candidate in offered:
            candidates.setdefault(candidate.account_id, candidate)
            others.setdefault(candidate.account_id, choice.others.get(candidate.account_id, choice.span))
    asked = Ambiguous(typed, tuple(candidates.values())[:MOST_CANDIDATES], Reason.SEVERAL)
    return Choice(asked, span=choices[0].span, others=others)


def _or_linked(choice: Choice, linked: LinkedAccount) -> Choice:
    """The channel's account among those offered: before weak candidates, behind strong ones."""
    asked = choice.account
    if not isinstance(asked, Ambiguous) or any(one.account_id == linked[0] for one in asked.candidates):
        return choice
    strong = [one for one in asked.candidates if one.score >= SURE][: MOST_CANDIDATES - 1]
    weak = [one for one in asked.candidates if one.score < SURE]
    candidates = (*strong, Candidate(*linked, score=SURE), *weak)[:MOST_CANDIDATES]
    reason = Reason.WEAK if asked.reason is Reason.UNKNOWN else asked.reason
    return replace(
        choice, account=replace(asked, candidates=candidates, reason=reason), others={**choice.others, linked[0]: None}
    )
