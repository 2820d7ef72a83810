"""/account: the card, mine and those that wait, adding one, and every change."""

from dataclasses import replace

from bot.domain.accounts.account_lists import AccountList
from bot.domain.accounts.cards import Card
from bot.messages.accounts import accounts as account_messages
from bot.messages.accounts import removals as removal_messages
from bot.messages.accounts import waiting as waiting_messages
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.workspace.help import ACCOUNT
from bot.parsing.commands.account_add import AddAccount, ShowAccount
from bot.parsing.commands.account_changes import (
    AccountChange,
    AccountCommand,
    DeleteAccount,
    EditAccount,
    ListAccounts,
    Listed,
    MergeAccounts,
    SearchAccounts,
    ShowHistory,
)
from bot.parsing.commands.account_commands import read_account
from bot.parsing.commands.account_verbs import READERS
from bot.parsing.commands.account_ways import RoleCommand, read_role
from bot.services.accounts import accounts, cards, changes, naming, removals, waiting
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.workspace.members import require_colleague
from handlers import sponsors
from handlers.accounts import account_form, owners
from handlers.insights import history
from handlers.listeners import Command
from handlers.request import Request
from handlers.workspace import csv_transfers

_WRITING_VERBS = {*READERS, "add"}


def account(deps: Deps, request: Request) -> None:
    text = request.text.strip().casefold()
    if text == "import":
        csv_transfers.open_import(deps, request)
        return
    with request.returning_text():
        if not text:
            request.reply(waiting_messages.waiting(waiting.of(deps, request.caller)))
            return
        if (role := _role(deps, request)) is not None:
            request.reply(_ROLES[role.command](deps, replace(request, text=role.text)))
            return
        command = _parsed(deps, request)
        if isinstance(command, EditAccount):
            _open_form(deps, request, command.name)
        elif isinstance(command, ShowHistory):
            history.open_named(deps, request, command.name)
        else:
            request.reply(_run(deps, request, command))


def _role(deps: Deps, request: Request) -> RoleCommand | None:
    """Who is to own or sponsor an account, typed behind its name here."""
    return read_role(request.text, naming.directory_shown_to(deps, request.caller))


def _parsed(deps: Deps, request: Request) -> AccountCommand:
    """What was typed; whom Slack has not told us of may add an account, and is shown nothing."""
    command = read_account(request.text, naming.directory_shown_to(deps, request.caller))
    if not isinstance(command, AddAccount):
        require_colleague(deps, request.caller)
    return command


def _open_form(deps: Deps, request: Request, name: str) -> None:
    found = naming.named(deps, request.caller, name)
    if isinstance(found, AmbiguousAccount):
        request.reply(account_messages.unclear(found.typed, found.choices, command="/account edit"))
    else:
        account_form.open_form(deps, request, found.id)


def _run(
    deps: Deps,
    request: Request,
    command: ShowAccount | ListAccounts | SearchAccounts | AddAccount | AccountChange | MergeAccounts | DeleteAccount,
) -> Message:
    if isinstance(command, ShowAccount):
        return _card_or_choices(cards.show(deps, request.caller, command.name))
    if isinstance(command, ListAccounts):
        return _list(command.which, waiting.of(deps, request.caller))
    if isinstance(command, SearchAccounts):
        return account_messages.matches(command.words, accounts.look_for(deps, request.caller, command.words))
    if isinstance(command, AddAccount):
        added = accounts.add(deps, request.caller, command, guard=request.on_commit("The account is here"))
        return account_messages.added(added.account, added.owner, is_new=added.is_new)
    named = naming.named(deps, request.caller, command.name)
    if isinstance(named, AmbiguousAccount):
        return account_messages.unclear(named.typed, named.choices)
    match command:
        case MergeAccounts(_, into):
            target = naming.named(deps, request.caller, into)
            if isinstance(target, AmbiguousAccount):
                return account_messages.unclear(target.typed, target.choices)
            moving = removals.ask_merge(deps, request.caller, named, target)
            return removal_messages.merge(named, target, moving)
        case DeleteAccount():
            removals.ask_delete(deps, request.caller, named)
            return removal_messages.delete(named)
    guard = request.on_commit("Changed")
    saved = changes.change(deps, request.caller, named, command, channel=request.channel, guard=guard)
    return card(cards.of(deps, request.caller, saved.account.id), saved=saved)


def _list(which: Listed, account_list: AccountList) -> Message:
    match which:
        case Listed.ALL:
            return waiting_messages.everything(account_list)
        case Listed.MINE:
            return waiting_messages.mine(account_list)
        case Listed.WAITING:
            return waiting_messages.those_that_wait(account_list)


def _card_or_choices(found: Card | AmbiguousAccount) -> Message:
    if isinstance(found, Card):
        return card(found)
    return account_messages.which(found.typed, found.choices, is_contact=found.is_contact)


_ROLES = {"owner": owners.run, "sponsor": sponsors.run}

COMMAND = Command("account", account, help=ACCOUNT, writes=lambda text: bool(_WRITING_VERBS & set(text.split())))
