"""Previews: a weekly post as it would be now, for the admin who asks alone."""

from collections.abc import Mapping

from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.domain.errors import Refusal
from bot.domain.weekly import iso_weeks
from bot.domain.weekly.posts import FRIDAY, MONDAY
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.messages.blocks import Message
from bot.messages.setup import previews as messages
from bot.outbox.message_types import Skip
from bot.services.deps import Deps
from bot.services.local_days import workspace_today
from bot.services.setup.posting import WHO, current
from bot.services.weekly import leaderboard, pledges
from bot.services.weekly.weekly_posts import Render
from bot.services.workspace import permissions


def of(deps: Deps, caller: Caller, kind: str, *, text_only: bool) -> Message:
    """The post of that kind, rendered from what is true now, with nothing in it to press. Raises NotAllowed."""
    if kind not in RENDERED:
        raise Refusal("I know no such post.")
    today = workspace_today(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        delivery = _as_of_this_week(deps, caller, kind, iso_weeks.week_subject(today), text_only=text_only)
        post = RENDERED[kind](scope, delivery)
        posting = current(scope, deps)
    if isinstance(post, Skip):
        raise Refusal("There is nothing to show now.")
    return messages.preview(post, posting, kind)


def _as_of_this_week(deps: Deps, caller: Caller, kind: str, week: str, *, text_only: bool) -> Delivery:
    return Delivery(
        workspace_id=caller.workspace.id,
        id="",
        kind=kind,
        subject=week,
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


RENDERED: Mapping[str, Render] = {MONDAY: pledges.render, FRIDAY: leaderboard.render}
"""How each weekly post is rendered, whether or not it is paused or off."""
