"""The days of each tier: the form, from the Home tab."""

from bot.domain.accounts.model import Tier
from bot.messages.setup import tiers as tier_messages
from bot.services.deps import Deps
from bot.services.setup import tiers
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def ask(deps: Deps, request: Request) -> None:
    standing = tiers.to_change(deps, request.caller)
    opened = {tier.value: days for tier, days in standing.by_tier.items()}
    request.open_modal(tier_messages.form(standing, request.form_metadata(**opened)))


def save(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        opened = {tier: int(request.metadata[tier.value]) for tier in Tier}
    left = tiers.typed({tier: request.form.text(tier.value) for tier in Tier})
    standing, changed = tiers.change(deps, request.caller, opened, left, guard=request.on_commit("Saved"))
    request.finish_form("Tiers", tier_messages.changed(standing, changed))


LISTENERS = Listeners(actions={tier_messages.CHANGE: ask}, views={tier_messages.FORM: save})
