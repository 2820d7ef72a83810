"""/sponsor: proposing, the answers in direct messages, ending it, and coverage."""

from contextlib import suppress
from datetime import date, timedelta

from bot.domain.accounts.model import Account
from bot.domain.errors import NotAllowed
from bot.domain.weekly import iso_weeks
from bot.domain.workspace import schedule
from bot.messages.accounts.accounts import unclear
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.sponsors import coverage as coverage_messages
from bot.messages.sponsors import sponsors as sponsor_messages
from bot.messages.views import TITLE, as_modal
from bot.messages.workspace.help import SPONSOR
from bot.parsing.commands.sponsor_commands import (
    AskPerson,
    EndSponsorship,
    OfferSponsors,
    ProposeSponsor,
    ShowCoverage,
    read_sponsor,
)
from bot.services.accounts import accounts, cards, naming
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.sponsors import coverage, proposals, sponsors
from bot.services.sponsors.sponsors import ProposedSponsor, SixthAccount, SponsorDecision
from bot.services.workspace import members, workspaces
from handlers.accounts.owners import names_person
from handlers.listeners import Command, Listeners
from handlers.request import Request, refusing_malformed


def sponsor(deps: Deps, request: Request) -> None:
    with request.returning_text():
        request.reply(run(deps, request))


def accept(deps: Deps, request: Request) -> None:
    """Say yes to a proposal; with five accounts already it is asked once more."""
    guard = request.on_commit("Kept: you are the sponsor")
    one_more = request.action_id == sponsor_messages.YES_ONE_MORE
    accepted = sponsors.accept(deps, request.caller, request.text, guard=guard, one_more=one_more)
    if isinstance(accepted, SixthAccount) and request.action_suffix:
        _confirm_in_modal(request, accepted)
        return
    at = request.action_suffix or request.metadata.get("at", "")
    _answer(request, _accepted(accepted), _still_open(deps, request, request.text, at=at))


def confirm(deps: Deps, request: Request) -> None:
    """Say yes on somebody's behalf, as an admin."""
    guard = request.on_commit("Confirmed on their behalf")
    one_more = request.action_id == sponsor_messages.CONFIRM_ONE_MORE
    confirmed = sponsors.confirm(deps, request.caller, request.text, guard=guard, one_more=one_more)
    account, sponsorship = confirmed.account, confirmed.sponsorship
    names = workspaces.names(deps, request.caller.workspace.id)
    if isinstance(confirmed, SixthAccount):
        name = names.get(sponsorship.member, "")
        request.replace(sponsor_messages.one_more(account, sponsorship, confirmed.accounts, on_behalf=name))
    elif sponsorship.was_confirmed_on_behalf:
        request.replace(sponsor_messages.confirmed(account, sponsorship, names))
    else:
        request.replace(sponsor_messages.already(account, sponsorship, names))


def plan(deps: Deps, request: Request) -> None:
    """Plan the first conversation of a new sponsor."""
    with refusing_malformed():
        sponsorship_id, period = request.text.split(" ", 1)
    today = local_today(deps, request.caller)
    day = _last_working_day(period, today)
    guard = request.on_commit("Put down")
    planned = sponsors.plan_first(deps, request.caller, sponsorship_id, day, guard=guard)
    request.replace(sponsor_messages.planned(planned.account, day, today))


def ask_why(deps: Deps, request: Request) -> None:
    """Open the form that declines a proposal."""
    account = proposals.asked_about(deps, request.caller, request.text)
    metadata = request.form_metadata(sponsorship=request.text, at=request.action_suffix)
    request.open_modal(sponsor_messages.decline_form(account, metadata))


def decline(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        sponsorship_id = request.metadata["sponsorship"]
    reason, guard = request.form.text(sponsor_messages.REASON), request.on_commit("Noted")
    declined = sponsors.decline(deps, request.caller, sponsorship_id, reason, guard=guard)
    others = _still_open(deps, request, sponsorship_id, at=str(request.metadata.get("at") or ""))
    request.finish_form("Noted", sponsor_messages.declined(declined.account), opened_from=others)


def show(deps: Deps, request: Request) -> None:
    """Show the card of the account that the proposal is about."""
    request.open_message(card(cards.of(deps, request.caller, request.text)))


def offer(deps: Deps, request: Request) -> None:
    """Show whom to ask for the account, over the list that it is one of."""
    account = accounts.existing(deps, request.caller, request.text)
    request.open_message(sponsor_messages.suggestions(coverage.suggest(deps, request.caller, account)))


def ask(deps: Deps, request: Request) -> None:
    """Propose the person on the button."""
    with refusing_malformed():
        account_id, member_id = request.text.split(" ", 1)
    account = accounts.existing(deps, request.caller, account_id)
    proposed = sponsors.propose(deps, request.caller, account, member_id, guard=request.on_commit("Asked"))
    request.replace(_proposed(request, proposed))


def _still_open(deps: Deps, request: Request, sponsorship_id: str, *, at: str) -> Message | None:
    """The proposals in the same message that are still open; `at` is the place of this one among them, "" where it was
    the only one."""
    return proposals.still_open(deps, request.caller, sponsorship_id) if at else None


def _confirm_in_modal(request: Request, asked: SixthAccount) -> None:
    """Ask once more in a modal, over the message with its other proposals."""
    question = sponsor_messages.one_more(asked.account, asked.sponsorship, asked.accounts, is_beside_others=True)
    request.open_modal(as_modal(TITLE, question, metadata=request.form_metadata(at=request.action_suffix)))


def _answer(request: Request, message: Message, others: Message | None) -> None:
    """Put `message` in the place of the question; where others are open beside it they stay, and it goes below them, or
    into the modal that asked once more."""
    if request.container.modal_id is not None:
        request.replace(message, opened_from=others or message)
        return
    request.replace(others or message)
    if others is not None:
        request.post_below(message)


def run(deps: Deps, request: Request) -> Message:
    """What is typed behind /sponsor, or behind /account and the word sponsor."""
    directory, people = naming.directory(deps, request.caller), members.people(deps, request.caller)
    command = read_sponsor(request.text, directory, people)
    if isinstance(command, ShowCoverage):
        return coverage_messages.coverage(coverage.of(deps, request.caller))
    account = naming.named(deps, request.caller, command.name)
    if isinstance(account, AmbiguousAccount):
        return unclear(account.typed, account.choices, command="/sponsor")
    match command:
        case OfferSponsors():
            return sponsor_messages.suggestions(coverage.suggest(deps, request.caller, account))
        case AskPerson(_, person):
            return sponsor_messages.which_sponsor(account, person.typed, person.members, people.names)
        case ProposeSponsor(_, member):
            return _propose(deps, request, account, member)
        case EndSponsorship():
            ended = sponsors.end(deps, request.caller, account, guard=request.on_commit("Ended"))
            return sponsor_messages.ended(account, ended, workspaces.names(deps, request.caller.workspace.id))


def _propose(deps: Deps, request: Request, account: Account, member: str) -> Message:
    """Propose `member`; whoever proposes themself and may accept has accepted."""
    proposed = sponsors.propose(deps, request.caller, account, member, guard=request.on_commit("Asked"))
    if member == request.caller.member.id and proposed.sponsorship.is_open:
        guard = request.on_commit("Asked")
        with suppress(NotAllowed):
            return _accepted(sponsors.accept(deps, request.caller, proposed.sponsorship.id, guard=guard))
    return _proposed(request, proposed)


def _proposed(request: Request, proposed: ProposedSponsor) -> Message:
    reader = request.caller.member.id
    return sponsor_messages.asked(
        proposed.account, proposed.sponsorship, proposed.name, reader=reader, is_new=proposed.is_new
    )


def _accepted(accepted: SponsorDecision | SixthAccount) -> Message:
    if isinstance(accepted, SixthAccount):
        return sponsor_messages.one_more(accepted.account, accepted.sponsorship, accepted.accounts)
    return sponsor_messages.accepted(accepted.account, accepted.sponsorship)


def _last_working_day(period: str, today: date) -> date:
    """The last working day of this week, of the next, or of the month; never a day that is past."""
    friday = iso_weeks.monday_of(today) + timedelta(days=schedule.FRIDAY)
    if period == sponsor_messages.THIS_WEEK:
        return max(friday, today)
    if period == sponsor_messages.NEXT_WEEK:
        return friday + timedelta(weeks=1)
    last = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return max(last - timedelta(days=max(last.weekday() - schedule.FRIDAY, 0)), today)


COMMAND = Command("sponsor", sponsor, help=SPONSOR, writes=names_person)

LISTENERS = Listeners(
    actions={
        sponsor_messages.YES: accept,
        sponsor_messages.YES_ONE_MORE: accept,
        sponsor_messages.CONFIRM: confirm,
        sponsor_messages.CONFIRM_ONE_MORE: confirm,
        sponsor_messages.FIRST_CONVERSATION: plan,
        sponsor_messages.NOT_THIS: ask_why,
        sponsor_messages.SHOW: show,
        sponsor_messages.ASK: ask,
        sponsor_messages.OFFER: offer,
    },
    views={sponsor_messages.DECLINE_FORM: decline},
)
