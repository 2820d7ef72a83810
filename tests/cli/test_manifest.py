"""`touchbase manifest` prints what Slack takes, on standard output alone, and refuses an address Slack would not."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import check_manifest
from tests.cli.installation import ASKED_WRONGLY, Installation, Run

INITECH = "https://bot.initech.com"


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def printed(done: Run) -> Any:
    assert done.code == 0, done
    manifest = json.loads(done.out)
    assert check_manifest(manifest).problems == []
    return manifest


def request_url(manifest: Any) -> Any:
    return manifest["settings"]["event_subscriptions"].get("request_url")


@pytest.mark.parametrize(
    ("arguments", "env", "address"),
    [
        (["--url", INITECH], {}, f"{INITECH}/slack/events"),
        (["--url", f"{INITECH}/bots/"], {}, f"{INITECH}/bots/slack/events"),
        ([], {"TOUCHBASE_URL": INITECH}, f"{INITECH}/slack/events"),
        (["--url", INITECH], {"TOUCHBASE_URL": "https://globex.example"}, f"{INITECH}/slack/events"),
        (["--socket"], {}, None),
        (["--socket"], {"TOUCHBASE_URL": INITECH}, None),
    ],
)
def test_either_kind_is_one_that_slack_takes(
    here: Installation, arguments: list[str], env: dict[str, str], address: str | None
) -> None:
    done = here.touchbase("manifest", *arguments, **env)
    assert request_url(printed(done)) == address
    assert done.error == ""


def test_without_an_address_a_placeholder_is_said_to_be_one_beside_the_manifest(here: Installation) -> None:
    done = here.touchbase("manifest")
    assert request_url(printed(done)) == "https://touchbase.example.com/slack/events"
    [line] = done.error.splitlines()
    assert line.startswith("touchbase: https://touchbase.example.com stands for your address")
    assert all(word in line for word in ("--url", "TOUCHBASE_URL", "--socket"))


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://bot.initech.com", "https://", "ftp://x", "https://ana:s3cret@x.com", "https://x?y"]
)
@pytest.mark.parametrize("kind", [[], ["--socket"]])
def test_an_address_slack_would_not_take_is_refused_in_one_line(here: Installation, url: str, kind: list[str]) -> None:
    said = here.fails(ASKED_WRONGLY, "manifest", "--url", url, *kind)
    assert "--url must be an https address such as https://touchbase.example.com" in said
    assert "s3cret" not in said


def test_the_variable_is_held_to_the_same(here: Installation) -> None:
    assert "TOUCHBASE_URL must be an https address" in here.fails(
        ASKED_WRONGLY, "manifest", TOUCHBASE_URL="http://bot.initech.com"
    )
