"""An account that is named exactly, unless more words come close to another one."""

from collections.abc import Iterable
from itertools import islice

from bot.parsing.line.account.choice import Choice, Span
from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.facts import Header
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.names.matching import MOST_CANDIDATES, SURE, Ambiguous, Reason, several
from bot.parsing.names.normal_form import normal_name


def named_accounts(spots: Spots, group: tuple[AccountSpot, ...], header: Header, stop: int) -> Choice:
    """Exact and unique is found, unless more words come close to another account."""
    directory, first = spots.context.directory, group[0]
    unclear = next((spot for spot in group if len(spot.accounts) > 1), None)
    if unclear is not None:
        span = (unclear.start, unclear.end)
        asked = several(directory, _typed(spots, unclear), unclear.accounts)
        return Choice(asked, spots=group, span=span, others=dict.fromkeys(unclear.accounts, span))
    if len(group) == 1:
        if closer := _closer(spots, first, stop):
            return closer
        if met := _met(spots, first, header):
            return met
    found = [
        directory.found(
            spot.accounts[0], _typed(spots, spot), guessed=spot.is_part or _may_be_longer_name(spots, spot, stop)
        )
        for spot in group
    ]
    return Choice(found[0], tuple(found[1:]), group, (first.start, first.end))


def _may_be_longer_name(spots: Spots, spot: AccountSpot, stop: int) -> bool:
    """`with Acme Logistics (…)`: a capital word behind the name that no vocabulary and nobody known has, where names
    end, may make another company of it."""
    at = spot.end
    if spot.is_quoted or at >= stop:
        return False
    token = spots.tokens[at]
    if spots.words.find(Tag.OF_COMPANY, at) and token.spaced and not spots.account(at):
        return True
    if not spots.words.ending((Tag.TO, Tag.WITH, Tag.NEW), spot.start):
        return False
    is_name = token.shape is Shape.WORD and token.is_capital and token.spaced and not spots.tokens.shouts
    if not is_name or token.raw.isupper() or is_grammar(spots, at) or spots.account(at):
        return False
    is_known = spots.person(at) is not None or spots.context.people.is_first_name(token.key)
    is_possessive = spots.tokens[spot.end - 1].raw.endswith(("'s", "’s"))
    return not (is_known or is_possessive) and (at + 1 >= stop or is_fact_or_sign(spots, at + 1))


def is_fact_or_sign(spots: Spots, at: int) -> bool:
    is_sign = spots.tokens[at].shape in (Shape.SIGN, Shape.BREAK)
    return is_sign or spots.duration(at) is not None or spots.day(at) is not None


def _typed(spots: Spots, spot: AccountSpot) -> str:
    typed = spots.tokens.raw(spot.start, spot.end).strip("\"“”„‟«»'‘’‚")
    for ending in ("'s", "’s"):
        if typed.endswith(ending) and not spots.context.directory.exact(normal_name(typed), short_aliases=True):
            return typed.removesuffix(ending)
    return typed


_MOST_LONGER = 3


def _closer(spots: Spots, spot: AccountSpot, stop: int) -> Choice | None:
    """More words that mean another account: `Fedex Fraight` is not FedEx, `Lowes Corporation` may be Loews."""
    if spot.is_quoted or spot.is_part:
        return None
    directory, tokens = spots.context.directory, spots.tokens
    name = normal_name(_typed(spots, spot))
    own = () if directory.is_written(name) or name.bare == name.written else (spot.end,)
    for end in (*own, *_longer_ends(spots, spot.end, stop)):
        likely = directory.like(normal_name(tokens.raw(spot.start, end)), lowest=SURE, more_than=len(name.bare))
        if likely and likely[0].account_id not in spot.accounts:
            others = [
                directory.candidate(one.account_id, one.score) for one in likely if one.account_id not in spot.accounts
            ]
            candidates = (*others[: MOST_CANDIDATES - 1], directory.candidate(spot.accounts[0], SURE))
            spans: dict[str, Span | None] = {one.account_id: (spot.start, end) for one in others}
            spans[spot.accounts[0]] = (spot.start, spot.end)
            asked = Ambiguous(tokens.raw(spot.start, end), candidates, Reason.CLOSE_TO_ANOTHER)
            return Choice(asked, span=(spot.start, end), others=spans)
    return None


def _longer_ends(spots: Spots, end: int, stop: int) -> Iterable[int]:
    """Ends of runs that go on behind an exact name, up to a fact or a word of the grammar."""
    for at in islice(range(end, stop), _MOST_LONGER):
        token = spots.tokens[at]
        if not token.is_word or (at == end and not token.spaced) or is_grammar(spots, at) or spots.account(at):
            return
        yield at + 1


def is_grammar(spots: Spots, at: int) -> bool:
    return bool(spots.duration(at) or spots.day(at) or spots.words.has(at))


def _met(spots: Spots, spot: AccountSpot, header: Header) -> Choice | None:
    """A name in the `with` list that is itself an account is asked about."""
    directory = spots.context.directory
    met: list[str] = []
    for name in header.facts.contacts:
        ids = directory.exact(normal_name(name), short_aliases=name.isupper())
        if spot.accounts[0] in ids:
            return None
        met += [each for each in ids if each not in met]
    if not met:
        return None
    ids = (spot.accounts[0], *met)
    asked = Ambiguous(
        _typed(spots, spot),
        tuple(directory.candidate(each, 100.0) for each in ids)[:MOST_CANDIDATES],
        Reason.NAME_IN_WITH_LIST,
    )
    return Choice(asked, span=(spot.start, spot.end), others={spot.accounts[0]: (spot.start, spot.end)})
