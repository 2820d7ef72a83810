"""The Home tab and, from there, all of one's entries."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.workspace.members import Caller
from bot.messages.blocks import View
from bot.messages.workspace import home as views
from bot.services.deps import Deps
from bot.services.workspace import home
from bot.services.workspace.members import require_colleague
from handlers.answers import Answers, Request, of_press, taken_apart
from handlers.conversations import conversation_form


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        caller: Caller = context["caller"]
        ack()
        if event.get("tab") == "home":
            answers.later(lambda: show(caller))

    def show(caller: Caller) -> None:
        if caller.member.is_known:  # by now they may be a guest, who is shown nothing
            require_colleague(deps, caller)
        answers.show_home(caller)

    @app.action(views.LOG)
    def log(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        conversation_form.open_blank(of_press(body, context, ack), deps, answers)

    @app.action(views.ENTRIES)
    def entries(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.open(request, _page(request, None, 0))

    @app.action(re.compile(f"{views.ENTRIES_OF}|{views.ENTRIES_ALL}"))
    def choose_account(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_one = body["actions"][0]["action_id"] == views.ENTRIES_OF
        turn(request, _page(request, request.text if is_one else None, 0))

    @app.action(re.compile(f"{views.NEWER}|{views.OLDER}"))
    def turn_page(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            skip = int(request.text)
        turn(request, _page(request, request.metadata.get("account"), skip))

    def turn(request: Request, page: View) -> None:
        request.ack()
        modal, workspace_id = request.place.modal or "", request.caller.workspace.id
        answers.later(lambda: answers.people.update_modal(workspace_id, modal, page))

    def _page(request: Request, account_id: str | None, skip: int) -> View:
        return views.member_conversations(
            home.entries_of(deps, request.caller, account_id=account_id, skip=skip), skip=skip
        )


def drawn(deps: Deps, caller: Caller) -> View:
    """Somebody's Home tab as it is now."""
    return views.home(home.of(deps, caller))
