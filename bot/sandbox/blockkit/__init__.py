"""Block Kit as Slack checks it: tables of shapes, and the rules that hold for a surface as a whole."""

from bot.sandbox.blockkit.ids import with_ids
from bot.sandbox.blockkit.surfaces import check_blocks, check_suggestion, check_view
from bot.sandbox.blockkit.words import characters

__all__ = ["characters", "check_blocks", "check_suggestion", "check_view", "with_ids"]
