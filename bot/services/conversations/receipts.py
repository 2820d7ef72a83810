"""Collect what a receipt says beside the record, counted at this moment: the last conversation, the week, the echo."""

from dataclasses import replace
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Conversation, State
from bot.domain.conversations.receipts import Echo, Receipt, WeekSum
from bot.domain.insights.model import InsightKind, common_topic
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.periods import quarter_of
from bot.domain.workspace.members import Caller
from bot.storage.conversations import stats
from bot.storage.conversations.stats import Background
from bot.storage.weekly import weekly_stats
from bot.storage.workspace import members

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
