"""Offboarding: accounts of somebody who left wait for another owner or sponsor; who returns gets theirs back."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.accounts.reassignment import OrphanedAccount, orphaned_accounts
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.sponsors import model as rules
from bot.domain.workspace.members import Profile, Roster, Workspace
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


def note(scope: Scope, profile: Profile) -> None:
    """Keep what Slack says of a person, and let follow what does where they left or are back."""
    gone_at = members.lock(scope, profile.id)
    if profile.is_unseen and gone_at is not None:
        return  # whoever left may be shown to nobody any more, and has not come back
    if gone_at is not None and not profile.is_deactivated:
        _come_back(scope, profile.id)
    members.remember(scope, profile)
    if gone_at is None and profile.is_deactivated:
        _leave(scope, profile.id)
    if profile.is_admin and profile.zone is not None and not profile.is_deactivated:
        workspaces.take_zone(scope, zone=profile.zone, of=profile.id)


def hear(deps: Deps, workspace_id: str, profiles: Iterable[Profile]) -> int:
    """Take up profiles that Slack sent; returns of how many people something was new.

    Nothing is kept of who never had to do with us, and nothing is written of what we know.
    """
    with deps.reading(workspace_id) as scope:
        news = _news(scope, list(profiles))
    if not news:
        return 0
    with deps.transaction(workspace_id) as scope:
        for profile in news:
            note(scope, profile)
    deps.outbox.wake()
    return len(news)


def ends_membership(deps: Deps, workspace_id: str, profile: Profile) -> bool:
    """Whether an event says of somebody we know that they left or are back, became a guest or are none any more."""
    with deps.reading(workspace_id) as scope:
        is_gone = profile.id in members.deactivated(scope)
        member = members.find(scope, profile.id)
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
    with deps.reading(workspace.id) as scope:
        at, cursor = workspaces.next_roster(scope)
    if at is not None and deps.now() < at <= deps.now() + LOOKED_EVERY:
        return 0
    page = deps.slack.roster(workspace.id, cursor)
    heard = hear(deps, workspace.id, page.people) if page else 0
    following = page.cursor if page else None
    wait = timedelta() if following else LOOKED_EVERY if page else _AFTER_NO_ANSWER
    with deps.transaction(workspace.id) as scope:
        workspaces.ask_for_roster(scope, at=scope.now + wait, cursor=following)
        if page:
            _count(scope, page, is_first=cursor is None)
    return heard


def waiting(scope: Scope, *, of: Collection[str] | None = None) -> tuple[OrphanedAccount, ...]:
    """What is to be handed over: of everybody who left, in the order they did, or of some of them."""
    gone = [each for each in members.deactivated(scope) if of is None or each in of]
    if not gone:
        return ()
    ended = [sponsorship for sponsorship in sponsorships.ended_by_leaving(scope) if sponsorship.member in gone]
    ids = {each.account_id for each in ended}
    theirs = (*accounts.of_owners(scope, gone), *accounts.those(scope, ids))
    standing = sponsorships.active(scope, ids)
    return orphaned_accounts(gone, {account.id: account for account in theirs}.values(), ended, standing)


def _news(scope: Scope, profiles: list[Profile]) -> list[Profile]:
    known = members.of(scope, [profile.id for profile in profiles])
    gone = members.deactivated(scope)
    return [
        profile
        for profile in profiles
        if (member := known.get(profile.id)) is not None
        if not member.is_known or member.profile != profile or profile.is_deactivated != (profile.id in gone)
    ]


def _count(scope: Scope, page: Roster, *, is_first: bool) -> None:
    """Add up how many people of ours are in the workspace, page by page."""
    ours = sum(not (person.is_guest or person.is_deactivated or person.is_unseen) for person in page.people)
    workspaces.count_people(scope, ours, is_first=is_first, is_last=page.cursor is None)


def _leave(scope: Scope, member_id: str) -> None:
    """Their sponsorships end, their accounts go onto the list, and who is in charge is told once.

    What they were still to be told of others who left goes to whoever is in charge now.
    """
    now = members.deactivated(scope)[member_id]
    for sponsorship in sponsorships.of_member(scope, member_id):
        sponsorships.record(scope, sponsorship, rules.ended_by_leaving(sponsorship, now))
    workspaces.release_zone(scope, of=member_id)
    _write_audit(scope, member_id, "left")
    reader = _in_charge(scope)
    if reader is None:
        return
    subjects = rescheduling.cancel(scope, kind=REASSIGNMENT, target=member_id, reason=ExpiryReason.READER_LEFT)
    if waiting(scope, of=[member_id]):
        subjects.append(f"{member_id}:{now:%Y-%m-%dT%H:%M:%S}")
    for subject in subjects:
        _tell(scope, subject=subject, target=reader)


def _come_back(scope: Scope, member_id: str) -> None:
    """What was not handed over is theirs again; nobody is told."""
    handed_over = {each.account_id for each in sponsorships.active(scope)}
    for sponsorship in sponsorships.ended_by_leaving(scope):
        if sponsorship.member == member_id and sponsorship.account_id not in handed_over:
            sponsorships.record(scope, sponsorship, rules.returned(sponsorship))
    _write_audit(scope, member_id, "came back")


def _in_charge(scope: Scope) -> str | None:
    """The programme owner, or else the first admin who can be reached: whose zone it was, or by id."""
    workspace = workspaces.find(scope)
    owners = roles.having(scope, permissions.PROGRAMME_OWNER)
    admins = [*members.admins(scope), *roles.having(scope, permissions.ADMIN)]
    first = [admin for admin in admins if workspace is not None and admin == workspace.zone_of]
    people = members.of(scope, [*owners, *admins])
    able = {person.id for person in people.values() if person.is_known and person.may_take_part}
    return next((owner for owner in [*owners, *first, *admins] if owner in able), None)


def _tell(scope: Scope, *, subject: str, target: str) -> None:
    """Once for each time somebody leaves: at once, or together with the others of the hour."""
    batching.enqueue(scope, kind=REASSIGNMENT, subject=subject, target=target)


def _write_audit(scope: Scope, member_id: str, action: str) -> None:
    audit.record(scope, actor=member_id, action=action, subject=member_id)
