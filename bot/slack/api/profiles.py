"""What Slack's JSON says of people and of their groups."""

from collections.abc import Mapping
from typing import Any

from bot.domain.visible import first_visible, is_visible
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.domain.workspace.zones import zone_named
from bot.parsing.slack_text import storable

_TITLE_LIMIT = 100
_SLACKBOT = "USLACKBOT"
"""Slack's own robot, which does not call itself one."""


def profile_of(user: Mapping[str, Any], workspace_id: str) -> Profile | None:
    """A user object of Slack's, as `workspace_id` sees them; None where it is nobody."""
    if not user.get("id"):
        return None
    profile = user.get("profile") or {}
    names = (user.get("real_name"), profile.get("real_name"))
    real_names = [str(name) for name in names if name and is_visible(str(name))]
    name = first_visible(profile.get("display_name"), *real_names, user.get("name"), user["id"])
    return Profile(
        id=str(user["id"]),
        name=storable(name),
        zone=_zone(user.get("tz")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=_is_guest(user, workspace_id),
        is_deactivated=bool(user.get("deleted")),
        title=storable(str(profile.get("title") or "")).strip()[:_TITLE_LIMIT],
        real_names=tuple(dict.fromkeys(map(storable, real_names))),
    )


def user_group_of(group: Mapping[str, Any]) -> UserGroup:
    """A user group of Slack's; its `users` are there only where they were asked for."""
    name = first_visible(group.get("name"), group.get("handle"), group["id"])
    return UserGroup(str(group["id"]), storable(name), frozenset(map(str, group.get("users") or ())))


def _zone(name: Any) -> str | None:
    """The zone, if it is one: Slack may know names that this machine does not."""
    return name if isinstance(name, str) and zone_named(name) is not None else None


def _is_guest(user: Mapping[str, Any], workspace_id: str) -> bool:
    kinds = ("is_restricted", "is_ultra_restricted", "is_bot")
    is_slackbot = user["id"] == _SLACKBOT
    return is_slackbot or any(user.get(kind) for kind in kinds) or not _belongs(user, workspace_id)


def _belongs(user: Mapping[str, Any], workspace_id: str) -> bool:
    """Whether somebody is of the workspace. In an organisation with many they have one as their home, and are of all
    that it lists."""
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    if workspace_id in teams:
        return True
    is_at_home = user.get("team_id") == workspace_id or (user.get("team_id") is None and not teams)
    return is_at_home and not user.get("is_stranger")
