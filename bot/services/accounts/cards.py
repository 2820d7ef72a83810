"""The card of an account, found by its name, by an alias, or by somebody's name there."""

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.cards import WORTH_ASKING, Card, KnownContact, OpenFollowUp, QuotedInsight, insights_in
from bot.domain.accounts.model import Account
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.conversations.model import Conversation, State
from bot.domain.errors import Refusal
from bot.domain.insights.model import InsightKind
from bot.domain.sponsors.coverage import BREADTH_WITHIN, Breadth, breadths
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, may
from bot.services.accounts.naming import AmbiguousAccount, looked_for
from bot.services.conversations import access_requests
from bot.services.deps import Deps
from bot.services.local_days import local_day
from bot.services.workspace import permissions
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import cadences, contacts, merges
from bot.storage.conversations import conversations, follow_ups, stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members

REACH = access_requests.REACH
"""So many conversations with an account are looked at, and so many other entries: the latest."""
_ABOUT = (InsightKind.ABOUT, InsightKind.COMPETITOR, InsightKind.OPPORTUNITY)
_ABOUT_SHOWN, _OWED_SHOWN = 3, 3


def show(deps: Deps, caller: Caller, typed: str) -> Card | AmbiguousAccount:
    """The card that `typed` names: an account's exact name first, then a contact's, then what comes near a name.

    Where several accounts may be meant they are asked about. Raises Refusal to somebody not known yet.
    """
    require_colleague(deps, caller, typed=f"/account {typed}")
    with deps.reading(caller.workspace.id) as scope:
        found = looked_for(deps, scope, caller, typed)
        if isinstance(found, AmbiguousAccount):
            return found
        return _card(scope, caller, found.id, local_day(caller, scope.now))


def of(deps: Deps, caller: Caller, account_id: str) -> Card:
    """The card of the account with this id. Raises Refusal to somebody not known yet, and where it is gone."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return _card(scope, caller, account_id, local_day(caller, scope.now))


def worth_asking(scope: Scope, account_id: str, *, reader: str) -> QuotedInsight | None:
    """What an account last complained of, wished for or was at risk over, as a member may read it."""
    entries = conversations.of_account(scope, account_id, limit=REACH)
    return next(iter(insights_in([entry.as_read_by(reader) for entry in entries], WORTH_ASKING)), None)


def _card(scope: Scope, caller: Caller, account_id: str, today: date) -> Card:
    me = caller.member.id
    account = merges.surviving(scope, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    account_id = account.id
    standing = sponsorships.active(scope, [account_id])
    sponsorship = next((each for each in standing if each.is_accepted), None)
    sponsor = sponsorship.member if sponsorship else None
    entries = conversations.of_account(scope, account_id, limit=REACH)
    shown = [entry.as_read_by(me) for entry in entries]
    last = next((each for each in shown if each.details.counts), None)
    card = Card(
        status=AccountStatus(account, today, last=last.details.on if last else None, cadences=cadences.of(scope)),
        breadth=_breadth(scope, account, today),
        last=last,
        touch=_touch_after(shown, last),
        plan=_next_plan(shown, today),
        met=_met(shown, contacts.named(scope, account_id)),
        ours=_ours(shown),
        ask=next(iter(insights_in(shown, WORTH_ASKING)), None),
        owed=_owed(scope, caller, account_id),
        about=tuple(insights_in(shown, _ABOUT)[:_ABOUT_SHOWN]),
        sponsor=sponsor,
        sponsor_since=sponsorship.decided_at.date() if sponsorship and sponsorship.decided_at else None,
        withheld=access_requests.withheld(scope, caller, entries) if me in (account.owner, sponsor) else (),
        may_take=account.owner is None,
        may_change=may(Action.CHANGE_ACCOUNT, permissions.to_account(scope, caller, account)),
    )
    return replace(card, names=members.names_of(scope, card.people))


def _breadth(scope: Scope, account: Account, today: date) -> Breadth:
    spoken = stats.between(scope, today - BREADTH_WITHIN, today, account_id=account.id)
    return breadths([account.id], spoken, today)[account.id]


def _touch_after(shown: list[Conversation], last: Conversation | None) -> Conversation | None:
    touches = [
        conversation
        for conversation in shown
        if conversation.details.state is State.HELD and not conversation.details.counts
    ]
    later = [touch for touch in touches if last is None or touch.details.on >= last.details.on]
    return later[0] if later else None


def _next_plan(shown: list[Conversation], today: date) -> Conversation | None:
    plans = [
        conversation
        for conversation in shown
        if conversation.details.state is State.PLANNED and conversation.details.on >= today
    ]
    return plans[-1] if plans else None


def _met(shown: list[Conversation], named: list[str]) -> tuple[KnownContact, ...]:
    """Whom we know there: those met most first, then those who, for all this reader knows, were only named."""
    times = Counter(
        contact for conversation in shown if conversation.details.counts for contact in conversation.details.contacts
    )
    met = sorted(times.items(), key=lambda each: (-each[1], each[0]))
    unmet = [(name, 0) for name in named if name not in times]
    return tuple(KnownContact(name, number) for name, number in [*met, *unmet])


def _owed(scope: Scope, caller: Caller, account_id: str) -> tuple[OpenFollowUp, ...]:
    """What was promised them and is open, the latest due first."""
    owed = follow_ups.open_of_account(scope, account_id, reader=caller.member.id, limit=_OWED_SHOWN)
    return tuple(
        OpenFollowUp(
            each.step,
            each.entry.details.on,
            each.entry.details.people,
            id=each.id,
            may_end=permissions.may_end_follow_up(scope, caller, each.entry),
        )
        for each in owed
    )


def _ours(shown: list[Conversation]) -> tuple[str, ...]:
    people = [
        person
        for conversation in shown
        if conversation.details.counts
        for person in (conversation.details.held_by, *conversation.details.colleagues)
    ]
    return tuple(dict.fromkeys(people))
