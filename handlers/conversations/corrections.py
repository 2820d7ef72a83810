"""The receipt's corrections, each one press: the conversation is put right, and the receipt reads as it is now."""

from collections.abc import Callable
from datetime import date

from bot.messages.conversations import conversation_form as form_messages
from bot.messages.conversations import receipts
from bot.messages.conversations.receipt_parts import doubts
from bot.messages.workspace import home as home_messages
from bot.parsing.forms.conversation_form import insight_of
from bot.services.conversations import corrections, drafts
from bot.services.deps import Deps
from bot.services.line_receipts import LineReceipt
from handlers.conversations import conversation_form
from handlers.conversations.logcall import answer_press, render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def was_call(deps: Deps, request: Request) -> None:
    _correct(deps, request, corrections.it_was_a_call)


def was_today(deps: Deps, request: Request) -> None:
    _correct(deps, request, corrections.it_was_today)


def is_planned(deps: Deps, request: Request) -> None:
    _correct(deps, request, corrections.it_is_planned)


def credit(deps: Deps, request: Request) -> None:
    """Add a colleague who was there."""
    with refusing_malformed():
        entries, member_id = request.text.split(" ", 1)
    guard = request.on_commit("Credited")
    request.replace(render(corrections.was_there(deps, request.caller, entries.split(","), member_id, guard=guard)))


def read_otherwise(deps: Deps, request: Request) -> None:
    """Take the other reading that the receipt offers: another day, another length, or none."""
    with refusing_malformed():
        entries, _, value = request.text.partition(" ")
        other = _other_reading(value)
    guard = request.on_commit("Corrected")
    request.replace(render(corrections.read_otherwise(deps, request.caller, entries.split(","), other, guard=guard)))


def ask_anew(deps: Deps, request: Request) -> None:
    """Ask once more which account the line meant; of one of several, ask it in the form: the others stay logged."""
    if request.is_one_of_several:
        conversation_form.edit(deps, request)
        return
    answer_press(deps, request, drafts.ask_anew(deps, request.caller, request.text, guard=request))


def not_me(deps: Deps, request: Request) -> None:
    """Remove the caller from the colleagues of somebody else's conversation."""
    entry = corrections.not_me(deps, request.caller, request.text, guard=request.on_commit("Corrected"))
    request.replace(receipts.not_you(entry))


def ask_what_was_said(deps: Deps, request: Request) -> None:
    corrections.check(deps, request.caller, request.text)
    request.open_modal(form_messages.insight_form(request.form_metadata(conversation=request.text)))


def add_insight(deps: Deps, request: Request) -> None:
    insight = insight_of(request.form.text(form_messages.INSIGHT_KIND), request.form.text(form_messages.INSIGHT_TEXT))
    with refusing_malformed():
        conversation_id = request.metadata["conversation"]
    guard = request.on_commit("Their words are kept")
    receipt = corrections.add_insight(deps, request.caller, conversation_id, insight, guard=guard)
    request.finish_form("Kept", render(receipt), opened_from=conversation_form.opened_line(deps, request))


def _correct(deps: Deps, request: Request, correction: Callable[..., LineReceipt]) -> None:
    entries, guard = request.text.split(","), request.on_commit("Corrected")
    request.replace(render(correction(deps, request.caller, entries, guard=guard)))


def _other_reading(value: str) -> date | int | None:
    """A day, minutes, or nothing. Raises ValueError for anything else."""
    if not value:
        return None
    return int(value) if value.isdecimal() else date.fromisoformat(value)


LISTENERS = Listeners(
    actions={
        receipts.WAS_CALL: was_call,
        receipts.WAS_TODAY: was_today,
        receipts.IS_PLANNED: is_planned,
        receipts.WAS_THERE: credit,
        doubts.READ_OTHERWISE: read_otherwise,
        receipts.NOT_MEANT: ask_anew,
        receipts.ADD_INSIGHT: ask_what_was_said,
        home_messages.NOT_ME: not_me,
    },
    views={form_messages.INSIGHT_FORM: add_insight},
)
