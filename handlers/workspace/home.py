"""The Home tab and, from there, all of one's conversations."""

from bot.domain.workspace.members import Caller
from bot.messages.blocks import View
from bot.messages.workspace import home as home_messages
from bot.services.deps import Deps
from bot.services.setup import first_run
from bot.services.workspace import home
from bot.services.workspace.members import require_colleague
from handlers.conversations import conversation_form
from handlers.listeners import Listeners
from handlers.request import Request, SlackCalls, SlackEvent, refusing_malformed


def opened(deps: Deps, event: SlackEvent) -> None:
    caller = event.caller
    event.ack()
    if caller is not None and event.fields.get("tab") == "home":
        event.slack.run_later(lambda: _publish(deps, event.slack, caller))


def log(deps: Deps, request: Request) -> None:
    conversation_form.open_blank(deps, request)


def entries(deps: Deps, request: Request) -> None:
    """Open the first page of the caller's conversations."""
    request.open_modal(_page(deps, request, None))


def entries_of_account(deps: Deps, request: Request) -> None:
    request.update_modal(_page(deps, request, request.text))


def entries_of_all(deps: Deps, request: Request) -> None:
    request.update_modal(_page(deps, request, None))


def turn_page(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        skip = int(request.text)
    request.update_modal(_page(deps, request, request.metadata.get("account"), skip))


def render(deps: Deps, caller: Caller, *, has_first_words: bool = False) -> View:
    """Somebody's Home tab as it is now."""
    return home_messages.home(home.of(deps, caller, has_first_words=has_first_words))


def _publish(deps: Deps, slack: SlackCalls, caller: Caller) -> None:
    if caller.member.is_known:  # by now they may be a guest, who is shown nothing
        require_colleague(deps, caller)
    first_run.visit(deps, caller)
    slack.publish_home(caller, first_run.are_first_words_due(deps, caller))


def _page(deps: Deps, request: Request, account_id: str | None, skip: int = 0) -> View:
    return home_messages.member_conversations(home.entries_of(deps, request.caller, account_id=account_id, skip=skip))


LISTENERS = Listeners(
    actions={
        home_messages.LOG: log,
        home_messages.ENTRIES: entries,
        home_messages.ENTRIES_OF: entries_of_account,
        home_messages.ENTRIES_ALL: entries_of_all,
        home_messages.NEWER: turn_page,
        home_messages.OLDER: turn_page,
    },
    events={"app_home_opened": opened},
)
