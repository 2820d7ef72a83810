"""The origin of a request: the workspace it is for, and the company of whoever made it.

Slack says both in several places, and some of them may be missing: `team` is null where an app is installed for a whole
organisation, and in a channel shared with another company the person's team is not the channel's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.workspace.members import Origin

LINE_SUBTYPES = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes of messages that a person writes; all others tell of changes, or of what programs say."""

_WITHOUT_CALLER = frozenset(
    {"user_change", "app_uninstalled", "tokens_revoked", "channel_shared", "channel_unshared", "member_joined_channel"}
)
"""Events about somebody or something, not by somebody: who is gone may be the very one."""

_LOGCALL = "logcall"

Json = Mapping[str, Any]


def workspace_of(body: Json) -> str | None:
    """The id of the workspace that a request is for; None where the request names none."""
    view, authorization = _object(body.get("view")), _authorization(body)
    named = (
        view.get("app_installed_team_id"),
        authorization.get("team_id"),
        _id(body.get("team")),
        body.get("team_id"),
        view.get("team_id"),
    )
    return next((str(team) for team in named if team), None)


def origin_of(body: Json, workspace_id: str) -> Origin:
    """Whether a request says that its author belongs to `workspace_id`; one that says nothing does not deny it."""
    if all(team == workspace_id for team in _teams_of_author(body)):
        return Origin.OURS
    return Origin.UNCLEAR if _is_of_an_organisation(body) else Origin.OTHER


def has_caller(body: Json) -> bool:
    """Whether a request is somebody's, who is to be answered or obeyed."""
    event = _object(body.get("event"))
    if event.get("type") == "message":
        return is_line(event)
    return str(event.get("type")) not in _WITHOUT_CALLER


def is_line(event: Json) -> bool:
    """Whether a message is a line that a person typed to the bot: no edit, nothing a bot said, nothing in a channel."""
    is_from_person = event.get("user") and not event.get("bot_id") and event.get("ts")
    is_typed = event.get("type") == "message" and str(event.get("subtype") or "") in LINE_SUBTYPES
    is_to_bot = event.get("channel_type") == "im" and isinstance(event.get("channel"), str)
    return bool(is_from_person and is_typed and is_to_bot)


def thread_of(message: Json) -> str | None:
    """The thread that a message is in, by the ts of its first one; None for one in the channel itself."""
    thread = message.get("thread_ts")
    return None if not thread or thread == message.get("ts") else str(thread)


def can_be_kept(body: Json) -> bool:
    """Whether a request is a line to log: it is kept, whoever made it, until Slack has told who they are."""
    if "command" in body:
        typed = f"{body['command']} {body.get('text') or ''}".casefold().removeprefix("/touchbase").split()
        return bool(typed) and typed[0].removeprefix("/") == _LOGCALL
    return is_line(_object(body.get("event")))


def _teams_of_author(body: Json) -> Iterator[str]:
    event = _object(body.get("event"))
    teams = [_object(body.get("user")).get("team_id"), _id(body.get("team")), body.get("team_id")]
    teams += [event.get(name) for name in ("user_team", "source_team", "team")]
    return (str(team) for team in teams if team)


def _is_of_an_organisation(body: Json) -> bool:
    """Whether the workspace is one of an Enterprise Grid."""
    authorization, team = _authorization(body), _object(body.get("team"))
    ids = (
        _id(body.get("enterprise")),
        body.get("enterprise_id"),
        body.get("context_enterprise_id"),
        authorization.get("enterprise_id"),
        team.get("enterprise_id"),
    )
    return any(ids)


def _authorization(body: Json) -> Json:
    """For which installation of the app an event is."""
    authorizations = body.get("authorizations")
    return _object(authorizations[0]) if isinstance(authorizations, list) and authorizations else {}


def _id(value: Any) -> Any:
    """Slack writes a team as an object with its id, or as the id alone."""
    return value if isinstance(value, str) else _object(value).get("id")


def _object(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}
