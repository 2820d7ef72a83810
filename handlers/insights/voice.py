"""/voice: what customers told us, to the one who asks; all of it in a modal with pages."""

from bot.messages.insights import voice as voice_messages
from bot.messages.workspace.help import VOICE
from bot.parsing.commands.voice import read_voice
from bot.services.deps import Deps
from bot.services.insights import voice
from handlers.listeners import Command, Listeners
from handlers.request import Request, refusing_malformed


def answer(deps: Deps, request: Request) -> None:
    with request.returning_text():
        found = voice.of(deps, request.caller, read_voice(request.text))
    request.reply(voice_messages.voice(found))


def show_all(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        query = voice_messages.read_query(request.text)
    request.open_modal(voice_messages.page(voice.of(deps, request.caller, query)))


def turn_page(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        query, skip = voice_messages.read_query(request.metadata["query"]), max(int(request.text), 0)
    request.update_modal(voice_messages.page(voice.of(deps, request.caller, query, skip=skip)))


COMMAND = Command("voice", answer, help=VOICE, writes=lambda text: False)

LISTENERS = Listeners(
    actions={
        voice_messages.ALL: show_all,
        voice_messages.NEWER: turn_page,
        voice_messages.OLDER: turn_page,
    }
)
