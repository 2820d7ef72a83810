"""The message that asks somebody to be sponsor: several proposals within the hour are one, with those still open."""

from collections.abc import Iterable
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.cards import WORTH_ASKING, QuotedInsight, insights_in
from bot.domain.accounts.model import Account
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.sponsors.model import Sponsorship, Step, taken
from bot.domain.sponsors.proposals import Proposal
from bot.domain.workspace.members import Caller
from bot.messages.blocks import Message
from bot.messages.sponsors import proposals as drawn
from bot.outbox import batching, rescheduling
from bot.outbox.message_types import Skip
from bot.services.deps import Deps
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, workspaces

PROPOSAL = "sponsor proposal"
"""A kind of deliveries; the subject is a sponsorship's id: of the only one it asks about, or of the first."""

NOT_ASKED = "That was asked of somebody else."

_REACH = 50
"""So many entries of an account are looked at for what is open with them."""


def ask(scope: Scope, asked: Sponsorship) -> None:
    """Let whoever is asked read the question: at once, or together with the others of the hour."""
    batching.enqueue(scope, kind=PROPOSAL, subject=asked.id, target=asked.member)


def asked_about(deps: Deps, caller: Caller, sponsorship_id: str) -> Account:
    """The account that the caller is asked to sponsor. Raises NotAllowed to others, Refusal where that is settled."""
    with deps.reading(caller.workspace.id) as scope:
        asked = sponsorships.find(scope, sponsorship_id)
        account = accounts.find(scope, asked.account_id) if asked else None
    if asked is None or account is None:
        raise Refusal("That proposal is gone.")
    if asked.member != caller.member.id:
        raise NotAllowed(NOT_ASKED)
    refuse_settled(asked, caller, Step.DECLINE)
    return account


def refuse_settled(asked: Sponsorship, caller: Caller, step: Step) -> None:
    """Tell whoever was asked how it was settled meanwhile: it was not somebody else who was asked. Raises OutOfStep."""
    if asked.member == caller.member.id:
        taken(asked, step, by=caller.member.id, at=asked.proposed_at)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The questions that are still open, to whoever is asked."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    if workspace is None or member is None or not member.is_known:
        return Skip.NOT_READY
    asked = Caller(workspace, member)
    found = _open(scope, asked, delivery.subject) if member.may_take_part else []
    return drawn.proposals(_drawable(scope, asked, found)) if found else Skip.STALE


def still_open(deps: Deps, caller: Caller, sponsorship_id: str) -> Message | None:
    """What the message that asked about a sponsorship still asks beside it; None where nothing is left."""
    me = caller.member.id
    with deps.reading(caller.workspace.id) as scope:
        first = rescheduling.batch_leader(scope, kind=PROPOSAL, subject=sponsorship_id, target=me)
        found = _open(scope, caller, first)
        others = [(each, account) for each, account in found if each.id != sponsorship_id]
        return drawn.proposals(_drawable(scope, caller, others)) if others else None


def open_for(scope: Scope, caller: Caller) -> tuple[Proposal, ...]:
    """All that somebody is asked to sponsor and has not answered."""
    asked = sponsorships.of_member(scope, caller.member.id)
    return tuple(_drawable(scope, caller, _unanswered(scope, caller.member.id, asked)))


def _open(scope: Scope, asked: Caller, first: str) -> list[tuple[Sponsorship, Account]]:
    """What the message of `first` asks and nobody has answered."""
    me = asked.member.id
    joined = rescheduling.batched(scope, kind=PROPOSAL, subject=first, target=me)
    every = [sponsorships.find(scope, each) for each in [first, *joined]]
    return _unanswered(scope, me, [each for each in every if each is not None])


def _unanswered(scope: Scope, me: str, every: Iterable[Sponsorship]) -> list[tuple[Sponsorship, Account]]:
    """Those without an answer, whose account has no sponsor by now, nor whoever is asked as its owner."""
    waiting = [each for each in every if each.is_open and each.member == me]
    paired = [(each, accounts.find(scope, each.account_id)) for each in waiting]
    return [
        (each, account)
        for each, account in paired
        if account is not None and account.owner != me and sponsorships.sponsor_of(scope, account.id) is None
    ]


def _drawable(scope: Scope, asked: Caller, found: Iterable[tuple[Sponsorship, Account]]) -> list[Proposal]:
    me = asked.member.id
    number = sponsorships.accepted_by(scope, [me]).get(me, 0)
    return [_proposal(scope, asked, sponsorship, account, number) for sponsorship, account in found]


def _proposal(scope: Scope, asked: Caller, sponsorship: Sponsorship, account: Account, number: int) -> Proposal:
    last, last_by = _last_talk(scope, account)
    opening = _opening(scope, account)
    people = [sponsorship.proposed_by, account.owner or "", last_by or "", *(opening.people if opening else ())]
    return Proposal(
        sponsorship,
        account,
        local_day(asked, scope.now),
        asked_on=local_day(asked, sponsorship.proposed_at),
        accounts=number,
        last=last,
        last_by=last_by,
        opening=opening,
        names=members.names_of(scope, people),
    )


def _last_talk(scope: Scope, account: Account) -> tuple[date | None, str | None]:
    last = stats.last_by_account(scope, [account.id]).get(account.id)
    if last is None:
        return None, None
    spoken = stats.between(scope, last, last, account_id=account.id)
    return last, spoken[-1].people[0] if spoken and spoken[-1].people else None


def _opening(scope: Scope, account: Account) -> QuotedInsight | None:
    """The last complaint, request or risk that is for everybody to read."""
    entries = conversations.of_account(scope, account.id, limit=_REACH)
    public = [entry for entry in entries if not entry.details.private]
    return next(iter(insights_in(public, WORTH_ASKING)), None)


SPONSOR_PROPOSAL = quiet_hours.direct_message(PROPOSAL, "A sponsor proposal", render)
