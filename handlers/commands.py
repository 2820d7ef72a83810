"""Every slash command, and /touchbase <command>: all of them under one name, where another app took the others."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import Refusal
from bot.messages import error_messages, formatting
from bot.messages.workspace import help as help_messages
from bot.parsing.typed import as_typed
from bot.services.deps import Deps
from handlers import sponsors
from handlers.accounts import account, owners
from handlers.conversations import logcall
from handlers.listeners import Listener
from handlers.request import Request
from handlers.weekly import leaderboard

_SHOWN = 40
"""Characters of a command nobody knows: all of it is given back below."""


def touchbase(deps: Deps, request: Request) -> None:
    typed, _, rest = request.text.strip().partition(" ")
    name = typed.removeprefix("/").casefold()
    if name in ("", "help", "?"):
        request.reply(help_messages.everything())
    elif name in COMMANDS:
        request.set_command(f"/touchbase {name}")
        COMMANDS[name](deps, replace(request, text=rest))
    else:
        shown = formatting.name(as_typed(typed), _SHOWN)
        raise Refusal(f"I do not know “{shown}”. /touchbase help lists what I do.", typed=request.text)


def unknown(deps: Deps, request: Request) -> None:
    """A command that nobody here knows."""
    request.reply(error_messages.unknown_command(request.command))


COMMANDS: Mapping[str, Listener] = {
    "logcall": logcall.logcall,
    "account": account.account,
    "leaderboard": leaderboard.show,
    "owner": owners.owner,
    "sponsor": sponsors.sponsor,
}
