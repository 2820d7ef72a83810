"""Everything one person may see of the workspace, as the page's protocol has it."""

from typing import Any

from bot.sandbox.clock import ShownClock
from bot.sandbox.team import TeamChannel, TeamPerson
from bot.sandbox.workspace import SandboxWorkspace


def state_for(user_id: str, workspace: SandboxWorkspace, clock: ShownClock) -> dict[str, Any]:
    seen = [channel for channel in workspace.channels.values() if workspace.may_see(channel.id, user_id)]
    dm = workspace.dm_of(user_id)
    return {
        "team": {
            "id": workspace.team.id,
            "name": workspace.team.name,
            "first_line": workspace.team.first_line,
        },
        "users": [_user(person) for person in workspace.people.values()],
        "channels": [_channel(channel, user_id, workspace) for channel in seen],
        "dms": [{"id": dm, "user": user_id}],
        "clock": {"now": clock.now.isoformat(), "zone": workspace.team.zone, "moving": clock.is_moving},
        "messages": {id: _messages(id, user_id, workspace) for id in [*(each.id for each in seen), dm]},
        **_app(workspace, user_id),
    }


def _app(workspace: SandboxWorkspace, user_id: str) -> dict[str, Any]:
    app = workspace.app
    if app is None:
        nothing: dict[str, Any] = {"app": None, "commands": [], "shortcuts": []}
        return {**nothing, "home": None, "home_enabled": False}
    home = workspace.views.home(user_id)
    return {
        "app": {"id": app.id, "name": app.name, "bot_id": app.bot_id, "bot_user_id": app.bot_user_id},
        "commands": [
            {
                "command": name,
                "description": declared.get("description", ""),
                "usage_hint": declared.get("usage_hint", ""),
            }
            for name, declared in app.commands.items()
        ],
        "shortcuts": [dict(shortcut) for shortcut in app.shortcuts],
        "home": None if home is None else workspace.views.shown(home),
        "home_enabled": app.home_enabled,
    }


def _messages(channel_id: str, user_id: str, workspace: SandboxWorkspace) -> list[dict[str, Any]]:
    return [message.shown() for message in workspace.messages(channel_id) if message.is_readable_by(user_id)]


def _user(person: TeamPerson) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "display_name": person.name if person.is_bot else person.real_name,
        "title": person.title,
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_bot": person.is_bot,
        "is_restricted": person.is_restricted,
        "deleted": person.deleted,
        "tz": person.tz,
    }


def _channel(channel: TeamChannel, user_id: str, workspace: SandboxWorkspace) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_member": workspace.is_member(channel.id, user_id),
        "bot_is_member": workspace.is_member(channel.id, workspace.bot_user_id),
        "topic": channel.topic,
        "num_members": len(workspace.members[channel.id]),
    }
