"""/leaderboard: acknowledged at once, computed and sent by response_url."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.errors import SlackTrouble
from bot.domain.weekly.fridays import LeaderboardAnswer
from bot.messages.weekly import leaderboard as drawn
from bot.messages.workspace import help as explained
from bot.services.deps import Deps
from bot.services.weekly import leaderboard
from handlers.answers import Answers, CommandHandler, Request, of_command


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        if request.text.strip().casefold() in ("help", "?"):
            request.tell(explained.leaderboard())
            return
        leaderboard.period_of(deps, request.caller, request.text)
        request.ack()
        if request.response_url is not None:
            address = request.response_url
            answers.later(
                lambda: _send(answers, address, leaderboard.answer_for(deps, request.caller, request.text)),
                tell=address,
            )

    @app.command("/leaderboard")
    def show(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    return answer


def _send(answers: Answers, address: str, standing: LeaderboardAnswer) -> None:
    try:
        answers.people.respond(address, drawn.leaderboard(standing), replace=False)
    except SlackTrouble as trouble:
        if not trouble.permanent:
            raise
        # Tables reach workspaces one after the other: the same in words.
        answers.people.respond(address, drawn.leaderboard(standing, plain=True), replace=False)
