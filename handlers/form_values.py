"""FormValues: what was typed and chosen in a submitted form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any


@dataclass(frozen=True)
class FormValues:
    """The values of a view of Slack's, by block_id: every block of our forms has one field."""

    view: Mapping[str, Any] = field(default_factory=dict)

    def text(self, block_id: str) -> str:
        """What was typed or chosen; "" where nothing was."""
        value = self.value(block_id)
        option = value.get("selected_option") or {}
        return str(
            value.get("value")
            or option.get("value")
            or value.get("selected_date")
            or value.get("selected_time")
            or value.get("selected_user")
            or value.get("selected_conversation")
            or ""
        )

    def users(self, block_id: str) -> tuple[str, ...]:
        """The ids of the people who were chosen."""
        return tuple(self.value(block_id).get("selected_users") or ())

    def options(self, block_id: str) -> tuple[Mapping[str, Any], ...]:
        """The options that were chosen, as Slack gives them."""
        return tuple(self.value(block_id).get("selected_options") or ())

    def value(self, block_id: str) -> Mapping[str, Any]:
        """The value of a field as Slack gives it, empty where there is none."""
        fields = (self.view.get("state") or {}).get("values") or {}
        return next(iter((fields.get(block_id) or {}).values()), {})

    @property
    def blocks_above(self) -> list[Mapping[str, Any]]:
        """What was said above the first field."""
        return list(takewhile(lambda block: block["type"] != "input", self.view["blocks"]))

    def has_input(self, block_id: str) -> bool:
        """Whether the form had a field of that block_id at all."""
        return any(block["type"] == "input" and block["block_id"] == block_id for block in self.view["blocks"])
