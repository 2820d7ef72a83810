"""Reassignment of accounts whose owner or sponsor left: the list, the suggestions, and the change itself."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.accounts.reassignment import Offer, OrphanedAccount, OrphanedRole, Reassignment
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.sponsors.model import KNOWN_WITHIN, Executives, SponsorCandidate, suggested
from bot.domain.weekly.leaderboard import CountedConversation
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, may
from bot.messages.accounts import reassignment as drawn
from bot.messages.blocks import Message
from bot.outbox import rescheduling
from bot.outbox.message_types import Skip
from bot.services import audit_log
from bot.services.accounts import assignments, changes, offboarding
from bot.services.accounts.offboarding import REASSIGNMENT
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.sponsors import executives, sponsors
from bot.services.weekly import quiet_hours
from bot.services.workspace import permissions
from bot.storage.accounts import accounts
from bot.storage.conversations import stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, workspaces

_OFFERED = 3
_LISTED = 12
_WHO = "The programme owner or an admin hands over accounts of people who left."


def of(deps: Deps, caller: Caller) -> Reassignment:
    """What everybody who left has left behind. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.HAND_OVER, permissions.in_workspace(scope, caller), _WHO)
        return _listed(scope, local_day(caller, scope.now), of=None)


def count(scope: Scope, caller: Caller) -> int:
    """How many accounts of people who left wait; 0 to whoever may not hand them over."""
    if not may(Action.HAND_OVER, permissions.in_workspace(scope, caller)):
        return 0
    return len({each.account.id for each in offboarding.waiting(scope)})


def give(deps: Deps, caller: Caller, account_id: str, *, left: str, to: str, guard: Guard) -> Account:
    """Let `to` own an account that `left` owned. Raises Refusal where it was given to somebody else meanwhile."""
    changes.check_owner(deps, caller, to)
    with deps.transaction(caller.workspace.id, guard) as scope:
        permissions.require(Action.HAND_OVER, permissions.in_workspace(scope, caller), _WHO)
        account = accounts.lock(scope, account_id)
        if account is None:
            raise Refusal("That account is gone.")
        if account.owner == to:
            return account
        if account.owner != left or left not in members.deactivated(scope):
            raise Refusal(_given(scope, account))
        given = replace(account, owner=to)
        changes.refuse_sponsor(scope, caller, given)
        members.mention(scope, [to])
        accounts.change(scope, given)
        owners = {assignments.FROM: left, assignments.TO: to}
        entry_id = audit_log.write(scope, caller, "account: owner", account.id, **owners)
        assignments.tell(scope, entry_id, to, by=caller.member.id)
    deps.outbox.wake()
    return given


def ask(deps: Deps, caller: Caller, account_id: str, *, to: str, guard: Guard) -> sponsors.ProposedSponsor:
    """Ask `to` to sponsor an account whose sponsor left, as anybody may propose one."""
    with deps.reading(caller.workspace.id) as scope:
        if not may(Action.HAND_OVER, permissions.in_workspace(scope, caller)):
            raise NotAllowed(_WHO)
        account = accounts.find(scope, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    return sponsors.propose(deps, caller, account, to, guard=guard)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The list of who left, to who is in charge; not where they are back or nothing is left to hand over."""
    workspace = workspaces.find(scope)
    reader = members.find(scope, delivery.target)
    if workspace is None or reader is None or not reader.is_known:
        return Skip.NOT_READY
    caller = Caller(workspace, reader)
    if not may(Action.HAND_OVER, permissions.in_workspace(scope, caller)):
        return Skip.STALE
    others = rescheduling.batched(scope, kind=delivery.kind, subject=delivery.subject, target=delivery.target)
    gone = [subject.partition(":")[0] for subject in (delivery.subject, *others)]
    found = _listed(scope, schedule.local_date(scope.now, ZoneInfo(caller.zone)), of=gone)
    return drawn.orphaned_accounts(found) if found.offers else Skip.STALE


def _given(scope: Scope, account: Account) -> str:
    """Why it cannot be given any more."""
    if account.owner is None:
        return f"{account.name} has no owner by now: /owner {account.name} @somebody gives it one."
    owner = members.names_of(scope, [account.owner]).get(account.owner, "Somebody")
    return f"{account.name} is given already: {owner} owns it now."


def _listed(scope: Scope, today: date, *, of: Collection[str] | None) -> Reassignment:
    waiting = offboarding.waiting(scope, of=of)
    offers = _offers(scope, waiting[:_LISTED], today)
    people = {each.member for each in waiting} | {one.member for offer in offers for one in offer.candidates}
    return Reassignment(
        offers,
        accounts=len({each.account.id for each in waiting}),
        more=len(waiting) - len(offers),
        names=members.names_of(scope, people),
    )


def _offers(scope: Scope, waiting: tuple[OrphanedAccount, ...], today: date) -> tuple[Offer, ...]:
    if not waiting:
        return ()
    spoken = stats.between(scope, today - KNOWN_WITHIN, today)
    owned = accounts.owned(scope)
    leaders = executives.of(scope)
    return tuple(
        _owners(scope, account, spoken, owned)
        if account.part is OrphanedRole.OWNER
        else _sponsors(scope, account, spoken, leaders)
        for account in waiting
    )


def _owners(scope: Scope, left: OrphanedAccount, spoken: list[CountedConversation], owned: Mapping[str, int]) -> Offer:
    """Who could own it: whoever talks to customers or owns accounts; its sponsor stands beside the owner."""
    able = _able(scope, {*_people(spoken), *owned})
    times = _times(left, spoken)
    sponsor = sponsorships.sponsor_of(scope, left.account.id)
    candidates = [SponsorCandidate(each, times[each], owned.get(each, 0)) for each in able]
    return Offer(left, suggested(candidates, leave_out={sponsor or ""})[:_OFFERED])


def _sponsors(scope: Scope, left: OrphanedAccount, spoken: list[CountedConversation], leaders: Executives) -> Offer:
    """Whom to ask next: nobody who was asked before, nor the owner."""
    able = _able(scope, {*_people(spoken), *leaders.members})
    sponsored = sponsorships.accepted_by(scope, able)
    times = _times(left, spoken)
    before = {sponsorship.member for sponsorship in sponsorships.of_account(scope, left.account.id)}
    candidates = [SponsorCandidate(each, times[each], sponsored.get(each, 0)) for each in able]
    leave_out = before | {left.account.owner or ""}
    return Offer(left, suggested(candidates, executives=leaders, leave_out=leave_out)[:_OFFERED])


def _able(scope: Scope, people: Collection[str]) -> list[str]:
    """Of these, the members who take part."""
    found = members.of(scope, people)
    return [each.id for each in found.values() if each.is_known and each.may_take_part]


def _people(spoken: list[CountedConversation]) -> set[str]:
    return {person for talk in spoken for person in talk.people}


def _times(left: OrphanedAccount, spoken: list[CountedConversation]) -> Counter[str]:
    """How many conversations each person had with the account."""
    return Counter(person for talk in spoken if talk.account_id == left.account.id for person in talk.people)


ORPHANED_ACCOUNTS = quiet_hours.direct_message(REASSIGNMENT, "Accounts of somebody who left", render)
