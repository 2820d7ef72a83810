"""conversations.*: which channels there are, who is in them, and what was said."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.api.method import Method, MethodCall, kind_of, message_json
from bot.sandbox.content import RefusalError
from bot.sandbox.messages import PostedMessage
from bot.sandbox.team import TeamChannel

_FAMILIES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def list_all(call: MethodCall) -> dict[str, Any]:
    found = _listed(call, call.app.bot_user_id, only_members=False)
    part, metadata = call.page(found, 100, 1000)
    return {"channels": part, "response_metadata": metadata}


def list_of_user(call: MethodCall) -> dict[str, Any]:
    user = call.text("user") or call.app.bot_user_id
    if user not in call.workspace.people:
        raise RefusalError("user_not_found")
    part, metadata = call.page(_listed(call, user, only_members=True), 100, 1000)
    return {"channels": part, "response_metadata": metadata}


def info(call: MethodCall) -> dict[str, Any]:
    channel_id = call.channel("read")
    channel = call.workspace.channels.get(channel_id)
    if channel is None:
        return {"channel": _dm_json(call, channel_id)}
    body = channel_json(call, channel)
    if not call.flag("include_num_members"):
        body.pop("num_members")
    return {"channel": body}


def members(call: MethodCall) -> dict[str, Any]:
    channel_id = call.channel("read")
    workspace = call.workspace
    if channel_id in workspace.channels:
        found = sorted(workspace.members[channel_id])
    else:
        found = [workspace.dm_partner(channel_id) or "", call.app.bot_user_id]
    part, metadata = call.page(found, 100, 1000)
    return {"members": part, "response_metadata": metadata}


def history(call: MethodCall) -> dict[str, Any]:
    channel_id = call.channel("history")
    if not call.workspace.is_member(channel_id, call.app.bot_user_id):
        raise RefusalError("not_in_channel")
    window = _Window.of(call)
    found = [message for message in call.workspace.messages(channel_id) if window.holds(message)]
    part, metadata = call.page(found[::-1], 100, 999)
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [message_json(call, each, with_metadata=with_metadata) for each in part],
        "has_more": metadata["next_cursor"] != "",
        "pin_count": 0,
        "response_metadata": metadata,
    }


def open_dm(call: MethodCall) -> dict[str, Any]:
    if call.text("channel"):
        return {"channel": {"id": call.channel()}}
    users = call.names("users")
    if len(users) != 1:
        raise RefusalError("users_list_not_supplied" if not users else "method_not_supported_for_channel_type")
    person = call.workspace.people.get(users[0])
    if person is None:
        raise RefusalError("user_not_found")
    if person.is_bot:
        raise RefusalError("cannot_dm_bot")
    if person.deleted:
        raise RefusalError("user_disabled")
    channel_id = call.workspace.dm_of(person.id)
    whole = _dm_json(call, channel_id) if call.flag("return_im") else {"id": channel_id}
    return {"no_op": True, "already_open": True, "channel": whole}


def join(call: MethodCall) -> dict[str, Any]:
    channel = call.workspace.channels.get(call.channel())
    if channel is None or channel.is_private:
        raise RefusalError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusalError("is_archived")
    call.workspace.join(channel.id, call.app.bot_user_id)
    return {"channel": channel_json(call, channel)}


METHODS = {
    "conversations.list": Method(list_all, (), 20),
    "conversations.info": Method(info, (), 50),
    "conversations.members": Method(members, (), 100),
    "conversations.history": Method(history, (), 50),
    "conversations.open": Method(open_dm, ("im:write",), 50),
    "conversations.join": Method(join, ("channels:join",), 50),
    "users.conversations": Method(list_of_user, (), 50),
}


def channel_json(call: MethodCall, channel: TeamChannel) -> dict[str, Any]:
    workspace = call.workspace
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_member": workspace.is_member(channel.id, call.app.bot_user_id),
        "context_team_id": workspace.team.id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(workspace.members[channel.id]),
    }


def _dm_json(call: MethodCall, channel_id: str) -> dict[str, Any]:
    return {
        "id": channel_id,
        "is_im": True,
        "is_archived": False,
        "is_org_shared": False,
        "context_team_id": call.workspace.team.id,
        "user": call.workspace.dm_partner(channel_id),
    }


def _listed(call: MethodCall, user: str, *, only_members: bool) -> list[dict[str, Any]]:
    kinds = call.names("types") or ["public_channel"]
    if unknown := set(kinds) - _FAMILIES.keys():
        raise RefusalError("invalid_types", messages=[f"[ERROR] unknown type {each}" for each in sorted(unknown)])
    families = {_FAMILIES[kind] for kind in kinds}
    call.need(*(f"{family}:read" for family in sorted(families)))
    workspace = call.workspace
    found = [
        channel_json(call, channel)
        for channel in workspace.channels.values()
        if kind_of(channel) in families
        and not (channel.is_archived and call.flag("exclude_archived"))
        and workspace.may_see(channel.id, call.app.bot_user_id)
        and (not only_members or workspace.is_member(channel.id, user))
    ]
    return [*found, *_direct_messages(call, user, only_members)] if "im" in families else found


def _direct_messages(call: MethodCall, user: str, only_members: bool) -> list[dict[str, Any]]:
    people = [person.id for person in call.workspace.people.values() if not person.is_bot]
    if only_members and user != call.app.bot_user_id:
        people = [user]
    return [_dm_json(call, call.workspace.dm_of(person)) for person in people]


@dataclass(frozen=True)
class _Window:
    """The part of a conversation that is asked for; its ends count only when `inclusive`."""

    oldest: float
    latest: float
    inclusive: bool

    @classmethod
    def of(cls, call: MethodCall) -> "_Window":
        return cls(_instant(call, "oldest", 0.0), _instant(call, "latest", float("inf")), call.flag("inclusive"))

    def holds(self, message: PostedMessage) -> bool:
        if message.is_ephemeral or message.kind == "error":
            return False
        ts = float(message.ts)
        if self.inclusive:
            return self.oldest <= ts <= self.latest
        return self.oldest < ts < self.latest


def _instant(call: MethodCall, name: str, default: float) -> float:
    given = call.text(name)
    try:
        return float(given) if given else default
    except ValueError:
        raise RefusalError(f"invalid_ts_{name}") from None
