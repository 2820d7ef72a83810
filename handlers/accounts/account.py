"""/account: the card, mine and those that wait, adding one, and every change."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.accounts.cards import Card
from bot.messages.accounts import accounts as drawn
from bot.messages.accounts import waiting as lists
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.workspace import help as explained
from bot.parsing.commands.account_add import AddAccount, ShowAccount
from bot.parsing.commands.account_changes import (
    AccountChange,
    AccountCommand,
    DeleteAccount,
    EditAccount,
    MergeAccounts,
)
from bot.parsing.commands.account_commands import read_account
from bot.services.accounts import accounts, cards, changes, naming, removals, waiting
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.workspace.members import require_colleague
from handlers.accounts import account_form
from handlers.answers import Answers, CommandHandler, Request, of_command
from handlers.workspace import csv_transfers


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        said = request.text.strip().casefold()
        if said in ("help", "?"):
            request.tell(explained.account())
            return
        if said == "import":
            csv_transfers.open_import(request, deps, answers)
            return
        with request.giving_back():
            if not said:
                request.tell(lists.waiting(waiting.of(deps, request.caller)))
                return
            wanted = _wanted(request, deps)
            if isinstance(wanted, EditAccount):
                _open_form(request, deps, answers, wanted.name)
            else:
                request.tell(_carried_out(request, deps, wanted))

    @app.command("/account")
    def account(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    return answer


def _wanted(request: Request, deps: Deps) -> AccountCommand:
    """What was typed; whom Slack has not told us of may add an account, and is shown nothing."""
    wanted = read_account(request.text, naming.directory_shown_to(deps, request.caller))
    if not isinstance(wanted, AddAccount):
        require_colleague(deps, request.caller)
    return wanted


def _open_form(request: Request, deps: Deps, answers: Answers, name: str) -> None:
    account = naming.named(deps, request.caller, name)
    if isinstance(account, AmbiguousAccount):
        request.tell(drawn.unclear(account.typed, account.choices, command="/account edit"))
    else:
        account_form.open_form(request, deps, answers, account.id)


def _carried_out(
    request: Request, deps: Deps, wanted: ShowAccount | AddAccount | AccountChange | MergeAccounts | DeleteAccount
) -> Message:
    if isinstance(wanted, ShowAccount):
        return _shown(cards.show(deps, request.caller, wanted.name))
    if isinstance(wanted, AddAccount):
        added = accounts.add(deps, request.caller, wanted, guard=request.saving("The account is here"))
        return drawn.added(added.account, added.owner, is_new=added.is_new)
    account = naming.named(deps, request.caller, wanted.name)
    if isinstance(account, AmbiguousAccount):
        return drawn.unclear(account.typed, account.choices)
    match wanted:
        case MergeAccounts(_, into):
            target = naming.named(deps, request.caller, into)
            if isinstance(target, AmbiguousAccount):
                return drawn.unclear(target.typed, target.choices)
            merged = removals.merge(deps, request.caller, account, target, guard=request.saving("Merged"))
            return drawn.merged(account, merged)
        case DeleteAccount():
            removals.delete(deps, request.caller, account, guard=request.saving("Deleted"))
            return drawn.deleted(account)
    changed = changes.change(
        deps, request.caller, account, wanted, channel=request.channel, guard=request.saving("Changed")
    )
    return card(cards.of(deps, request.caller, changed.id))


def _shown(found: Card | AmbiguousAccount) -> Message:
    return (
        card(found) if isinstance(found, Card) else drawn.which(found.typed, found.choices, is_contact=found.is_contact)
    )
