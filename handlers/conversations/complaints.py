"""What is pressed below the alert about a complaint or a risk."""

from bot.messages.conversations import complaints as complaint_messages
from bot.services.conversations import complaints
from bot.services.deps import Deps
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request


def call(deps: Deps, request: Request) -> None:
    """Plan the call, and show the plan beside the alert."""
    planned = complaints.call(deps, request.caller, request.text, guard=request.on_commit("Planned"))
    request.reply_ephemeral(render(planned))


LISTENERS = Listeners(actions={complaint_messages.CALL: call})
