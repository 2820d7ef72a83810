"""Accounts of people who left: the list, giving each, and later."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.accounts import reassignment as drawn
from bot.services.accounts import offboarding, reassignment
from bot.services.deps import Deps
from bot.services.workspace import workspaces
from bot.slack.api.profiles import profile_of
from handlers.answers import Answers, Request, of_press, taken_apart, workspace_of


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.event("user_change")
    def changed(event: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        workspace_id = workspace_of(context)
        profile = profile_of(event.get("user") or {}, workspace_id)
        if profile is None:
            ack()
            return
        # A guest sees nothing from now on. Should the event be an old one, Slack is asked when they come again.
        if profile.is_guest or not offboarding.changes_standing(deps, workspace_id, profile):
            offboarding.hear(deps, workspace_id, [profile])
            ack()
        else:
            ack()
            answers.later(lambda: offboarding.hear_of_turn(deps, workspace_id, profile))

    @app.action(drawn.LIST)
    def show(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.open_message(request, drawn.listed(reassignment.of(deps, request.caller)))

    @app.action(re.compile(f"{drawn.GIVE}:.+"))
    def give(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            account_id, left, to = request.text.split(" ")
        account = reassignment.give(deps, request.caller, account_id, left=left, to=to, guard=request.saving("Given"))
        _go_on(request, drawn.reassigned(account, to, _names(request)))

    @app.action(re.compile(f"{drawn.ASK}:.+"))
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            account_id, _, to = request.text.split(" ")
        asked = reassignment.ask(deps, request.caller, account_id, to=to, guard=request.saving("Asked"))
        _go_on(request, drawn.asked(asked.account, to, _names(request)))

    @app.action(drawn.LATER)
    def later(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.replace(request, drawn.later(reassignment.of(deps, request.caller)))

    def _go_on(request: Request, done: str) -> None:
        """What is left to hand over, in the place of what was pressed in."""
        answers.replace(request, drawn.listed(reassignment.of(deps, request.caller), done=done))
        answers.later(lambda: answers.show_home(request.caller))

    def _names(request: Request) -> dict[str, str]:
        return workspaces.names(deps, request.caller.workspace.id)
