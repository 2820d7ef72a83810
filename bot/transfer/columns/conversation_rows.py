"""Past conversations from CSV, as our export and the activity exports of CRMs lay them out.

Good rows come out as values, each bad one with its line and reason. Which account and which people are meant is not
known here: they stay text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from bot.domain.conversations.fields import PLAIN_CHOICES
from bot.domain.conversations.model import ASSUMED_MINUTES, Details, FollowUp, Kind, State
from bot.parsing.cells.values import BadCell, read_list, read_text, shown, split_list
from bot.parsing.forms.insight_lines import TEXT_LIMIT
from bot.transfer.columns.activity_cells import (
    LIST_LIMIT,
    Outcome,
    has_no_unit,
    kind_in_subject,
    read_boolean,
    read_choice,
    read_contact,
    read_insight,
    read_kind,
    read_minutes,
    read_outcome,
    read_state,
)
from bot.transfer.columns.conversation_columns import (
    ConversationColumn,
    is_conversation_header,
    read_conversation_header,
)
from bot.transfer.csv.headers import Header
from bot.transfer.csv.rows import RowReader, read_rows
from bot.transfer.csv.table import BadRow, LeftOut, Row, UnreadableFile, read_table

__all__ = ["BadRow", "ConversationRow", "ConversationsFile", "LeftOut", "UnreadableFile", "read_conversations"]

ItemT = TypeVar("ItemT")

ID_LIMIT = 100
_DATES = (ConversationColumn.DATE, ConversationColumn.FOLLOW_UP_DUE)
_OLDEST = date(1971, 1, 1)
"""Ids and instants are reckoned from 1970."""


@dataclass(frozen=True)
class ConversationRow:
    """One conversation; what is None or empty is not said. `id` is ours or another system's.

    In `details` people are text as it stands in the file, and the state is that of `state` once it is known whether it
    was held. `line` is where the row begins in the file, `account_id` what the other system calls the account;
    `is_open` that it says that the conversation was not held yet, `doubt` what somebody should know of how it was read.
    """

    line: int
    id: str
    account: str
    account_id: str
    state: State | None
    is_open: bool
    logged_by: str
    details: Details
    doubt: str


@dataclass(frozen=True)
class ConversationsFile:
    """Good rows in the order of the file, bad ones by line, and the headers that were not read.

    `left_out` are cells of good rows that could not be read or kept whole, and lines that are no rows, by line.
    """

    rows: tuple[ConversationRow, ...]
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def read_conversations(content: bytes | str) -> ConversationsFile:
    """Read a CSV file. Raises UnreadableFile where it is no CSV, or has no dates, accounts or people."""
    table = read_table(content, is_conversation_header, _wanted(_missing(read_conversation_header(()))))
    header = read_conversation_header(table.header)
    if missing := _missing(header):
        raise UnreadableFile(_wanted(missing))
    reader = _ConversationReader(table, header, _DATES)
    rows, bad, left_out = read_rows(table, reader.read, reader.left_out)
    return ConversationsFile(tuple(rows), tuple(sorted(bad, key=lambda one: one.line)), header.unknown, tuple(left_out))


def _missing(header: Header) -> list[str]:
    has_account = ConversationColumn.ACCOUNT in header.places or ConversationColumn.ACCOUNT_ID in header.places
    return [
        words
        for words, stands in (
            ("when it was (Date or Activity date)", ConversationColumn.DATE in header.places),
            ("with which customer (Account or Company)", has_account),
            ("who held it (Held by or Assigned to)", ConversationColumn.HELD_BY in header.places),
        )
        if not stands
    ]


def _wanted(missing: Sequence[str]) -> str:
    return f"A column is missing that says {', '.join(missing)}: add it, or rename one."


class _ConversationReader(RowReader):
    def read(self, row: Row) -> ConversationRow:
        self._header.check_width(row)
        outcome = read_outcome(self._cell(row, ConversationColumn.OUTCOME))
        minutes, doubt = self._minutes(row)
        promised = self._promised(row)
        own_id = read_text(self._cell(row, ConversationColumn.ID), "the id", most=ID_LIMIT)
        on = self._on(row)
        return ConversationRow(
            line=row.line,
            id=own_id,
            account=self._cell(row, ConversationColumn.ACCOUNT),
            account_id=self._cell(row, ConversationColumn.ACCOUNT_ID),
            state=read_state(self._cell(row, ConversationColumn.STATE)),
            is_open=outcome is Outcome.OPEN,
            logged_by=self._cell(row, ConversationColumn.LOGGED_BY),
            details=Details(
                state=State.HELD,
                kind=Kind.ATTEMPT if outcome is Outcome.MISSED else self._kind(row),
                minutes=minutes,
                on=on,
                private=read_boolean(self._cell(row, ConversationColumn.PRIVATE), "private"),
                held_by=self._cell(row, ConversationColumn.HELD_BY),
                colleagues=self._items(
                    row, ConversationColumn.COLLEAGUES, read_list(self._cell(row, ConversationColumn.COLLEAGUES)), str
                ),
                contacts=self._items(
                    row,
                    ConversationColumn.CONTACTS,
                    read_list(self._cell(row, ConversationColumn.CONTACTS)),
                    read_contact,
                ),
                note=self._note(row),
                insights=self._items(
                    row,
                    ConversationColumn.INSIGHTS,
                    split_list(self._text(row, ConversationColumn.INSIGHTS)),
                    read_insight,
                ),
                follow_up=self._follow_up(row, promised),
                **self._chosen(row),
            ),
            doubt=doubt,
        )

    def _on(self, row: Row) -> date:
        on = self._date(row, ConversationColumn.DATE)
        if on is None:
            raise BadCell("no date")
        if on < _OLDEST:
            raise BadCell(f"{on} is too long ago: conversations are kept since {_OLDEST.year}")
        return on

    def _minutes(self, row: Row) -> tuple[int | None, str]:
        """How long it took, if that is told; and what is doubtful about it."""
        if self._read(row, ConversationColumn.MINUTES_ASSUMED, lambda cell: read_boolean(cell, "it")):
            return None, ""
        duration = self._cell(row, ConversationColumn.DURATION)
        if self._cell(row, ConversationColumn.MINUTES):
            return self._read(row, ConversationColumn.MINUTES, read_minutes), ""
        if has_no_unit(duration):
            return None, f"duration {shown(duration)} has no unit: {ASSUMED_MINUTES} minutes are assumed"
        return self._read(row, ConversationColumn.DURATION, read_minutes), ""

    def _kind(self, row: Row) -> Kind:
        """A call where nothing tells, as behind /logcall."""
        kind = read_kind(self._cell(row, ConversationColumn.KIND))
        return kind or kind_in_subject(self._cell(row, ConversationColumn.SUBJECT)) or Kind.CALL

    def _note(self, row: Row) -> str:
        """The subject stands before the notes, unless it says no more than what kind it was, or the same."""
        subject, note = self._cell(row, ConversationColumn.SUBJECT), self._text(row, ConversationColumn.NOTE)
        if subject and kind_in_subject(subject) and ":" not in subject:
            subject = ""
        parts = [subject] if subject and not note.startswith(subject) else []
        return self._fitting(row, ConversationColumn.NOTE, ": ".join([*parts, note] if note else parts))

    def _chosen(self, row: Row) -> dict[str, Any]:
        """What is one of few values, by the attribute it is kept as; the kind is told by several columns."""
        return {
            choice.attributes[0]: self._read(row, choice.header, partial(read_choice, choice))
            for choice in PLAIN_CHOICES
        }

    def _promised(self, row: Row) -> str:
        text = self._cell(row, ConversationColumn.FOLLOW_UP)
        if not text:
            for column in (ConversationColumn.FOLLOW_UP_DUE, ConversationColumn.FOLLOW_UP_ASSIGNEE):
                if self._cell(row, column):
                    self._leave_out(row, column, "it says nothing without the words of the follow-up")
        return self._fitting(row, ConversationColumn.FOLLOW_UP, text)

    def _follow_up(self, row: Row, text: str) -> FollowUp | None:
        if not text:
            return None
        due = self._date_if_any(row, ConversationColumn.FOLLOW_UP_DUE)
        return FollowUp(text, due, self._cell(row, ConversationColumn.FOLLOW_UP_ASSIGNEE))

    def _fitting(self, row: Row, column: ConversationColumn, text: str) -> str:
        """As much of a text as can be kept: better than to lose it all, and what is cut is told."""
        if len(text) > TEXT_LIMIT:
            self._leave_out(row, column, f"{len(text):,} characters; the first {TEXT_LIMIT:,} are kept")
        return text[:TEXT_LIMIT].rstrip() if len(text) > TEXT_LIMIT else text

    def _items(
        self, row: Row, column: ConversationColumn, items: Sequence[str], read: Callable[[str], ItemT]
    ) -> tuple[ItemT, ...]:
        """The items of a list that can be read, as many as fit."""
        found: list[ItemT] = []
        for item in items:
            try:
                found.append(read(item))
            except BadCell as reason:
                self._leave_out(row, column, str(reason))
        if len(found) > LIST_LIMIT:
            self._leave_out(row, column, f"{len(found):,} of them; the first {LIST_LIMIT:,} are kept")
        return tuple(found[:LIST_LIMIT])

    def _text(self, row: Row, column: ConversationColumn) -> str:
        return self._header.text(row, column)
