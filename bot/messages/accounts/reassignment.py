"""The list of accounts of people who left, each with whom to give it to."""

from collections.abc import Mapping

from bot.domain.accounts.model import Account
from bot.domain.accounts.reassignment import Offer, OrphanedAccount, OrphanedRole, Reassignment
from bot.domain.sponsors.model import SponsorCandidate
from bot.messages import formatting
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, actions, button, context, escape, section

LIST = "hand_over_list"
GIVE = "hand_over_give"
ASK = "hand_over_ask"
LATER = "hand_over_later"

_WAS = {
    OrphanedRole.OWNER: "{who} owned it",
    OrphanedRole.SPONSOR: "{who} was its executive sponsor",
    OrphanedRole.ASKED: "{who} was asked to be its executive sponsor",
}
_NAMED_AT_MOST = 5
_ELSE = "Somebody else: /owner or /sponsor, the account and their name."


def orphaned_accounts(reassignment: Reassignment) -> Message:
    """What somebody, or several within the hour, left behind, in a direct message."""
    people = dict.fromkeys(offer.left.member for offer in reassignment.offers)
    who = formatting.listing([_person(person, reassignment.names) for person in people], _NAMED_AT_MOST)
    title = f"*{who} left. Who looks after their {formatting.count(reassignment.accounts, 'account')}?*"
    return _drawn(title, reassignment, [actions(button("Later", LATER, "all"))])


def listed(reassignment: Reassignment, *, done: str = "") -> Message:
    """What everybody who left has left behind; above it what was `done` just now."""
    title = f"*Who looks after {formatting.count(reassignment.accounts, 'account')} of people who left?*"
    title = title if reassignment.offers else "Nothing is left to hand over."
    return _drawn("\n".join(filter(None, [done, title])), reassignment, [])


def later(reassignment: Reassignment) -> Message:
    """The list stays where it is."""
    text = f"Later. Your Home tab has the list until then: {formatting.count(reassignment.accounts, 'account')}."
    return Message(text, [section(text)])


def reassigned(account: Account, owner: str, names: Mapping[str, str]) -> str:
    """That somebody owns it now, as mrkdwn."""
    return f"{_account(account)} is {_person(owner, names)}’s now."


def asked(account: Account, member: str, names: Mapping[str, str]) -> str:
    """That somebody is asked to sponsor it, as mrkdwn."""
    return f"{_person(member, names)} is asked to be {_account(account)}’s executive sponsor."


def _drawn(title: str, reassignment: Reassignment, ways: list[Block]) -> Message:
    lines, blocks = [title], [section(title)]
    for at, offer in enumerate(reassignment.offers):
        line = _line(offer, reassignment.names)
        lines.append(line)
        blocks.append(section(line))
        if offer.candidates:
            blocks.append(
                actions(*[_button(offer.left, at, candidate, reassignment.names) for candidate in offer.candidates])
            )
    small = f"And {reassignment.more:,} more, once these are given. {_ELSE}" if reassignment.more else _ELSE
    if reassignment.offers:
        lines.append(small)
        blocks.append(context(small))
    return Message("\n".join(lines), [*blocks, *ways])


def _line(offer: Offer, names: Mapping[str, str]) -> str:
    was = _WAS[offer.left.part].format(who=_person(offer.left.member, names))
    reasons = [_reason(candidate, offer.left.part, names) for candidate in offer.candidates]
    why = f" {'; '.join(reasons)}." if reasons else ""
    return f"*{_account(offer.left.account)}*: {was}.{why}"


def _reason(candidate: SponsorCandidate, part: OrphanedRole, names: Mapping[str, str]) -> str:
    does = "owns" if part is OrphanedRole.OWNER else "sponsors"
    has = f"{does} {formatting.count(candidate.accounts, 'account')}" if candidate.accounts else f"{does} none yet"
    knows = (
        f"{formatting.count(candidate.conversations, 'conversation')} with them, " if candidate.conversations else ""
    )
    return f"{_person(candidate.member, names)}: {knows}{has}"


def _button(
    thing: OrphanedAccount, at: int, candidate: SponsorCandidate, names: Mapping[str, str]
) -> dict[str, object]:
    is_owner = thing.part is OrphanedRole.OWNER
    does, action = ("Give to", GIVE) if is_owner else ("Ask", ASK)
    label = f"{does} {formatting.person(candidate.member, names, BUTTON_LIMIT - len(does) - 3)}"
    return button(label, f"{action}:{at}:{candidate.member}", f"{thing.account.id} {thing.member} {candidate.member}")


def _account(account: Account) -> str:
    return escape(formatting.name(account.name))


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
