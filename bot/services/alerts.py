"""Alerts of a complaint or a risk: who is told at once, and who in the place of an owner who is away or not there."""

from collections.abc import Iterator
from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.alerts import Alerted, AlertRole, alarming, is_at_risk
from bot.domain.conversations.model import Conversation, Details
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.workspace.members import Caller
from bot.outbox import batching, rescheduling
from bot.services.weekly import quiet_hours
from bot.services.workspace import permissions
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import members, roles

COMPLAINT = "complaint"
"""Kind of the delivery; its subject is the entry's id, with ":" and the version where a change brought it."""


def enqueue(scope: Scope, caller: Caller, account_id: str, details: Details, subject: str) -> Alerted | None:
    """Put a complaint or a risk into the outbox for everybody whom it concerns; the first of those who are promised it.

    Nobody is while Slack has not told us of them or of the author: it waits in the outbox until it has. What is private
    goes to nobody who does not read it.
    """
    account = accounts.find(scope, account_id) if alarming(details) else None
    if account is None:
        return None
    entry = conversations.find(scope, entry_of(subject)) if details.private else None
    concerned = _concerned(scope, caller, account, entry)
    if is_at_risk(details) and (sponsor := sponsorships.sponsor_of(scope, account.id)):
        concerned.append(Alerted(sponsor, AlertRole.SPONSOR))
    readers = {alerted.member: alerted for alerted in reversed(concerned) if _may_read(entry, alerted.member)}
    readers.pop(caller.member.id, None)
    promised = [_tell(scope, caller, alerted, subject) for alerted in reversed(readers.values())]
    _tell_on_return(scope, caller, concerned, entry_of(subject))
    return next((alerted for alerted in promised if alerted is not None), None)


def entry_of(subject: str) -> str:
    """The id of the entry that a delivery tells of."""
    return subject.partition(":")[0]


def concerns(scope: Scope, member_id: str, entry: Conversation) -> bool:
    """Whether the entry stands and tells a complaint or a risk that is a member's to hear: as the owner, as the sponsor
    where they may be lost, or as one who stands in and was told.

    Of a private one that is who reads it: whoever owns the account only since then hears that it is there, no more.
    """
    account = accounts.find(scope, entry.account_id)
    if account is None or entry.undone_at is not None or not alarming(entry.details):
        return False
    if not entry.may_be_read_by(member_id):
        return False
    if member_id == account.owner:
        return True
    stand_ins = [stand_in for stand_in in _stand_ins(scope, account) if stand_in.member == member_id]
    if is_at_risk(entry.details) and any(stand_in.role is AlertRole.SPONSOR for stand_in in stand_ins):
        return True
    return bool(stand_ins) and member_id in members_alerted(scope, entry.id)


def members_alerted(scope: Scope, conversation_id: str) -> list[str]:
    """The members who were told of an entry at once, or are about to be."""
    return rescheduling.members_reached(scope, kind=COMPLAINT, record_id=conversation_id)


def _concerned(scope: Scope, caller: Caller, account: Account, entry: Conversation | None) -> list[Alerted]:
    """The owner; where they do not read it on the next working day, whoever stands in. Not the sponsor of a risk."""
    owner = account.owner
    if owner is not None and (owner == caller.member.id or _is_there(scope, caller, owner)):
        return [Alerted(owner)]
    for stand_in in _stand_ins(scope, account):
        if _is_there(scope, caller, stand_in.member) and _may_read(entry, stand_in.member):
            return [replace(stand_in, instead_of=owner)]
    return [Alerted(owner)] if owner is not None else []


def _stand_ins(scope: Scope, account: Account) -> Iterator[Alerted]:
    sponsor = sponsorships.sponsor_of(scope, account.id)
    if sponsor is not None:
        yield Alerted(sponsor, AlertRole.SPONSOR)
    for member_id in roles.having(scope, permissions.PROGRAMME_OWNER):
        yield Alerted(member_id, AlertRole.PROGRAMME_OWNER)


def _is_there(scope: Scope, caller: Caller, member_id: str) -> bool:
    member = members.find(scope, member_id)
    if member is None:
        return True  # nobody has asked Slack yet
    return member.may_take_part and not quiet_hours.is_away(scope, caller.workspace, member)


def _may_read(entry: Conversation | None, member_id: str) -> bool:
    """`entry` is one that is private."""
    return entry is None or entry.may_be_read_by(member_id)


def _tell(scope: Scope, caller: Caller, alerted: Alerted, subject: str) -> Alerted | None:
    """Enqueue it for somebody who may take part; when they read it, unless that is not to be promised."""
    members.mention(scope, [alerted.member])  # so that the next round asks Slack
    member = members.find(scope, alerted.member)
    if member is None or not member.may_take_part:
        return None
    held_until = quiet_hours.next_beginning(scope, caller.workspace, member)
    due_at = batching.enqueue(scope, kind=COMPLAINT, subject=subject, target=member.id, held_until=held_until)
    if not (member.is_known and caller.member.is_known):
        return None
    here, there = (quiet_hours.local_time(caller.workspace, each, scope.now) for each in (caller.member, member))
    morning = quiet_hours.next_morning(scope, caller.workspace, member)
    return replace(alerted, on=morning, is_far=morning is not None and here != there, is_soon=due_at > scope.now)


def _tell_on_return(scope: Scope, caller: Caller, told_at_once: list[Alerted], conversation_id: str) -> None:
    """The digest of an owner who is away tells them once they are back."""
    away = next((alerted.instead_of for alerted in told_at_once if alerted.instead_of is not None), None)
    owner = members.find(scope, away) if away is not None else None
    if owner is not None and owner.may_take_part:
        today = quiet_hours.local_time(caller.workspace, owner, scope.now).on
        digests.add(scope, [DigestItem(owner.id, ItemKind.ALERT, conversation_id, today)])
