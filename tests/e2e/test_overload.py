"""More at once than can be served: whoever is told so is on disk, and nobody else; no line typed to the bot is lost."""

import asyncio
import json
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.app_fixture import ANA, BO, SECRET, AppFixture
from tests.benchmarks.load import JSON, Answer, Client, Offer
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url
from tests.slack.wire import TEAM, command

pytestmark = pytest.mark.processes

COMMANDS, LINES = 200, 5


def test_whoever_is_told_so_is_on_disk_and_nobody_else(database_url: str) -> None:
    with AppFixture.open(as_engine_url(database_url), now=MONDAY_9AM) as app:
        app.reads(ANA, "/account add Acme")
        app.reads(BO, "/account Acme")
        answers = asyncio.run(everybody_at_once(app))
        kept = [each.details.note for each in app.kept]
        told = {name for name, answer in answers.items() if is_receipt(name, answer)}
        typed = {each for each in kept if each.startswith("typed")}
    refused = {name: json.loads(answer.body)["text"] for name, answer in answers.items() if name not in told}
    assert len(kept) == len(set(kept)) and set(kept) - typed == told
    assert typed == {f"typed {number}." for number in range(LINES)}
    assert all(text.startswith("*NOT saved. Send this again") and f": {name}" in text for name, text in refused.items())
    assert any("I could not get to it in time." in text for text in refused.values())


async def everybody_at_once(app: AppFixture) -> dict[str, Answer]:
    """The answers to many commands at once, by their notes, while lines are typed as well."""
    port = urlsplit(app.events_url).port
    assert port is not None
    with closing(Client(port, SECRET)) as client:
        names = [f"said {number}." for number in range(COMMANDS)]
        commands = [client.send(Offer(name, command(f"Acme 20m: {name}", user_id=BO))) for name in names]
        lines = [line_until_taken(client, app, f"typed {number}.") for number in range(LINES)]
        answers, _ = await asyncio.gather(asyncio.gather(*commands), asyncio.gather(*lines))
        return dict(zip(names, answers, strict=True))


async def line_until_taken(client: Client, app: AppFixture, note: str) -> None:
    """A line in a direct message, told again by Slack until it is taken."""
    at, channel = f"{time.time():.6f}", app.sandbox.workspace.dm_of(ANA)
    event = {"type": "message", "user": ANA, "text": f"Acme 20m: {note}", "ts": at, "channel": channel}
    whole = {"type": "event_callback", "team_id": TEAM, "event_id": note, "event": {**event, "channel_type": "im"}}
    offer = Offer(note, json.dumps(whole).encode(), JSON)
    while (await client.send(offer)).status != 200:
        pass


def is_receipt(name: str, answer: Answer) -> bool:
    assert answer.status == 200, answer
    text = json.loads(answer.body)["text"]
    return text.startswith("*Acme*") and name in text
