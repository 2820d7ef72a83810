"""What a member is written to and shown as, on the Home tab: a switch for each kind of message, and their name."""

from collections.abc import Mapping

from bot.domain.workspace.preferences import DIGEST, SWITCHED, THURSDAY, Mode, Preferences
from bot.messages.blocks import Block, button, section
from bot.messages.views import option, select

CHOOSE = "switch_choose"
OPT_OUT, OPT_IN = "leaderboard_leave", "leaderboard_join"

_ABOUT: Mapping[str, str] = {
    DIGEST: "*Morning message:* what is new, in five lines at most",
    THURSDAY: "*Thursday’s question:* how many customers you spoke to, if you named a number",
}
_LABELS = {Mode.ON: "On", Mode.MONDAYS: "Mondays only", Mode.OFF: "Off"}


def on_home(preferences: Preferences) -> list[Block]:
    """Each kind of message with its switch."""
    return [_switch(kind, preferences.switch(kind).mode) for kind in SWITCHED]


def name_on_home(is_opted_out: bool) -> Block:
    """Whether Friday's post may name them."""
    if is_opted_out:
        text = "*Leaderboard:* you are not named; what you log counts for the team"
        return {**section(text), "accessory": button("Name me again", OPT_IN, "home")}
    return {**section("*Leaderboard:* you may be named"), "accessory": button("Leave me out", OPT_OUT, "home")}


def _switch(kind: str, mode: Mode) -> Block:
    options = [option(label, each.value) for each, label in _LABELS.items() if each in SWITCHED[kind]]
    return {**section(_ABOUT[kind]), "accessory": select(f"{CHOOSE}:{kind}", options, mode.value)}
