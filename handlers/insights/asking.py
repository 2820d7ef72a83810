"""Ask whoever heard it: a press opens the form, and the form sends the question."""

import json

from bot.messages.insights import asking as asking_messages
from bot.messages.insights import quotes
from bot.services.deps import Deps
from bot.services.insights import asking
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def open_form(deps: Deps, request: Request) -> None:
    conversation_id, _, position = request.text.partition(" ")
    with refusing_malformed():
        found = asking.about(deps, request.caller, conversation_id, int(position))
    metadata = json.dumps({"conversation": conversation_id, "position": found.quote.passage.position})
    request.open_modal(asking_messages.form(found.quote, found.asks, found.names, found.today, metadata=metadata))


def send(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        conversation_id, position = str(request.metadata["conversation"]), int(request.metadata["position"])
    sent = asking.ask(
        deps,
        request.caller,
        conversation_id,
        position,
        request.form.text(asking_messages.QUESTION),
        idempotency_key=request.trigger_id or "",
        guard=request.on_commit("Asked"),
    )
    request.update_form("Asked", asking_messages.sent(sent.asks, sent.names))


LISTENERS = Listeners(actions={quotes.ASK: open_form}, views={asking_messages.FORM: send})
