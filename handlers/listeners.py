"""Listeners and Command: the tables in which a module of handlers declares what it listens to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages.blocks import Element
from bot.messages.workspace import help as help_messages
from bot.messages.workspace.help import Help
from bot.services.deps import Deps
from handlers.request import Request, SlackEvent

Listener = Callable[[Deps, Request], None]
"""Translates a request, calls a service, and answers."""

OptionsListener = Callable[[Deps, Request], Sequence[Element]]
"""Returns the options of a menu for what was typed into it so far."""

EventListener = Callable[[Deps, SlackEvent], None]

HELP_WORDS = ("help", "?")


@dataclass(frozen=True)
class Listeners:
    """Which function answers what: `actions` and `options` by action_id, `views` and `shortcuts` by callback_id,
    `events` by type.

    Slack wants each action_id only once in a message: the ids in a message may go on behind those here, with ":" and
    what the element is about, or with "_" and a number.
    """

    actions: Mapping[str, Listener] = field(default_factory=dict)
    options: Mapping[str, OptionsListener] = field(default_factory=dict)
    views: Mapping[str, Listener] = field(default_factory=dict)
    shortcuts: Mapping[str, Listener] = field(default_factory=dict)
    events: Mapping[str, EventListener] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """A slash command, also behind `/touchbase`. Its description and usage for Slack are in the app's manifest.

    `writes` tells of a text behind the command, in lower case, whether it would save something: then an error says that
    it was not saved. `help_for` explains it instead of `help` where that depends on who asks.
    """

    name: str
    handle: Listener
    help: Help
    writes: Callable[[str], bool]
    help_for: Callable[[Deps, Request], Help] | None = None

    def run(self, deps: Deps, request: Request) -> None:
        """Explain the command, if that is asked for, or else handle it."""
        if request.text.strip().casefold() in HELP_WORDS:
            explained = self.help if self.help_for is None else self.help_for(deps, request)
            request.reply(help_messages.page(explained))
        else:
            self.handle(deps, request)
