"""Whether a name of an account is meant as one where it stands, and which others are joined to it."""

from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary import ALSO_LANGUAGE
from bot.parsing.line.vocabulary.table import Tag


def ends_facts(spots: Spots, at: int) -> bool:
    return at + 1 >= len(spots.tokens) or spots.tokens[at + 1].spaced or spots.tokens[at + 1].shape is Shape.BREAK


def joined(spots: Spots, first: AccountSpot, stop: int) -> tuple[AccountSpot, ...]:
    """An account and those joined to it: `Acme + Hooli`, `Hooli and Globex`, `Acme, Globex:`."""
    group = [first]
    while group[-1].end < stop:
        at = group[-1].end
        is_comma = spots.tokens.plain(at) == ","
        if is_comma or spots.tokens.plain(at) in ("/", "+", "&", "|", "、"):
            at += 1
        if word := spots.words.find(Tag.JOIN, at):
            at, is_comma = word.end, False
            if link := spots.words.find(Tag.WITH, at):
                at = link.end  # and with Hooli
        is_beside = at == group[-1].end
        other = spots.account(at)
        if is_beside and other is not None and not _is_listed(spots, other, stop):
            break
        if other is None or other.end > stop or other.accounts == first.accounts or not is_meant(spots, other, stop):
            break
        if is_comma and not _closes_list(spots, other.end, stop):
            break
        group.append(other)
    return tuple(group)


def _is_listed(spots: Spots, spot: AccountSpot, stop: int) -> bool:
    """`dinner with acme globex hooli`: the next name of a list without signs, and nothing behind that makes a thing of
    it, as in `acme globex integration`."""
    if spot.is_word or spot.is_part or spot.is_short:
        return False
    if (following := spots.account(spot.end)) is not None:
        return _is_listed(spots, following, stop)
    return _closes_list(spots, spot.end, stop)


def _closes_list(spots: Spots, at: int, stop: int) -> bool:
    """Whether accounts joined by commas end here: before a colon, a fact, another one, or the line's end."""
    if (
        at >= stop
        or spots.tokens[at].shape is Shape.BREAK
        or spots.tokens.plain(at) in (":", ",", ";", ".", "-", "–", "—", "(")
    ):
        return True
    is_joined = spots.words.find(Tag.JOIN, at) is not None
    if (lead := spots.words.find(Tag.FOR, at)) is not None and spots.duration(lead.end):
        return True
    return is_joined or bool(spots.duration(at) or spots.day(at) or spots.words.any(KIND_TAGS, at))


def is_meant(spots: Spots, spot: AccountSpot, stop: int, *, in_place: bool = True) -> bool:
    """Whether a spot may be an account where it stands: a short alias, a part of a name, and one that is also a word
    of the grammar need more than their letters."""
    if spot.is_quoted:
        return True
    if spot.is_short:
        return in_place and _may_be_short(spots, spot, stop)
    first = next(token for token in spots.tokens[spot.start : spot.end] if token.key)
    is_capital = first.raw[0].isupper() and not spots.tokens.shouts
    if spot.is_word:
        others = [
            account
            for account in spots.accounts
            if not account.is_word and account.end <= stop and not account.is_short
        ]
        if others or spots.people:
            return is_capital and in_place and bool(spots.words.ending((Tag.TO,), spot.start)) and not others
        is_met = _is_met(spots, spot)
        if not is_met and (not _may_lead(spots, spot, stop) or _is_named_behind(spots, spot, stop)):
            return False
        day = spots.day(spot.start)
        is_day = day is not None and day.end >= spot.end
        return (in_place and not is_day) or is_capital
    if spot.is_part and _goes_on_as_name(spots, spot.end, stop):
        return False
    if spot.is_part and not is_capital:
        return in_place and (_is_followed_plainly(spots, spot.end, stop) or _is_met(spots, spot))
    return in_place or is_capital or spot.end - spot.start > 1 or not _is_language(spots, spot)


def _is_met(spots: Spots, spot: AccountSpot) -> bool:
    """Whether a preposition of meeting stands before it: `with target`, not `on target`."""
    before = spots.tokens.plain(spot.start - 1)
    return before in _MEETING or spots.words.ending((Tag.WITH,), spot.start) is not None


_MEETING = ("to", "at", "from", "@", "mit", "bei", "von", "avec", "chez", "con", "with")


def _may_lead(spots: Spots, spot: AccountSpot, stop: int) -> bool:
    """Whether a word of the language may be a name where no preposition says so: in front, or behind a kind."""
    if spots.tokens[spot.end - 1].plain not in ALSO_LANGUAGE:
        return True
    is_behind_kind = spots.words.ending(KIND_TAGS, spot.start) is not None
    return (spot.start == 0 or is_behind_kind) and _is_followed_plainly(spots, spot.end, stop)


def _is_named_behind(spots: Spots, spot: AccountSpot, stop: int) -> bool:
    """`zoom with Zoom`: the second of them is the customer."""
    return any(
        account.start > spot.start and account.end <= stop and _is_met(spots, account) for account in spots.accounts
    )


def _goes_on_as_name(spots: Spots, at: int, stop: int) -> bool:
    """`Home Dept` is more than the beginning of Home Depot."""
    return (
        at < stop and spots.tokens[at].is_capital and spots.tokens[at].shape is Shape.WORD and not spots.words.has(at)
    )


def _is_language(spots: Spots, spot: AccountSpot) -> bool:
    return spots.words.find(Tag.STOP, spot.start) is not None


def _is_followed_plainly(spots: Spots, at: int, stop: int) -> bool:
    if at >= stop or spots.tokens[at].shape in (Shape.BREAK, Shape.SIGN, Shape.MENTION):
        return True
    tags = (*KIND_TAGS, *FAILURE_TAGS, Tag.JOIN, Tag.TO, Tag.SAID, Tag.TRIED, Tag.PRIVATE, Tag.BOOKED, Tag.FOR)
    return bool(spots.duration(at) or spots.day(at) or spots.words.any(tags, at))


def _may_be_short(spots: Spots, spot: AccountSpot, stop: int) -> bool:
    """`now they want` is not ServiceNow: in capitals, or right before a length of time, a day, a colon or the end."""
    tokens = spots.tokens
    typed = tokens.raw(spot.start, spot.end)
    if typed.upper() == typed and any(c.isalpha() for c in typed) and typed not in ("A", "I") and not tokens.shouts:
        return True
    day, duration = spots.day(spot.start), spots.duration(spot.start)
    if (day and day.end > spot.end) or (duration and duration.end > spot.end):
        return False
    if spot.end >= stop or (tokens.plain(spot.end) == ":" and ends_facts(spots, spot.end)):
        return True
    following = spots.day(spot.end) or spots.duration(spot.end)
    return following is not None and tokens[spot.end].spaced
