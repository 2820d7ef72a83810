"""Closed days: the form, from the Home tab."""

from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.workspace.closed_days import Span, days_of
from bot.messages.workspace import closed_days as drawn
from bot.services.deps import Deps
from bot.services.workspace import closed_days
from handlers.answers import Answers, of_form, of_press, taken_apart
from handlers.conversations.conversation_form import said_in


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.CHANGE)
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        closed, today = closed_days.to_change(deps, request.caller), closed_days.today_of(deps, request.caller)
        metadata = request.kept_metadata(on=today.isoformat(), opened=_kept(drawn.in_form(closed)))
        answers.open(request, drawn.form(closed, today, metadata))

    @app.view(drawn.FORM)
    def save(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        with taken_apart():
            opened, on = _opened(request.metadata["opened"]), date.fromisoformat(request.metadata["on"])
        left = closed_days.typed(said_in(body["view"], drawn.FIELD), on)
        changed = closed_days.change(deps, request.caller, opened, left, guard=request.saving("Saved"))
        today = closed_days.today_of(deps, request.caller)
        answers.become(request, "Closed days", drawn.changed(changed, today))


def _kept(shown: tuple[Span, ...]) -> str:
    """What stood in the form when it was opened, as it goes along with it: others may save in between."""
    return " ".join(f"{span.first}/{span.last}" for span in shown)


def _opened(kept: str) -> frozenset[date]:
    ends = (span.split("/") for span in kept.split())
    return days_of(Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in ends)
