"""Fields as Slack's own client has them: what stands in an empty one, where a select starts, what is typed into it."""

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.conftest import ANA, CUSTOMERS, Calls
from tests.sandbox.page.conftest import Block, Render, Visit

pytestmark = pytest.mark.browser


def plain(words: str) -> Block:
    return {"type": "plain_text", "text": words}


def actions(**element: object) -> Block:
    return {"type": "actions", "elements": [{"action_id": "a", **element}]}


def where(**filter: object) -> Block:
    return actions(type="conversations_select", default_to_current_conversation=True, filter=filter)


def test_an_empty_date_shows_its_placeholder_until_one_types_or_picks_a_day(render: Render) -> None:
    stage = render(actions(type="datepicker", placeholder=plain("Moved to…")))
    words, day = stage.get_by_text("Moved to…"), stage.get_by_label("Moved to…")
    expect(words).to_be_visible()
    expect(day).to_have_css("color", "rgba(0, 0, 0, 0)")
    day.focus()
    expect(words).to_be_hidden()
    day.fill("2026-12-02")
    day.blur()
    expect(words).to_be_hidden()
    expect(stage.get_by_text("Wed 2 Dec 2026")).to_be_visible()
    expect(day).not_to_have_css("color", "rgba(0, 0, 0, 0)")


def test_a_select_of_conversations_starts_with_the_one_that_is_open(visit: Visit, call: Calls) -> None:
    page = visit(ANA, CUSTOMERS)
    call("chat.postMessage", channel=CUSTOMERS, text="Where?", blocks=[where(include=["public"])])
    expect(page.get_by_role("combobox", name="Select")).to_have_value("#customers")


@pytest.mark.parametrize(
    ("channel", "filter"), [("C0JOINT", {"exclude_external_shared_channels": True}), (CUSTOMERS, {"include": ["im"]})]
)
def test_it_does_not_start_with_a_conversation_it_may_not_hold(
    visit: Visit, call: Calls, channel: str, filter: Block
) -> None:
    page = visit(ANA, channel)
    call("chat.postMessage", channel=channel, text="Where?", blocks=[where(**filter)])
    expect(page.get_by_role("combobox", name="Select")).to_have_value("")


def test_every_letter_typed_into_a_closed_select_counts(render: Render, gallery: Page) -> None:
    names = ("Dunder Paper", "Under Armour")
    options = [{"text": plain(name), "value": name} for name in names]
    stage = render(actions(type="static_select", options=options))
    stage.get_by_role("combobox").focus()
    gallery.keyboard.type("dunder")
    expect(stage.get_by_role("option")).to_have_text(["Dunder Paper"])
