"""Collect what somebody's Home tab shows, and the list of all their conversations."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Conversation
from bot.domain.pages import page_of
from bot.domain.setup.pause import Pause
from bot.domain.weekly import iso_weeks
from bot.domain.workspace import schedule
from bot.domain.workspace.home import Entries, Home, Unfinished
from bot.domain.workspace.members import Caller
from bot.parsing.typed import as_typed
from bot.services import own_accounts
from bot.services.accounts import reassignment
from bot.services.deps import Deps
from bot.services.local_days import local_day, local_today
from bot.services.setup import away, first_run
from bot.services.sponsors import proposals
from bot.services.weekly import occurrences
from bot.services.workspace import failed_deliveries, settings
from bot.storage.accounts import accounts
from bot.storage.conversations import drafts, follow_ups, member_conversations
from bot.storage.conversations.drafts import Draft
from bot.storage.weekly import pledges, weekly_stats
from bot.storage.workspace import members, preferences, workspaces

RECENT, PAGE = 5, 10
FOLLOW_UPS = 50
_PLANS_SINCE = timedelta(days=30)
_CREDITS_SINCE = timedelta(days=14)


def of(deps: Deps, caller: Caller, *, has_first_words: bool = False) -> Home:
    """Everything on somebody's Home tab, as it is now."""
    me, today = caller.member.id, local_today(deps, caller)
    monday, not_arrived = iso_weeks.monday_of(today), failed_deliveries.of(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        spoken = weekly_stats.of_member(scope, me, monday, monday + timedelta(days=6))
        plans = member_conversations.plans_of(scope, me, since=today - _PLANS_SINCE)
        recent = _but(plans, member_conversations.of(scope, me, limit=RECENT + len(plans) + 1))
        credits = member_conversations.credited_to(scope, me, since=today - _CREDITS_SINCE)
        promised = follow_ups.open_of_member(scope, me, limit=FOLLOW_UPS)
        return Home(
            reader=me,
            today=today,
            meant=pledges.of_member(scope, me, monday) or None,
            own=own_accounts.of(scope, caller, today),
            proposals=proposals.open_for(scope, caller),
            customers=len({each.account_id for each in spoken if each.stage is Stage.CUSTOMER}),
            prospects=len({each.account_id for each in spoken if each.stage is Stage.PROSPECT}),
            unfinished=tuple(_unfinished(draft, caller) for draft in drafts.unfinished(scope, me)),
            plans=tuple(plans),
            credits=tuple(credit.as_read_by(me) for credit in credits),
            recent=tuple(recent[:RECENT]),
            follow_ups=tuple(promised),
            preferences=preferences.of(scope, me),
            away=away.current(scope, caller),
            is_opted_out=me in members.opted_out(scope),
            has_more=len(recent) > RECENT,
            left=reassignment.count(scope, caller),
            settings=settings.shown(scope, deps, caller),
            first_steps=first_run.steps_for(scope, deps, caller),
            pause=_pause(scope),
            has_first_words=has_first_words,
            failed_deliveries=not_arrived,
            names=_names(scope, [*plans, *credits, *recent, *(each.entry for each in promised)]),
        )


def entries_of(deps: Deps, caller: Caller, *, account_id: str | None, skip: int) -> Entries:
    """One page of somebody's own entries, the latest first; of one account where it is given."""
    me = caller.member.id
    with deps.reading(caller.workspace.id) as scope:
        account = accounts.find(scope, account_id) if account_id else None
        found = member_conversations.of(scope, me, account_id=account_id, skip=skip, limit=PAGE + 1)
        return Entries(
            reader=me,
            today=local_day(caller, scope.now),
            page=page_of(found, skip=skip, size=PAGE),
            account_id=account.id if account else None,
            account_name=account.name if account else None,
            names=_names(scope, found),
        )


def _pause(scope: Scope) -> Pause | None:
    """That of the weekly posts, while it lasts."""
    workspace = workspaces.find(scope)
    return workspace.pause if workspace is not None and occurrences.is_paused(workspace, scope.now) else None


def _but(plans: list[Conversation], found: list[Conversation]) -> list[Conversation]:
    """What does not stand among the plans already."""
    listed = {plan.id for plan in plans}
    return [conversation for conversation in found if conversation.id not in listed]


def _unfinished(draft: Draft, caller: Caller) -> Unfinished:
    until = schedule.local_date(draft.expires_at, ZoneInfo(caller.zone))
    return Unfinished(draft.id, as_typed(draft.line), until)


def _names(scope: Scope, found: list[Conversation]) -> dict[str, str]:
    people = [person for conversation in found for person in (conversation.logged_by, *conversation.details.people)]
    return members.names_of(scope, people)
