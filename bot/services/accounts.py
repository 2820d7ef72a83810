"""Accounts: adding one, finding one, and the card to read before a call."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.domain.accounts import Account, Stage, Tier
from bot.domain.cards import Card, Met
from bot.domain.conversations import Conversation, State
from bot.domain.errors import Refusal
from bot.domain.members import Caller
from bot.domain.receipts import Choice
from bot.parsing.commands import AddAccount
from bot.parsing.matching import Found, find, search
from bot.services import questions
from bot.services.conversations import local_today
from bot.services.deps import Deps, Guard
from bot.services.members import known
from bot.storage import accounts, audit, conversations, members
from bot.storage.engine import Session

_CARD_REACH = 200
_OFFERED = 20


@dataclass(frozen=True)
class Added:
    """The account that stands now; `is_new` is False where one of that name stood already."""

    account: Account
    owner: str | None
    is_new: bool


@dataclass(frozen=True)
class Unclear:
    """No account is clearly meant; `choices` are the nearest."""

    typed: str
    choices: tuple[Choice, ...]


def add(deps: Deps, caller: Caller, wanted: AddAccount, *, guard: Guard) -> Added:
    """Add an account; twice is once. Where nothing is said of its stage it is a customer.

    Raises Refusal for an owner who may not take part: a guest, a bot, or somebody who left.
    """
    _check_owner(deps, caller, wanted.owner)
    account = Account(
        id="",
        name=wanted.name,
        stage=wanted.stage or Stage.CUSTOMER,
        tier=wanted.tier or Tier.STANDARD,
        added_on=local_today(deps, caller),
        owner=wanted.owner,
    )
    with deps.database.transaction(guard) as session:
        added = accounts.add(session, caller.workspace.id, account, by=caller.member.id, now=deps.now())
        if wanted.owner is not None:
            members.mention(session, caller.workspace.id, [wanted.owner])
        if added is not None:
            _audit(session, deps, caller, added)
        standing = added or accounts.named(session, caller.workspace.id, wanted.name, None)
        names = members.names_of(session, caller.workspace.id, [standing.owner or ""] if standing else [])
    if standing is None:
        raise LookupError(wanted.name)
    owner = (names.get(standing.owner) or "a colleague") if standing.owner else None
    return Added(standing, owner, is_new=added is not None)


def show(deps: Deps, caller: Caller, typed: str) -> Card | Unclear:
    """The card of the account that `typed` names, or what comes nearest."""
    today = local_today(deps, caller)
    with deps.database.reading() as session:
        directory = deps.directories.of(session, caller.workspace)
        match find(directory, typed):
            case Found() as found:
                return _card(session, caller, found.account_id, today)
            case asked:
                ids = [candidate.account_id for candidate in asked.candidates]
                return Unclear(typed, questions.choices(session, caller.workspace.id, ids, today=today))


def look_for(deps: Deps, caller: Caller, typed: str) -> tuple[Choice, ...]:
    """Accounts for a type-ahead, best first."""
    with deps.database.reading() as session:
        found = search(deps.directories.of(session, caller.workspace), typed, limit=_OFFERED)
        ids = [candidate.account_id for candidate in found]
        return questions.choices(session, caller.workspace.id, ids, today=local_today(deps, caller))


def _check_owner(deps: Deps, caller: Caller, owner: str | None) -> None:
    if owner is None:
        return
    member = known(deps, caller.workspace, owner)
    if not member.may_take_part:
        name = member.profile.name or "That person"
        raise Refusal(f"{name} cannot own an account here: a guest, a bot, or somebody who left. Name a member.")


def _card(session: Session, caller: Caller, account_id: str, today: date) -> Card:
    account = accounts.find(session, caller.workspace.id, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    latest = conversations.of_account(session, caller.workspace.id, account_id, limit=_CARD_REACH)
    shown = [_as_read_by(caller.member.id, account, each) for each in latest]
    last = next((each for each in shown if each.details.counts), None)
    return Card(
        account=account,
        today=today,
        names=members.names(session, caller.workspace.id),
        last=last,
        touch=_touch_after(shown, last),
        plan=_next_plan(shown, today),
        met=_met(shown),
        ours=_ours(shown),
    )


def _as_read_by(reader: str, account: Account, conversation: Conversation) -> Conversation:
    readable = conversation.may_be_read_by(reader, owner=account.owner)
    return conversation if readable else conversation.without_words()


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
