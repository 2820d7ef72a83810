"""The door for people: each module registers its commands and buttons; bodies translate, services decide."""

from slack_bolt import App

from bot.services.deps import Deps
from handlers import account, drafts, leaderboard, logcall, touchbase
from handlers.answers import Answers


def register(app: App, deps: Deps, answers: Answers) -> None:
    """Attach every listener. `/touchbase` comes last: it dispatches to the others."""
    commands = {
        "logcall": logcall.register(app, deps, answers),
        "account": account.register(app, deps, answers),
        "leaderboard": leaderboard.register(app, deps, answers),
    }
    drafts.register(app, deps, answers)
    touchbase.register(app, commands)
