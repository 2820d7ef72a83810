"""/touchbase <command> …: every command under one name, where another app took the others."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.errors import Refusal
from bot.messages import error_messages, formatting
from bot.messages.workspace import help as explained
from bot.parsing.typed import as_typed
from handlers.answers import CommandHandler, of_command

_SHOWN = 40
"""Characters of a command nobody knows: all of it is given back below."""


def register(app: App, commands: Mapping[str, CommandHandler]) -> None:
    @app.command("/touchbase")
    def touchbase(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_command(body, context, ack)
        name, _, rest = request.text.strip().partition(" ")
        wanted = name.removeprefix("/").casefold()
        if wanted in ("", "help", "?"):
            request.tell(explained.everything())
        elif wanted in commands:
            request.called(f"/touchbase {wanted}")
            commands[wanted](replace(request, text=rest))
        else:
            known_as = formatting.name(as_typed(name), _SHOWN)
            raise Refusal(f"I do not know “{known_as}”. /touchbase help lists what I do.", typed=request.text)

    @app.command(re.compile(".*"))
    def unknown(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        of_command(body, context, ack).tell(error_messages.unknown_command(str(body.get("command"))))
