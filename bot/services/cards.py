"""The card of an account, found by its name, by an alias, or by somebody's name there."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from bot.domain.accounts import Account
from bot.domain.cards import Card, Met, Told
from bot.domain.conversations import Conversation, FollowUp, State
from bot.domain.coverage import BREADTH_WITHIN, Breadth, breadths
from bot.domain.errors import Refusal
from bot.domain.insights import InsightKind
from bot.domain.members import Caller
from bot.domain.roles import Action, may
from bot.domain.waiting import Standing
from bot.parsing.matching import Found, find
from bot.services import questions, rights
from bot.services.conversations import local_today
from bot.services.deps import Deps
from bot.services.members import require_known
from bot.services.naming import Unclear
from bot.services.receipts import readable
from bot.storage import accounts, contacts, conversations, members, sponsorships, talks
from bot.storage.engine import Session

REACH = 200
"""So many entries of an account are looked at, the latest."""

_ASKED_ABOUT = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)
_ABOUT = (InsightKind.ABOUT, InsightKind.COMPETITOR, InsightKind.OPPORTUNITY)
_ABOUT_SHOWN, _OWED_SHOWN, _OFFERED = 3, 3, 5
_OWED_SINCE = timedelta(days=14)


def show(deps: Deps, caller: Caller, typed: str) -> Card | Unclear:
    """The card that `typed` names: an account's exact name first, then a contact's, then what comes near a name.

    Where several accounts may be meant they are asked about. Raises Refusal to somebody not known yet.
    """
    require_known(caller, typed=f"/account {typed}")
    today = local_today(deps, caller)
    with deps.database.reading() as session:
        found = find(deps.directories.of(session, caller.workspace), typed)
        if isinstance(found, Found) and not found.guessed:
            return _card(session, deps, caller, found.account_id, today)
        there = contacts.accounts_of(session, caller.workspace.id, typed, reader=caller.member.id)
        if isinstance(found, Found) and not there:
            return _card(session, deps, caller, found.account_id, today)
        if len(there) == 1:
            return _card(session, deps, caller, there[0], today)
        near = [] if isinstance(found, Found) else [each.account_id for each in found.candidates]
        choices = questions.choices(session, caller.workspace.id, (there or near)[:_OFFERED], today=today)
        return Unclear(typed, choices, is_contact=bool(there))


def of(deps: Deps, caller: Caller, account_id: str) -> Card:
    """The card of the account with this id. Raises Refusal to somebody not known yet, and where it is gone."""
    require_known(caller)
    with deps.database.reading() as session:
        return _card(session, deps, caller, account_id, local_today(deps, caller))


def entries_of(session: Session, workspace_id: str, account_id: str) -> list[Conversation]:
    """The latest entries of an account that count for others, latest first.

    What guests and people Slack has not told us of typed is left out until they are known as members.
    """
    latest = conversations.of_account(session, workspace_id, account_id, limit=REACH)
    authors = members.of(session, workspace_id, [each.logged_by for each in latest])
    confirmed = {one.id for one in authors.values() if one.is_known and not one.profile.is_guest}
    return [each for each in latest if each.logged_by in confirmed]


def told_in(entries: Collection[Conversation], kinds: Collection[str]) -> list[Told]:
    """What they said of these kinds, in the order of the entries."""
    return [
        Told(insight.kind, insight.text, entry.details.on, entry.details.people)
        for entry in entries
        for insight in entry.details.insights
        if insight.kind in kinds and entry.details.state is State.HELD
    ]


def _card(session: Session, deps: Deps, caller: Caller, account_id: str, today: date) -> Card:
    workspace_id, me = caller.workspace.id, caller.member.id
    account = accounts.find(session, workspace_id, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    entries = entries_of(session, workspace_id, account_id)
    shown = [readable(session, workspace_id, me, account=account, entry=each) for each in entries]
    last = next((each for each in shown if each.details.counts), None)
    standing = sponsorships.standing(session, workspace_id, [account_id])
    sponsor = next((each for each in standing if each.is_accepted), None)
    return Card(
        standing=Standing(account, today, last=last.details.on if last else None),
        breadth=_breadth(session, workspace_id, account, today),
        last=last,
        touch=_touch_after(shown, last),
        plan=_next_plan(shown, today),
        met=_met(shown, contacts.unmet(session, workspace_id, account_id)),
        ours=_ours(shown),
        ask=next(iter(told_in(shown, _ASKED_ABOUT)), None),
        owed=_owed(shown, today),
        about=tuple(told_in(shown, _ABOUT)[:_ABOUT_SHOWN]),
        sponsor=sponsor.member if sponsor else None,
        sponsor_since=sponsor.decided_at.date() if sponsor and sponsor.decided_at else None,
        may_take=account.owner is None,
        may_change=may(Action.CHANGE_ACCOUNT, rights.to_account(session, deps, caller, account)),
        names=members.names(session, workspace_id),
    )


def _breadth(session: Session, workspace_id: str, account: Account, today: date) -> Breadth:
    spoken = talks.between(session, workspace_id, today - BREADTH_WITHIN, today, account_id=account.id)
    return breadths([account.id], spoken, today)[account.id]


def _touch_after(shown: list[Conversation], last: Conversation | None) -> Conversation | None:
    touches = [each for each in shown if each.details.state is State.HELD and not each.details.counts]
    later = [each for each in touches if last is None or each.details.on >= last.details.on]
    return later[0] if later else None


def _next_plan(shown: list[Conversation], today: date) -> Conversation | None:
    plans = [each for each in shown if each.details.state is State.PLANNED and each.details.on >= today]
    return plans[-1] if plans else None


def _met(shown: list[Conversation], unmet: list[str]) -> tuple[Met, ...]:
    """Whom we know there: those met most first, then those who were only named."""
    times = Counter(contact for each in shown if each.details.counts for contact in each.details.contacts)
    met = sorted(times.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Met(name, number) for name, number in [*met, *((name, 0) for name in unmet)])


def _owed(shown: list[Conversation], today: date) -> tuple[FollowUp, ...]:
    """What was promised and is due, or was lately, the next first; what has no day, while it is fresh."""
    steps = [(each.details.follow_up, each.details.on) for each in shown if each.details.follow_up is not None]
    owed = [(step.due or on, step) for step, on in steps if step is not None]
    fresh = [(day, step) for day, step in owed if today - day <= _OWED_SINCE]
    return tuple(step for _, step in sorted(fresh, key=lambda each: each[0])[:_OWED_SHOWN])


def _ours(shown: list[Conversation]) -> tuple[str, ...]:
    people = [
        person for each in shown if each.details.counts for person in (each.details.held_by, *each.details.colleagues)
    ]
    return tuple(dict.fromkeys(people))
