"""Listeners: the table in which a module of handlers declares what it listens to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages.blocks import Element
from bot.services.deps import Deps
from handlers.request import Request, SlackEvent

Listener = Callable[[Deps, Request], None]
"""Translates a request, calls a service, and answers."""

OptionsListener = Callable[[Deps, Request], Sequence[Element]]
"""Returns the options of a menu for what was typed into it so far."""

EventListener = Callable[[Deps, SlackEvent], None]


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
