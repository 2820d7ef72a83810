"""The buttons under a kept line: which account it means, a new one, once more, or forget it."""

from bot.domain.accounts.model import Stage
from bot.messages import views
from bot.messages.conversations import lines, questions
from bot.messages.workspace.home import FINISH
from bot.services.conversations import drafts
from bot.services.deps import Deps
from handlers.conversations.conversation_form import suggest_existing
from handlers.conversations.logcall import answer_press, render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def choose(deps: Deps, request: Request) -> None:
    """Log the line with one of the accounts on offer."""
    with refusing_malformed():
        draft_id, account_id = request.text.split(" ", 1)
    answer_press(deps, request, drafts.take_account(deps, request.caller, draft_id, account_id, guard=request))


def pick(deps: Deps, request: Request) -> None:
    """Log the line with the account that was searched for."""
    draft_id, account_id = request.action_suffix, request.text
    answer_press(deps, request, drafts.take_account(deps, request.caller, draft_id, account_id, guard=request))


def add_customer(deps: Deps, request: Request) -> None:
    _add(deps, request, Stage.CUSTOMER)


def add_prospect(deps: Deps, request: Request) -> None:
    _add(deps, request, Stage.PROSPECT)


def finish(deps: Deps, request: Request) -> None:
    """Ask the line's question again, from the Home tab."""
    question = drafts.ask_again(deps, request.caller, request.text)
    request.open_modal(views.as_modal("Not logged yet", render(question)))


def log_now(deps: Deps, request: Request) -> None:
    answer_press(deps, request, drafts.log_now(deps, request.caller, request.text, guard=request))


def count_again(deps: Deps, request: Request) -> None:
    """Log what looks like a duplicate."""
    with refusing_malformed():
        draft_id, account_id = request.text.split(" ", 1)
    answer_press(deps, request, drafts.count_again(deps, request.caller, draft_id, account_id, guard=request))


def forget(deps: Deps, request: Request) -> None:
    line = drafts.forget(deps, request.caller, request.text, guard=request.on_commit("Forgotten"))
    if line is None:
        request.reply_ephemeral(questions.forgotten_already())  # the question stays: only there the words still are
    else:
        request.replace(questions.forgotten(line))


def is_the_same(deps: Deps, request: Request) -> None:
    """Forget the line: it is a duplicate."""
    drafts.forget(deps, request.caller, request.text, guard=request.on_commit("Logged once"))
    request.replace(questions.logged_once())


def _add(deps: Deps, request: Request, stage: Stage) -> None:
    """Log the line with a new account of the name in it."""
    answer_press(deps, request, drafts.take_new_account(deps, request.caller, request.text, stage, guard=request))


LISTENERS = Listeners(
    actions={
        questions.CHOOSE: choose,
        questions.SEARCH: pick,
        questions.NEW_CUSTOMER: add_customer,
        questions.NEW_PROSPECT: add_prospect,
        FINISH: finish,
        lines.LOG_NOW: log_now,
        questions.COUNT_AGAIN: count_again,
        questions.FORGET: forget,
        questions.IS_THE_SAME: is_the_same,
    },
    options={questions.SEARCH: suggest_existing},
)
