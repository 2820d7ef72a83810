"""What a receipt says beside the record: counted at this moment, in the transaction that wrote it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.accounts import Account, Stage
from bot.domain.conversations import Conversation, Details, Insight, State
from bot.domain.insights import InsightKind, common_word
from bot.domain.members import Caller
from bot.domain.periods import quarter_of
from bot.domain.receipts import Echo, Receipt, WeekSum
from bot.domain.schedule import monday_of
from bot.services.deps import Deps
from bot.storage import accounts, members, outbox, talks
from bot.storage.engine import Session

COMPLAINT = "complaint"
_ALARMING = (InsightKind.COMPLAINT, InsightKind.RISK)
_ECHO_REACH = 1000
_ECHOING = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)


def of(session: Session, caller: Caller, conversation: Conversation, *, today: date) -> Receipt:
    """Everything the receipt of `conversation` says to `caller`.

    Nothing of what others logged, if Slack has not told us who they are; no words that are not theirs to read.
    """
    workspace_id = caller.workspace.id
    account = accounts.find(session, workspace_id, conversation.account_id)
    if account is None:
        raise LookupError(conversation.account_id)
    readable = conversation.may_be_read_by(caller.member.id, owner=account.owner)
    shown = conversation if readable else conversation.without_words()
    people = [shown.logged_by, *shown.details.people, account.owner or ""]
    receipt = Receipt(
        conversation=shown,
        reader=caller.member.id,
        today=today,
        stage=account.stage,
        account_added_on=account.added_on,
        previous=None,
        names=members.names_of(session, workspace_id, people),
        tells_history=False,
    )
    if not caller.member.is_known:
        return receipt
    return replace(
        receipt,
        tells_history=True,
        previous=talks.last_before(session, workspace_id, account.id, but=conversation.id),
        week=_week(session, caller, conversation, account),
        echo=_echo(session, workspace_id, conversation, today),
    )


def alert_owner(
    session: Session, deps: Deps, caller: Caller, account_id: str, details: Details, conversation_id: str
) -> str | None:
    """Put a complaint or risk into the outbox for the account's owner; who that is, or None if nobody is promised it.

    Nobody is while Slack has not told us of the owner or of the author: it waits in the outbox until it has.
    """
    account = accounts.find(session, caller.workspace.id, account_id)
    if account is None or account.owner is None or not alarming(details) or account.owner == caller.member.id:
        return None
    members.mention(session, caller.workspace.id, [account.owner])  # so that the next round asks Slack
    owner = members.find(session, caller.workspace.id, account.owner)
    if owner is None or not owner.may_take_part:
        return None
    outbox.enqueue(
        session,
        caller.workspace.id,
        kind=COMPLAINT,
        subject=conversation_id,
        target=owner.id,
        due_at=deps.now(),
        now=deps.now(),
    )
    return owner.id if owner.is_known and caller.member.is_known else None


def alarming(details: Details) -> tuple[Insight, ...]:
    """The complaints and risks in it."""
    return tuple(insight for insight in details.insights if insight.kind in _ALARMING)


def _week(session: Session, caller: Caller, conversation: Conversation, account: Account) -> WeekSum | None:
    """The caller's week around the conversation; None where it counts nothing for them."""
    details = conversation.details
    if not details.counts or account.stage is Stage.INTERNAL:
        return None
    monday = monday_of(details.on)
    mine = talks.of_member(session, caller.workspace.id, caller.member.id, monday, monday + timedelta(days=6))
    others = [spoken for spoken in mine if spoken.conversation_id != conversation.id]
    if len(others) == len(mine):
        return None
    return WeekSum(
        customers=len({spoken.account_id for spoken in mine if spoken.stage is Stage.CUSTOMER}),
        prospects=len({spoken.account_id for spoken in mine if spoken.stage is Stage.PROSPECT}),
        was_counted=any(spoken.account_id == account.id for spoken in others),
    )


def _echo(session: Session, workspace_id: str, conversation: Conversation, today: date) -> Echo | None:
    """Which other accounts used the same word for a complaint, a request or a risk this quarter."""
    details = conversation.details
    mine = [insight.text for insight in details.insights if insight.kind in _ECHOING] or [details.note]
    if details.private or details.state is not State.HELD or not any(mine):
        return None
    others: dict[str, list[str]] = {}
    said = talks.phrases(session, workspace_id, _ECHOING, quarter_of(today).first, today, limit=_ECHO_REACH)
    for account_id, account, words in said:
        if account_id != conversation.account_id:
            others.setdefault(account, []).append(words)
    found = common_word(mine, others)
    return None if found is None else Echo(*found)
