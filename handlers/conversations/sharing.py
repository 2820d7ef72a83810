"""Share: a form asks for the channel, and the conversation is on its way."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.conversations import conversation_form, receipts, shares
from bot.services.conversations import sharing
from bot.services.deps import Deps
from handlers.answers import Answers, of_form, of_press, taken_apart
from handlers.conversations.conversation_form import said_in


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(receipts.SHARE)
    def ask_where(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        entry = sharing.shareable(deps, request.caller, request.text)
        answers.open(request, conversation_form.share(entry.account_name, request.kept_metadata(conversation=entry.id)))

    @app.view(conversation_form.SHARE_FORM)
    def share(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        with taken_apart():
            conversation_id, channel = (
                request.metadata["conversation"],
                said_in(body["view"], conversation_form.CHANNEL),
            )
        guard = request.saving("Shared")
        shared = sharing.share(deps, request.caller, conversation_id, channel, guard=guard)
        answers.say_done(request, "Share", shares.on_its_way(shared.channel, is_new=shared.is_on_its_way))
