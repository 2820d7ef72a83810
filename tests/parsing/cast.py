"""The accounts and the day of the parser's tests, and a line said in one flat comparison."""

from datetime import date
from typing import Any

from bot.domain.conversations.model import Details
from bot.parsing.line import Line, read_line
from bot.parsing.names.matching import AccountName, Ambiguous, Directory, Match

TUESDAY = date(2026, 11, 24)
AUTHOR = "U0AUTHOR"
Customers = dict[str, tuple[str, ...]]
"""Names, each with its aliases."""

CUSTOMERS: Customers = {
    "Acme Corp": (),
    "Adobe Inc.": ("ADBE",),
    "Air Lease": (),
    "AT&T": ("T",),
    "A. O. Smith": ("AOS",),
    "Agilent Technologies": ("A",),
    "Colgate-Palmolive": ("CL",),
    "FedEx": ("FDX",),
    "FedEx Freight": ("FDXF",),
    "Ford Motor Company": ("F",),
    "Fox Corporation (Class A)": ("FOXA",),
    "Fox Corporation (Class B)": ("FOX",),
    "Hershey Company (The)": ("HSY",),
    "Home Depot (The)": ("HD", "The Orange Store"),
    "Johnson & Johnson": ("JNJ",),
    "Johnson Controls": ("JCI",),
    "Lilly (Eli)": ("LLY",),
    "MetLife": ("MET",),
    "Microsoft": ("MSFT",),
    "Mondelez International": ("MDLZ",),
    "Nike, Inc.": ("NKE",),
    "ON Semiconductor": ("ON",),
    "ServiceNow": ("NOW",),
    "Visa Inc.": ("V",),
    "Walt Disney Company (The)": ("DIS",),
    "3M": ("MMM",),
}


def directory_of(customers: Customers) -> Directory:
    """A directory in which each account's id is its name."""
    return Directory(
        AccountName(account, account, name, is_alias=name != account)
        for account, aliases in customers.items()
        for name in (account, *aliases)
    )


OURS = directory_of(CUSTOMERS)


def read(text: str, *, directory: Directory = OURS, **context: Any) -> Line:
    return read_line(text, directory=directory, author=AUTHOR, today=TUESDAY, **context)


def flat(line: Line) -> dict[str, Any]:
    """What a line became, under the names of the export's columns; the account by name, None when asked."""
    return {"account": line.account.account if isinstance(line.account, Match) else None} | flat_details(line.details)


def flat_details(details: Details) -> dict[str, Any]:
    follow_up = details.follow_up
    return {
        "kind": details.kind.value,
        "minutes": details.minutes,
        "date": details.on.isoformat(),
        "held_by": details.held_by,
        "colleagues": list(details.colleagues),
        "contacts": list(details.contacts),
        "note": details.note,
        "insights": [[insight.kind, insight.text] for insight in details.insights],
        "follow_up": follow_up.text if follow_up else None,
        "follow_up_due": follow_up.due.isoformat() if follow_up and follow_up.due else None,
        "follow_up_assignee": follow_up.assignee if follow_up else None,
        "state": details.state.value,
        "private": details.private,
    }


def expected(**said: Any) -> dict[str, Any]:
    """A whole comparison from what is special about a line; the rest are the defaults."""
    defaults: dict[str, Any] = {
        "account": "Nike, Inc.",
        "kind": "call",
        "minutes": None,
        "date": "2026-11-24",
        "held_by": AUTHOR,
        "colleagues": [],
        "contacts": [],
        "note": "",
        "insights": [],
        "follow_up": None,
        "follow_up_due": None,
        "follow_up_assignee": AUTHOR if "follow_up" in said else None,
        "state": "held",
        "private": False,
    }
    unknown = said.keys() - defaults.keys()
    assert not unknown, unknown
    return defaults | said


def asked(line: Line) -> Ambiguous:
    assert isinstance(line.account, Ambiguous), line.account
    return line.account


def found(line: Line) -> Match:
    assert isinstance(line.account, Match), line.account
    return line.account


def offered(line: Line) -> list[str]:
    return [candidate.account for candidate in asked(line).candidates]
