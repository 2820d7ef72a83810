"""The door for people: each module registers its commands, buttons and forms; bodies translate, services decide."""

from slack_bolt import App

from bot.domain.members import Caller
from bot.services.deps import Deps
from bot.slack.people import People
from handlers import (
    access_requests,
    account,
    account_forms,
    cards,
    closed_days,
    corrections,
    data,
    drafts,
    events,
    forms,
    hand_over,
    home,
    leaderboard,
    lines,
    logcall,
    owners,
    plans,
    pledges,
    receipts,
    settings,
    sharing,
    sponsors,
    stuck,
    touchbase,
)
from handlers.answers import Answers, Later


def register(app: App, deps: Deps, *, later: Later, people: People) -> None:
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
        account_forms,
        cards,
        closed_days,
        corrections,
        data,
        drafts,
        events,
        forms,
        hand_over,
        home,
        lines,
        plans,
        pledges,
        receipts,
        settings,
        sharing,
        stuck,
    ):
        room.register(app, deps, answers)
    touchbase.register(app, commands)
