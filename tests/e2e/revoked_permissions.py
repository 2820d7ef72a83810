"""Rights that are taken away while somebody has a form open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.db.engine import Session
from bot.domain.sponsors.model import Step, taken
from bot.domain.workspace.members import Profile
from bot.domain.workspace.roles import MISTAKE_LIFE
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, roles
from tests.e2e.dataset import ADMIN, ASKED, AUTHOR, HOLDER, NAMED, OWNER, PROPOSER, SPARE, SPONSOR, FilledWorkspace
from tests.scopes import scope_of
from tests.storage.filled import NOW


@dataclass(frozen=True)
class Revocation:
    """What happens to whom, between opening and saving."""

    person: str
    happens: Callable[[Session, FilledWorkspace], object]


def of_everybody(person: str) -> tuple[Revocation, ...]:
    """What ends every right: being deactivated, and becoming a guest."""
    gone = Profile(person, "Gone", None, is_deactivated=True)
    guest = Profile(person, "Guest", None, is_guest=True)
    return tuple(Revocation(person, _is_now(profile)) for profile in (gone, guest))


def _is_now(profile: Profile) -> Callable[[Session, FilledWorkspace], None]:
    return lambda session, filled: members.remember(scope_of(session, filled.workspace_id), profile)


def _owner_moves(session: Session, filled: FilledWorkspace) -> None:
    accounts.change(scope_of(session, filled.workspace_id), replace(filled.acme, owner=SPARE))


def _sponsorship_ends(session: Session, filled: FilledWorkspace) -> None:
    _takes(session, filled, filled.sponsorship, Step.END)


def _proposal_is_withdrawn(session: Session, filled: FilledWorkspace) -> None:
    _takes(session, filled, filled.proposal, Step.WITHDRAW)


def _takes(session: Session, filled: FilledWorkspace, sponsorship_id: str, step: Step) -> None:
    held = sponsorships.find(scope_of(session, filled.workspace_id), sponsorship_id)
    assert held is not None
    sponsorships.record(scope_of(session, filled.workspace_id), held, taken(held, step, by=PROPOSER, at=NOW))


def _settings_name_nobody(session: Session, filled: FilledWorkspace) -> None:
    roles.give(scope_of(session, filled.workspace_id), "admin", [])


def _a_day_passes(session: Session, filled: FilledWorkspace) -> None:
    filled.app.now += MISTAKE_LIFE + timedelta(minutes=1)


def _another_holds_it(session: Session, filled: FilledWorkspace) -> None:
    _changes(session, filled, held_by=SPARE)


def _it_becomes_private(session: Session, filled: FilledWorkspace) -> None:
    _changes(session, filled, private=True)


def _changes(session: Session, filled: FilledWorkspace, **facts: object) -> None:
    held = conversations.lock(scope_of(session, filled.workspace_id), filled.entry)
    assert held is not None
    details = replace(held.details, **facts)  # type: ignore[arg-type]
    conversations.change(scope_of(session, filled.workspace_id), held, held.account_id, details, by=AUTHOR)


_NO_ADMIN = (Revocation(ADMIN, _is_now(Profile(ADMIN, "Admin", None))), Revocation(NAMED, _settings_name_nobody))
_NOT_THEIRS = (*_NO_ADMIN, Revocation(HOLDER, _another_holds_it), Revocation(ADMIN, _it_becomes_private))
REVOCATIONS: Mapping[str, tuple[Revocation, ...]] = {
    "account_form": (*_NO_ADMIN, Revocation(OWNER, _owner_moves), Revocation(SPONSOR, _sponsorship_ends)),
    "account_form, its name": (*_NO_ADMIN, Revocation(AUTHOR, _a_day_passes), Revocation(SPONSOR, _sponsorship_ends)),
    "conversation_form": _NOT_THEIRS,
    "heard_form": _NOT_THEIRS,
    "share_form": _NOT_THEIRS,
    "sponsor_decline_form": (Revocation(ASKED, _proposal_is_withdrawn),),
    "settings_form": _NO_ADMIN,
    "closed_days_form": _NO_ADMIN,
    "posting_form": _NO_ADMIN,
    "pause_form": _NO_ADMIN,
    "tiers_form": _NO_ADMIN,
    "import_form": _NO_ADMIN,
    "export_form": _NO_ADMIN,
}
"""Of each form, by its door's name: what can happen beside that."""
