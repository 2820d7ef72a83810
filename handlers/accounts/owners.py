"""/owner: who looks after an account from day to day."""

from bot.messages.accounts import accounts as account_messages
from bot.messages.blocks import Message
from bot.messages.workspace.help import OWNER, page
from bot.parsing.commands.sponsor_commands import AskPerson, SetOwner, ShowOwner, read_owner
from bot.services.accounts import accounts, changes, naming
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.workspace import members, workspaces
from handlers.listeners import Command, Listeners
from handlers.request import Request, refusing_malformed


def owner(deps: Deps, request: Request) -> None:
    if not request.text.strip():
        request.reply(page(OWNER))
        return
    with request.returning_text():
        request.reply(run(deps, request))


def take(deps: Deps, request: Request) -> None:
    """Make the caller the account's owner."""
    account = accounts.existing(deps, request.caller, request.text)
    taken = changes.take(deps, request.caller, account, guard=request.on_commit("Yours"))
    request.replace(account_messages.owned(taken.account, _names(deps, request), taken))


def choose(deps: Deps, request: Request) -> None:
    """Make the person on the button the account's owner."""
    with refusing_malformed():
        account_id, member_id = request.text.split(" ", 1)
    account = accounts.existing(deps, request.caller, account_id)
    given = changes.give(deps, request.caller, account, member_id, guard=request.on_commit("Changed"))
    request.replace(account_messages.owned(given.account, _names(deps, request), given))


def names_person(text: str) -> bool:
    """Whether a person is mentioned behind the account, or "me", or "none"."""
    return any(word.startswith(("<@", "@")) or word in ("none", "me") for word in text.split())


def run(deps: Deps, request: Request) -> Message:
    """What is typed behind /owner, or behind /account and the word owner."""
    directory, people = naming.directory(deps, request.caller), members.people(deps, request.caller)
    command = read_owner(request.text, directory, people)
    account = naming.named(deps, request.caller, command.name)
    if isinstance(account, AmbiguousAccount):
        return account_messages.unclear(account.typed, account.choices, command="/owner")
    match command:
        case ShowOwner():
            return account_messages.owned(account, _names(deps, request))
        case AskPerson(_, person):
            return account_messages.which_owner(account, person.typed, person.members, people.names)
        case SetOwner(_, member):
            given = changes.give(deps, request.caller, account, member, guard=request.on_commit("Changed"))
            return account_messages.owned(given.account, _names(deps, request), given)


def _names(deps: Deps, request: Request) -> dict[str, str]:
    return workspaces.names(deps, request.caller.workspace.id)


COMMAND = Command("owner", owner, help=OWNER, writes=names_person)

LISTENERS = Listeners(actions={account_messages.TAKE: take, account_messages.GIVE: choose})
