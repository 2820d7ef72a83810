"""The history of an account, for every member: who spoke to them, when, what was said, and what became of it."""

from collections.abc import Mapping

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation
from bot.domain.errors import Refusal
from bot.domain.insights.history import History, HistoryEntry
from bot.domain.insights.passages import passages_of
from bot.domain.pages import page_of
from bot.domain.workspace.members import Caller
from bot.services.accounts.naming import AmbiguousAccount, looked_for
from bot.services.deps import Deps
from bot.services.insights.asking import askable
from bot.services.local_days import local_day
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import contacts, merges
from bot.storage.accounts.accounts import key_of
from bot.storage.conversations import conversations, follow_ups
from bot.storage.insights import history
from bot.storage.workspace import members

PAGE = 10


def named(deps: Deps, caller: Caller, typed: str) -> History | AmbiguousAccount:
    """The history that `typed` names: an account's, or that with somebody there.

    Raises Refusal to somebody not known yet.
    """
    require_colleague(deps, caller, typed=f"/account {typed} history")
    with deps.reading(caller.workspace.id) as scope:
        found = looked_for(deps, scope, caller, typed)
        if isinstance(found, AmbiguousAccount):
            return found
        people = contacts.known_at(scope, found.id, reader=caller.member.id) if found.by_contact else {}
        contact_id = next((each for each, name in people.items() if key_of(name) == key_of(typed)), None)
        return _history(scope, caller, found.id, contact_id=contact_id, skip=0)


def of(deps: Deps, caller: Caller, account_id: str, *, contact_id: str | None = None, skip: int = 0) -> History:
    """A page of an account's history. Raises Refusal to somebody not known yet, and where the account is gone."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return _history(scope, caller, account_id, contact_id=contact_id, skip=skip)


def _history(scope: Scope, caller: Caller, account_id: str, *, contact_id: str | None, skip: int) -> History:
    me = caller.member.id
    account = merges.surviving(scope, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    people = contacts.known_at(scope, account.id, reader=me)
    if contact_id not in people:
        contact_id = None
    if contact_id is None:
        found = history.of_account(scope, account.id, skip=skip, limit=PAGE + 1)
    else:
        found = history.of_contact(scope, account.id, contact_id, reader=me, skip=skip, limit=PAGE + 1)
    asks = askable(scope, me, [each for each in found if passages_of(each.details) and each.undone_at is None])
    shown = _entries(scope, me, found, asks)
    return History(
        me,
        local_day(caller, scope.now),
        account.id,
        account.name,
        page_of(shown, skip=skip, size=PAGE),
        contact_id,
        people,
        members.names_of(scope, [person for each in shown for person in _people(each)]),
    )


def _entries(scope: Scope, me: str, found: list[Conversation], asks: Mapping[str, str]) -> list[HistoryEntry]:
    standing = [entry.id for entry in found if entry.undone_at is None and entry.may_be_read_by(me)]
    promised = {each.id: each for each in follow_ups.those(scope, standing)}
    return [
        HistoryEntry(entry.without_words(), undone_by=conversations.undone_by(scope, entry.id))
        if entry.undone_at is not None
        else HistoryEntry(
            entry.as_read_by(me),
            is_withheld=not entry.may_be_read_by(me),
            follow_up=promised.get(entry.id),
            asks=asks.get(entry.id),
        )
        for entry in found
    ]


def _people(shown: HistoryEntry) -> tuple[str, ...]:
    ended_by = shown.follow_up.ended_by if shown.follow_up is not None else None
    others = (shown.undone_by, ended_by, shown.asks)
    return (shown.entry.logged_by, *shown.entry.details.people, *(each for each in others if each is not None))
