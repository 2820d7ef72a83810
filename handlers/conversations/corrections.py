"""The receipt's corrections, each one press: the entry is put right, and the receipt reads as it is now."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.conversations.receipts import Receipt, Undone
from bot.messages.conversations import conversation_form as drawn_forms
from bot.messages.conversations import receipts
from bot.messages.workspace import home
from bot.parsing.forms import conversation_form as fields
from bot.services.conversations import corrections, drafts
from bot.services.deps import Deps
from handlers.answers import Answers, of_form, of_press, taken_apart
from handlers.conversations.conversation_form import said_in
from handlers.conversations.logcall import drawn, show

Corrects = Callable[..., Receipt | Undone]

_ONE_PRESS: dict[str, Corrects] = {
    receipts.WAS_CALL: corrections.it_was_a_call,
    receipts.WAS_TODAY: corrections.it_was_today,
    receipts.IS_PLANNED: corrections.it_is_planned,
}


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(re.compile("|".join(_ONE_PRESS)))
    def correct(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        made = _ONE_PRESS[body["actions"][0]["action_id"]]
        answers.replace(request, drawn(made(deps, request.caller, request.text, guard=request.saving("Corrected"))))

    @app.action(re.compile(f"{receipts.WAS_THERE}:.+"))
    def credit(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            conversation_id, member_id = request.text.split(" ", 1)
        guard = request.saving("Credited")
        answers.replace(
            request, drawn(corrections.was_there(deps, request.caller, conversation_id, member_id, guard=guard))
        )

    @app.action(receipts.NOT_MEANT)
    def ask_anew(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        show(request, deps, answers, drafts.ask_anew(deps, request.caller, request.text, guard=request))

    @app.action(home.NOT_ME)
    def not_me(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        entry = corrections.not_me(deps, request.caller, request.text, guard=request.saving("Corrected"))
        answers.replace(request, receipts.not_you(entry))

    @app.action(receipts.HEARD)
    def ask_what_was_said(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        corrections.check(deps, request.caller, request.text)
        answers.open(request, drawn_forms.heard(request.kept_metadata(conversation=request.text)))

    @app.view(drawn_forms.HEARD_FORM)
    def add_insight(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        insight = fields.heard(
            said_in(body["view"], drawn_forms.HEARD_KIND), said_in(body["view"], drawn_forms.HEARD_TEXT)
        )
        with taken_apart():
            conversation_id = request.metadata["conversation"]
        receipt = corrections.add_insight(
            deps, request.caller, conversation_id, insight, guard=request.saving("Their words are kept")
        )
        answers.become(request, "Kept", drawn(receipt))
