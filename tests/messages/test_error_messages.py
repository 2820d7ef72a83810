"""What was typed, given back whole or with what was left out."""

from bot.messages.error_messages import not_saved, refused
from bot.messages.user_text import LIMIT
from bot.sandbox.blockkit import check_blocks


def test_more_than_fits_says_how_much_was_left_out() -> None:
    message = refused("Too long.", typed="<" * 60_000, command="/touchbase logcall")
    _, block = message.blocks
    shown = block["elements"][0]["elements"][0]["text"]
    assert shown.startswith("/touchbase logcall <<<")
    left_out = len("/touchbase logcall ") + 60_000 - LIMIT
    assert shown.endswith(f"… (and {left_out:,} more characters)")
    assert check_blocks(list(message.blocks)).problems == []


def test_nothing_typed_is_nothing_to_give_back() -> None:
    message = refused("That entry is gone.", typed=" ")
    assert (message.text, [block["type"] for block in message.blocks]) == ("That entry is gone.", ["section"])


def test_backticks_end_no_fence_and_come_back_as_they_were() -> None:
    message = not_saved(command="/logcall", typed="a ``` b", reason="Away.", at="09:00", error_id="7f3a")
    assert message.text.count("```") == 2
    assert message.blocks[1]["elements"][0]["elements"][0]["text"] == "/logcall a ``` b"
