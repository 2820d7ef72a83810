"""CSV in and out of chat: the two forms, and what came of them, for whoever asked alone."""

from collections.abc import Mapping, Sequence

from bot.domain.transfers import SHOWN_LINES, TIME_LIMIT, Dataset, Direction, Result, ResultLine, Transfer
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, View, actions, button, context, cut, escape, section
from bot.messages.parts import MessagePart, joined, plain_text, render_parts
from bot.messages.views import asking, field, option, text_input

IMPORT, EXPORT = "data_import", "data_export"
IMPORT_FORM, EXPORT_FORM = "import_form", "export_form"
DATASET, PASTED, FILE = "dataset", "pasted", "file"
"""The blocks of the forms."""

VALUE = "value"

NOTED_LINES = 5
"""Cells and lines that a message names; of more there is a file."""

ADD_FILES_WRITE = (
    "I may not send files in this workspace. Whoever looks after the app adds the scope files:write "
    "at api.slack.com/apps, installs the app again and restarts me; then press Export once more."
)
"""For whoever asked for an export."""

_PASTED = "what you pasted"
_ADD_FILES_READ = "To choose a file here, whoever looks after the app adds the scope files:read and installs it again."

_LABELS = {
    Dataset.ACCOUNTS: "Accounts",
    Dataset.CONVERSATIONS: "Conversations",
    Dataset.INSIGHTS: "What customers told us",
    Dataset.SPONSORSHIPS: "Executive sponsors",
}
_COMING_IN = {Dataset.ACCOUNTS: "Accounts", Dataset.CONVERSATIONS: "Past conversations"}
_ONES = {Dataset.ACCOUNTS: "account", Dataset.CONVERSATIONS: "conversation"}
_MINUTES = int(TIME_LIMIT.total_seconds()) // 60
_REASON_LIMIT = 150
_HEADERS_LIMIT = 500
_NOTED_HEADING = "Left out, or worth a look; the rest of these rows went in:"
_IN_THE_FILE = "all of them stand in the file above."


def home_blocks() -> list[Block]:
    """The two buttons, for the admins' part of the Home tab."""
    return [
        section("*Data.* Accounts and past conversations come in as CSV; everything goes out as CSV, to you alone."),
        actions(button("Import…", IMPORT, "home"), button("Export…", EXPORT, "home")),
    ]


def import_form(*, may_choose_file: bool) -> View:
    """Paste rows or, where we may read files, choose one."""
    pasted = text_input(VALUE, multiline=True, placeholder="Name,Stage,Tier\nAcme Corp,customer,enterprise")
    longer = "A longer list goes in as a file." if may_choose_file else "A longer list goes in by parts."
    hint = f"The first line names the columns. Slack takes 3,000 characters here. {longer}"
    blocks = [
        section(
            "What I can read goes in; each row and each cell that I cannot I name by its line, and why. "
            "The same rows again change nothing."
        ),
        field(DATASET, "What the rows are", _choice(_COMING_IN)),
        field(PASTED, "Paste the rows", pasted, optional=True, hint=hint),
        *([_file()] if may_choose_file else [context(_ADD_FILES_READ)]),
    ]
    return asking(IMPORT_FORM, "Import", blocks, submit="Import", metadata="")


def export_form() -> View:
    """What to send, as a file."""
    blocks = [
        field(DATASET, "What", _choice(_LABELS)),
        context("It comes as a CSV file to you alone. Words of private conversations stay out of it."),
    ]
    return asking(EXPORT_FORM, "Export", blocks, submit="Export", metadata="")


def no_export() -> Message:
    """Where we may not send files."""
    return render_parts([plain_text(escape(ADD_FILES_WRITE))])


def reading(name: str) -> Message:
    """The import of a file, or of pasted rows where `name` is empty, goes on after its form."""
    return render_parts([plain_text(f"I read {_source(name)} now; what came of it reaches you as a direct message.")])


def sending(dataset: Dataset) -> Message:
    """The file comes after its form."""
    return render_parts(
        [plain_text(f"*{_LABELS[dataset]}*: the CSV file reaches you as a direct message in a moment.")]
    )


def import_finished(result: Result, dataset: Dataset, name: str = "") -> Message:
    """What an import came to; every row that did not go in by its line, or how to see all of them."""
    source = f" from {_name(name)}" if name else ""
    parts = [plain_text(f"*{_counted(result, _ONES[dataset], source)}*"), _bad(result), _noted(result), _unused(result)]
    return render_parts(part for part in parts if part is not None)


def not_done(transfer: Transfer) -> Message:
    """Why an import or export came to nothing, and what to do."""
    return render_parts([plain_text(f"*{_called(transfer)}:* {escape(transfer.problem or '')}")])


def broken_off(transfer: Transfer) -> Message:
    """Nobody knows what became of it: it was stopped, or takes unusually long."""
    if transfer.direction is Direction.EXPORT:
        then = "Export once more."
    else:
        then = "What went in stays: import it once more, nothing goes in twice."
    return render_parts(
        [plain_text(f"*{_called(transfer)}:* I did not get to the end within {_MINUTES} minutes. {then}")]
    )


def file_comment(dataset: Dataset) -> str:
    """What stands above an exported file."""
    return f"*{_LABELS[dataset]}*, as you asked."


def bad_rows_comment(name: str, number: int, noted: int = 0) -> str:
    """What stands above the file with every row that did not go in, and so many cells that were left out of others."""
    if not number:
        return f"What was left out of {_source(name)}, or is worth a look: line and reason of each."
    also = " So is what was left out of rows that went in." if noted else ""
    return f"{formatting.count(number, 'row')} of {_source(name)} could not be read: line and reason of each.{also}"


def _choice(labels: Mapping[Dataset, str]) -> Element:
    options = [option(label, dataset.value) for dataset, label in labels.items()]
    return {"type": "radio_buttons", "action_id": VALUE, "options": options, "initial_option": options[0]}


def _file() -> Block:
    chooser: Element = {"type": "file_input", "action_id": VALUE, "filetypes": ["csv", "txt"], "max_files": 1}
    return field(FILE, "Or choose a CSV file", chooser, optional=True, hint="Up to 10 MB.")


def _counted(result: Result, one: str, source: str) -> str:
    together = result.new + result.changed + result.same
    if together == 0:
        return f"Nothing was imported{source}."
    if not result.new and not result.changed:
        return f"All as before: {formatting.count(together, one)}{source} stood here already."
    told = joined(
        ", ",
        f"{result.new:,} new" if result.new else "",
        f"{result.changed:,} changed" if result.changed else "",
        f"{result.same:,} as before" if result.same else "",
    )
    return f"Imported {formatting.count(together, one)}{source}: {told}."


def _bad(result: Result) -> MessagePart | None:
    if not result.bad_count:
        return None
    more = result.bad_count - len(result.bad)
    heading = f"{formatting.count(result.bad_count, 'row')} could not be read:"
    if not more:
        return plain_text(_listed(heading, result.bad))
    then = _IN_THE_FILE if result.is_attached else "mend these and import once more."
    return plain_text(_listed(heading, result.bad, f"And {more:,} more: {then}"))


def _noted(result: Result) -> MessagePart | None:
    if not result.noted_count:
        return None
    more = result.noted_count - len(result.noted[:NOTED_LINES])
    then = f"And {more:,} more: {_IN_THE_FILE}" if result.is_attached else f"And {more:,} more."
    return plain_text(_listed(_NOTED_HEADING, result.noted[:NOTED_LINES], then if more else ""))


def _unused(result: Result) -> MessagePart | None:
    if not result.unknown_headers:
        return None
    named = ", ".join(formatting.name(header) for header in result.unknown_headers)
    return plain_text(f"Columns I did not use: {cut(escape(named), _HEADERS_LIMIT)}.")


def _listed(heading: str, lines: Sequence[ResultLine], ending: str = "") -> str:
    rows = [f"• Line {line.number:,}: {_reason(line)}" for line in lines[:SHOWN_LINES]]
    return "\n".join(filter(None, [heading, *rows, ending]))


def _reason(line: ResultLine) -> str:
    return cut(escape(formatting.one_line(line.reason)), _REASON_LIMIT)


def _called(transfer: Transfer) -> str:
    if transfer.direction is Direction.EXPORT:
        label = _LABELS[transfer.dataset]
        return f"Export of {label[0].lower()}{label[1:]}"
    return f"Import of {_name(transfer.name) if transfer.name else _PASTED}"


def _source(name: str) -> str:
    return f"*{_name(name)}*" if name else _PASTED


def _name(name: str) -> str:
    return escape(formatting.name(name))
