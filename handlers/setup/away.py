"""/touchbase away: its days, and the same from the Home tab."""

from datetime import date

from bot.domain.workspace.closed_days import Span
from bot.messages.setup import away as away_messages
from bot.messages.workspace.help import AWAY
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.setup import away
from handlers.listeners import Command, Listeners
from handlers.request import Request, refusing_malformed


def command(deps: Deps, request: Request) -> None:
    if not request.text.strip():
        request.reply(away_messages.away_now(away.of(deps, request.caller)))
        return
    with request.returning_text():
        kept = away.choose(deps, request.caller, request.text, guard=request.on_commit("Kept"))
    request.reply(away_messages.chosen(kept))


def choose_days(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        first, last = request.text.split("/")
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    kept = away.add(deps, request.caller, span, guard=request.on_commit("Kept"))
    request.replace(away_messages.chosen(kept))


def come_back(deps: Deps, request: Request) -> None:
    kept = away.end(deps, request.caller, guard=request.on_commit("Kept"))
    if request.container.is_home:
        request.ack()
        request.publish_home_later()
    else:
        request.replace(away_messages.chosen(kept))


def ask(deps: Deps, request: Request) -> None:
    request.open_modal(away_messages.form(local_today(deps, request.caller), request.form_metadata()))


def save(deps: Deps, request: Request) -> None:
    form, today = request.form, local_today(deps, request.caller)
    span = away.days_in_form(form.text(away_messages.FIRST), form.text(away_messages.LAST), today)
    kept = away.add(deps, request.caller, span, guard=request.on_commit("Kept"))
    request.finish_form("Away", away_messages.chosen(kept))


COMMAND = Command("away", command, help=AWAY, writes=bool)

LISTENERS = Listeners(
    actions={away_messages.DAYS: choose_days, away_messages.BACK: come_back, away_messages.OTHER: ask},
    views={away_messages.FORM: save},
)
