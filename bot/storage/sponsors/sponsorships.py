"""Sponsorships: every proposal and what came of it; rows stay, they are the account's history."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, union, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.sponsors.model import Sponsorship, SponsorState
from bot.storage.accounts.tables import accounts
from bot.storage.sponsors.tables import sponsorships
from bot.storage.workspace.members import mention
from bot.storage.workspace.tables import members

_OPEN = [SponsorState.PROPOSED.value, SponsorState.ACCEPTED.value]


def propose(scope: Scope, account_id: str, member_id: str, *, by: str) -> Sponsorship | None:
    """Ask a member to sponsor an account; None where they are asked already or are its sponsor."""
    mention(scope, [member_id])
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "account_id": account_id,
        "member_id": member_id,
        "state": SponsorState.PROPOSED.value,
        "proposed_by": by,
        "proposed_at": scope.now,
    }
    if insert_once(scope.session, sponsorships, [row]) == 0:
        return None
    return find(scope, str(row["id"]))


def ask_anew(scope: Scope, sponsorship_id: str, *, by: str) -> Sponsorship | None:
    """Let a question that nobody was asked yet be asked by `by` now; None where it is not open."""
    scope.session.execute(
        update(sponsorships)
        .where(
            sponsorships.c.workspace_id == scope.workspace_id,
            sponsorships.c.id == sponsorship_id,
            sponsorships.c.state == SponsorState.PROPOSED.value,
        )
        .values(proposed_by=by, proposed_at=scope.now)
    )
    found = find(scope, sponsorship_id)
    return found if found is not None and found.is_open else None


def add_all(scope: Scope, new: Sequence[Sponsorship]) -> None:
    """Insert sponsorships as they stand; their ids are given here. Raises Conflict where one stands already."""
    if not new:
        return
    people = [person for sponsorship in new for person in (sponsorship.member, sponsorship.proposed_by)]
    mention(scope, [each for each in people if each])
    ids = sorted(new_id(scope.now) for _ in new)  # in one instant they are random: these keep the order given
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "id": sponsorship_id,
            "account_id": sponsorship.account_id,
            "member_id": sponsorship.member,
            "state": sponsorship.state.value,
            "proposed_by": sponsorship.proposed_by,
            "proposed_at": sponsorship.proposed_at,
            "decided_by": sponsorship.decided_by,
            "decided_at": sponsorship.decided_at,
        }
        for sponsorship, sponsorship_id in zip(new, ids, strict=True)
    ]
    scope.session.execute(insert(sponsorships), rows)


def find(scope: Scope, sponsorship_id: str) -> Sponsorship | None:
    found = _select(scope, sponsorships.c.id == sponsorship_id)
    return found[0] if found else None


def lock(scope: Scope, sponsorship_id: str) -> Sponsorship | None:
    """The sponsorship, which nobody else changes until this transaction ends."""
    scope.session.execute(
        select(sponsorships.c.id)
        .where(sponsorships.c.workspace_id == scope.workspace_id, sponsorships.c.id == sponsorship_id)
        .with_for_update()
    )
    return find(scope, sponsorship_id)


def every(scope: Scope) -> list[Sponsorship]:
    """All that was ever asked, in the order it was."""
    return _select(scope)


def of_account(scope: Scope, account_id: str) -> list[Sponsorship]:
    """All that was ever asked for an account, in the order it was."""
    return _select(scope, sponsorships.c.account_id == account_id)


def any_proposed(scope: Scope) -> bool:
    """Whether anybody was ever proposed as a sponsor."""
    found = select(sponsorships.c.id).where(sponsorships.c.workspace_id == scope.workspace_id).limit(1)
    return scope.session.execute(found).first() is not None


def active(scope: Scope, account_ids: Collection[str] | None = None) -> list[Sponsorship]:
    """What is asked or accepted now: everywhere, or for these accounts."""
    among = [] if account_ids is None else [sponsorships.c.account_id.in_(sorted(account_ids))]
    return _select(scope, sponsorships.c.state.in_(_OPEN), *among)


def of_member(scope: Scope, member_id: str) -> list[Sponsorship]:
    """What a member sponsors or is asked to."""
    return _select(scope, sponsorships.c.member_id == member_id, sponsorships.c.state.in_(_OPEN))


def ended_by_leaving(scope: Scope) -> list[Sponsorship]:
    """What ended because its member was deactivated, of those who still are."""
    gone = (
        select(members.c.id)
        .where(
            members.c.workspace_id == scope.workspace_id,
            members.c.id == sponsorships.c.member_id,
            members.c.id == sponsorships.c.ended_by,
            members.c.deactivated_at == sponsorships.c.ended_at,
        )
        .exists()
    )
    return _select(scope, sponsorships.c.state == SponsorState.ENDED.value, gone)


def accepted_by(scope: Scope, member_ids: Iterable[str]) -> dict[str, int]:
    """How many accounts each of these members sponsors."""
    rows = scope.session.execute(
        select(sponsorships.c.member_id, func.count().label("number"))
        .where(
            sponsorships.c.workspace_id == scope.workspace_id,
            sponsorships.c.member_id.in_(sorted(set(member_ids))),
            sponsorships.c.state == SponsorState.ACCEPTED.value,
        )
        .group_by(sponsorships.c.member_id)
    )
    return {row.member_id: row.number for row in rows}


def record(scope: Scope, before: Sponsorship, after: Sponsorship) -> bool:
    """Write what became of a sponsorship, if it still stands as `before`. Says whether it did.

    Raises Conflict (at the statement) where the account has another accepted sponsor.
    """
    changed = scope.session.execute(
        update(sponsorships)
        .where(
            sponsorships.c.workspace_id == scope.workspace_id,
            sponsorships.c.id == before.id,
            sponsorships.c.state == before.state.value,
        )
        .values(
            state=after.state.value,
            decided_by=after.decided_by,
            decided_at=after.decided_at,
            reason=after.reason,
            first_talk=after.first_conversation,
            ended_by=after.ended_by,
            ended_at=after.ended_at,
        )
    )
    return changed.rowcount == 1


def sponsor_of(scope: Scope, account_id: str) -> str | None:
    """The member who accepted to sponsor an account."""
    return scope.session.execute(
        select(sponsorships.c.member_id).where(
            sponsorships.c.workspace_id == scope.workspace_id,
            sponsorships.c.account_id == account_id,
            sponsorships.c.state == SponsorState.ACCEPTED.value,
        )
    ).scalar_one_or_none()


def in_charge(scope: Scope, account_id: str) -> tuple[str, ...]:
    """The account's owner and its accepted sponsor, of those it has; in one question, which every line asks."""
    row = scope.session.execute(
        _IN_CHARGE, {"workspace_id": scope.workspace_id, "account_id": account_id}
    ).one_or_none()
    return () if row is None else tuple(dict.fromkeys(each for each in (row.owner, row.sponsor) if each))


def accounts_of(scope: Scope, member_id: str) -> frozenset[str]:
    """The ids of the accounts that a member owns or sponsors."""
    owned = select(accounts.c.id).where(accounts.c.workspace_id == scope.workspace_id, accounts.c.owner == member_id)
    sponsored = select(sponsorships.c.account_id).where(
        sponsorships.c.workspace_id == scope.workspace_id,
        sponsorships.c.member_id == member_id,
        sponsorships.c.state == SponsorState.ACCEPTED.value,
    )
    return frozenset(row.id for row in scope.session.execute(union(owned, sponsored)))


def _select(scope: Scope, *conditions: Any) -> list[Sponsorship]:
    rows = scope.session.execute(
        select(sponsorships)
        .where(sponsorships.c.workspace_id == scope.workspace_id, *conditions)
        .order_by(sponsorships.c.id)
    )
    return [_as_sponsorship(row) for row in rows]


def _as_sponsorship(row: Row[Any]) -> Sponsorship:
    return Sponsorship(
        id=row.id,
        account_id=row.account_id,
        member=row.member_id,
        state=SponsorState(row.state),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason or "",
        first_conversation=row.first_talk,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


_IN_CHARGE = (
    select(accounts.c.owner, sponsorships.c.member_id.label("sponsor"))
    .join_from(
        accounts,
        sponsorships,
        (sponsorships.c.workspace_id == accounts.c.workspace_id)
        & (sponsorships.c.account_id == accounts.c.id)
        & (sponsorships.c.state == SponsorState.ACCEPTED.value),
        isouter=True,
    )
    .where(accounts.c.workspace_id == bindparam("workspace_id"), accounts.c.id == bindparam("account_id"))
)
