"""/sponsor: proposing, the answers in direct messages, ending it, and coverage."""

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.accounts.model import Account
from bot.domain.errors import NotAllowed
from bot.domain.weekly import iso_weeks
from bot.domain.workspace import schedule
from bot.messages.accounts.accounts import unclear
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.sponsors import sponsors as drawn
from bot.messages.views import TITLE, as_modal
from bot.messages.workspace import help as explained
from bot.parsing.commands.sponsor_commands import (
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
from bot.services.workspace import workspaces
from handlers.answers import Answers, CommandHandler, Request, of_command, of_form, of_press, taken_apart
from handlers.conversations.conversation_form import said_in


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def answer(request: Request) -> None:
        if request.text.strip().casefold() in ("help", "?"):
            request.tell(explained.sponsor())
            return
        with request.giving_back():
            request.tell(_carried_out(request, deps))

    @app.command("/sponsor")
    def sponsor(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answer(of_command(body, context, ack))

    _register_yes(app, deps, answers)
    _register_no(app, deps, answers)
    return answer


def _register_yes(app: App, deps: Deps, answers: Answers) -> None:
    """Yes, an admin's yes on behalf, and the day of the first conversation."""

    @app.action(re.compile(f"{drawn.YES}(:.+)?|{drawn.YES_ONE_MORE}"))
    def accept(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        one_more = body["actions"][0]["action_id"] == drawn.YES_ONE_MORE
        guard = request.saving("Kept: you are the sponsor")
        made = sponsors.accept(deps, request.caller, request.text, guard=guard, one_more=one_more)
        if isinstance(made, SixthAccount) and request.at:
            _confirm_beside(request, answers, made)
            return
        at = request.at or request.metadata.get("at", "")
        _answer(request, answers, _said_yes(made), _others_asked(deps, request, request.text, at=at))

    @app.action(re.compile(f"{drawn.CONFIRM}:.+|{drawn.CONFIRM_ONE_MORE}"))
    def confirm(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        one_more = body["actions"][0]["action_id"] == drawn.CONFIRM_ONE_MORE
        guard = request.saving("Confirmed on their behalf")
        made = sponsors.confirm(deps, request.caller, request.text, guard=guard, one_more=one_more)
        names = workspaces.names(deps, request.caller.workspace.id)
        if isinstance(made, SponsorDecision) and not made.sponsorship.was_confirmed_on_behalf:
            answers.replace(request, drawn.already(made.account, made.sponsorship, names))
        elif isinstance(made, SixthAccount):
            name = names.get(made.sponsorship.member, "")
            answers.replace(request, drawn.one_more(made.account, made.sponsorship, made.accounts, on_behalf=name))
        else:
            answers.replace(request, drawn.confirmed(made.account, made.sponsorship, names))

    @app.action(re.compile(f"{drawn.FIRST_TALK}:.+"))
    def plan(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            sponsorship_id, when = request.text.split(" ", 1)
        today = local_today(deps, request.caller)
        day = _day_meant(when, today)
        guard = request.saving("Put down")
        planned = sponsors.plan_first(deps, request.caller, sponsorship_id, day, guard=guard)
        answers.replace(request, drawn.planned(planned.account, day, today))


def _register_no(app: App, deps: Deps, answers: Answers) -> None:
    """No and why, a look at the account, and asking somebody else."""

    @app.action(re.compile(f"{drawn.NOT_THIS}(:.+)?"))
    def ask_why(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        account = proposals.asked_about(deps, request.caller, request.text)
        metadata = request.kept_metadata(sponsorship=request.text, at=request.at)
        answers.open(request, drawn.decline_form(account, metadata))

    @app.view(drawn.DECLINE_FORM)
    def decline(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        reason = said_in(body["view"], drawn.REASON)
        guard = request.saving("Noted")
        with taken_apart():
            sponsorship_id = request.metadata["sponsorship"]
        declined = sponsors.decline(deps, request.caller, sponsorship_id, reason, guard=guard)
        others = _others_asked(deps, request, sponsorship_id, at=str(request.metadata.get("at") or ""))
        answers.become(request, "Noted", drawn.declined(declined.account), opened_from=others)

    @app.action(re.compile(f"{drawn.SHOW}(:.+)?"))
    def show(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.open_message(request, card(cards.of(deps, request.caller, request.text)))

    @app.action(re.compile(f"{drawn.ASK}:.+"))
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            account_id, member_id = request.text.split(" ", 1)
        account = accounts.existing(deps, request.caller, account_id)
        asked = sponsors.propose(deps, request.caller, account, member_id, guard=request.saving("Asked"))
        answers.replace(request, _asked(request, asked))


def _others_asked(deps: Deps, request: Request, sponsorship_id: str, *, at: str) -> Message | None:
    """What the message still asks beside this question, which stood `at` a place in it: at none where it was alone."""
    return proposals.still_open(deps, request.caller, sponsorship_id) if at else None


def _confirm_beside(request: Request, answers: Answers, asked: SixthAccount) -> None:
    """Ask once more over the message, in which nothing is answered yet."""
    question = drawn.one_more(asked.account, asked.sponsorship, asked.accounts, is_beside_others=True)
    answers.open(request, as_modal(TITLE, question, metadata=request.kept_metadata(at=request.at)))


def _answer(request: Request, answers: Answers, message: Message, others: Message | None) -> None:
    """In the place of the question; where others are open beside it they stay there, and the answer stands below, or in
    the modal that asked once more."""
    if request.place.modal is not None:
        answers.replace(request, message, opened_from=others or message)
        return
    answers.replace(request, others or message)
    if others is not None:
        answers.add(request, message)


def _carried_out(request: Request, deps: Deps) -> Message:
    asked = read_sponsor(request.text, naming.directory(deps, request.caller))
    if isinstance(asked, ShowCoverage):
        return drawn.coverage(coverage.of(deps, request.caller))
    account = naming.named(deps, request.caller, asked.name)
    if isinstance(account, AmbiguousAccount):
        return unclear(account.typed, account.choices, command="/sponsor")
    match asked:
        case OfferSponsors():
            return drawn.suggestions(coverage.suggest(deps, request.caller, account))
        case ProposeSponsor(_, member):
            return _proposed(request, deps, account, member)
        case EndSponsorship():
            ended = sponsors.end(deps, request.caller, account, guard=request.saving("Ended"))
            return drawn.ended(account, ended, workspaces.names(deps, request.caller.workspace.id))


def _proposed(request: Request, deps: Deps, account: Account, member: str) -> Message:
    """Asked; who proposes themself and may say yes has said it."""
    made = sponsors.propose(deps, request.caller, account, member, guard=request.saving("Asked"))
    if member == request.caller.member.id and made.sponsorship.is_open:
        with suppress(NotAllowed):
            return _said_yes(sponsors.accept(deps, request.caller, made.sponsorship.id, guard=request.saving("Asked")))
    return _asked(request, made)


def _asked(request: Request, made: ProposedSponsor) -> Message:
    reader = request.caller.member.id
    return drawn.asked(made.account, made.sponsorship, made.name, reader=reader, is_new=made.is_new)


def _said_yes(answered: SponsorDecision | SixthAccount) -> Message:
    if isinstance(answered, SixthAccount):
        return drawn.one_more(answered.account, answered.sponsorship, answered.accounts)
    return drawn.accepted(answered.account, answered.sponsorship)


def _day_meant(when: str, today: date) -> date:
    """The last working day of this week, of the next, or of the month; never a day that is past."""
    friday = iso_weeks.monday_of(today) + timedelta(days=schedule.FRIDAY)
    if when == drawn.THIS_WEEK:
        return max(friday, today)
    if when == drawn.NEXT_WEEK:
        return friday + timedelta(weeks=1)
    last = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return max(last - timedelta(days=max(last.weekday() - schedule.FRIDAY, 0)), today)
