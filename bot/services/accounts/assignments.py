"""Whoever owns or sponsors an account, or did, is told by their next digest when somebody else changes that."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.assignments import Assignment, AssignmentChange, AssignmentChanges
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly.digests import DigestItem, DigestReader, ItemKind, next_digest_day
from bot.messages.accounts import assignments
from bot.messages.blocks import Message
from bot.messages.weekly import digests as digest_messages
from bot.messages.weekly.digests import Line
from bot.outbox import batching
from bot.outbox.message_types import Skip
from bot.services.weekly import quiet_hours
from bot.storage.accounts import merges
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import audit, members, workspaces
from bot.storage.workspace.audit import AuditEntry

ASSIGNMENT = "assignment"
"""Kind of the deliveries that told this at once before the digest did; some may still wait."""

FROM, TO, SPONSOR = "from", "to", "sponsor"
"""Details of that entry: who owned the account, who does, and whose sponsorship ended."""
GONE_NAME, GONE_OWNER = "name", "gone owner"
"""The same, of an account that was merged into another."""


_IS_MINE = {Assignment.GIVEN: True, Assignment.TAKEN: False}


def tell(scope: Scope, entry_id: str, *people: str | None, by: str) -> None:
    """Let these people read of the change, but whoever made it."""
    for person in dict.fromkeys(people):
        if person is not None and person != by:
            members.mention(scope, [person])
            digests.add(scope, [DigestItem(person, ItemKind.ASSIGNMENT, entry_id, _day_told(scope, person))])


def lines(scope: Scope, reader: DigestReader, entry_ids: Sequence[str]) -> list[Line]:
    """The changes that still stand, to whom they concern."""
    changes = _standing(scope, entry_ids, reader.id)
    people = [person for change in changes for person in (change.by, change.account.owner or "")]
    together = AssignmentChanges(tuple(changes), members.names_of(scope, people))
    return [assignments.changes_line(together, tuple(entry_ids))] if changes else []


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The same in a message of its own."""
    me = delivery.target
    reader = members.find(scope, me)
    if reader is None or not reader.is_known:
        return Skip.NOT_READY
    subjects = batching.batched_subjects(scope, kind=ASSIGNMENT, subject=delivery.subject, target=me)
    shown = lines(scope, DigestReader(me, scope.now.date()), subjects) if reader.may_take_part else []
    return digest_messages.several(shown) if shown else Skip.STALE


def _day_told(scope: Scope, member_id: str) -> date:
    workspace, member = workspaces.find(scope), members.find(scope, member_id)
    if workspace is None or member is None:
        raise LookupError(member_id)
    return next_digest_day(quiet_hours.local_time(workspace, member, scope.now).on)


def _standing(scope: Scope, entry_ids: Iterable[str], me: str) -> list[AssignmentChange]:
    """What these entries of the audit log come to for their reader, by account; what was theirs before all of them, and
    is, or was not and is not, they do not hear of."""
    found = (audit.find(scope, entry_id) for entry_id in entry_ids)
    entries = sorted((entry for entry in found if entry is not None), key=lambda entry: entry.at)
    first: dict[str, AuditEntry] = {}
    for entry in entries:
        first.setdefault(entry.subject, entry)
    latest: dict[tuple[str, str], AssignmentChange] = {}
    for entry in entries:
        change = _change(scope, entry, me)
        was_mine = first[entry.subject].details.get(FROM) == me
        if change is not None and _IS_MINE.get(change.what) is not was_mine:
            latest[change.account.id, change.gone] = change
    return sorted(latest.values(), key=lambda each: each.account.name.casefold())


def _change(scope: Scope, entry: AuditEntry, me: str) -> AssignmentChange | None:
    """What it means to its reader now; None where it is so no longer, or they did it."""
    account = merges.surviving(scope, entry.subject)
    if account is None or entry.actor == me:
        return None
    details, is_mine = entry.details, account.owner == me
    if details.get(SPONSOR) == me:
        is_over = sponsorships.sponsor_of(scope, account.id) != me
        return AssignmentChange(Assignment.ENDED, account, entry.actor) if is_over else None
    if details.get(GONE_OWNER) == me and not is_mine:
        return AssignmentChange(Assignment.MERGED, account, entry.actor, gone=str(details.get(GONE_NAME) or ""))
    if details.get(TO) == me and is_mine:
        return AssignmentChange(Assignment.GIVEN, account, entry.actor)
    if details.get(FROM) == me and not is_mine:
        return AssignmentChange(Assignment.TAKEN, account, entry.actor)
    return None


ASSIGNMENT_CHANGE = quiet_hours.direct_message(ASSIGNMENT, "A change of owner or sponsor", render)
