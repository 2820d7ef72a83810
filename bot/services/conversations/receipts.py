"""Collect what a receipt says beside the record, counted at this moment: the last conversation, the week, the echo."""

from dataclasses import replace
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import Conversation, State
from bot.domain.conversations.receipts import Echo, Receipt, WeekSum
from bot.domain.insights.model import InsightKind, common_topic
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.periods import quarter_of
from bot.domain.workspace.members import Caller
from bot.storage.accounts import accounts
from bot.storage.conversations import follow_ups, stats
from bot.storage.weekly import pledges, weekly_stats
from bot.storage.workspace import members

_ECHO_REACH = 1000
_ECHOING = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)


def of(scope: Scope, caller: Caller, conversation: Conversation, *, today: date) -> Receipt:
    """Everything the receipt of `conversation` says to `caller`.

    Nothing of what others logged, if Slack has not told us who they are; no words that are not theirs to read.
    """
    account = accounts.find(scope, conversation.account_id)
    if account is None:
        raise LookupError(conversation.account_id)
    shown = conversation.as_read_by(caller.member.id)
    people = [shown.logged_by, *shown.details.people, account.owner or ""]
    receipt = Receipt(
        conversation=shown,
        reader=caller.member.id,
        today=today,
        stage=account.stage,
        account_added_on=account.added_on,
        previous=None,
        names=members.names_of(scope, people),
        tells_history=False,
        follow_up_state=_follow_up_state(scope, shown),
    )
    if not caller.member.is_known:
        return receipt
    return replace(
        receipt,
        tells_history=True,
        previous=stats.last_before(scope, account.id, but=conversation.id),
        week=_week(scope, caller, conversation, account),
        echo=_echo(scope, conversation, today),
    )


def _follow_up_state(scope: Scope, shown: Conversation) -> FollowUpState | None:
    if shown.details.follow_up is None:
        return None
    given = follow_ups.find(scope, shown.id)
    return None if given is None else given.state


def _week(scope: Scope, caller: Caller, conversation: Conversation, account: Account) -> WeekSum | None:
    """The caller's week around the conversation; None where it counts nothing for them."""
    details = conversation.details
    if not details.counts or account.stage is Stage.INTERNAL:
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
        meant=pledges.of_member(scope, caller.member.id, monday) or None,
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
