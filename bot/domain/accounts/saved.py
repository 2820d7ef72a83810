"""What a change of an account wrote, as its author reads it, and how it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.accounts.account_form import FilledAccount
from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Account


@dataclass(frozen=True)
class SavedChange:
    """The account as it stands, and the fields that were changed: how they read before and now, as in the form.

    `contact` is somebody who is known there by it, or no longer. `names` maps member ids to names.
    """

    account: Account
    was: FilledAccount = field(default_factory=dict)
    now: FilledAccount = field(default_factory=dict)
    contact: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it was so already."""
        return not self.was and not self.contact


def changed_fields(
    before: Mapping[AccountField, str], after: Mapping[AccountField, str]
) -> tuple[FilledAccount, FilledAccount]:
    """The fields that read otherwise, as they were and as they are."""
    changed = [each for each in after if after[each] != before[each]]
    return {each: before[each] for each in changed}, {each: after[each] for each in changed}
