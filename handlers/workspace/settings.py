"""Settings: the form, from the Home tab."""

from collections.abc import Mapping
from typing import Any

from bot.domain.workspace.settings import DEPARTMENTS, ChosenSettings, NamedRoles
from bot.messages.workspace import settings as settings_messages
from bot.services.deps import Deps
from bot.services.workspace import settings
from handlers.form_values import FormValues
from handlers.listeners import Listeners
from handlers.request import Request


def ask(deps: Deps, request: Request) -> None:
    current, groups = settings.to_change(deps, request.caller)
    metadata = request.form_metadata(**_as_metadata(settings_messages.chosen(current, groups)))
    request.open_modal(settings_messages.form(current, groups, metadata=metadata))


def save(deps: Deps, request: Request) -> None:
    opened, chosen = _from_metadata(request.metadata), _chosen(request.form)
    changes, names = settings.change(deps, request.caller, opened, chosen, guard=request.on_commit("Saved"))
    request.finish_form("Settings", settings_messages.changed(changes, names))


def _as_metadata(opened: ChosenSettings) -> dict[str, str]:
    """What was chosen when the form was opened; it goes along with it, since others may save in between."""
    return {
        **{role.value: " ".join(opened.named(role)) for role in NamedRoles},
        DEPARTMENTS: " ".join(opened.departments or ()),
    }


def _from_metadata(metadata: Mapping[str, Any]) -> ChosenSettings:
    people = {role: tuple(str(metadata.get(role.value) or "").split()) for role in NamedRoles}
    return ChosenSettings(people, dict.fromkeys(str(metadata.get(DEPARTMENTS) or "").split(), ""))


def _chosen(form: FormValues) -> ChosenSettings:
    """What is chosen in the form. Those who left have a field of their own: Slack's menus show them no more."""
    kept = [option["value"].rpartition(":") for option in form.options(settings_messages.LEFT)]
    people = {
        role: (*form.users(role.value), *(member_id for name, _, member_id in kept if name == role))
        for role in NamedRoles
    }
    if not form.has_input(DEPARTMENTS):
        return ChosenSettings(people)
    return ChosenSettings(people, {each["value"]: each["text"]["text"] for each in form.options(DEPARTMENTS)})


LISTENERS = Listeners(actions={settings_messages.CHANGE: ask}, views={settings_messages.FORM: save})
