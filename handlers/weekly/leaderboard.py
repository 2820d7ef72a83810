"""/leaderboard: acknowledged at once, computed and sent by response_url."""

from bot.domain.errors import SlackTrouble
from bot.messages.weekly import leaderboard as leaderboard_messages
from bot.messages.workspace.help import LEADERBOARD
from bot.services.deps import Deps
from bot.services.weekly import leaderboard
from handlers.listeners import Command
from handlers.request import Request


def show(deps: Deps, request: Request) -> None:
    leaderboard.period_of(deps, request.caller, request.text)
    request.ack()
    url = request.response_url
    if url is not None:
        request.run_later(lambda: _send(deps, request, url), error_url=url)


def _send(deps: Deps, request: Request, url: str) -> None:
    shown, replies = leaderboard.answer_for(deps, request.caller, request.text), request.slack.user_replies
    try:
        replies.respond(url, leaderboard_messages.leaderboard(shown), replace=False)
    except SlackTrouble as trouble:
        if not trouble.permanent:
            raise
        # Tables reach workspaces one after the other: the same in words.
        replies.respond(url, leaderboard_messages.leaderboard(shown, plain=True), replace=False)


COMMAND = Command("leaderboard", show, help=LEADERBOARD, writes=lambda text: False)
