"""The surfaces of lines that are typed to the bot: with files, in a channel, of somebody Slack has not told of; and of
channels that it comes into."""

from dataclasses import replace

from bot.sandbox.api import faults
from tests.e2e.stage import Stage, Surface
from tests.house import BO, CUSTOMERS, FAY, RANDOM
from tests.waiting import wait_until

_FILE = {"id": "F0", "name": "deck.pdf"}


def with_files(stage: Stage) -> None:
    _write(stage, f'"{stage.account}" 20m {stage.words.line[:800]}')
    _write(stage, "")


def in_a_channel(stage: Stage) -> None:
    sandbox = stage.house.sandbox
    before = len(sandbox.posts("chat.postEphemeral"))
    sandbox.message(BO, CUSTOMERS, f"@touchbase {stage.words.line[:800]}")
    sandbox.message(BO, CUSTOMERS, "@touchbase")
    wait_until(lambda: len(sandbox.posts("chat.postEphemeral")) == before + 2)


def of_the_unknown(stage: Stage) -> None:
    """Fay, whom nobody has asked about, as if her home were another workspace of our organisation."""
    sandbox = stage.house.sandbox
    team = sandbox.workspace.team
    sandbox.workspace.team = replace(team, enterprise_id="E0ORG")
    sandbox.fail("users.info", faults.refused("internal_error"))
    said = stage.house.writes(FAY, f"Unheard of 20m {stage.words.line[:800]}")
    assert said.startswith("*Kept, not logged yet.*")
    sandbox.workspace.team = team


def into_channels(stage: Stage) -> None:
    for channel in (CUSTOMERS, RANDOM):
        _invite(stage, channel)
    posts = stage.house.sandbox.posts
    wait_until(lambda: bool(stage.house.pass_time() and posts("chat.postMessage", RANDOM)))


def _invite(stage: Stage, channel: str) -> None:
    before = _joined(stage)
    stage.house.type(BO, "/invite @touchbase", channel=channel)
    wait_until(lambda: _joined(stage) > before)


def _joined(stage: Stage) -> int:
    """How often the bot has taken it that it came into a channel."""
    return sum("member_joined_channel" in str(row) for row in stage.house.sandbox.wire.rows())


def _write(stage: Stage, text: str) -> None:
    sandbox = stage.house.sandbox
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
