"""Closed days: the form, from the Home tab."""

from datetime import date

from bot.domain.workspace.closed_days import Span, days_of
from bot.messages.workspace import closed_days as closed_days_messages
from bot.services.deps import Deps
from bot.services.workspace import closed_days
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def ask(deps: Deps, request: Request) -> None:
    closed, today = closed_days.to_change(deps, request.caller), closed_days.today_of(deps, request.caller)
    opened = _as_metadata(closed_days_messages.in_form(closed))
    metadata = request.form_metadata(on=today.isoformat(), opened=opened)
    request.open_modal(closed_days_messages.form(closed, today, metadata))


def save(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        opened, on = _from_metadata(request.metadata["opened"]), date.fromisoformat(request.metadata["on"])
    days = closed_days.typed(request.form.text(closed_days_messages.FIELD), on)
    changed = closed_days.change(deps, request.caller, opened, days, guard=request.on_commit("Saved"))
    today = closed_days.today_of(deps, request.caller)
    request.finish_form("Closed days", closed_days_messages.changed(changed, today))


def _as_metadata(shown: tuple[Span, ...]) -> str:
    """What was in the form when it was opened; it goes along with it, since others may save in between."""
    return " ".join(f"{span.first}/{span.last}" for span in shown)


def _from_metadata(opened: str) -> frozenset[date]:
    ends = (span.split("/") for span in opened.split())
    return days_of(Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in ends)


LISTENERS = Listeners(actions={closed_days_messages.CHANGE: ask}, views={closed_days_messages.FORM: save})
