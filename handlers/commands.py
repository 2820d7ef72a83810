"""Every slash command, and /touchbase <command>: all of them under one name, where another app took the others."""

from dataclasses import replace

from bot.domain.errors import Refusal
from bot.messages import error_messages, formatting
from bot.messages.workspace import help as help_messages
from bot.messages.workspace.help import Help
from bot.parsing.typed import as_typed
from bot.services.conversations import log_conversation
from bot.services.deps import Deps
from bot.services.setup import in_sight
from handlers import sponsors
from handlers.accounts import account, owners
from handlers.conversations import logcall
from handlers.insights import voice
from handlers.listeners import HELP_WORDS, Command
from handlers.request import Request
from handlers.setup import away
from handlers.weekly import leaderboard, own_week

COMMANDS = (
    logcall.COMMAND,
    account.COMMAND,
    voice.COMMAND,
    leaderboard.COMMAND,
    own_week.WEEK_COMMAND,
    own_week.GOAL_COMMAND,
    owners.COMMAND,
    sponsors.COMMAND,
)
"""Those with a slash of their own, in the order in which /touchbase help explains them."""

BEHIND_TOUCHBASE = (away.COMMAND,)
"""Those that are only behind /touchbase: Slack has a command of that name itself, and never hands it to an app."""

_BY_NAME = {command.name: command for command in (*COMMANDS, *BEHIND_TOUCHBASE)}

_SHOWN = 40
"""Characters of a command nobody knows: all of it is given back below."""


def touchbase(deps: Deps, request: Request) -> None:
    typed, _, rest = request.text.strip().partition(" ")
    name = typed.removeprefix("/").casefold()
    if not name:
        request.reply(help_messages.page(overview(deps, request)))
    elif name in _BY_NAME:
        request.set_command(f"/touchbase {name}")
        _BY_NAME[name].run(deps, replace(request, text=rest))
    elif name in help_messages.NOT_BUILT:
        request.reply(help_messages.not_built(name))
    elif (said := log_conversation.answer_no_line(deps, request.caller, request.text)) is not None:
        request.reply(logcall.render(said))
    else:
        shown = formatting.name(as_typed(typed), _SHOWN)
        raise Refusal(
            f"I do not know “{shown}”. A conversation goes behind /logcall; /touchbase help lists the rest.",
            typed=request.text,
        )


def overview(deps: Deps, request: Request) -> Help:
    """All commands in short; in a small company that of sponsors is left out until it is first used."""
    if in_sight.are_sponsors_shown(deps, request.caller.workspace):
        return TOUCHBASE.help
    return help_messages.overview([each.help for each in _BY_NAME.values() if each is not sponsors.COMMAND])


def unknown(deps: Deps, request: Request) -> None:
    """A command that nobody here knows, or one that is not built."""
    name = request.command.removeprefix("/").casefold()
    is_known = name in help_messages.NOT_BUILT
    request.reply(help_messages.not_built(name) if is_known else error_messages.unknown_command(request.command))


def would_save(command: str, text: str) -> bool:
    """Whether a command, as Slack sends it, would save something: no help, no card, no leaderboard."""
    name, _, rest = f"{command} {text}".casefold().removeprefix("/touchbase").strip().partition(" ")
    found, rest = _BY_NAME.get(name.removeprefix("/")), rest.strip()
    return found is not None and rest not in HELP_WORDS and found.writes(rest)


TOUCHBASE = Command(
    "touchbase",
    touchbase,
    help=help_messages.overview([each.help for each in _BY_NAME.values()]),
    writes=lambda text: would_save("", text),
    help_for=overview,
)
