"""/account: the card, and adding one."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.cards import Card
from bot.messages import accounts as cards
from bot.messages import help as explained
from bot.messages.blocks import Message
from bot.parsing.commands import AddAccount, ShowAccount, read_account
from bot.services import accounts
from bot.services.deps import Deps
from bot.services.naming import Unclear
from handlers.answers import Answers, CommandHandler, Request, of_command


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        if request.text.strip().casefold() in ("", "help", "?"):
            request.tell(explained.account())
            return
        with request.giving_back():
            request.tell(carry_out(request))

    def carry_out(request: Request) -> Message:
        match read_account(request.text):
            case AddAccount() as wanted:
                added = accounts.add(deps, request.caller, wanted, guard=request.saving("The account is here"))
                return cards.added(added.account, added.owner, is_new=added.is_new)
            case ShowAccount() as wanted:
                return _drawn(accounts.show(deps, request.caller, wanted.name))

    @app.command("/account")
    def account(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    return answer


def _drawn(found: Card | Unclear) -> Message:
    return cards.card(found) if isinstance(found, Card) else cards.unclear(found.typed, found.choices)
