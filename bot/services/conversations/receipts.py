"""Collect what a receipt says beside the record, counted at this moment: the last conversation, the week, the echo."""

from dataclasses import replace
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage
from bot.domain.conversations.model import Conversation, Details, Insight, State
from bot.domain.conversations.receipts import Echo, Receipt, WeekSum
from bot.domain.insights.model import InsightKind, common_topic
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.periods import quarter_of
from bot.domain.workspace.members import Caller
from bot.outbox import queue
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, stats
from bot.storage.conversations.stats import Background
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import weekly_stats
from bot.storage.workspace import members

COMPLAINT = "complaint"
_ALARMING = (InsightKind.COMPLAINT, InsightKind.RISK)
_ECHO_REACH = 1000
_ECHOING = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)


def of(scope: Scope, caller: Caller, conversation: Conversation, *, today: date) -> Receipt:
    """Everything the receipt of `conversation` says to `caller`.

    Nothing of what others logged, if Slack has not told us who they are; no words that are not theirs to read.
    """
    monday = monday_of(conversation.details.on)
    background = stats.background(
        scope, conversation.account_id, conversation.id, reader=caller.member.id, monday=monday
    )
    if background is None:
        raise LookupError(conversation.account_id)
    shown = conversation.as_read_by(caller.member.id)
    people = [shown.logged_by, *shown.details.people, background.owner or ""]
    receipt = Receipt(
        conversation=shown,
        reader=caller.member.id,
        today=today,
        stage=background.stage,
        account_added_on=background.added_on,
        previous=None,
        names=members.names_of(scope, people),
        tells_history=False,
        follow_up_state=background.follow_up if shown.details.follow_up is not None else None,
    )
    if not caller.member.is_known:
        return receipt
    return replace(
        receipt,
        tells_history=True,
        previous=background.previous,
        week=_week(scope, caller, conversation, background),
        echo=_echo(scope, conversation, today),
    )


def alert_owner(scope: Scope, caller: Caller, account_id: str, details: Details, subject: str) -> str | None:
    """Put a complaint or risk into the outbox for whom it concerns; the owner, or None if they are not promised it.

    They are not while Slack has not told us of them or of the author: it waits in the outbox until it has; nor where it
    is private and they do not read it. `subject` is the entry's id, with ":" and the version where a change brought it.
    """
    if not alarming(details):
        return None
    account = accounts.find(scope, account_id)
    if account is None:
        return None
    told = [each for each in concerned(scope, account, details) if each != caller.member.id]
    if told and details.private:
        entry = conversations.find(scope, subject.partition(":")[0])
        told = [each for each in told if entry is not None and entry.may_be_read_by(each)]
    reached = [each for each in told if _is_reached(scope, caller, each, subject)]
    return account.owner if account.owner in reached else None


def concerned(scope: Scope, account: Account, details: Details) -> tuple[str, ...]:
    """Who hears of a complaint or a risk at once: the owner, and of a risk the sponsor too."""
    kinds = {insight.kind for insight in alarming(details)}
    owner = [account.owner] if account.owner and kinds else []
    sponsor = sponsorships.sponsor_of(scope, account.id) if InsightKind.RISK in kinds else None
    return tuple(dict.fromkeys([*owner, *([sponsor] if sponsor else [])]))


def _is_reached(scope: Scope, caller: Caller, member_id: str, subject: str) -> bool:
    """Enqueue it for somebody who may take part; whether they and its author are known to."""
    members.mention(scope, [member_id])  # so that the next round asks Slack
    member = members.find(scope, member_id)
    if member is None or not member.may_take_part:
        return False
    queue.enqueue(scope, kind=COMPLAINT, subject=subject, target=member.id, due_at=scope.now)
    return member.is_known and caller.member.is_known


def alarming(details: Details) -> tuple[Insight, ...]:
    """The complaints and risks in it."""
    return tuple(insight for insight in details.insights if insight.kind in _ALARMING)


def _week(scope: Scope, caller: Caller, conversation: Conversation, background: Background) -> WeekSum | None:
    """The caller's week around the conversation; None where it counts nothing for them."""
    details = conversation.details
    if not details.counts or background.stage is Stage.INTERNAL:
        return None
    monday = monday_of(details.on)
    mine = weekly_stats.of_member(
        scope, caller.member.id, monday, monday + timedelta(days=6), asked_for=conversation.id
    )
    here = next((spoken for spoken in mine if spoken.is_asked_for), None)
    if here is None:
        return None
    return WeekSum(
        customers=len({spoken.account_id for spoken in mine if spoken.stage is Stage.CUSTOMER}),
        prospects=len({spoken.account_id for spoken in mine if spoken.stage is Stage.PROSPECT}),
        was_counted=here.conversations > 1,
        meant=background.pledge or None,
    )


def _echo(scope: Scope, conversation: Conversation, today: date) -> Echo | None:
    """Which other accounts brought up the same topic in a complaint, a request or a risk this quarter."""
    details = conversation.details
    tagged = [insight.text for insight in details.insights if insight.kind in _ECHOING]
    if details.private or details.state is not State.HELD or not (tagged or details.note):
        return None
    others: dict[str, list[str]] = {}
    line = stats.phrases(scope, _ECHOING, quarter_of(today).first, today, limit=_ECHO_REACH)
    for account_id, account, words in line:
        if account_id != conversation.account_id:
            others.setdefault(account, []).append(words)
    found = common_topic(tagged, [details.note], others)
    return None if found is None else Echo(*found)
