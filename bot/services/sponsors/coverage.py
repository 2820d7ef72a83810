"""Coverage: who sponsors which account, whom to ask, and the message with their answer."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.deliveries.model import Delivery
from bot.domain.sponsors import coverage as rules
from bot.domain.sponsors.model import (
    CONVERSATION_EVERY,
    KNOWN_WITHIN,
    SponsorCandidate,
    Sponsorship,
    SponsorState,
    suggested,
)
from bot.domain.sponsors.proposals import Coverings, Sponsored, Suggestions
from bot.domain.weekly.leaderboard import CountedConversation
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member
from bot.domain.workspace.roles import Action, may
from bot.messages.blocks import Message
from bot.messages.sponsors import sponsors as drawn
from bot.outbox.message_types import Skip
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.sponsors import executives
from bot.services.sponsors.sponsors import ANSWER
from bot.services.weekly import quiet_hours
from bot.services.workspace import departments, permissions
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts
from bot.storage.conversations import stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, workspaces

_OFFERED = 3


def of(deps: Deps, caller: Caller) -> Coverings:
    """Every strategic and enterprise customer with its sponsor, for somebody Slack has told us of."""
    require_colleague(deps, caller)
    workspace_id, today = caller.workspace.id, local_today(deps, caller)
    with deps.reading(workspace_id) as scope:
        every = accounts.every(scope)
        standing = sponsorships.active(scope)
        spoken = stats.between(scope, today - CONVERSATION_EVERY, today)
        names = members.names_of(scope, [each.member for each in standing])
        breadths = departments.breadths(scope, today)
    covered = set(rules.coverage_of(every, standing, spoken, today).covered)
    needed = sorted(filter(rules.needs_sponsor, every), key=lambda account: account.name.casefold())
    sponsored = tuple(_sponsored(each, standing, covered, spoken) for each in needed)
    return Coverings(caller.member.id, today, sponsored, names, breadths)


def suggest(deps: Deps, caller: Caller, account: Account) -> Suggestions:
    """Whom to ask for an account, or who is asked or its sponsor already."""
    require_colleague(deps, caller)
    today = local_today(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        standing = sponsorships.active(scope, [account.id])
        candidates = () if standing else _candidates(scope, account, today)[:_OFFERED]
        people = [person for each in standing for person in (each.member, each.proposed_by, each.decided_by or "")]
        return Suggestions(
            account,
            tuple(standing),
            candidates,
            may_confirm=may(Action.CONFIRM_ON_BEHALF, permissions.in_workspace(scope, caller)),
            names=members.names_of(scope, [*people, *(candidate.member for candidate in candidates)]),
        )


def render_answer(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What came of it, to whoever proposed it and to the owner."""
    found = _found(scope, delivery)
    reader = members.find(scope, delivery.target)
    if reader is None or not reader.is_known:
        return Skip.NOT_READY
    if found is None or not reader.may_take_part or found[0].state in (SponsorState.PROPOSED, SponsorState.ENDED):
        return Skip.STALE
    sponsorship, account = found
    today = _today_of(scope, reader)
    next_one = None
    if sponsorship.state is SponsorState.DECLINED:
        able = _candidates(scope, account, today)
        next_one = next((each for each in able if each.member != reader.id), None)
    people = [sponsorship.member, sponsorship.decided_by or "", next_one.member if next_one else ""]
    names = members.names_of(scope, people)
    return drawn.answer(account, sponsorship, names, next_one=next_one, today=today, reader=reader.id)


def _sponsored(
    account: Account, standing: list[Sponsorship], covered: set[str], spoken: list[CountedConversation]
) -> Sponsored:
    own = sorted(
        (sponsorship for sponsorship in standing if sponsorship.account_id == account.id),
        key=lambda each: not each.is_accepted,
    )
    if not own:
        return Sponsored(account, None, is_asked=False, is_covered=False)
    first = own[0]
    days = [talk.on for talk in spoken if talk.account_id == account.id and first.member in talk.people]
    last = max(days, default=None)
    return Sponsored(account, first.member, first.is_open, account.id in covered, last, first.first_conversation)


def _candidates(scope: Scope, account: Account, today: date) -> tuple[SponsorCandidate, ...]:
    """Who may be asked: executives where there are any, never the owner, nor whoever was asked before."""
    spoken = stats.between(scope, today - KNOWN_WITHIN, today, account_id=account.id)
    times = Counter(person for talk in spoken for person in talk.people)
    leaders = executives.of(scope)
    people = members.of(scope, [*times, *leaders.members])
    able = [each.id for each in people.values() if each.is_known and each.may_take_part]
    sponsored = sponsorships.accepted_by(scope, able)
    before = {sponsorship.member for sponsorship in sponsorships.of_account(scope, account.id)}
    return suggested(
        (SponsorCandidate(each, times[each], sponsored.get(each, 0)) for each in able),
        executives=leaders,
        leave_out=before | {account.owner or ""},
    )


def _found(scope: Scope, delivery: Delivery) -> tuple[Sponsorship, Account] | None:
    sponsorship = sponsorships.find(scope, delivery.subject)
    account = accounts.find(scope, sponsorship.account_id) if sponsorship else None
    return (sponsorship, account) if sponsorship and account else None


def _today_of(scope: Scope, member: Member) -> date:
    workspace = workspaces.find(scope)
    zone = member.profile.zone or (workspace.zone if workspace else "UTC")
    return schedule.local_date(scope.now, ZoneInfo(zone))


SPONSOR_ANSWER = quiet_hours.direct_message(ANSWER, "The answer to a sponsor proposal", render_answer)
