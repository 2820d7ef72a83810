"""Share: a form asks for the channel, and the conversation is posted there."""

from bot.messages.conversations import conversation_form as form_messages
from bot.messages.conversations import receipts, shares
from bot.services.conversations import sharing
from bot.services.deps import Deps
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def ask_where(deps: Deps, request: Request) -> None:
    entry = sharing.shareable(deps, request.caller, request.text)
    request.open_modal(form_messages.share(entry.account_name, request.form_metadata(conversation=entry.id)))


def share(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        conversation_id = request.metadata["conversation"]
    channel, guard = request.form.text(form_messages.CHANNEL), request.on_commit("Shared")
    shared = sharing.share(deps, request.caller, conversation_id, channel, guard=guard)
    request.update_form("Share", shares.on_its_way(shared.channel, is_new=shared.is_on_its_way))


LISTENERS = Listeners(actions={receipts.SHARE: ask_where}, views={form_messages.SHARE_FORM: share})
