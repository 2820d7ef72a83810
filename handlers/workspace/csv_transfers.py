"""CSV in and out of chat: the two forms, how they open, and what submitting them leads to."""

from collections.abc import Callable

from bot.domain.errors import Incomplete, Refusal
from bot.domain.transfers import FILE_BYTES, ChosenFile, Dataset, Direction, Transfer
from bot.messages.workspace import csv_transfers as csv_messages
from bot.services.deps import Deps
from bot.transfer import transfers
from handlers.form_values import FormValues
from handlers.listeners import Listeners
from handlers.request import Request


def open_import(deps: Deps, request: Request) -> None:
    """Show the form, to whoever may import."""
    granted = transfers.scopes(deps, request.caller, Direction.IMPORT)
    request.open_modal(csv_messages.import_form(may_choose_file="files:read" in granted))


def open_export(deps: Deps, request: Request) -> None:
    if "files:write" in transfers.scopes(deps, request.caller, Direction.EXPORT):
        request.open_modal(csv_messages.export_form())
    else:
        request.open_message(csv_messages.no_export())


def import_rows(deps: Deps, request: Request) -> None:
    """Import what was pasted, or the file that was chosen."""
    form = request.form
    dataset, pasted = Dataset(form.text(csv_messages.DATASET)), form.text(csv_messages.PASTED)
    chosen = _chosen_file(form)
    if pasted.strip() and chosen is not None:
        raise Incomplete({csv_messages.PASTED: "Paste the rows or choose a file, one of the two."})
    if chosen is not None:
        _import_file(deps, request, dataset, chosen)
    elif pasted.strip():
        _import_pasted(deps, request, dataset, pasted)
    else:
        raise Incomplete({csv_messages.PASTED: "Nothing is here yet: paste the rows, column names first."})


def export(deps: Deps, request: Request) -> None:
    caller, dataset = request.caller, Dataset(request.form.text(csv_messages.DATASET))
    key, guard = request.trigger_id or "", request.on_commit("On its way")
    transfer = transfers.begin_export(deps, caller, dataset, idempotency_key=key, guard=guard)
    request.update_form("Export", csv_messages.sending(dataset))
    if transfer is not None:
        request.run_later(lambda: transfers.carry_out_export(deps, caller, transfer))


def _import_pasted(deps: Deps, request: Request, dataset: Dataset, pasted: str) -> None:
    try:
        transfers.require_readable(dataset, pasted)
    except Refusal as refusal:
        raise Incomplete({csv_messages.PASTED: refusal.words}) from refusal
    caller = request.caller
    _import(deps, request, dataset, "", lambda transfer: transfers.bring_in(deps, caller, transfer, pasted))


def _import_file(deps: Deps, request: Request, dataset: Dataset, chosen: ChosenFile) -> None:
    if chosen.size > FILE_BYTES:
        raise Incomplete({csv_messages.FILE: "It is larger than 10 MB: import it in parts."})
    caller = request.caller
    _import(deps, request, dataset, chosen.name, lambda begun: transfers.carry_out_import(deps, caller, begun, chosen))


def _import(
    deps: Deps, request: Request, dataset: Dataset, file_name: str, carry_out: Callable[[Transfer], None]
) -> None:
    """Begin an import, which goes on after the answer: among many accounts nobody could wait even for one row."""
    caller, key, guard = request.caller, request.trigger_id or "", request.on_commit("I read it now")
    transfer = transfers.begin_import(deps, caller, dataset, file_name, idempotency_key=key, guard=guard)
    request.update_form("Import", csv_messages.reading(file_name))
    if transfer is not None:
        request.run_later(lambda: carry_out(transfer))


def _chosen_file(form: FormValues) -> ChosenFile | None:
    """The file in the form, if there is one."""
    for file in form.value(csv_messages.FILE).get("files") or ():
        address = file.get("url_private_download") or file.get("url_private") or ""
        return ChosenFile(
            name=str(file.get("name") or "the file"), size=int(file.get("size") or 0), address=str(address)
        )
    return None


LISTENERS = Listeners(
    actions={csv_messages.IMPORT: open_import, csv_messages.EXPORT: open_export},
    views={csv_messages.IMPORT_FORM: import_rows, csv_messages.EXPORT_FORM: export},
)
