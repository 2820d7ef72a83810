"""Everything as CSV: the columns are an interface other programs rely on."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TextIO

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.conversations.fields import PLAIN_CHOICES
from bot.domain.conversations.model import Conversation, Insight
from bot.domain.sponsors.model import Sponsorship
from bot.domain.transfers import Dataset
from bot.services.deps import Deps
from bot.storage.accounts import accounts, cadences
from bot.storage.accounts.accounts import key_of
from bot.storage.conversations import conversations, stats
from bot.storage.sponsors import sponsorships
from bot.transfer.csv_format import Row, day, escaped, joined, number, safe, truth

INSIGHTS = ("conversation", "number", "date", "account", "kind", "text", "private", "held_by", "logged_by")
SPONSORSHIPS = (
    "id",
    "date",
    "account",
    "sponsor",
    "state",
    "proposed_by",
    "decided_by",
    "decided_on",
    "reason",
    "first_talk",
    "ended_by",
    "ended_on",
)


@dataclass(frozen=True)
class _ExportedAccount:
    """An account, and what follows from conversations with it."""

    account: Account
    sponsor: Sponsorship | None
    last_conversation: date | None
    due_ratio: float


def csv_of(deps: Deps, workspace_id: str, what: str, *, include_private: bool = False) -> bytes:
    """A whole export, what `rows_of` gives, as a file to open."""
    return file_of(rows_of(deps, workspace_id, what, include_private=include_private))


def file_of(rows: Iterable[Row]) -> bytes:
    """The rows in UTF-8, with the mark by which spreadsheets know it."""
    file = io.StringIO()
    write(file, rows)
    return file.getvalue().encode("utf-8-sig")


def write(file: TextIO, rows: Iterable[Row]) -> None:
    csv.writer(file, lineterminator="\n").writerows(rows)


def rows_of(deps: Deps, workspace_id: str, what: str, *, include_private: bool = False) -> Iterator[Row]:
    """Header and a row each, by date, then id, nothing undone; accounts in the order they were added.

    A private conversation's words are left empty unless they are asked for, and what sort of thing was said is told by
    no row. `what` is the value of a Dataset; who may have it is the caller's to check.
    """
    header, rows = _EXPORTS[Dataset(what)]
    yield list(header)
    with deps.reading(workspace_id) as scope:
        yield from map(safe, rows(scope, include_private))


def _conversations(scope: Scope, include_private: bool) -> Iterator[Row]:
    for conversation in _readable(scope, include_private):
        yield [cell(conversation) for cell in _CONVERSATION_CELLS.values()]


def _insights_cell(insights: Iterable[Insight]) -> str:
    return ";".join(f"{escaped(insight.kind)}={escaped(insight.text)}" for insight in insights)


def _chosen(attribute: str, one: Conversation) -> str:
    return str(getattr(one.details, attribute) or "")


def _accounts(scope: Scope, include_private: bool) -> Iterator[Row]:
    spoken = stats.last_by_account(scope)
    sponsors = _sponsors(scope)
    today, days = scope.now.date(), cadences.of(scope)  # this instant's export is the same for all
    for account in accounts.every(scope):
        last = spoken.get(account.id)
        status = AccountStatus(account, today, last, cadences=days)
        exported = _ExportedAccount(account, sponsors.get(account.id), last or account.last_activity, status.ratio)
        yield [cell(exported) for cell in _ACCOUNT_CELLS.values()]


def _other_names(account: Account) -> list[str]:
    name = key_of(account.name)
    return sorted((alias for alias in account.aliases if key_of(alias) != name), key=key_of)


def _sponsors(scope: Scope) -> dict[str, Sponsorship]:
    """Who sponsors each account; where nobody does, who was asked first."""
    standing = sponsorships.active(scope)
    asked = {each.account_id: each for each in reversed(standing)}
    return asked | {each.account_id: each for each in standing if each.is_accepted}


def _insights(scope: Scope, include_private: bool) -> Iterator[Row]:
    for conversation in conversations.active(scope):
        details = conversation.details
        if details.private and not include_private:
            continue
        for place, insight in enumerate(details.insights, start=1):
            yield [
                conversation.id,
                number(place),
                day(details.on),
                conversation.account_name,
                insight.kind,
                insight.text,
                truth(details.private),
                details.held_by,
                conversation.logged_by,
            ]


def _sponsorships(scope: Scope, include_private: bool) -> Iterator[Row]:
    names = {account.id: account.name for account in accounts.every(scope)}
    for sponsorship in sponsorships.every(scope):
        yield [
            sponsorship.id,
            day(sponsorship.proposed_at.date()),
            names[sponsorship.account_id],
            sponsorship.member,
            sponsorship.state.value,
            sponsorship.proposed_by,
            sponsorship.decided_by or "",
            _day_of(sponsorship.decided_at),
            sponsorship.reason,
            day(sponsorship.first_conversation),
            sponsorship.ended_by or "",
            _day_of(sponsorship.ended_at),
        ]


def _readable(scope: Scope, include_private: bool) -> Iterator[Conversation]:
    for conversation in conversations.active(scope):
        is_hidden = conversation.details.private and not include_private
        yield conversation.without_words() if is_hidden else conversation


def _day_of(at: datetime | None) -> str:
    return day(at.date() if at else None)


_CONVERSATION_CELLS: dict[str, Callable[[Conversation], str]] = {
    "id": lambda one: one.id,
    "state": lambda one: one.details.state.value,
    "date": lambda one: day(one.details.on),
    "account": lambda one: one.account_name,
    "kind": lambda one: one.details.kind.value,
    "minutes": lambda one: number(one.details.counted_minutes),
    "minutes_assumed": lambda one: truth(one.details.minutes is None),
    "private": lambda one: truth(one.details.private),
    "held_by": lambda one: one.details.held_by,
    "logged_by": lambda one: one.logged_by,
    "colleagues": lambda one: joined(one.details.colleagues),
    "contacts": lambda one: joined(one.details.contacts),
    "note": lambda one: one.details.note,
    "insights": lambda one: _insights_cell(one.details.insights),
    "follow_up": lambda one: one.details.follow_up.text if one.details.follow_up else "",
    "follow_up_due": lambda one: day(one.details.follow_up.due) if one.details.follow_up else "",
    "follow_up_assignee": lambda one: one.details.follow_up.assignee if one.details.follow_up else "",
} | {choice.header: partial(_chosen, choice.attributes[0]) for choice in PLAIN_CHOICES}
"""What each column holds, in the order of the file; of fields that take one of few values the newest stand last."""

CONVERSATIONS = tuple(_CONVERSATION_CELLS)

_ACCOUNT_CELLS: dict[str, Callable[[_ExportedAccount], str]] = {
    "id": lambda one: one.account.id,
    "external_id": lambda one: one.account.external_id or "",
    "name": lambda one: one.account.name,
    "aliases": lambda one: joined(_other_names(one.account)),
    "stage": lambda one: one.account.stage.value,
    "tier": lambda one: one.account.tier.value,
    "cadence": lambda one: number(one.account.cadence),
    "value": lambda one: number(one.account.value),
    "customer_since": lambda one: day(one.account.customer_since),
    "channel": lambda one: one.account.channel or "",
    "owner": lambda one: one.account.owner or "",
    "sponsor": lambda one: one.sponsor.member if one.sponsor else "",
    "sponsor_state": lambda one: one.sponsor.state.value if one.sponsor else "",
    "last_conversation": lambda one: day(one.last_conversation),
    "due_ratio": lambda one: f"{one.due_ratio:.2f}",
}

ACCOUNTS = tuple(_ACCOUNT_CELLS)

_Rows = Callable[[Scope, bool], Iterator[Row]]
_EXPORTS: dict[Dataset, tuple[tuple[str, ...], _Rows]] = {
    Dataset.CONVERSATIONS: (CONVERSATIONS, _conversations),
    Dataset.ACCOUNTS: (ACCOUNTS, _accounts),
    Dataset.INSIGHTS: (INSIGHTS, _insights),
    Dataset.SPONSORSHIPS: (SPONSORSHIPS, _sponsorships),
}
