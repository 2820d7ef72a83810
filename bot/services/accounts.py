"""Accounts: adding one, finding one, and the card to read before a call."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.accounts import Account, Stage, Tier
from bot.domain.cards import Card, Met, Told
from bot.domain.conversations import Conversation, FollowUp, State
from bot.domain.errors import Refusal
from bot.domain.insights import InsightKind
from bot.domain.members import Caller
from bot.domain.receipts import Choice
from bot.parsing.commands import AddAccount
from bot.parsing.matching import Found, find, search
from bot.parsing.names import normal_name
from bot.services import questions
from bot.services.changes import check_owner
from bot.services.conversations import local_today
from bot.services.deps import Deps, Guard
from bot.services.members import require_known
from bot.services.naming import Unclear
from bot.services.receipts import readable
from bot.storage import accounts, audit, conversations, entries, members, sponsorships
from bot.storage.engine import Session

_CARD_REACH = 200
_ASKED_ABOUT = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)
_ABOUT = (InsightKind.ABOUT, InsightKind.COMPETITOR, InsightKind.OPPORTUNITY)
_ABOUT_SHOWN, _OWED_SHOWN = 3, 3
_OWED_SINCE = timedelta(days=14)
_OFFERED = 20
_NAMED = 3


@dataclass(frozen=True)
class Added:
    """The account that stands now; `is_new` is False where one of that name stood already."""

    account: Account
    owner: str | None
    is_new: bool


def add(deps: Deps, caller: Caller, wanted: AddAccount, *, guard: Guard) -> Added:
    """Add an account; twice is once. Where nothing is said of its stage it is a customer.

    Raises Refusal for an owner who may not take part (a guest, a bot, or somebody who left), for a name that
    several accounts have, and to somebody Slack has not told us of yet where it would show them what stands.
    """
    if wanted.owner is not None:
        check_owner(deps, caller, wanted.owner)
    with deps.database.transaction(guard) as session:
        named = _named_exactly(session, deps, caller, wanted.name)
        if named:
            return _was_here(session, caller, wanted, named)
        added = accounts.add(
            session, caller.workspace.id, _new(deps, caller, wanted), by=caller.member.id, now=deps.now()
        )
        if added is None:
            raise LookupError(wanted.name)
        if wanted.owner is not None:
            members.mention(session, caller.workspace.id, [wanted.owner])
        _audit(session, deps, caller, added)
        return Added(added, _owner_of(session, caller, added), is_new=True)


def standing_or_added(session: Session, deps: Deps, caller: Caller, name: str, stage: Stage) -> Account:
    """The account that stands under `name` already, to the letter or exactly as a line would find it, or a new one.

    A colleague who was asked about the same name may have been faster; until the transaction ends nobody else is.
    """
    named = _named_exactly(session, deps, caller, name)
    if len(named) == 1:
        return named[0]
    new = _new(deps, caller, AddAccount(name, stage))
    added = accounts.add(session, caller.workspace.id, new, by=caller.member.id, now=deps.now())
    if added is None:
        raise LookupError(name)
    _audit(session, deps, caller, added)
    return added


def show(deps: Deps, caller: Caller, typed: str) -> Card | Unclear:
    """The card of the account that `typed` names, or what comes nearest. Raises Refusal to somebody not known yet."""
    require_known(caller, typed=f"/account {typed}")
    today = local_today(deps, caller)
    with deps.database.reading() as session:
        directory = deps.directories.of(session, caller.workspace)
        match find(directory, typed):
            case Found() as found:
                return _card(session, caller, found.account_id, today)
            case asked:
                ids = [candidate.account_id for candidate in asked.candidates]
                return Unclear(typed, questions.choices(session, caller.workspace.id, ids, today=today))


def card_of(deps: Deps, caller: Caller, account_id: str) -> Card:
    """The card of the account with this id. Raises Refusal to somebody not known yet, and where it is gone."""
    require_known(caller)
    with deps.database.reading() as session:
        return _card(session, caller, account_id, local_today(deps, caller))


def standing(deps: Deps, caller: Caller, account_id: str) -> Account:
    """The account with this id. Raises Refusal where it is gone."""
    with deps.database.reading() as session:
        account = accounts.find(session, caller.workspace.id, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    return account


def look_for(deps: Deps, caller: Caller, typed: str) -> tuple[Choice, ...]:
    """Accounts for a type-ahead, best first; before anything is typed those they spoke to last.

    Raises Refusal to somebody not known yet.
    """
    require_known(caller)
    with deps.database.reading() as session:
        if typed.strip():
            found = search(deps.directories.of(session, caller.workspace), typed, limit=_OFFERED)
            ids = [candidate.account_id for candidate in found]
        else:
            own = entries.of(session, caller.workspace.id, caller.member.id, limit=_CARD_REACH)
            ids = list(dict.fromkeys(entry.account_id for entry in own))[:_OFFERED]
        return questions.choices(session, caller.workspace.id, ids, today=local_today(deps, caller))


def _named_exactly(session: Session, deps: Deps, caller: Caller, name: str) -> list[Account]:
    version = accounts.hold_names(session, caller.workspace.id)
    same = accounts.named(session, caller.workspace.id, name, None)
    if same is not None:
        return [same]
    directory = deps.directories.of(session, replace(caller.workspace, accounts_version=version))
    ids = directory.exact(normal_name(name), short_aliases=True)
    found = (accounts.find(session, caller.workspace.id, account_id) for account_id in ids)
    return [account for account in found if account is not None]


def _was_here(session: Session, caller: Caller, wanted: AddAccount, named: list[Account]) -> Added:
    require_known(caller, typed=f"/account add {wanted.name}")
    if len(named) > 1:
        several = ", ".join(account.name for account in named[:_NAMED])
        raise Refusal(f"That could be one that is here already: {several}. Send a name of its own for another.")
    return Added(named[0], _owner_of(session, caller, named[0]), is_new=False)


def _new(deps: Deps, caller: Caller, wanted: AddAccount) -> Account:
    return Account(
        id="",
        name=wanted.name,
        stage=wanted.stage or Stage.CUSTOMER,
        tier=wanted.tier or Tier.STANDARD,
        added_on=local_today(deps, caller),
        owner=wanted.owner,
    )


def _owner_of(session: Session, caller: Caller, account: Account) -> str | None:
    if account.owner is None:
        return None
    return members.names_of(session, caller.workspace.id, [account.owner]).get(account.owner) or "a colleague"


def _card(session: Session, caller: Caller, account_id: str, today: date) -> Card:
    account = accounts.find(session, caller.workspace.id, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    latest = conversations.of_account(session, caller.workspace.id, account_id, limit=_CARD_REACH)
    typed = _typed_by_members(session, caller, latest)
    shown = [readable(session, caller.workspace.id, caller.member.id, account=account, entry=each) for each in typed]
    last = next((each for each in shown if each.details.counts), None)
    standing = sponsorships.standing(session, caller.workspace.id, [account_id])
    sponsor = next((each for each in standing if each.is_accepted), None)
    return Card(
        account=account,
        today=today,
        names=members.names(session, caller.workspace.id),
        last=last,
        touch=_touch_after(shown, last),
        plan=_next_plan(shown, today),
        met=_met(shown),
        ours=_ours(shown),
        ask=next(iter(_told(shown, _ASKED_ABOUT)), None),
        owed=_owed(shown, today),
        about=tuple(_told(shown, _ABOUT)[:_ABOUT_SHOWN]),
        sponsor=sponsor.member if sponsor else None,
        sponsor_since=sponsor.decided_at.date() if sponsor and sponsor.decided_at else None,
        may_take=account.owner is None,
    )


def _typed_by_members(session: Session, caller: Caller, latest: list[Conversation]) -> list[Conversation]:
    """Without what guests and people Slack has not told us of typed: it counts once they are known as members."""
    authors = members.of(session, caller.workspace.id, [each.logged_by for each in latest])
    confirmed = {one.id for one in authors.values() if one.is_known and not one.profile.is_guest}
    return [each for each in latest if each.logged_by in confirmed]


def _touch_after(shown: list[Conversation], last: Conversation | None) -> Conversation | None:
    touches = [each for each in shown if each.details.state is State.HELD and not each.details.counts]
    later = [each for each in touches if last is None or each.details.on >= last.details.on]
    return later[0] if later else None


def _next_plan(shown: list[Conversation], today: date) -> Conversation | None:
    plans = [each for each in shown if each.details.state is State.PLANNED and each.details.on >= today]
    return plans[-1] if plans else None


def _met(shown: list[Conversation]) -> tuple[Met, ...]:
    times = Counter(contact for each in shown if each.details.counts for contact in each.details.contacts)
    return tuple(Met(name, number) for name, number in sorted(times.items(), key=lambda met: (-met[1], met[0])))


def _told(shown: list[Conversation], kinds: Collection[str]) -> list[Told]:
    """What they said of these kinds, the latest first."""
    return [
        Told(insight.kind, insight.text, entry.details.on)
        for entry in shown
        for insight in entry.details.insights
        if insight.kind in kinds and entry.details.state is State.HELD
    ]


def _owed(shown: list[Conversation], today: date) -> tuple[FollowUp, ...]:
    """What was promised and is due, or was lately, the next first."""
    steps = [entry.details.follow_up for entry in shown if entry.details.follow_up is not None]
    open_ones = [step for step in steps if step.due is not None and (today - step.due) <= _OWED_SINCE]
    return tuple(sorted(open_ones, key=lambda step: step.due or today)[:_OWED_SHOWN])


def _ours(shown: list[Conversation]) -> tuple[str, ...]:
    people = [
        person for each in shown if each.details.counts for person in (each.details.held_by, *each.details.colleagues)
    ]
    return tuple(dict.fromkeys(people))


def _audit(session: Session, deps: Deps, caller: Caller, account: Account) -> None:
    audit.record(
        session,
        caller.workspace.id,
        actor=caller.member.id,
        action="add account",
        subject=account.id,
        now=deps.now(),
        details={"owner": account.owner},
    )
