"""Pause the weekly posts, from the Home tab, and take them up again."""

from bot.messages.setup import pauses as pause_messages
from bot.services.deps import Deps
from bot.services.local_days import workspace_today
from bot.services.setup import pauses
from handlers.listeners import Listeners
from handlers.request import Request


def ask(deps: Deps, request: Request) -> None:
    pauses.to_pause(deps, request.caller)
    request.open_modal(pause_messages.form(request.form_metadata()))


def pause(deps: Deps, request: Request) -> None:
    until = request.form.text(pause_messages.UNTIL)
    standing = pauses.pause(deps, request.caller, until, guard=request.on_commit("Paused"))
    request.finish_form("Paused", pause_messages.paused(standing, workspace_today(deps, request.caller)))


def resume(deps: Deps, request: Request) -> None:
    standing = pauses.resume(deps, request.caller, guard=request.on_commit("Taken up again"))
    request.replace(pause_messages.resumed(standing, workspace_today(deps, request.caller)))


LISTENERS = Listeners(
    actions={pause_messages.PAUSE: ask, pause_messages.RESUME: resume}, views={pause_messages.FORM: pause}
)
