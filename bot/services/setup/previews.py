"""Previews: a post as it would be now, for the admin who asks alone."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.domain.errors import Refusal
from bot.domain.weekly import iso_weeks
from bot.domain.weekly.posts import FRIDAY, MONDAY, MONTHLY, MONTHLY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.messages.blocks import Message
from bot.messages.setup import previews as messages
from bot.outbox.message_types import Skip
from bot.services.deps import Deps
from bot.services.setup.posting import WHO, current
from bot.services.weekly import leaderboard, monthly, pledges
from bot.services.weekly.weekly_posts import Render
from bot.services.workspace import permissions


def of(deps: Deps, caller: Caller, kind: str, *, text_only: bool) -> Message:
    """The post of that kind, rendered from what is true now, with nothing in it to press. Raises NotAllowed."""
    if kind not in RENDERED:
        raise Refusal("I know no such post.")
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        post = RENDERED[kind](scope, _as_of_now(deps, caller, kind, text_only=text_only))
        posting = current(scope, deps)
    if isinstance(post, Skip):
        raise Refusal("There is nothing to show now.")
    return messages.preview(post, posting, kind)


def _as_of_now(deps: Deps, caller: Caller, kind: str, *, text_only: bool) -> Delivery:
    """The post of this week; of the months, the page that comes next."""
    return Delivery(
        workspace_id=caller.workspace.id,
        id="",
        kind=kind,
        subject=_subject(deps, caller, kind),
        target=kind,
        state=DeliveryState.PENDING,
        attempt=0,
        error_count=0,
        text_only=text_only,
        due_at=deps.now(),
        slack_channel=None,
        slack_ts=None,
        last_error=None,
    )


def _subject(deps: Deps, caller: Caller, kind: str) -> str:
    zone = ZoneInfo(caller.workspace.zone)
    if kind == MONTHLY:
        following = schedule.next_occurrence(MONTHLY_SCHEDULE, zone, deps.now())
        return following.subject if following is not None else ""
    return iso_weeks.week_subject(schedule.local_date(deps.now(), zone))


RENDERED: Mapping[str, Render] = {
    MONDAY: pledges.render,
    FRIDAY: leaderboard.render,
    MONTHLY: monthly.as_it_is_now,
}
"""How each post is rendered, whether or not it is paused or off."""
