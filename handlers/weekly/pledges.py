"""Monday's buttons: a number, another number, and whom to speak to first."""

from bot.messages.accounts import cards as card_messages
from bot.messages.weekly import mondays
from bot.services.accounts import cards
from bot.services.deps import Deps
from bot.services.weekly import pledges
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def name_number(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        week, typed = request.text.split(" ", 1)
        number = int(typed)
    pledged = pledges.give(deps, request.caller, week, number, guard=request.on_commit("Your number is kept"))
    request.reply_ephemeral(mondays.pledged(pledged))


def ask_for_another(deps: Deps, request: Request) -> None:
    pledges.check(deps, request.caller, request.text)
    request.open_modal(mondays.other(request.text, request.form_metadata(week=request.text)))


def name_another(deps: Deps, request: Request) -> None:
    number = pledges.number_of(request.form.text(mondays.FIELD))
    with refusing_malformed():
        week = request.metadata["week"]
    pledged = pledges.give(deps, request.caller, week, number, guard=request.on_commit("Your number is kept"))
    request.update_form("Your number", mondays.pledged(pledged))


def talk_to_them(deps: Deps, request: Request) -> None:
    """Show the card of the account to read before the call."""
    card = cards.of(deps, request.caller, request.text)
    request.reply_ephemeral(mondays.before_the_call(card.account.name, card_messages.card(card)))


def see(deps: Deps, request: Request) -> None:
    request.replace(mondays.later())


LISTENERS = Listeners(
    actions={
        mondays.NUMBER: name_number,
        mondays.OTHER: ask_for_another,
        mondays.SPEAK_TO: talk_to_them,
        mondays.SEE: see,
    },
    views={mondays.OTHER_FORM: name_another},
)
