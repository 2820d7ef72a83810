"""Every accepted message says whom it would notify, so that hostile words can be proven to ring for nobody."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, CUSTOMERS, App, Calls


def mrkdwn(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True, **more}}


def rich(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


RINGS: list[tuple[str, list[dict[str, Any]], tuple[str, ...]]] = [
    ("hi <@U0ANA>", [], ("U0ANA",)),
    ("hi <@U0ANA|ana> <@U0BO> <@U0ANA>", [], ("U0ANA", "U0BO")),
    ("<!channel> <!here|here> <!everyone>", [], ("channel", "here", "everyone")),
    ("<!subteam^S0SALES|@sales>", [], ("S0SALES",)),
    ("&lt;@U0ANA&gt; &lt;!channel&gt; @here <#C0CUST|customers> <https://a.b>", [], ()),
    ("x", [mrkdwn("to <@U0BO>")], ("U0BO",)),
    ("x", [mrkdwn("@channel &lt;!here&gt;")], ()),
    ("x", [mrkdwn("@channel", verbatim=False)], ("channel",)),
    ("x", [{"type": "header", "text": {"type": "plain_text", "text": "<@U0ANA> <!here>"}}], ()),
    ("x", [{"type": "context", "elements": [{"type": "mrkdwn", "text": "<!here>"}]}], ("here",)),
    ("x", [rich({"type": "user", "user_id": "U0BO"}, {"type": "text", "text": "<@U0ANA>"})], ("U0BO",)),
    (
        "x",
        [rich({"type": "broadcast", "range": "channel"}, {"type": "usergroup", "usergroup_id": "S0SALES"})],
        ("channel", "S0SALES"),
    ),
    ("x", [{"type": "markdown", "text": "**hi** <@U0ANA>"}], ("U0ANA",)),
    ("x", [{"type": "table", "rows": [[{"type": "raw_text", "text": "<!here>"}]]}], ()),
]


OVERFLOW = {
    "type": "overflow",
    "options": [{"text": {"type": "plain_text", "text": "<@U0ANA> <!here>"}, "value": "1"}],
}
RINGS.append(("x", [{"type": "actions", "elements": [OVERFLOW]}], ()))


@pytest.mark.parametrize("argument", [{"link_names": True}, {"link_names": "1"}, {"parse": "full"}])
def test_bare_names_ring_where_the_app_asks_slack_to_link_them(
    sandbox: Sandbox, call: Calls, argument: dict[str, Any]
) -> None:
    call("chat.postMessage", channel=CUSTOMERS, text="hi @ana, @channel @nobody", **argument)
    call("chat.postMessage", channel=CUSTOMERS, text="hi @ana, @channel @nobody", link_names=False)
    assert [each.notifies for each in sandbox.posts()] == [("U0ANA", "channel"), ()]


@pytest.mark.parametrize(("text", "blocks", "rings"), RINGS)
def test_a_message_rings_for_those_it_names(
    sandbox: Sandbox, call: Calls, text: str, blocks: list[dict[str, Any]], rings: tuple[str, ...]
) -> None:
    assert call("chat.postMessage", channel=CUSTOMERS, text=text, blocks=blocks).error is None
    assert sandbox.posts()[0].notifies == rings


def test_what_a_command_is_answered_with_is_looked_at_too(sandbox: Sandbox, app: App) -> None:
    app.says({"text": "<!channel>"})
    sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    assert [(each.method, each.to, each.notifies) for each in sandbox.posts()] == [
        ("command_answer", ANA, ("channel",))
    ]
