"""users.*, usergroups.*, dnd.*: who there is, in which groups, and who wants to be left alone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.api.method import Method, MethodCall
from bot.sandbox.content import RefusalError
from bot.sandbox.team import TeamPerson, TeamUserGroup


def list_all(call: MethodCall) -> dict[str, Any]:
    part, metadata = call.page(list(call.workspace.people.values()), 1000, 1000)
    team = call.workspace.team.id
    return {"members": [user_json(team, person) for person in part], "response_metadata": metadata}


def info(call: MethodCall) -> dict[str, Any]:
    return {"user": user_json(call.workspace.team.id, _person(call))}


def profile(call: MethodCall) -> dict[str, Any]:
    return {"profile": profile_json(call.workspace.team.id, _person(call))}


def list_groups(call: MethodCall) -> dict[str, Any]:
    groups = [_group_json(call, usergroup) for usergroup in call.workspace.team.usergroups]
    return {"usergroups": groups}


def list_group_users(call: MethodCall) -> dict[str, Any]:
    wanted = call.text("usergroup")
    for group in call.workspace.team.usergroups:
        if group.id == wanted:
            return {"users": list(group.users)}
    raise RefusalError("no_such_subteam")


def dnd_info(call: MethodCall) -> dict[str, Any]:
    person = _person(call) if call.text("user") else call.workspace.people[call.app.bot_user_id]
    return _dnd_json(call, person.id)


def dnd_team_info(call: MethodCall) -> dict[str, Any]:
    known = [name for name in call.names("users") if name in call.workspace.people]
    return {"users": {each: _dnd_json(call, each) for each in known}}


METHODS = {
    "users.list": Method(list_all, ("users:read",), 20),
    "users.info": Method(info, ("users:read",), 100),
    "users.profile.get": Method(profile, ("users.profile:read",), 100),
    "usergroups.list": Method(list_groups, ("usergroups:read",), 20),
    "usergroups.users.list": Method(list_group_users, ("usergroups:read",), 20),
    "dnd.info": Method(dnd_info, ("dnd:read",), 50),
    "dnd.teamInfo": Method(dnd_team_info, ("dnd:read",), 20),
}


def user_json(team: str, person: TeamPerson) -> dict[str, Any]:
    """A person as Slack tells of them in the workspace with the id `team`; of who is deactivated it says less."""
    zone = ZoneInfo(person.tz)
    local = datetime.now(zone)
    body: dict[str, Any] = {
        "id": person.id,
        "team_id": person.team_id or team,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile_json(team, person),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.workspaces:
        body["enterprise_user"] = {"id": person.id, "teams": list(person.workspaces)}
    if person.deleted:
        return body
    return {
        **body,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname(),
        "tz_offset": int((local.utcoffset() or local - local).total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_stranger": person.team_id is not None and team not in person.workspaces,
    }


def profile_json(team: str, person: TeamPerson) -> dict[str, Any]:
    return {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0,
        "team": person.team_id or team,
    }


def _person(call: MethodCall) -> TeamPerson:
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise RefusalError("user_not_found")
    return person


def _group_json(call: MethodCall, group: TeamUserGroup) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": group.id,
        "team_id": call.workspace.team.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "user_count": len(group.users),
        "date_delete": 0,
    }
    return {**body, "users": list(group.users)} if call.flag("include_users") else body


def _dnd_json(call: MethodCall, user_id: str) -> dict[str, Any]:
    until = call.workspace.snoozed_until.get(user_id)
    body: dict[str, Any] = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    return body if until is None else {**body, "snooze_enabled": True, "snooze_endtime": int(until)}
