"""Sponsorships: every proposal and what came of it; rows stay, they are the account's history."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.db.engine import Session, insert_once
from bot.db.ids import new_id
from bot.domain.sponsors.model import Sponsorship, SponsorState
from bot.storage.sponsors.tables import sponsorships
from bot.storage.workspace.members import mention
from bot.storage.workspace.tables import members

_OPEN = [SponsorState.PROPOSED.value, SponsorState.ACCEPTED.value]


def propose(
    session: Session, workspace_id: str, account_id: str, member_id: str, *, by: str, now: datetime
) -> Sponsorship | None:
    """Ask a member to sponsor an account; None where they are asked already or are its sponsor."""
    mention(session, workspace_id, [member_id])
    row = {
        "workspace_id": workspace_id,
        "id": new_id(now),
        "account_id": account_id,
        "member_id": member_id,
        "state": SponsorState.PROPOSED.value,
        "proposed_by": by,
        "proposed_at": now,
    }
    if insert_once(session, sponsorships, [row]) == 0:
        return None
    return find(session, workspace_id, str(row["id"]))


def ask_anew(session: Session, workspace_id: str, sponsorship_id: str, *, by: str, now: datetime) -> Sponsorship | None:
    """Let a question that nobody was asked yet be asked by `by` now; None where it is not open."""
    session.execute(
        update(sponsorships)
        .where(
            sponsorships.c.workspace_id == workspace_id,
            sponsorships.c.id == sponsorship_id,
            sponsorships.c.state == SponsorState.PROPOSED.value,
        )
        .values(proposed_by=by, proposed_at=now)
    )
    found = find(session, workspace_id, sponsorship_id)
    return found if found is not None and found.is_open else None


def add_all(session: Session, workspace_id: str, new: Sequence[Sponsorship], *, now: datetime) -> None:
    """Insert sponsorships as they stand; their ids are given here. Raises Conflict where one stands already."""
    if not new:
        return
    people = [person for each in new for person in (each.member, each.proposed_by)]
    mention(session, workspace_id, [each for each in people if each])
    ids = sorted(new_id(now) for _ in new)  # in one instant they are random: these keep the order given
    rows = [
        {
            "workspace_id": workspace_id,
            "id": sponsorship_id,
            "account_id": each.account_id,
            "member_id": each.member,
            "state": each.state.value,
            "proposed_by": each.proposed_by,
            "proposed_at": each.proposed_at,
            "decided_by": each.decided_by,
            "decided_at": each.decided_at,
        }
        for each, sponsorship_id in zip(new, ids, strict=True)
    ]
    session.execute(insert(sponsorships), rows)


def find(session: Session, workspace_id: str, sponsorship_id: str) -> Sponsorship | None:
    found = _select(session, workspace_id, sponsorships.c.id == sponsorship_id)
    return found[0] if found else None


def lock(session: Session, workspace_id: str, sponsorship_id: str) -> Sponsorship | None:
    """The sponsorship, which nobody else changes until this transaction ends."""
    session.execute(
        select(sponsorships.c.id)
        .where(sponsorships.c.workspace_id == workspace_id, sponsorships.c.id == sponsorship_id)
        .with_for_update()
    )
    return find(session, workspace_id, sponsorship_id)


def every(session: Session, workspace_id: str) -> list[Sponsorship]:
    """All that was ever asked, in the order it was."""
    return _select(session, workspace_id)


def of_account(session: Session, workspace_id: str, account_id: str) -> list[Sponsorship]:
    """All that was ever asked for an account, in the order it was."""
    return _select(session, workspace_id, sponsorships.c.account_id == account_id)


def active(session: Session, workspace_id: str, account_ids: Collection[str] | None = None) -> list[Sponsorship]:
    """What is asked or accepted now: everywhere, or for these accounts."""
    among = [] if account_ids is None else [sponsorships.c.account_id.in_(sorted(account_ids))]
    return _select(session, workspace_id, sponsorships.c.state.in_(_OPEN), *among)


def of_member(session: Session, workspace_id: str, member_id: str) -> list[Sponsorship]:
    """What a member sponsors or is asked to."""
    return _select(session, workspace_id, sponsorships.c.member_id == member_id, sponsorships.c.state.in_(_OPEN))


def ended_by_leaving(session: Session, workspace_id: str) -> list[Sponsorship]:
    """What ended because its member was deactivated, of those who still are."""
    gone = (
        select(members.c.id)
        .where(
            members.c.workspace_id == workspace_id,
            members.c.id == sponsorships.c.member_id,
            members.c.id == sponsorships.c.ended_by,
            members.c.deactivated_at == sponsorships.c.ended_at,
        )
        .exists()
    )
    return _select(session, workspace_id, sponsorships.c.state == SponsorState.ENDED.value, gone)


def accepted_by(session: Session, workspace_id: str, member_ids: Iterable[str]) -> dict[str, int]:
    """How many accounts each of these members sponsors."""
    rows = session.execute(
        select(sponsorships.c.member_id, func.count().label("number"))
        .where(
            sponsorships.c.workspace_id == workspace_id,
            sponsorships.c.member_id.in_(sorted(set(member_ids))),
            sponsorships.c.state == SponsorState.ACCEPTED.value,
        )
        .group_by(sponsorships.c.member_id)
    )
    return {row.member_id: row.number for row in rows}


def record(session: Session, workspace_id: str, before: Sponsorship, after: Sponsorship) -> bool:
    """Write what became of a sponsorship, if it still stands as `before`. Says whether it did.

    Raises Conflict (at the statement) where the account has another accepted sponsor.
    """
    changed = session.execute(
        update(sponsorships)
        .where(
            sponsorships.c.workspace_id == workspace_id,
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


def sponsor_of(session: Session, workspace_id: str, account_id: str) -> str | None:
    """The member who accepted to sponsor an account."""
    return session.execute(
        select(sponsorships.c.member_id).where(
            sponsorships.c.workspace_id == workspace_id,
            sponsorships.c.account_id == account_id,
            sponsorships.c.state == SponsorState.ACCEPTED.value,
        )
    ).scalar_one_or_none()


def _select(session: Session, workspace_id: str, *conditions: Any) -> list[Sponsorship]:
    rows = session.execute(
        select(sponsorships).where(sponsorships.c.workspace_id == workspace_id, *conditions).order_by(sponsorships.c.id)
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
