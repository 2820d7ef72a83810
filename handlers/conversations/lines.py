"""A line typed to the bot in a direct message: the same as behind /logcall, answered where it was typed."""

from collections.abc import Mapping
from typing import Any

from bot.domain.conversations.model import Source
from bot.domain.conversations.receipts import FormRequest, Receipt, SeveralReceipts
from bot.messages.blocks import Message
from bot.messages.conversations import lines, receipts
from bot.messages.workspace.help import LOGCALL, not_built_in, page
from bot.parsing.typed import as_typed
from bot.services.conversations import log_conversation
from bot.services.deps import Deps
from bot.slack.origins import is_line
from handlers.conversations.logcall import render
from handlers.listeners import HELP_WORDS, Listeners
from handlers.request import Request, SlackEvent

_COMMAND = "/logcall "


def log(deps: Deps, event: SlackEvent) -> None:
    if event.caller is None or not is_line(event.fields):
        event.ack()
        return
    files = _file_count(event.fields)
    request = event.as_line(event.caller)
    message = _answer(deps, request, _without_address(request.text, event.bot_user_id), files)
    request.ack()
    if message is not None:
        request.post_below(lines.without_files(message, files) if files else message)


def _answer(deps: Deps, request: Request, text: str, files: int) -> Message | None:
    if not text and files:
        return lines.only_files(files)
    if not text or text.casefold() in HELP_WORDS:
        return page(LOGCALL)
    if (instead := not_built_in(text)) is not None:
        return instead
    key = request.trigger_id
    logged = log_conversation.log(
        deps, request.caller, text, source=Source.CHAT, idempotency_key=key, channel=None, guard=request
    )
    match logged:
        case FormRequest():
            return receipts.bare(as_typed(text))
        case Receipt() if logged.again:
            return None  # delivered a second time; the first one is answered
        case SeveralReceipts() if all(receipt.again for receipt in logged.receipts):
            return None
    return render(logged)


def _without_address(text: str, bot_user_id: str) -> str:
    """What was typed, without what addresses the bot: its name, or the command."""
    typed = text.strip().removeprefix(f"<@{bot_user_id}>").strip()
    return "" if typed == _COMMAND.strip() else typed.removeprefix(_COMMAND).strip()


def _file_count(event: Mapping[str, Any]) -> int:
    """How many files came with a line; the bot reads none of them."""
    files = event.get("files")
    return len(files) if isinstance(files, list) and files else int(event.get("subtype") == "file_share")


LISTENERS = Listeners(events={"message": log})
