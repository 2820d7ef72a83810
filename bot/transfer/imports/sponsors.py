"""Sponsors that come with accounts: nobody is asked, and nobody loses an account by a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.db.scope import Scope
from bot.domain.sponsors.model import Sponsorship, SponsorState
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import audit
from bot.transfer.import_result import IMPORTER, Noted, yield_lock
from bot.transfer.imports.people import require_importer

BATCH = 250
"""Sponsorships written in one transaction."""
_NOBODY = ""
"""Who proposed what a file brings at the command line: not the member, who offered nothing."""


@dataclass(frozen=True)
class RequestedSponsor:
    """What a row says: the member who is to sponsor an account, and how that stands."""

    line: int
    account_id: str
    member: str
    state: str


@dataclass(frozen=True)
class Sponsors:
    """The accounts that have a sponsor now, or somebody who is asked, and what was left out."""

    accounts: frozenset[str]
    noted: tuple[Noted, ...]


def bring_sponsors(deps: Deps, workspace_id: str, sponsors: Sequence[RequestedSponsor], by: str | None) -> Sponsors:
    """Add sponsorships as they stood elsewhere. Where somebody stands already, the file says nothing."""
    with deps.reading(workspace_id) as scope:
        missing, left_out = _work_out(scope, sponsors)
    for portions, start in enumerate(range(0, len(missing), BATCH), start=1):
        _write(deps, workspace_id, missing[start : start + BATCH], by)
        yield_lock(deps.database, portions)
    return Sponsors(frozenset(each.account_id for each in missing), tuple(left_out))


_STANDING = (SponsorState.PROPOSED, SponsorState.ACCEPTED)
_NO_STATE = "sponsor left out: sponsor_state says neither proposed nor accepted"
_OWNS_IT = "sponsor left out: they own the account"
_HAS_ANOTHER = "sponsor left out: the account has another, or somebody is asked"


def _work_out(scope: Scope, sponsors: Sequence[RequestedSponsor]) -> tuple[list[RequestedSponsor], list[Noted]]:
    """Those to bring, and why others are left out."""
    owned = accounts.of_owners(scope, {requested_sponsor.member for requested_sponsor in sponsors})
    are_owners = {(account.id, account.owner) for account in owned}
    able: list[RequestedSponsor] = []
    left_out: list[Noted] = []
    for sponsor in sponsors:
        if sponsor.state not in _STANDING:
            left_out.append(Noted(sponsor.line, _NO_STATE))
        elif (sponsor.account_id, sponsor.member) in are_owners:
            left_out.append(Noted(sponsor.line, _OWNS_IT))
        else:
            able.append(sponsor)
    missing, others = _missing(scope, able)
    return missing, left_out + [Noted(other.line, _HAS_ANOTHER) for other in others]


def _missing(
    scope: Scope, sponsors: Sequence[RequestedSponsor]
) -> tuple[list[RequestedSponsor], list[RequestedSponsor]]:
    """Those whose account has nobody yet, and those whose account has another; of two rows the first counts."""
    if not sponsors:
        return [], []
    standing = {(sponsorship.account_id, sponsorship.member) for sponsorship in sponsorships.active(scope)}
    taken = {account_id for account_id, _ in standing}
    missing: list[RequestedSponsor] = []
    others: list[RequestedSponsor] = []
    for sponsor in sponsors:
        if (sponsor.account_id, sponsor.member) in standing:
            continue
        (others if sponsor.account_id in taken else missing).append(sponsor)
        taken.add(sponsor.account_id)
    return missing, others


def _write(deps: Deps, workspace_id: str, sponsors: Sequence[RequestedSponsor], by: str | None) -> None:
    with deps.transaction(workspace_id) as scope:
        require_importer(scope, by)
        accounts.lock_names(scope)
        still, _ = _missing(scope, sponsors)
        sponsorships.add_all(scope, [_sponsorship(sponsor, by, scope.now) for sponsor in still])
        for each in still:
            audit.record(
                scope,
                actor=by or IMPORTER,
                action="import sponsor",
                subject=each.account_id,
                details={"member": each.member, "state": each.state},
            )


def _sponsorship(sponsor: RequestedSponsor, by: str | None, now: datetime) -> Sponsorship:
    """An admin who brings an accepted one confirms it on their behalf, and it is shown as that."""
    is_accepted = sponsor.state == SponsorState.ACCEPTED
    return Sponsorship(
        id="",
        account_id=sponsor.account_id,
        member=sponsor.member,
        state=SponsorState(sponsor.state),
        proposed_by=by or _NOBODY,
        proposed_at=now,
        decided_at=now if is_accepted else None,
        decided_by=by if is_accepted else None,
    )
