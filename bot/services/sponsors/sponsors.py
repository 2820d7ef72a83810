"""Executive sponsors: propose, accept, confirm, decline and end; whoever it concerns is told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.domain.errors import Conflict, NotAllowed, NotSaved, Refusal
from bot.domain.sponsors import model as rules
from bot.domain.sponsors.model import Sponsorship, SponsorState, Step
from bot.domain.workspace.members import Caller, Member
from bot.domain.workspace.roles import Action, Role
from bot.outbox import queue, rescheduling
from bot.parsing.slack_text import storable
from bot.services import audit_log
from bot.services.accounts import assignments
from bot.services.deps import Deps, Guard
from bot.services.sponsors import proposals
from bot.services.workspace import permissions
from bot.services.workspace.members import known
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations as entries
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members

ANSWER = "sponsor answer"
"""A kind of deliveries; the subject is the sponsorship's id."""

_TELL_AFTER = timedelta(minutes=5)
"""So long the answer waits for the day they mean to speak to them first."""


@dataclass(frozen=True)
class ProposedSponsor:
    """A proposal that stands; `is_new` is False where the same person was asked before."""

    account: Account
    sponsorship: Sponsorship
    name: str
    is_new: bool


@dataclass(frozen=True)
class SponsorDecision:
    """A sponsorship after its answer; `accounts` is how many they sponsor now."""

    account: Account
    sponsorship: Sponsorship
    accounts: int


@dataclass(frozen=True)
class SixthAccount:
    """They sponsor as many accounts as people keep up: one more must be confirmed."""

    account: Account
    sponsorship: Sponsorship
    accounts: int


def propose(deps: Deps, caller: Caller, account: Account, member_id: str, *, guard: Guard) -> ProposedSponsor:
    """Ask a member to be an account's sponsor, once for all.

    Executives and admins who propose themselves say yes; for others who do, an admin confirms it. Raises Refusal for
    somebody who may not take part, for the owner, for whoever passed on it, and where the account has a sponsor.
    """
    member = _askable(deps, caller, member_id)
    with deps.transaction(caller.workspace.id, guard) as scope:
        permissions.require(
            Action.PROPOSE_SPONSOR, permissions.in_workspace(scope, caller), "Members propose sponsors."
        )
        account = _held_account(scope, account.id)
        _refuse_impossible(scope, account, member)
        asked = sponsorships.propose(scope, account.id, member_id, by=caller.member.id)
        asked = asked or _ask_anew(scope, caller, account, member_id)
        if asked is None:
            before = _open(scope, account, member_id)
            return ProposedSponsor(account, before, member.profile.name, is_new=False)
        audit_log.write(scope, caller, "propose sponsor", account.id, sponsor=member_id)
        if member_id != caller.member.id:
            proposals.ask(scope, asked)
    deps.outbox.wake()
    return ProposedSponsor(account, asked, member.profile.name, is_new=True)


def accept(
    deps: Deps, caller: Caller, sponsorship_id: str, *, guard: Guard, one_more: bool = False
) -> SponsorDecision | SixthAccount:
    """Yes. The sixth account must be confirmed with `one_more`. Pressed twice it is one yes."""
    return _say_yes(deps, caller, sponsorship_id, Step.ACCEPT, guard=guard, one_more=one_more)


def confirm(
    deps: Deps, caller: Caller, sponsorship_id: str, *, guard: Guard, one_more: bool = False
) -> SponsorDecision | SixthAccount:
    """An admin says yes on behalf of who was asked; it is shown as that."""
    return _say_yes(deps, caller, sponsorship_id, Step.CONFIRM, guard=guard, one_more=one_more)


def decline(deps: Deps, caller: Caller, sponsorship_id: str, reason: str, *, guard: Guard) -> SponsorDecision:
    """No, and why. Whoever asked hears it, with somebody else to ask."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        asked, account = _held(scope, sponsorship_id)
        answered = _take(scope, caller, asked, Step.DECLINE, reason=storable(reason).strip())
        _tell_others(scope, caller, account, answered)
    deps.outbox.wake()
    return SponsorDecision(account, answered, 0)


def plan_first(deps: Deps, caller: Caller, sponsorship_id: str, day: date, *, guard: Guard) -> SponsorDecision:
    """When the sponsor means to speak to the account first: a plan of that day, once."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        held, account = _held(scope, sponsorship_id)
        if held.member != caller.member.id or not held.is_accepted:
            raise NotAllowed("Only its sponsor plans their first conversation.")
        planned = replace(held, first_conversation=day)
        sponsorships.record(scope, held, planned)
        details = Details(State.PLANNED, Kind.CALL, None, day, held_by=held.member)
        entry = entries.NewConversation(account.id, details, held.member, None, Source.PLAN, held.id)
        is_new = entries.add(scope, entry) is not None
        if not is_new and not _has_moved(scope, caller, entry):
            raise Refusal("That plan is settled already: log what came of it, or a new one.")
        for target in _others(account, held, but=caller.member.id):
            rescheduling.reschedule(scope, kind=ANSWER, subject=held.id, target=target, due_at=scope.now)
        number = sponsorships.accepted_by(scope, [held.member]).get(held.member, 0)
    deps.outbox.wake()
    return SponsorDecision(account, planned, number)


def end(deps: Deps, caller: Caller, account: Account, *, guard: Guard) -> list[Sponsorship]:
    """End what is asked or accepted for an account; what that was. History is kept."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        held = permissions.to_account(scope, caller, account)
        standing = sponsorships.active(scope, [account.id])
        mine = [
            each for each in standing if rules.may_take(rules.step_ending(each), held | each.roles_of(caller.member.id))
        ]
        if standing and not mine:
            raise NotAllowed("Its owner, its sponsor, whoever proposed it, or an admin can end this.")
        for sponsorship in mine:
            _take(scope, caller, sponsorship, rules.step_ending(sponsorship))
    deps.outbox.wake()
    return mine


def _say_yes(
    deps: Deps, caller: Caller, sponsorship_id: str, step: Step, *, guard: Guard, one_more: bool
) -> SponsorDecision | SixthAccount:
    try:
        with deps.transaction(caller.workspace.id, guard) as scope:
            asked, account = _held(scope, sponsorship_id)
            number = sponsorships.accepted_by(scope, [asked.member]).get(asked.member, 0)
            _require(scope, caller, account, asked, step)
            if asked.is_accepted:
                return SponsorDecision(account, asked, number)
            if rules.needs_confirming(number) and not one_more:
                return SixthAccount(account, asked, number)
            answered = _take(scope, caller, asked, step)
            _withdraw_others(scope, caller, answered)
            _tell_others(scope, caller, account, answered)
    except Conflict as error:  # an Outrun says nothing of sponsors
        raise error if isinstance(error, NotSaved) else Refusal("That account has a sponsor by now.") from None
    deps.outbox.wake()
    return SponsorDecision(account, answered, number + 1)


def _require(scope: Scope, caller: Caller, account: Account, asked: Sponsorship, step: Step) -> None:
    """Raise NotAllowed unless the caller may say yes, for themself or on behalf of a member who still takes part."""
    held = permissions.to_account(scope, caller, account) | asked.roles_of(caller.member.id)
    is_own = step is Step.ACCEPT and asked.member == caller.member.id
    if not (is_own if step is Step.ACCEPT else rules.may_take(step, held)):
        raise NotAllowed(proposals.NOT_ASKED)
    if is_own and asked.was_offered and not held & {Role.EXECUTIVE, Role.ADMIN}:
        raise NotAllowed("You proposed yourself: an admin confirms it with /sponsor and the account.")
    member = members.find(scope, asked.member)
    if member is None or not member.may_take_part:
        raise Refusal("They cannot sponsor an account any more: /sponsor and the account, then none, ends it.")
    if asked.is_open and account.owner == asked.member:
        whose = "You own" if is_own else f"{member.profile.name or 'They'} owns"
        raise Refusal(f"{whose} {account.name} by now: the sponsor stands beside the owner.")


def _take(scope: Scope, caller: Caller, before: Sponsorship, step: Step, *, reason: str = "") -> Sponsorship:
    """Take a step, if the caller may and it follows from where the sponsorship stands."""
    me = caller.member.id
    account = _held_account(scope, before.account_id)
    held = permissions.to_account(scope, caller, account) | before.roles_of(me)
    if not rules.may_take(step, held):
        proposals.refuse_settled(before, caller, step)
        raise NotAllowed(proposals.NOT_ASKED)
    after = rules.taken(before, step, by=me, at=scope.now, reason=reason)
    if not sponsorships.record(scope, before, after):
        raise Refusal("Somebody was faster: look at it again.")
    entry_id = audit_log.write(scope, caller, f"sponsor: {step.value}", account.id, sponsor=before.member)
    if step is Step.END:
        assignments.tell(scope, entry_id, before.member, by=me)
    return after


def _withdraw_others(scope: Scope, caller: Caller, accepted: Sponsorship) -> None:
    """Who else is asked for the account is asked no longer."""
    for sponsorship in sponsorships.active(scope, [accepted.account_id]):
        if sponsorship.is_open:
            ended = rules.taken(sponsorship, Step.WITHDRAW, by=caller.member.id, at=scope.now)
            sponsorships.record(scope, sponsorship, ended)
            action = f"sponsor: {Step.WITHDRAW.value}"
            audit_log.write(scope, caller, action, sponsorship.account_id, sponsor=sponsorship.member)


def _tell_others(scope: Scope, caller: Caller, account: Account, answered: Sponsorship) -> None:
    """Whoever proposed it and the owner hear the answer, a yes after a while: it may come with a day."""
    due_at = scope.now + (_TELL_AFTER if answered.is_accepted else timedelta())
    for other in _others(account, answered, but=caller.member.id):
        queue.enqueue(scope, kind=ANSWER, subject=answered.id, target=other, due_at=due_at)


def _others(account: Account, sponsorship: Sponsorship, *, but: str) -> list[str]:
    concerned = [sponsorship.proposed_by, account.owner or "", sponsorship.member]
    return [each for each in dict.fromkeys(concerned) if each and each != but]


def _askable(deps: Deps, caller: Caller, member_id: str) -> Member:
    member = known(deps, caller.workspace, member_id)
    name = member.profile.name or "That person"
    if not member.is_known:
        raise Refusal("Slack has not told me yet who that is: send it again in a minute.")
    if not member.may_take_part:
        raise Refusal(f"{name} cannot sponsor an account: a guest, a bot, or somebody who left. Name a member.")
    return member


def _refuse_impossible(scope: Scope, account: Account, member: Member) -> None:
    name = member.profile.name or "They"
    sponsor = sponsorships.sponsor_of(scope, account.id)
    if sponsor is not None:
        other = members.names_of(scope, [sponsor]).get(sponsor, "Somebody")
        raise Refusal(f"{other} is {account.name}'s sponsor: /sponsor {account.name} none ends it first.")
    if account.owner == member.id:
        raise Refusal(f"{name} owns {account.name}: the sponsor stands beside the owner. Ask somebody else.")
    before = sponsorships.of_account(scope, account.id)
    if any(each.member == member.id and each.state is SponsorState.DECLINED for each in before):
        raise Refusal(f"{name} passed on {account.name}, and is asked once: ask somebody else.")


def _ask_anew(scope: Scope, caller: Caller, account: Account, member_id: str) -> Sponsorship | None:
    """A question that came with a file is the caller's from now on: nobody was asked it yet.

    Who offered themself was not asked either, and waits for an admin: no second person says yes for them by asking.
    """
    standing = _open(scope, account, member_id)
    is_asked = queue.exists(scope, proposals.PROPOSAL, standing.id, target=member_id)
    if is_asked or member_id in (caller.member.id, standing.proposed_by):
        return None
    return sponsorships.ask_anew(scope, standing.id, by=caller.member.id)


def _open(scope: Scope, account: Account, member_id: str) -> Sponsorship:
    standing = sponsorships.active(scope, [account.id])
    return next(each for each in standing if each.member == member_id)


def _held(scope: Scope, sponsorship_id: str) -> tuple[Sponsorship, Account]:
    """The account is held before it, as by whoever gives it an owner: nobody becomes both at the same moment."""
    found = sponsorships.find(scope, sponsorship_id)
    account = _held_account(scope, found.account_id) if found else None
    held = sponsorships.lock(scope, sponsorship_id)
    if account is None or held is None or held.account_id != account.id:
        raise Refusal("That proposal is gone.")
    return held, account


def _held_account(scope: Scope, account_id: str) -> Account:
    """Two who ask the same person at the same moment ask one after the other, and join their questions."""
    held = accounts.lock(scope, account_id)
    if held is None:
        raise Refusal("That account is gone.")
    return held


def _has_moved(scope: Scope, caller: Caller, entry: entries.NewConversation) -> bool:
    """The plan stands already: its day is another now, while it is still a plan. Says whether it is."""
    before = entries.by_key(scope, entry.source, entry.idempotency_key or "")
    held = before and entries.lock(scope, before.id)
    if held is None or held.details.state is not State.PLANNED or held.undone_at is not None:
        return False
    details = replace(held.details, on=entry.details.on)
    if details == held.details:
        return True
    entries.change(scope, held, held.account_id, details, by=caller.member.id)
    return True
