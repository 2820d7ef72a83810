"""The door for people: each module registers its commands, buttons and forms; bodies translate, services decide."""

from slack_bolt import App

from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.slack.api.user_replies import UserReplies
from handlers import sponsors
from handlers.accounts import account, account_form, cards, owners, reassignment
from handlers.answers import Answers, Later
from handlers.conversations import (
    access_requests,
    conversation_form,
    corrections,
    drafts,
    lines,
    logcall,
    plans,
    receipts,
    sharing,
)
from handlers.weekly import leaderboard, pledges
from handlers.workspace import closed_days, csv_transfers, events, failed_deliveries, home, settings, touchbase


def register(app: App, deps: Deps, *, later: Later, people: UserReplies) -> None:
    """Attach every listener. `/touchbase` comes last: it dispatches to the others."""

    def show_home(caller: Caller) -> None:
        people.publish_home(caller.workspace.id, caller.member.id, home.drawn(deps, caller))

    answers = Answers(later, people, show_home)
    commands = {
        "logcall": logcall.register(app, deps, answers),
        "account": account.register(app, deps, answers),
        "leaderboard": leaderboard.register(app, deps, answers),
        "owner": owners.register(app, deps, answers),
        "sponsor": sponsors.register(app, deps, answers),
    }
    for room in (
        access_requests,
        account_form,
        cards,
        closed_days,
        corrections,
        csv_transfers,
        drafts,
        events,
        conversation_form,
        reassignment,
        home,
        lines,
        plans,
        pledges,
        receipts,
        settings,
        sharing,
        failed_deliveries,
    ):
        room.register(app, deps, answers)
    touchbase.register(app, commands)
