"""The question about an account that nobody has spoken to for long: keep it, hand it over, or let it rest?"""

from bot.domain.accounts.saved import SavedChange
from bot.messages.accounts.cards import PLAN
from bot.messages.accounts.saved import saved
from bot.messages.blocks import Element, Message, button, section

HAND_OVER, REST = "keep_hand_over", "keep_rest"

QUESTION = "keep, hand over, or let it rest?"
_RESTED = "Nobody is reminded of it any more; *Wake* on its card begins anew."


def answers(account_id: str) -> tuple[Element, ...]:
    """The three answers: a plan to call, the form with its owner, and rest."""
    return (
        button("I’ll call…", PLAN, account_id),
        button("Hand over…", HAND_OVER, account_id),
        button("Let it rest", REST, account_id),
    )


def rested(change: SavedChange) -> Message:
    """It rests now, with Undo."""
    text, block = saved(change)
    return Message(f"{text}\n{_RESTED}", [block, section(_RESTED)])
