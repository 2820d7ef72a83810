"""How many days accounts of each tier may go: a line on the Home tab, the form, and what a change comes to."""

from collections.abc import Sequence

from bot.domain.accounts.cadences import LONGEST, Cadences
from bot.domain.accounts.model import Tier
from bot.messages import formatting
from bot.messages.blocks import Element, Message, View, context, section
from bot.messages.views import asking, field

CHANGE = "tiers_change"
FORM = "tiers_form"


def on_home(cadences: Cadences) -> str:
    """A line among the settings: "*Waits after:* strategic 14 days, enterprise 30, …"."""
    first, *others = Tier
    days = [formatting.count(cadences.of_tier(first), "day"), *(f"{cadences.of_tier(other):,}" for other in others)]
    return "*Waits after:* " + ", ".join(f"{tier.value} {number}" for tier, number in zip(Tier, days, strict=True))


def form(cadences: Cadences, metadata: str) -> View:
    """A number of days for each tier."""
    fields = [
        field(tier.value, f"{tier.value.capitalize()}, days", _number(cadences.of_tier(tier)), hint=_hint(tier))
        for tier in Tier
    ]
    text = context(
        "How long a customer may go without a conversation before it waits. An account may have days of its own."
    )
    return asking(FORM, "Tiers", [text, *fields], submit="Save", metadata=metadata)


def changed(cadences: Cadences, tiers: Sequence[Tier]) -> Message:
    if not tiers:
        return _said("Nothing was changed.")
    days = [f"{tier.value} {formatting.count(cadences.of_tier(tier), 'day')}" for tier in tiers]
    return _said(f"*Waits after:* {formatting.listing(days)}. Lists and cards go by that from now on.")


def _number(days: int) -> Element:
    return {
        "type": "number_input",
        "action_id": "days",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": f"{LONGEST}",
        "initial_value": f"{days}",
    }


def _hint(tier: Tier) -> str:
    return f"Usually {tier.cadence_days}."


def _said(text: str) -> Message:
    return Message(text, [section(text)])
