"""Show an admin a post as it would be now: beside a message, or from the Home tab in a modal."""

from bot.messages.setup import previews as preview_messages
from bot.messages.views import as_modal
from bot.services.deps import Deps
from bot.services.setup import previews
from handlers.listeners import Listeners
from handlers.request import Request

_TITLES = {"monday": "Monday’s post", "friday": "Friday’s post", "monthly": "The monthly page"}


def show(deps: Deps, request: Request) -> None:
    """A modal takes no table and no chart: there the post says all of it in words."""
    kind, is_in_message = request.text, request.response_url is not None
    shown = previews.of(deps, request.caller, kind, text_only=not is_in_message)
    if is_in_message:
        request.reply_ephemeral(shown)
    else:
        request.open_modal(as_modal(_TITLES[kind], shown))


LISTENERS = Listeners(actions={preview_messages.SHOW: show})
