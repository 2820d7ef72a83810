"""The question to whoever is to be sponsor: several within the hour are one message, drawn from what is still open."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.accounts import Account
from bot.domain.conversations import State
from bot.domain.deliveries import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.insights import InsightKind
from bot.domain.joining import turn_after
from bot.domain.members import Caller, Member
from bot.domain.proposals import Opening, Proposal
from bot.domain.sponsors import Sponsorship, Step, taken
from bot.messages import proposals as drawn
from bot.messages.blocks import Message
from bot.services.conversations import local_today
from bot.services.deps import Deps
from bot.services.outcomes import Not
from bot.storage import accounts, conversations, members, outbox, promptings, sponsorships, talks, workspaces
from bot.storage.engine import Session

PROPOSAL = "sponsor proposal"
"""A kind of deliveries; the subject is a sponsorship's id: of the only one it asks about, or of the first."""

NOT_ASKED = "That was asked of somebody else."

_REACH = 50
_WORTH_ASKING = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)


def ask(session: Session, workspace_id: str, asked: Sponsorship, *, now: datetime) -> None:
    """Let whoever is asked read the question: at once, or together with the others of the hour."""
    before = promptings.latest(session, workspace_id, kind=PROPOSAL, target=asked.member)
    turn = turn_after(before, now)
    if turn.joins is None:
        outbox.enqueue(
            session, workspace_id, kind=PROPOSAL, subject=asked.id, target=asked.member, due_at=turn.due_at, now=now
        )
    else:
        promptings.join(
            session, workspace_id, kind=PROPOSAL, subject=asked.id, target=asked.member, joins=turn.joins, now=now
        )


def asked_about(deps: Deps, caller: Caller, sponsorship_id: str) -> Account:
    """The account that the caller is asked to sponsor. Raises NotAllowed to others, Refusal where that is settled."""
    with deps.database.reading() as session:
        asked = sponsorships.find(session, caller.workspace.id, sponsorship_id)
        account = accounts.find(session, caller.workspace.id, asked.account_id) if asked else None
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


def draw(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    """The questions that are still open, to whoever is asked."""
    asked = members.find(session, delivery.workspace_id, delivery.target)
    if asked is None or not asked.is_known:
        return Not.YET
    found = _open(session, delivery.workspace_id, asked, delivery.subject) if asked.may_take_part else []
    if not found:
        return Not.TRUE
    return drawn.proposals(
        _drawable(session, delivery.workspace_id, asked, found, _today_of(session, asked, delivery, now))
    )


def still_open(deps: Deps, caller: Caller, sponsorship_id: str) -> Message | None:
    """What the message that asked about a sponsorship still asks beside it; None where nothing is left."""
    workspace_id, today = caller.workspace.id, local_today(deps, caller)
    with deps.database.reading() as session:
        first = promptings.told_by(
            session, workspace_id, kind=PROPOSAL, subject=sponsorship_id, target=caller.member.id
        )
        found = _open(session, workspace_id, caller.member, first)
        others = [(each, account) for each, account in found if each.id != sponsorship_id]
        return drawn.proposals(_drawable(session, workspace_id, caller.member, others, today)) if others else None


def _open(session: Session, workspace_id: str, asked: Member, first: str) -> list[tuple[Sponsorship, Account]]:
    """Of what the message of `first` asks: those without an answer, whose account has no sponsor by now."""
    joined = promptings.joined(session, workspace_id, kind=PROPOSAL, subject=first, target=asked.id)
    every = [sponsorships.find(session, workspace_id, each) for each in [first, *joined]]
    waiting = [each for each in every if each is not None and each.is_open and each.member == asked.id]
    paired = [(each, accounts.find(session, workspace_id, each.account_id)) for each in waiting]
    return [
        (each, account)
        for each, account in paired
        if account is not None and sponsorships.sponsor_of(session, workspace_id, account.id) is None
    ]


def _drawable(
    session: Session, workspace_id: str, asked: Member, found: Iterable[tuple[Sponsorship, Account]], today: date
) -> list[Proposal]:
    number = sponsorships.accepted_by(session, workspace_id, [asked.id]).get(asked.id, 0)
    return [_proposal(session, workspace_id, each, account, number, today) for each, account in found]


def _proposal(
    session: Session, workspace_id: str, sponsorship: Sponsorship, account: Account, number: int, today: date
) -> Proposal:
    last, last_by = _last_talk(session, workspace_id, account)
    return Proposal(
        sponsorship,
        account,
        today,
        accounts=number,
        last=last,
        last_by=last_by,
        opening=_opening(session, workspace_id, account),
        names=members.names_of(session, workspace_id, [sponsorship.proposed_by, account.owner or "", last_by or ""]),
    )


def _today_of(session: Session, asked: Member, delivery: Delivery, now: datetime) -> date:
    workspace = workspaces.find(session, delivery.workspace_id)
    zone = asked.profile.zone or (workspace.zone if workspace else "UTC")
    return schedule.local_date(now, ZoneInfo(zone))


def _last_talk(session: Session, workspace_id: str, account: Account) -> tuple[date | None, str | None]:
    last = talks.last_by_account(session, workspace_id, [account.id]).get(account.id)
    if last is None:
        return None, None
    spoken = talks.between(session, workspace_id, last, last, account_id=account.id)
    return last, spoken[-1].people[0] if spoken and spoken[-1].people else None


def _opening(session: Session, workspace_id: str, account: Account) -> Opening | None:
    """The last complaint, request or risk that is for everybody to read."""
    for entry in conversations.of_account(session, workspace_id, account.id, limit=_REACH):
        if entry.details.private or entry.details.state is not State.HELD:
            continue
        for insight in entry.details.insights:
            if insight.kind in _WORTH_ASKING:
                return Opening(insight.text, entry.details.on)
    return None
