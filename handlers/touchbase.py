"""/touchbase <command> …: every command under one name, where another app took the others."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages import help as explained
from bot.messages import refusals
from handlers.answers import CommandHandler, of_command


def register(app: App, commands: Mapping[str, CommandHandler]) -> None:
    @app.command("/touchbase")
    def touchbase(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_command(body, context, ack)
        name, _, rest = request.text.strip().partition(" ")
        wanted = name.removeprefix("/").casefold()
        if wanted in ("", "help", "?"):
            request.tell(explained.everything())
        elif wanted in commands:
            commands[wanted](replace(request, text=rest))
        else:
            request.tell(
                refusals.refused(
                    f"I do not know “{name}”. /touchbase help lists what I do.",
                    typed=rest,
                    command=f"/touchbase {name}",
                )
            )

    @app.command(re.compile(".*"))
    def unknown(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        of_command(body, context, ack).tell(refusals.unknown_command(str(body.get("command"))))
