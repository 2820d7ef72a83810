"""The first words to an admin: each press answers with how it stands now; and the list of first steps."""

from bot.domain.setup.first_run import LONGEST_OFFERED
from bot.messages.setup import first_run as first_run_messages
from bot.messages.setup import first_steps as first_steps_messages
from bot.services.deps import Deps
from bot.services.setup import first_run, posting, tiers
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def choose_channel(deps: Deps, request: Request) -> None:
    """Post into the channel that was picked, or that the bot was invited to since."""
    refused = posting.choose_channel(deps, request.caller, request.text, guard=request.on_commit("Chosen"))
    request.replace(first_run_messages.first_run(first_run.current(deps, request.caller, refused)))


def choose_longest(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        days = {f"{each}": each for each in LONGEST_OFFERED}[request.text]
    tiers.choose_longest(deps, request.caller, days, guard=request.on_commit("Saved"))
    request.replace(first_run_messages.first_run(first_run.current(deps, request.caller)))


def put_away(deps: Deps, request: Request) -> None:
    first_run.put_away(deps, request.caller, guard=request.on_commit("Put away"))
    request.ack()
    request.publish_home_later()


LISTENERS = Listeners(
    actions={
        first_run_messages.CHANNEL: choose_channel,
        first_run_messages.INVITED: choose_channel,
        first_run_messages.LONGEST: choose_longest,
        first_steps_messages.CLOSE: put_away,
    }
)
