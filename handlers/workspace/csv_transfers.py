"""CSV in and out of chat: the two forms, how they open, and what submitting them leads to."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.errors import Incomplete, Refusal
from bot.domain.transfers import FILE_BYTES, ChosenFile, Dataset, Direction, Transfer
from bot.messages.workspace import csv_transfers as drawn
from bot.services.deps import Deps
from bot.transfer import transfers
from handlers.answers import Answers, Request, of_form, of_press
from handlers.conversations.conversation_form import said_in


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.IMPORT)
    def ask_for_import(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        open_import(of_press(body, context, ack), deps, answers)

    @app.action(drawn.EXPORT)
    def ask_for_export(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        if "files:write" in transfers.scopes(deps, request.caller, Direction.EXPORT):
            answers.open(request, drawn.export_form())
        else:
            answers.open_message(request, drawn.no_export())

    @app.view(drawn.IMPORT_FORM)
    def take(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request, view = of_form(body, context, ack), body["view"]
        dataset, pasted, chosen = Dataset(said_in(view, drawn.DATASET)), said_in(view, drawn.PASTED), _chosen(view)
        if pasted.strip() and chosen is not None:
            raise Incomplete({drawn.PASTED: "Paste the rows or choose a file, one of the two."})
        if chosen is not None:
            _import_file(request, deps, answers, dataset, chosen)
        elif pasted.strip():
            _import_pasted(request, deps, answers, dataset, pasted)
        else:
            raise Incomplete({drawn.PASTED: "Nothing is here yet: paste the rows, column names first."})

    @app.view(drawn.EXPORT_FORM)
    def send(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        caller, dataset = request.caller, Dataset(said_in(body["view"], drawn.DATASET))
        begun = transfers.begin_export(
            deps, caller, dataset, trigger_id=request.trigger_id or "", guard=request.saving("On its way")
        )
        answers.say_done(request, "Export", drawn.sending(dataset))
        if begun is not None:
            answers.later(lambda: transfers.carry_out_export(deps, caller, begun))


def open_import(request: Request, deps: Deps, answers: Answers) -> None:
    """Show the form, to whoever may import."""
    granted = transfers.scopes(deps, request.caller, Direction.IMPORT)
    answers.open(request, drawn.import_form(may_choose_file="files:read" in granted))


def _import_pasted(request: Request, deps: Deps, answers: Answers, dataset: Dataset, pasted: str) -> None:
    try:
        transfers.require_readable(dataset, pasted)
    except Refusal as refusal:
        raise Incomplete({drawn.PASTED: refusal.words}) from refusal
    caller = request.caller
    _import(request, deps, answers, dataset, "", lambda begun: transfers.bring_in(deps, caller, begun, pasted))


def _import_file(request: Request, deps: Deps, answers: Answers, dataset: Dataset, chosen: ChosenFile) -> None:
    if chosen.size > FILE_BYTES:
        raise Incomplete({drawn.FILE: "It is larger than 10 MB: import it in parts."})
    caller = request.caller

    def carry_out(begun: Transfer) -> None:
        transfers.carry_out_import(deps, caller, begun, chosen)

    _import(request, deps, answers, dataset, chosen.name, carry_out)


def _import(
    request: Request, deps: Deps, answers: Answers, dataset: Dataset, name: str, carry_out: Callable[[Transfer], None]
) -> None:
    """It goes on after the answer: among many accounts nobody could wait even for one row."""
    caller, guard = request.caller, request.saving("I read it now")
    begun = transfers.begin_import(deps, caller, dataset, name, trigger_id=request.trigger_id or "", guard=guard)
    answers.say_done(request, "Import", drawn.reading(name))
    if begun is not None:
        answers.later(lambda: carry_out(begun))


def _chosen(view: Mapping[str, Any]) -> ChosenFile | None:
    """The file in the form, if there is one."""
    fields = (view.get("state") or {}).get("values") or {}
    held: Mapping[str, Any] = next(iter((fields.get(drawn.FILE) or {}).values()), {})
    for file in held.get("files") or ():
        address = file.get("url_private_download") or file.get("url_private") or ""
        return ChosenFile(
            name=str(file.get("name") or "the file"), size=int(file.get("size") or 0), address=str(address)
        )
    return None
