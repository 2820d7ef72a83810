"""What somebody typed arrives as Slack hands it on."""

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, CHEN, CUSTOMERS, App

TYPED = [
    ("Acme @ana hi", "Acme <@U0ANA|ana> hi"),
    ("@Ana, @bo.", "<@U0ANA|ana>, <@U0BO|bo>."),
    ("(@ana)", "(<@U0ANA|ana>)"),
    ("@nobody and @gone", "@nobody and @gone"),
    ("ask @sales", "ask <!subteam^S0SALES|@sales>"),
    ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
    ("<@U0CEO>", "&lt;@U0CEO&gt;"),
    ("<!channel>", "&lt;!channel&gt;"),
    ("AT&T <b> R&amp;D", "AT&amp;T &lt;b&gt; R&amp;amp;D"),
    ("#like the editor #customers", "#like the editor <#C0CUST|customers>"),
    ("see acme.com.", "see <http://acme.com|acme.com>."),
    ("see https://acme.com/a?b=1&c=2, ok", "see <https://acme.com/a?b=1&amp;c=2>, ok"),
    ("mail jo@acme.com", "mail <mailto:jo@acme.com|jo@acme.com>"),
    ("v1.2.3 and Node.js 3.5m", "v1.2.3 and Node.js 3.5m"),
    ("x@ana", "x@ana"),
    ("two\nlines  apart", "two\nlines  apart"),
    ("“Acme” — Zoë 🎉", "“Acme” — Zoë 🎉"),
]


@pytest.mark.parametrize(("words", "expected"), TYPED)
def test_typed_words_become_entities_and_tokens(sandbox: Sandbox, app: App, words: str, expected: str) -> None:
    sandbox.command(ANA, CUSTOMERS, f"/logcall {words}")
    assert app.next().form["text"] == expected


def test_without_should_escape_only_entities_are_made(sandbox: Sandbox, app: App) -> None:
    sandbox.command(ANA, CUSTOMERS, "/plain @ana & #customers acme.com")
    assert app.next().form["text"] == "@ana &amp; #customers acme.com"


def test_a_private_channel_is_a_token_only_for_its_members(sandbox: Sandbox, app: App) -> None:
    sandbox.command(ANA, CUSTOMERS, "/logcall #board")
    assert app.next().form["text"] == "#board"
    sandbox.command(CHEN, CUSTOMERS, "/logcall #board")
    assert app.next().form["text"] == "<#G0BOARD|board>"


def test_a_message_to_the_bot_carries_mentions_without_labels(sandbox: Sandbox, app: App) -> None:
    sandbox.message(ANA, "D0ANA", "Acme 20m @bo <b>")
    event = app.next().payload["event"]
    assert (event["text"], event["channel"], event["channel_type"], event["user"]) == (
        "Acme 20m <@U0BO> &lt;b&gt;",
        "D0ANA",
        "im",
        ANA,
    )
