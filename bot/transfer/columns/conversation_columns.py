"""The columns of past conversations, as activity exports of HubSpot and Salesforce, spreadsheets and ours head them."""

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.conversations.fields import PLAIN_CHOICES
from bot.transfer.csv.headers import Header, Headers, read_header


class ConversationColumn(StrEnum):
    ID = "id"
    STATE = "state"
    DATE = "date"
    ACCOUNT = "account"
    ACCOUNT_ID = "account_id"
    KIND = "kind"
    OUTCOME = "outcome"
    MINUTES = "minutes"
    DURATION = "duration"
    MINUTES_ASSUMED = "minutes_assumed"
    PRIVATE = "private"
    HELD_BY = "held_by"
    LOGGED_BY = "logged_by"
    COLLEAGUES = "colleagues"
    CONTACTS = "contacts"
    SUBJECT = "subject"
    NOTE = "note"
    INSIGHTS = "insights"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_DUE = "follow_up_due"
    FOLLOW_UP_ASSIGNEE = "follow_up_assignee"


def read_conversation_header(cells: Sequence[str]) -> Header:
    return read_header(cells, _HEADERS)


def is_conversation_header(cells: Sequence[str], *, is_first: bool) -> bool:
    """Whether a line may head conversations: it names two columns at least."""
    return len(read_conversation_header(cells).places) > 1


# Create Date and Last Modified are when a record was written, not when anybody spoke.
_HEADERS: Headers = {choice.header: (choice.header,) for choice in PLAIN_CHOICES} | {
    ConversationColumn.ID: (
        "id",
        "record id",
        "activity id",
        "engagement id",
        "task id",
        "event id",
        "call id",
        "meeting id",
        "external_id",
    ),
    ConversationColumn.STATE: ("state",),
    ConversationColumn.DATE: (
        "date",
        "activity date",
        "date of activity",
        "call date",
        "meeting date",
        "meeting start time",
        "start",
        "start date",
        "start date time",
        "due date",
        "completed date",
        "datum",
        "fecha",
    ),
    ConversationColumn.ACCOUNT: (
        "account",
        "account name",
        "company / account",
        "company account",
        "associated company",
        "associated companies",
        "company",
        "company name",
        "related to",
        "customer",
        "client",
        "organization",
        "organisation",
        "firma",
        "unternehmen",
        "kunde",
        "société",
        "empresa",
        "cliente",
    ),
    ConversationColumn.ACCOUNT_ID: (
        "account id",
        "account external id",
        "associated company id",
        "associated company ids",
        "company id",
        "company / account id",
        "related to id",
        "customer id",
    ),
    ConversationColumn.KIND: ("kind", "activity type", "type", "event type", "task subtype", "engagement type"),
    ConversationColumn.OUTCOME: (
        "outcome",
        "call outcome",
        "meeting outcome",
        "call result",
        "status",
        "activity status",
    ),
    ConversationColumn.MINUTES: (
        "minutes",
        "duration minutes",
        "duration in minutes",
        "duration min",
        "call duration minutes",
        "call duration in minutes",
        "meeting duration minutes",
    ),
    # Salesforce has seconds there, HubSpot milliseconds or a clock, others minutes.
    ConversationColumn.DURATION: ("call duration", "meeting duration", "duration"),
    ConversationColumn.MINUTES_ASSUMED: ("minutes_assumed",),
    ConversationColumn.PRIVATE: ("private", "is private"),
    ConversationColumn.HELD_BY: (
        "held_by",
        "assigned to",
        "assigned",
        "activity assigned to",
        "assigned to full name",
        "owner",
        "activity owner",
        "owner name",
        "zugewiesen an",
        "assigné à",
        "asignado a",
    ),
    ConversationColumn.LOGGED_BY: ("logged_by",),
    ConversationColumn.COLLEAGUES: ("colleagues",),
    ConversationColumn.CONTACTS: (
        "contacts",
        "contact",
        "contact name",
        "associated contact",
        "associated contacts",
        "name",
        "who",
    ),
    ConversationColumn.SUBJECT: ("subject", "title", "activity title", "call title", "meeting name"),
    ConversationColumn.NOTE: (
        "note",
        "notes",
        "activity notes",
        "call notes",
        "meeting notes",
        "full comments",
        "comments",
        "description",
        "body",
        "details",
    ),
    ConversationColumn.INSIGHTS: ("insights",),
    ConversationColumn.FOLLOW_UP: ("follow_up",),
    ConversationColumn.FOLLOW_UP_DUE: ("follow_up_due",),
    ConversationColumn.FOLLOW_UP_ASSIGNEE: ("follow_up_assignee",),
}
