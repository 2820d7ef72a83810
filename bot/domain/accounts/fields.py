"""The fields of an account: its form, `/account Acme <word> <value>`, CSV and the merge of two edits go by this table.

The order is that of the form.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.accounts.model import Account, Stage, Tier, in_stage
from bot.domain.form_fields import FieldSpec, Input


class AccountField(StrEnum):
    """A field of the form; the value names its block in Slack."""

    NAME = "name"
    STAGE = "stage"
    TIER = "tier"
    CADENCE = "cadence"
    VALUE = "value"
    SINCE = "since"
    ALIASES = "aliases"
    OWNER = "owner"
    CHANNEL = "channel"


STAGES: Mapping[StrEnum, str] = {
    Stage.PROSPECT: "Prospect",
    Stage.CUSTOMER: "Customer",
    Stage.PARTNER: "Partner",
    Stage.INTERNAL: "Internal: a department of ours",
    Stage.LOST: "Lost",
    Stage.DORMANT: "At rest: nobody is reminded",
}
TIERS: Mapping[StrEnum, str] = {tier: tier.value.capitalize() for tier in Tier}

FIELDS = (
    FieldSpec(AccountField.NAME, "Name", Input.TEXT, ("name",), header="name", word="name", is_required=True),
    FieldSpec(
        AccountField.STAGE,
        "Stage",
        Input.CHOICE,
        ("stage",),
        header="stage",
        word="stage",
        choices=STAGES,
        is_required=True,
    ),
    FieldSpec(
        AccountField.TIER,
        "Tier",
        Input.CHOICE,
        ("tier",),
        header="tier",
        word="tier",
        choices=TIERS,
        is_required=True,
    ),
    FieldSpec(
        AccountField.CADENCE,
        "Days it may go without a conversation",
        Input.TEXT,
        ("cadence",),
        header="cadence",
        word="cadence",
    ),
    FieldSpec(AccountField.VALUE, "Worth a year", Input.TEXT, ("value",), header="value", word="value"),
    FieldSpec(
        AccountField.SINCE, "Customer since", Input.TEXT, ("customer_since",), header="customer_since", word="since"
    ),
    FieldSpec(
        AccountField.ALIASES, "Other names it goes by", Input.LINES, ("aliases",), header="aliases", word="alias"
    ),
    FieldSpec(AccountField.OWNER, "Owner", Input.PERSON_OR_NOBODY, ("owner",), header="owner"),
    FieldSpec(AccountField.CHANNEL, "Channel", Input.CHANNEL_OR_NONE, ("channel",), header="channel", word="link"),
)

BY_KEY: Mapping[AccountField, FieldSpec[AccountField]] = {field.key: field for field in FIELDS}


def with_field(account: Account, key: AccountField, value: Any, today: date) -> Account:
    """The account with a field as it should be."""
    if key is AccountField.STAGE:
        return in_stage(account, value, today)
    (attribute,) = BY_KEY[key].attributes
    return replace(account, **{attribute: value})
