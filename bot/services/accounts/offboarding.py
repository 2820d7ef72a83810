"""Offboarding: accounts of somebody who left wait for another owner or sponsor; who returns gets theirs back."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bot.db.engine import Session
from bot.domain.accounts.reassignment import OrphanedAccount, orphaned_accounts
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.sponsors import model as rules
from bot.domain.workspace.members import Profile, Workspace
from bot.outbox import batching, rescheduling
from bot.services.deps import Deps
from bot.services.workspace import permissions
from bot.storage.accounts import accounts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import audit, members, roles, workspaces

REASSIGNMENT = "hand over"
"""Kind of the delivery; its subject names who left, and when."""

LOOKED_EVERY = timedelta(days=1)
_AFTER_NO_ANSWER = timedelta(hours=1)


def note(session: Session, deps: Deps, workspace_id: str, profile: Profile) -> None:
    """Keep what Slack says of a person, and let follow what does where they left or are back."""
    gone_at = members.lock(session, workspace_id, profile.id)
    if profile.is_unseen and gone_at is not None:
        return  # whoever left may be shown to nobody any more, and has not come back
    if gone_at is not None and not profile.is_deactivated:
        _come_back(session, deps, workspace_id, profile.id)
    members.remember(session, workspace_id, profile, now=deps.now())
    if gone_at is None and profile.is_deactivated:
        _leave(session, deps, workspace_id, profile.id)
    if profile.is_admin and profile.zone is not None and not profile.is_deactivated:
        workspaces.take_zone(session, workspace_id, zone=profile.zone, of=profile.id)


def hear(deps: Deps, workspace_id: str, profiles: Iterable[Profile]) -> int:
    """What Slack tells of people by itself; returns of how many it was new.

    Nothing is kept of who never had to do with us, and nothing is written of what we know.
    """
    with deps.database.reading() as session:
        news = _news(session, workspace_id, list(profiles))
    if not news:
        return 0
    with deps.database.transaction() as session:
        for profile in news:
            note(session, deps, workspace_id, profile)
    deps.outbox.wake()
    return len(news)


def ends_membership(deps: Deps, workspace_id: str, profile: Profile) -> bool:
    """Whether an event says of somebody we know that they left or are back, became a guest or are none any more."""
    with deps.database.reading() as session:
        is_gone = profile.id in members.deactivated(session, workspace_id)
        member = members.find(session, workspace_id, profile.id)
    if member is None:
        return False
    return profile.is_deactivated != is_gone or (member.is_known and profile.is_guest != member.profile.is_guest)


def hear_of_turn(deps: Deps, workspace_id: str, profile: Profile) -> None:
    """Keep what somebody became, if it is still so: events come late, and an older one after a newer.

    Where Slack does not answer the event counts; whoever is in the workspace is looked at every day.
    """
    found = deps.slack.look_up(workspace_id, profile.id)
    hear(deps, workspace_id, [profile if found is None or found.is_unseen else found])


def look_for_leavers(deps: Deps, workspace: Workspace) -> int:
    """Once a day ask Slack who is still there, a page a round; returns of how many people something was new."""
    with deps.database.reading() as session:
        at, cursor = workspaces.next_roster(session, workspace.id)
    if at is not None and deps.now() < at <= deps.now() + LOOKED_EVERY:
        return 0
    page = deps.slack.roster(workspace.id, cursor)
    heard = hear(deps, workspace.id, page.people) if page else 0
    following = page.cursor if page else None
    wait = timedelta() if following else LOOKED_EVERY if page else _AFTER_NO_ANSWER
    with deps.database.transaction() as session:
        workspaces.ask_for_roster(session, workspace.id, at=deps.now() + wait, cursor=following)
    return heard


def waiting(session: Session, workspace_id: str, *, of: Collection[str] | None = None) -> tuple[OrphanedAccount, ...]:
    """What is to be handed over: of everybody who left, in the order they did, or of some of them."""
    gone = [each for each in members.deactivated(session, workspace_id) if of is None or each in of]
    if not gone:
        return ()
    ended = [each for each in sponsorships.ended_by_leaving(session, workspace_id) if each.member in gone]
    ids = {each.account_id for each in ended}
    theirs = (*accounts.of_owners(session, workspace_id, gone), *accounts.those(session, workspace_id, ids))
    standing = sponsorships.active(session, workspace_id, ids)
    return orphaned_accounts(gone, {each.id: each for each in theirs}.values(), ended, standing)


def _news(session: Session, workspace_id: str, told: list[Profile]) -> list[Profile]:
    known = members.of(session, workspace_id, [profile.id for profile in told])
    gone = members.deactivated(session, workspace_id)
    return [
        profile
        for profile in told
        if (member := known.get(profile.id)) is not None
        if not member.is_known or member.profile != profile or profile.is_deactivated != (profile.id in gone)
    ]


def _leave(session: Session, deps: Deps, workspace_id: str, member_id: str) -> None:
    """Their sponsorships end, their accounts go onto the list, and who is in charge is told once.

    What they were still to be told of others who left goes to whoever is in charge now.
    """
    now = members.deactivated(session, workspace_id)[member_id]
    for each in sponsorships.of_member(session, workspace_id, member_id):
        sponsorships.record(session, workspace_id, each, rules.ended_by_leaving(each, now))
    workspaces.release_zone(session, workspace_id, of=member_id)
    _write_audit(session, deps, workspace_id, member_id, "left")
    reader = _in_charge(session, workspace_id)
    if reader is None:
        return
    subjects = rescheduling.cancel(
        session, workspace_id, kind=REASSIGNMENT, target=member_id, reason=ExpiryReason.READER_LEFT
    )
    if waiting(session, workspace_id, of=[member_id]):
        subjects.append(f"{member_id}:{now:%Y-%m-%dT%H:%M:%S}")
    for subject in subjects:
        _tell(session, workspace_id, subject=subject, target=reader, now=deps.now())


def _come_back(session: Session, deps: Deps, workspace_id: str, member_id: str) -> None:
    """What was not handed over is theirs again; nobody is told."""
    handed_over = {each.account_id for each in sponsorships.active(session, workspace_id)}
    for each in sponsorships.ended_by_leaving(session, workspace_id):
        if each.member == member_id and each.account_id not in handed_over:
            sponsorships.record(session, workspace_id, each, rules.returned(each))
    _write_audit(session, deps, workspace_id, member_id, "came back")


def _in_charge(session: Session, workspace_id: str) -> str | None:
    """The programme owner, or else the first admin who can be reached: whose zone it was, or by id."""
    workspace = workspaces.find(session, workspace_id)
    owners = roles.having(session, workspace_id, permissions.PROGRAMME_OWNER)
    admins = [*members.admins(session, workspace_id), *roles.having(session, workspace_id, permissions.ADMIN)]
    first = [each for each in admins if workspace is not None and each == workspace.zone_of]
    people = members.of(session, workspace_id, [*owners, *admins])
    able = {each.id for each in people.values() if each.is_known and each.may_take_part}
    return next((each for each in [*owners, *first, *admins] if each in able), None)


def _tell(session: Session, workspace_id: str, *, subject: str, target: str, now: datetime) -> None:
    """Once for each time somebody leaves: at once, or together with the others of the hour."""
    batching.enqueue(session, workspace_id, kind=REASSIGNMENT, subject=subject, target=target, now=now)


def _write_audit(session: Session, deps: Deps, workspace_id: str, member_id: str, action: str) -> None:
    audit.record(session, workspace_id, actor=member_id, action=action, subject=member_id, now=deps.now())
