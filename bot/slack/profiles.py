"""What Slack's JSON says of people and of their groups."""

from collections.abc import Mapping
from typing import Any

from bot.domain.departments import UserGroup
from bot.domain.members import Profile
from bot.domain.schedule import zone_named
from bot.parsing.slack_text import storable


def profile_of(user: Mapping[str, Any], workspace_id: str) -> Profile | None:
    """A user object of Slack's, as `workspace_id` sees them; None where it is nobody."""
    if not user.get("id"):
        return None
    profile = user.get("profile") or {}
    real_names = [str(each) for each in (user.get("real_name"), profile.get("real_name")) if each]
    names = (profile.get("display_name"), *real_names, user.get("name"), user["id"])
    return Profile(
        id=str(user["id"]),
        name=storable(str(next(filter(None, names)))),
        zone=_zone(user.get("tz")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=_is_guest(user, workspace_id),
        is_deactivated=bool(user.get("deleted")),
        real_names=tuple(dict.fromkeys(map(storable, real_names))),
    )


def user_group_of(group: Mapping[str, Any]) -> UserGroup:
    """A user group of Slack's; its `users` stand in it only where they were asked for."""
    name = storable(str(group.get("name") or group.get("handle") or group["id"]))
    return UserGroup(str(group["id"]), name, frozenset(map(str, group.get("users") or ())))


def _zone(name: Any) -> str | None:
    """The zone, if it is one: Slack may know names that this machine does not."""
    return name if isinstance(name, str) and zone_named(name) is not None else None


def _is_guest(user: Mapping[str, Any], workspace_id: str) -> bool:
    of_another_company = user.get("team_id") not in (None, workspace_id)
    kinds = ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger")
    return of_another_company or any(user.get(kind) for kind in kinds)
