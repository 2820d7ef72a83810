"""The buttons under a kept line: which account, a new one, once more, or forget it."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.accounts.model import Stage
from bot.messages import views
from bot.messages.conversations import lines, questions
from bot.messages.workspace.home import FINISH
from bot.services.accounts import accounts
from bot.services.conversations import drafts
from bot.services.deps import Deps
from handlers.answers import Answers, of_press, taken_apart
from handlers.conversations.logcall import drawn, show

_NEW = {questions.NEW_CUSTOMER: Stage.CUSTOMER, questions.NEW_PROSPECT: Stage.PROSPECT}


def register(app: App, deps: Deps, answers: Answers) -> None:
    _register_accounts(app, deps, answers)
    _register_lines(app, deps, answers)


def _register_accounts(app: App, deps: Deps, answers: Answers) -> None:
    """Which account is meant: one on offer, one that is looked for, or a new one."""

    @app.action(re.compile(rf"{questions.CHOOSE}_\d+"))
    def choose(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            draft_id, account_id = request.text.split(" ", 1)
        answer = drafts.take_account(deps, request.caller, draft_id, account_id, guard=request)
        show(request, deps, answers, answer)

    @app.action(re.compile(rf"{questions.SEARCH}:.+"))
    def pick(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        draft_id = body["actions"][0]["action_id"].split(":", 1)[1]
        answer = drafts.take_account(deps, request.caller, draft_id, request.text, guard=request)
        show(request, deps, answers, answer)

    @app.options(re.compile(rf"{questions.SEARCH}:.+"))
    def search(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        caller = context["caller"]
        # Whom Slack has not confirmed yet is shown no accounts.
        found = accounts.look_for(deps, caller, str(body.get("value") or "")) if caller.member.is_known else ()
        ack(options=[questions.option(choice) for choice in found])

    @app.action(re.compile(f"{questions.NEW_CUSTOMER}|{questions.NEW_PROSPECT}"))
    def add(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        stage = _NEW[body["actions"][0]["action_id"]]
        answer = drafts.take_new_account(deps, request.caller, request.text, stage, guard=request)
        show(request, deps, answers, answer)


def _register_lines(app: App, deps: Deps, answers: Answers) -> None:
    """What becomes of the line itself."""

    @app.action(FINISH)
    def finish(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        asked = drafts.ask_again(deps, request.caller, request.text)
        answers.open(request, views.as_modal("Not logged yet", drawn(asked)))

    @app.action(lines.LOG_NOW)
    def log_now(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        show(request, deps, answers, drafts.log_now(deps, request.caller, request.text, guard=request))

    @app.action(questions.COUNT_AGAIN)
    def count_again(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            draft_id, account_id = request.text.split(" ", 1)
        answer = drafts.count_again(deps, request.caller, draft_id, account_id, guard=request)
        show(request, deps, answers, answer)

    @app.action(questions.FORGET)
    def forget(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        line = drafts.forget(deps, request.caller, request.text, guard=request.saving("Forgotten"))
        answers.replace(request, questions.forgotten(line))

    @app.action(questions.IS_THE_SAME)
    def is_the_same(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        drafts.forget(deps, request.caller, request.text, guard=request.saving("Logged once"))
        answers.replace(request, questions.logged_once())
