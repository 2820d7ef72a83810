"""Who is asking: the workspace and the member behind a request."""

from contextlib import suppress

from bot.domain import iso_weeks
from bot.domain.errors import NotAllowed, NotSaved, Refusal
from bot.domain.members import Caller, Member, Profile, Workspace
from bot.services import departures
from bot.services.deps import Deps
from bot.services.workspaces import MONDAY
from bot.storage import edits, members, pledges, workspaces

_LOOKED_UP_A_ROUND = 5


def recognise(deps: Deps, workspace_id: str, member_id: str) -> Caller:
    """The workspace and the member, who is looked up in Slack once if we do not know them yet.

    Without an answer from Slack the member stays unknown and may log all the same. Raises NotAllowed for a workspace
    that is not ours, for guests, and for people of other companies.
    """
    with deps.database.reading() as session:
        workspace = workspaces.find(session, workspace_id)
        member = members.find(session, workspace_id, member_id) if workspace else None
    if workspace is None:
        raise NotAllowed("Touchbase is not set up in this workspace: ask whoever installed it.")
    if member is None or not member.is_known:
        member = _look_up(deps, workspace, member_id)
    if not member.may_take_part:
        raise NotAllowed(f"Touchbase is for members of {workspace.name}; guests cannot use it.")
    return Caller(workspace, member)


def require_known(caller: Caller, *, typed: str = "") -> None:
    """Before somebody is shown what others logged. Raises Refusal until Slack has said who they are."""
    if not caller.member.is_known:
        raise Refusal("Slack has not told me who you are yet: send it again in a minute.", typed=typed)


def known(deps: Deps, workspace: Workspace, member_id: str) -> Member:
    """The member as we know them, or else as Slack says now; unknown where it does not answer in time."""
    with deps.database.reading() as session:
        member = members.find(session, workspace.id, member_id)
    return member if member is not None and member.is_known else _look_up(deps, workspace, member_id)


def look_up_unknown(deps: Deps, workspace: Workspace) -> int:
    """Ask Slack about people who were mentioned but are not known yet; returns how many it told of."""
    with deps.database.reading() as session:
        waiting = members.unknown(session, workspace.id, limit=_LOOKED_UP_A_ROUND)
    return sum(_look_up(deps, workspace, member_id).is_known for member_id in waiting)


def _look_up(deps: Deps, workspace: Workspace, member_id: str) -> Member:
    profile = deps.slack.look_up(workspace.id, member_id)
    if profile is None:
        return Member(Profile(id=member_id, name="", zone=None), is_known=False)
    # What the person came for matters more than this row; the next request asks again.
    with suppress(NotSaved):
        _remember(deps, workspace, profile)
    return Member(profile, is_known=True)


def _remember(deps: Deps, workspace: Workspace, profile: Profile) -> None:
    with deps.database.transaction() as session:
        departures.note(session, deps, workspace.id, profile)
        # Whatever number they named counts from now on.
        for week in pledges.weeks_of(session, workspace.id, profile.id):
            edits.mark(session, workspace.id, kind=MONDAY, subject=iso_weeks.week_subject(week))
