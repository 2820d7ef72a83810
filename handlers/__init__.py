"""Bolt listeners: they translate requests for the services, and answer. `register` adds all of them to an app."""

from slack_bolt import App

from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.slack.api.user_replies import UserReplies
from handlers import commands, sponsors
from handlers.accounts import account_form, cards, keep_or_rest, owners, reassignment, removals
from handlers.adapter import Adapter
from handlers.conversations import (
    access_requests,
    complaints,
    conversation_form,
    corrections,
    drafts,
    follow_ups,
    lines,
    plans,
    receipts,
    sharing,
)
from handlers.insights import asking, history, voice
from handlers.request import RunLater, SlackCalls
from handlers.setup import away, first_run, pauses, posting, previews, switches, tiers
from handlers.weekly import digests, own_week, pledges, thursdays
from handlers.workspace import closed_days, csv_transfers, events, failed_deliveries, home, settings

LISTENERS = (
    access_requests.LISTENERS,
    account_form.LISTENERS,
    asking.LISTENERS,
    away.LISTENERS,
    cards.LISTENERS,
    closed_days.LISTENERS,
    complaints.LISTENERS,
    conversation_form.LISTENERS,
    corrections.LISTENERS,
    csv_transfers.LISTENERS,
    digests.LISTENERS,
    drafts.LISTENERS,
    events.LISTENERS,
    failed_deliveries.LISTENERS,
    first_run.LISTENERS,
    follow_ups.LISTENERS,
    history.LISTENERS,
    home.LISTENERS,
    keep_or_rest.LISTENERS,
    lines.LISTENERS,
    own_week.LISTENERS,
    owners.LISTENERS,
    pauses.LISTENERS,
    plans.LISTENERS,
    pledges.LISTENERS,
    thursdays.LISTENERS,
    posting.LISTENERS,
    previews.LISTENERS,
    reassignment.LISTENERS,
    receipts.LISTENERS,
    removals.LISTENERS,
    settings.LISTENERS,
    sharing.LISTENERS,
    sponsors.LISTENERS,
    switches.LISTENERS,
    tiers.LISTENERS,
    voice.LISTENERS,
)
"""What every module listens to, beside the commands."""


def register(app: App, deps: Deps, *, run_later: RunLater, user_replies: UserReplies) -> None:
    """Register every listener with `app`."""

    def publish_home(caller: Caller, has_first_words: bool = False) -> None:
        view = home.render(deps, caller, has_first_words=has_first_words)
        user_replies.publish_home(caller.workspace.id, caller.member.id, view)

    adapter = Adapter(app, deps, SlackCalls(run_later, user_replies, publish_home))
    # Bolt asks one listener after another whether a request is for it: what is typed all day is asked first.
    for command in (*commands.COMMANDS, commands.TOUCHBASE):
        adapter.register_command(command)
    adapter.register_any_other_command(commands.unknown)
    for listeners in LISTENERS:
        adapter.register(listeners)
