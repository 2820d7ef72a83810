"""The surfaces of lines that are typed to the bot: with files, in a channel, of somebody Slack has not told of; and of
channels that it comes into."""

from dataclasses import replace

from bot.sandbox.api import faults
from tests.app_fixture import BO, CUSTOMERS, FAY, RANDOM
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.waiting import wait_until

_FILE = {"id": "F0", "name": "deck.pdf"}


def with_files(hostile: HostileFixture) -> None:
    _write(hostile, f'"{hostile.account}" 20m {hostile.words.line[:800]}')
    _write(hostile, "")


def in_a_channel(hostile: HostileFixture) -> None:
    sandbox = hostile.app.sandbox
    before = len(sandbox.posts("chat.postEphemeral"))
    sandbox.message(BO, CUSTOMERS, f"@touchbase {hostile.words.line[:800]}")
    sandbox.message(BO, CUSTOMERS, "@touchbase")
    wait_until(lambda: len(sandbox.posts("chat.postEphemeral")) == before + 2)


def of_the_unknown(hostile: HostileFixture) -> None:
    """Fay, whom nobody has asked about, as if her home were another workspace of our organisation."""
    sandbox = hostile.app.sandbox
    team = sandbox.workspace.team
    sandbox.workspace.team = replace(team, enterprise_id="E0ORG")
    sandbox.fail("users.info", faults.refused("internal_error"))
    said = hostile.app.writes(FAY, f"Unheard of 20m {hostile.words.line[:800]}")
    assert said.startswith("*Kept, not logged yet.*")
    sandbox.workspace.team = team


def into_channels(hostile: HostileFixture) -> None:
    for channel in (CUSTOMERS, RANDOM):
        _invite(hostile, channel)
    posts = hostile.app.sandbox.posts
    wait_until(lambda: bool(hostile.app.pass_time() and posts("chat.postMessage", RANDOM)))


def _invite(hostile: HostileFixture, channel: str) -> None:
    before = _joined(hostile)
    hostile.app.type(BO, "/invite @touchbase", channel=channel)
    wait_until(lambda: _joined(hostile) > before)


def _joined(hostile: HostileFixture) -> int:
    """How often the bot has taken it that it came into a channel."""
    return sum("member_joined_channel" in str(row) for row in hostile.app.sandbox.wire.rows())


def _write(hostile: HostileFixture, text: str) -> None:
    sandbox = hostile.app.sandbox
    conversation = sandbox.workspace.dm_of(BO)
    before = len(sandbox.posts("chat.postMessage", conversation))
    sandbox.message(BO, conversation, text, files=[_FILE, _FILE])
    wait_until(lambda: len(sandbox.posts("chat.postMessage", conversation)) > before)


SURFACES = (
    Surface(with_files, ("lines.without_files", "lines.only_files")),
    Surface(in_a_channel, ("lines.mentioned",)),
    Surface(of_the_unknown, ("lines.kept",), 1),
    Surface(into_channels, ("greetings.greeting",)),
)
