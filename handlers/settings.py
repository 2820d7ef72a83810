"""Settings: the form, from the Home tab."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.settings import DEPARTMENTS, Named, Wanted
from bot.messages import settings as drawn
from bot.services import settings
from bot.services.deps import Deps
from handlers.answers import Answers, of_form, of_press


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.CHANGE)
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        standing, groups = settings.to_change(deps, request.caller)
        answers.open(request, drawn.form(standing, groups, metadata=request.kept_metadata()))

    @app.view(drawn.FORM)
    def save(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        changes = settings.change(deps, request.caller, _wanted(body["view"]), guard=request.saving("Saved"))
        answers.become(request, "Settings", drawn.changed(changes, settings.names_in(deps, request.caller, changes)))


def _wanted(view: Mapping[str, Any]) -> Wanted:
    people = {named: tuple(_value_of(view, named.value).get("selected_users") or ()) for named in Named}
    if DEPARTMENTS not in view["state"]["values"]:
        return Wanted(people)
    picked = _value_of(view, DEPARTMENTS).get("selected_options") or ()
    return Wanted(people, {each["value"]: each["text"]["text"] for each in picked})


def _value_of(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    fields = view["state"]["values"]
    return next(iter((fields.get(block_id) or {}).values()), {})
