"""The form of an account, as it opens for somebody: its fields as texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.accounts.cadences import USUAL_CADENCES, Cadences
from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Account
from bot.domain.concurrent_edits import ConcurrentEdit, fingerprint

FilledAccount = Mapping[AccountField, str]
"""What stands in the fields, nothing checked: people and channels as Slack ids, one alias a line, the rest as typed.
A field that is not there was not in the form."""

Stamps = Mapping[AccountField, str]
"""How each field read when the form was opened, a short stamp for each."""


@dataclass(frozen=True)
class AccountForm:
    """The form of `account` with the fields its reader may change; `stamps` say how those stand on disk `at` (UTC).

    `round` grows each time it comes back. `names` maps member ids to names, `cadences` are the days
    of each tier.
    """

    account: Account
    filled: FilledAccount
    stamps: Stamps
    at: datetime
    concurrent_edit: ConcurrentEdit[AccountField] | None = None
    round: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    cadences: Cadences = USUAL_CADENCES


def stamps_of(filled: FilledAccount) -> dict[AccountField, str]:
    return {each: fingerprint(text) for each, text in filled.items()}
