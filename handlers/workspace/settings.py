"""Settings: the form, from the Home tab."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.workspace.settings import DEPARTMENTS, ChosenSettings, NamedRoles
from bot.messages.workspace import settings as drawn
from bot.services.deps import Deps
from bot.services.workspace import settings
from handlers.answers import Answers, of_form, of_press


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.CHANGE)
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        standing, groups = settings.to_change(deps, request.caller)
        metadata = request.kept_metadata(**_kept(drawn.chosen(standing, groups)))
        answers.open(request, drawn.form(standing, groups, metadata=metadata))

    @app.view(drawn.FORM)
    def save(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        opened, left = _opened(request.metadata), _left(body["view"])
        changes, names = settings.change(deps, request.caller, opened, left, guard=request.saving("Saved"))
        answers.become(request, "Settings", drawn.changed(changes, names))


def _kept(opened: ChosenSettings) -> dict[str, str]:
    """What was chosen when the form was opened, as it goes along with it: others may save in between."""
    return {
        **{named.value: " ".join(opened.named(named)) for named in NamedRoles},
        DEPARTMENTS: " ".join(opened.departments or ()),
    }


def _opened(metadata: Mapping[str, Any]) -> ChosenSettings:
    people = {named: tuple(str(metadata.get(named.value) or "").split()) for named in NamedRoles}
    return ChosenSettings(people, dict.fromkeys(str(metadata.get(DEPARTMENTS) or "").split(), ""))


def _left(view: Mapping[str, Any]) -> ChosenSettings:
    gone = [each["value"].rpartition(":") for each in _value_of(view, drawn.LEFT).get("selected_options") or ()]
    people = {
        named: (
            *(_value_of(view, named.value).get("selected_users") or ()),
            *(member_id for what, _, member_id in gone if what == named),
        )
        for named in NamedRoles
    }
    if DEPARTMENTS not in view["state"]["values"]:
        return ChosenSettings(people)
    picked = _value_of(view, DEPARTMENTS).get("selected_options") or ()
    return ChosenSettings(people, {each["value"]: each["text"]["text"] for each in picked})


def _value_of(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    fields = view["state"]["values"]
    return next(iter((fields.get(block_id) or {}).values()), {})
