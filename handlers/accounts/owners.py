"""/owner: who looks after an account from day to day."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.accounts import accounts as drawn
from bot.messages.blocks import Message
from bot.messages.workspace import help as explained
from bot.parsing.commands.sponsor_commands import SetOwner, ShowOwner, read_owner
from bot.services.accounts import accounts, changes, naming
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.workspace import workspaces
from handlers.answers import Answers, CommandHandler, Request, of_command, of_press


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        if request.text.strip().casefold() in ("", "help", "?"):
            request.tell(explained.owner())
            return
        with request.giving_back():
            request.tell(_carried_out(request, deps))

    @app.command("/owner")
    def owner(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    @app.action(drawn.TAKE)
    def take(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        account = accounts.existing(deps, request.caller, request.text)
        taken = changes.take(deps, request.caller, account, guard=request.saving("Yours"))
        answers.replace(request, drawn.owned(taken, _names(request, deps)))

    return answer


def _carried_out(request: Request, deps: Deps) -> Message:
    asked = read_owner(request.text, naming.directory(deps, request.caller))
    account = naming.named(deps, request.caller, asked.name)
    if isinstance(account, AmbiguousAccount):
        return drawn.unclear(account.typed, account.choices, command="/owner")
    match asked:
        case ShowOwner():
            return drawn.owned(account, _names(request, deps))
        case SetOwner(_, member):
            given = changes.give(deps, request.caller, account, member, guard=request.saving("Changed"))
            return drawn.owned(given, _names(request, deps))


def _names(request: Request, deps: Deps) -> dict[str, str]:
    return workspaces.names(deps, request.caller.workspace.id)
