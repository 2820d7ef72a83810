"""/account: the card, mine and those that wait, adding one, and every change."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.cards import Card
from bot.messages import accounts as cards
from bot.messages import help as explained
from bot.messages import waiting as lists
from bot.messages.blocks import Message
from bot.parsing.account_changes import AccountCommand, DeleteAccount, EditAccount, MergeAccounts, WakeAccount
from bot.parsing.account_commands import read_account
from bot.parsing.commands import AddAccount, ShowAccount
from bot.parsing.commands import read_account as read_addition
from bot.services import accounts, changes, naming, removals, waiting
from bot.services.deps import Deps
from bot.services.naming import Unclear
from handlers import forms
from handlers.answers import Answers, CommandHandler, Request, of_command, of_press


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        said = request.text.strip().casefold()
        if said in ("help", "?"):
            request.tell(explained.account())
            return
        with request.giving_back():
            request.tell(lists.waiting(waiting.of(deps, request.caller)) if not said else _answered(request, deps))

    @app.command("/account")
    def account(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    @app.action(cards.LOG)
    def log(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        forms.open_blank(request, deps, answers, account_id=request.text)

    @app.action(cards.WAKE)
    def wake(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        account = accounts.standing(deps, request.caller, request.text)
        guard = request.saving("Awake")
        changes.change(deps, request.caller, account, WakeAccount(account.name), channel=None, guard=guard)
        answers.replace(request, cards.card(accounts.card_of(deps, request.caller, account.id)))

    return answer


def _answered(request: Request, deps: Deps) -> Message:
    if not request.caller.member.is_known:  # who may add, and is shown nothing
        return _added_or_shown(request, deps, read_addition(request.text))
    return _carried_out(request, deps, read_account(request.text, naming.directory(deps, request.caller)))


def _carried_out(request: Request, deps: Deps, wanted: AccountCommand) -> Message:
    if isinstance(wanted, AddAccount | ShowAccount):
        return _added_or_shown(request, deps, wanted)
    account = naming.named(deps, request.caller, wanted.name)
    if isinstance(account, Unclear):
        return cards.unclear(account.typed, account.choices)
    match wanted:
        case EditAccount():
            return _drawn(accounts.card_of(deps, request.caller, account.id))
        case MergeAccounts(_, into):
            target = naming.named(deps, request.caller, into)
            if isinstance(target, Unclear):
                return cards.unclear(target.typed, target.choices)
            merged = removals.merge(deps, request.caller, account, target, guard=request.saving("Merged"))
            return cards.merged(account, merged)
        case DeleteAccount():
            removals.delete(deps, request.caller, account, guard=request.saving("Deleted"))
            return cards.deleted(account)
    changed = changes.change(
        deps, request.caller, account, wanted, channel=request.channel, guard=request.saving("Changed")
    )
    return _drawn(accounts.card_of(deps, request.caller, changed.id))


def _added_or_shown(request: Request, deps: Deps, wanted: AddAccount | ShowAccount) -> Message:
    if isinstance(wanted, ShowAccount):
        return _drawn(accounts.show(deps, request.caller, wanted.name))
    added = accounts.add(deps, request.caller, wanted, guard=request.saving("The account is here"))
    return cards.added(added.account, added.owner, is_new=added.is_new)


def _drawn(found: Card | Unclear) -> Message:
    return cards.card(found) if isinstance(found, Card) else cards.unclear(found.typed, found.choices)
