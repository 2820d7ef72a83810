"""Find the workspace and the member behind a request; Slack is asked about whoever is not known yet."""

from contextlib import suppress
from dataclasses import replace

from bot.domain.errors import NotAllowed, NotSaved, Refusal
from bot.domain.weekly import iso_weeks
from bot.domain.weekly.posts import MONDAY
from bot.domain.workspace.members import Caller, Member, Origin, Profile, Workspace
from bot.outbox import edit_queue
from bot.parsing.commands.people import People
from bot.services.accounts import offboarding
from bot.services.deps import Deps
from bot.storage.weekly import pledges
from bot.storage.workspace import installations, members, workspaces

_LOOKED_UP_A_ROUND = 5


def recognise(deps: Deps, workspace_id: str, member_id: str, origin: Origin = Origin.OURS) -> Caller:
    """The workspace and the member, who is looked up in Slack once if we do not know them yet.

    Without an answer from Slack the member stays unknown and may log all the same, unless the request says that they
    are of another company: that is their `origin`. Raises NotAllowed for a workspace that is not ours, for guests, and
    for people of other companies.
    """
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)
        member = members.find(scope, member_id) if workspace else None
    if workspace is None:
        raise NotAllowed("Touchbase is not set up in this workspace: ask whoever installed it.")
    if member is None or not member.is_known:
        member = _look_up(deps, workspace, member_id)
    elif not member.may_take_part:
        member = _confirmed(deps, workspace, member)
    if not member.is_known and origin is Origin.OTHER:
        raise _for_members_only(workspace)
    _require_part(workspace, member)
    return Caller(workspace, member, may_be_foreign=not member.is_known and origin is Origin.UNCLEAR)


def require_colleague(deps: Deps, caller: Caller, *, typed: str = "") -> None:
    """Before somebody is shown what others logged, and outside any transaction: Slack may be asked whether they are
    still of us, within 0.7 s, where what it said is old.

    Raises Refusal until Slack has said who they are, NotAllowed once it says that they are a guest.
    """
    require_known(caller, typed=typed)
    _require_part(caller.workspace, _confirmed(deps, caller.workspace, caller.member))


def require_known(caller: Caller, *, typed: str = "") -> None:
    """Before somebody is shown what others logged. Raises Refusal until Slack has said who they are."""
    if not caller.member.is_known:
        raise Refusal("Slack has not told me who you are yet: send it again in a minute.", typed=typed)


def known(deps: Deps, workspace: Workspace, member_id: str) -> Member:
    """The member as we know them, or else as Slack says now; unknown where it does not answer in time."""
    with deps.reading(workspace.id) as scope:
        member = members.find(scope, member_id)
    return member if member is not None and member.is_known else _look_up(deps, workspace, member_id)


def people(deps: Deps, caller: Caller) -> People:
    """Everybody of the workspace who may be named by name: of those we know, who takes part."""
    with deps.reading(caller.workspace.id) as scope:
        every = members.every(scope)
    names = {each.id: each.profile.name for each in every if each.is_known and each.may_take_part}
    return People(caller.member.id, names)


def look_up_unknown(deps: Deps, workspace: Workspace) -> int:
    """Ask Slack about people who were mentioned but are not known yet; returns how many it told of."""
    with deps.reading(workspace.id) as scope:
        if installations.has_ended(scope):
            return 0
        waiting = members.unknown(scope, limit=_LOOKED_UP_A_ROUND)
    return sum(_look_up(deps, workspace, member_id).is_known for member_id in waiting)


def _look_up(deps: Deps, workspace: Workspace, member_id: str) -> Member:
    profile = deps.slack.look_up(workspace.id, member_id)
    if profile is None:
        return Member(Profile(id=member_id, name="", zone=None), is_known=False)
    # What the person came for matters more than this row; the next request asks again.
    with suppress(NotSaved):
        _remember(deps, workspace, profile)
    return Member(profile, is_known=True, known_at=deps.now())


def _confirmed(deps: Deps, workspace: Workspace, member: Member) -> Member:
    """The member as Slack says now, where that was long ago; as we know them, where it does not answer in time, or for
    the moment shows us nobody by the id of somebody it had called one of us."""
    turn = deps.confirmations.take_turn(workspace.id, member.id, known_at=member.known_at, now=deps.now())
    profile = deps.slack.look_up(workspace.id, member.id) if turn else None
    if profile is None or (profile.is_unseen and member.may_take_part):
        return member
    deps.confirmations.answered(workspace.id, member.id, now=deps.now())
    with suppress(NotSaved):
        offboarding.hear(deps, workspace.id, [profile])
    return replace(member, profile=profile, is_known=True, known_at=deps.now())


def _require_part(workspace: Workspace, member: Member) -> None:
    if not member.may_take_part:
        raise _for_members_only(workspace)


def _for_members_only(workspace: Workspace) -> NotAllowed:
    return NotAllowed(f"Touchbase is for members of {workspace.name}; guests cannot use it.")


def _remember(deps: Deps, workspace: Workspace, profile: Profile) -> None:
    with deps.transaction(workspace.id) as scope:
        offboarding.note(scope, profile)
        # Whatever number they named counts from now on.
        for week in pledges.weeks_of(scope, profile.id):
            edit_queue.mark(scope, kind=MONDAY, subject=iso_weeks.week_subject(week))
