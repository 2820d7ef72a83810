"""What `touchbase doctor` looks at: each finding says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.bootstrap import Runtime, build
from bot.clock import read
from bot.config import Settings
from bot.db import migrations
from bot.db.engine import Database
from bot.domain.errors import BadEnvironment, NotSaved, SlackTrouble, StorageMoved, Unusable
from bot.outbox import sending
from bot.services.workspace import workspaces
from bot.slack import manifest

_FATE, _DEPARTMENTS = "a post of unknown fate waits for a person", "there are no departments"
_OPTIONAL = {"channels:history": _FATE, "groups:history": _FATE, "usergroups:read": _DEPARTMENTS}
"""Scopes that one can do without, and what it is like then."""


@dataclass(frozen=True)
class Finding:
    is_well: bool
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything; a later check is left out where an earlier one makes it pointless."""
    yield Finding(True, "environment: every variable reads well")
    database = None
    try:
        database = Database(settings.database_url)
        migrations.require_current(database)
        shown = database.url.difference_update_query(["password", "sslpassword"]).render_as_string()
        yield Finding(True, f"database: {shown} answers and has this program's schema")
        database.check_writing()
        yield Finding(True, "disk: what is written is kept")
    except StorageMoved as error:
        yield Finding(False, f"disk: {error}")
    except (Unusable, NotSaved, BadEnvironment) as error:
        yield Finding(False, f"database: {error}")
    if not settings.has_slack or database is None:
        yield Finding(not settings.has_slack, "Slack: no token is set; `make run` opens the sandbox")
        return
    runtime = build(settings, database, clock=read)
    yield from _slack(runtime)
    runtime.close()


def _slack(runtime: Runtime) -> Iterator[Finding]:
    try:
        identity = runtime.installation.authenticate(runtime.gateway)
    except SlackTrouble as trouble:
        yield Finding(False, f"Slack: auth.test answers {trouble.error}: check SLACK_BOT_TOKEN")
        return
    yield Finding(True, f"Slack: the token is {identity.workspace}'s ({identity.workspace_id})")
    given = {scope.strip() for scope in identity.scopes.split(",")}
    yield from _scopes(given)
    yield from _channel(runtime, identity.workspace_id)
    yield from _deliveries(runtime, identity.workspace_id)


def _scopes(given: set[str]) -> Iterator[Finding]:
    lacking = [scope for scope in manifest.scopes() if scope not in given]
    needed = [scope for scope in lacking if scope not in _OPTIONAL]
    if needed:
        words = f"lacks {', '.join(needed)}: install the app again from `touchbase manifest`"
        yield Finding(False, f"scopes: {words}")
    elif lacking:
        for words in dict.fromkeys(_OPTIONAL[scope] for scope in lacking):
            scopes = ", ".join(scope for scope in lacking if _OPTIONAL[scope] == words)
            yield Finding(True, f"scopes: without {scopes} {words}")
    else:
        yield Finding(True, "scopes: all given")


def _chosen_channel(runtime: Runtime, workspace_id: str) -> str | None:
    """The one of the Home tab, or else that of the environment."""
    try:
        return workspaces.known(runtime.deps, workspace_id).channel or runtime.settings.channel
    except (NotSaved, Unusable):  # which stands among the findings already, or it was never served
        return runtime.settings.channel


def _channel(runtime: Runtime, workspace_id: str) -> Iterator[Finding]:
    channel = _chosen_channel(runtime, workspace_id)
    if channel is None:
        yield Finding(False, "channel: none is set: choose one on the Home tab, or put TOUCHBASE_CHANNEL=C… into .env")
        return
    try:
        found = runtime.gateway.channel(workspace_id, channel)
    except SlackTrouble as trouble:
        yield Finding(False, f"channel: {channel}: {trouble.error}: choose another, or invite the bot there")
        return
    if found.get("is_ext_shared") or found.get("is_pending_ext_shared"):
        yield Finding(False, f"channel: #{found.get('name')} is shared with another company: choose another")
    elif not found.get("is_member"):
        yield Finding(False, f"channel: type /invite @Touchbase in #{found.get('name')}")
    else:
        yield Finding(True, f"channel: #{found.get('name')}")


def _deliveries(runtime: Runtime, workspace_id: str) -> Iterator[Finding]:
    try:
        stuck = sending.failed(runtime.deps.outbox, workspace_id)
    except (NotSaved, Unusable) as error:
        yield Finding(False, f"deliveries: {error}")
        return
    for each in stuck:
        yield Finding(False, f"deliveries: {each.kind} {each.subject} is {each.state}: {each.problem}")
    if not stuck:
        yield Finding(True, "deliveries: none failed")
