"""Typing, reading and pressing in the page, against the real sandbox."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BO, CUSTOMERS, App, Calls
from tests.sandbox.page.conftest import Block, Visit

pytestmark = pytest.mark.browser

RECEIPT: Block = {
    "text": "Acme Corp · call · 20 min",
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Acme Corp* · call · 20 min"}},
        {
            "type": "actions",
            "block_id": "after",
            "elements": [
                {"type": "button", "action_id": "undo", "text": {"type": "plain_text", "text": "Undo"}, "value": "7"},
            ],
        },
    ],
}


def send(page: Page, line: str) -> None:
    page.get_by_test_id("composer").fill(line)
    page.keyboard.press("Enter")


def test_what_a_command_is_answered_with_is_seen_by_its_author_alone(visit: Visit, app: App) -> None:
    ana, bo = visit(ANA), visit(BO)
    app.says(RECEIPT)
    send(ana, "/logcall Acme 20m")
    receipt = ana.locator("[data-ephemeral=true]")
    expect(receipt).to_contain_text("Only visible to you")
    expect(receipt.locator("strong")).to_have_text("Acme Corp")
    send(bo, "are you there?")
    expect(ana.get_by_test_id("log")).to_contain_text("are you there?")
    expect(bo.get_by_text("Acme Corp")).to_have_count(0)


def test_the_app_hears_the_line_as_it_was_typed(page: Page, app: App) -> None:
    send(page, "/logcall R&D <now> @bo: exports")
    assert app.next().form["text"] == "R&amp;D &lt;now&gt; <@U0BO|bo>: exports"
    expect(page.get_by_test_id("composer")).to_have_value("")


def test_a_post_of_the_app_appears_without_reloading_and_bears_its_badge(page: Page, call: Calls) -> None:
    call("chat.postMessage", channel=CUSTOMERS, text="Week 48: *14 customers*")
    message = page.locator("[data-ts]")
    expect(message.locator("strong")).to_have_text("14 customers")
    expect(message.locator(".app-badge")).to_have_text("APP")
    expect(message.locator("[data-ephemeral]")).to_have_count(0)


def test_an_answer_in_a_thread_says_whose_thread_it_stands_in(page: Page, call: Calls) -> None:
    first = call("chat.postMessage", channel=CUSTOMERS, text="Acme wants exports").body["ts"]
    call("chat.postMessage", channel=CUSTOMERS, text="by spring", thread_ts=first)
    call("chat.postMessage", channel=CUSTOMERS, text="elsewhere", thread_ts="1700000000.000100")
    replies = page.locator(".message-reply")
    expect(replies).to_have_count(2)
    answer, lost = replies.all()
    expect(answer).to_contain_text("In the thread of “Acme wants exports”")
    expect(lost).to_contain_text("In a thread")
    expect(page.locator("[data-ts]").first).not_to_contain_text("thread")


def test_messages_of_one_author_stand_under_one_name(page: Page) -> None:
    for line in ("first", "second", "third"):
        send(page, line)
        expect(page.get_by_test_id("log")).to_contain_text(line)
    assert page.locator(".author").all_inner_texts() == ["Ana Ruiz"]
    assert page.locator(".day").all_inner_texts() == ["Today"]


def test_an_edited_message_changes_in_place_and_says_so(page: Page, call: Calls) -> None:
    ts = str(call("chat.postMessage", channel=CUSTOMERS, text="17 customers so far").body["ts"])
    expect(page.locator(f"[data-ts='{ts}']")).to_contain_text("17 customers")
    call("chat.update", channel=CUSTOMERS, ts=ts, text="22 customers so far")
    expect(page.locator(f"[data-ts='{ts}']")).to_contain_text(re.compile(r"22 customers so far\s*\(edited\)"))
    call("chat.delete", channel=CUSTOMERS, ts=ts)
    expect(page.locator("[data-ts]")).to_have_count(0)


def test_a_channel_with_news_is_bold_until_it_is_looked_at(page: Page, call: Calls) -> None:
    row = page.get_by_test_id("place-D0ANA")
    expect(row).not_to_have_class(re.compile("row-unread"))
    call("chat.postMessage", channel=ANA, text="How many customers did you speak to this week?")
    expect(row).to_have_class(re.compile("row-unread"))
    expect(row).to_contain_text("1 unread")
    row.click()
    expect(page.get_by_test_id("log")).to_contain_text("How many customers")
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()
    expect(row).not_to_have_class(re.compile("row-unread"))


def test_an_unknown_command_is_answered_by_slackbot(page: Page) -> None:
    send(page, "/frobnicate now")
    error = page.locator("[data-kind=error]")
    expect(error).to_contain_text("/frobnicate is not a valid command")
    expect(error.locator(".author")).to_have_text("Slackbot")


def test_a_pressed_button_is_busy_until_the_app_has_answered(page: Page, app: App) -> None:
    app.says(RECEIPT)
    send(page, "/logcall Acme 20m")
    undo = page.get_by_role("button", name="Undo")
    undo.wait_for()
    app.next()
    app.gate.clear()
    app.says({})
    undo.click()
    payload = app.next().payload
    expect(undo).to_have_attribute("aria-busy", "true")
    app.gate.set()
    expect(undo).not_to_have_attribute("aria-busy", "true")
    pressed = payload["actions"][0]
    assert (pressed["action_id"], pressed["block_id"], pressed["value"]) == ("undo", "after", "7")


def test_a_receipt_replaced_by_its_response_url_changes_in_place(page: Page, app: App, sandbox: Sandbox) -> None:
    app.says(RECEIPT)
    send(page, "/logcall Acme 20m")
    app.next()
    app.says({})
    page.get_by_role("button", name="Undo").click()
    url = app.next().payload["response_url"]
    page.evaluate(
        "([url, body]) => fetch(url, {method: 'POST', body, headers: {'content-type': 'application/json'}})",
        [url, '{"replace_original": true, "text": "Undone."}'],
    )
    expect(page.locator("[data-ephemeral=true]")).to_contain_text("Undone.")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.locator(".edited")).to_have_count(0)


def test_a_press_that_fails_says_so_beside_the_button(page: Page, app: App) -> None:
    app.says(RECEIPT)
    send(page, "/logcall Acme 20m")
    undo = page.get_by_role("button", name="Undo")
    undo.wait_for()
    app.answer = (500, "text/plain", "")
    undo.click()
    expect(page.locator("[data-ephemeral=true]").get_by_role("alert")).to_contain_text("Touchbase could not do that")


def test_the_log_stays_at_its_end_unless_the_reader_went_up(page: Page, call: Calls) -> None:
    for line in range(40):
        call("chat.postMessage", channel=CUSTOMERS, text=f"line {line}")
    expect(page.get_by_text("line 39")).to_be_in_viewport()
    page.get_by_text("line 39").hover()
    page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    expect(page.get_by_text("line 0", exact=True)).to_be_in_viewport()
    call("chat.postMessage", channel=CUSTOMERS, text="the news")
    page.get_by_role("button", name="New messages below").click()
    expect(page.get_by_text("the news")).to_be_in_viewport()


def test_somebody_else_sees_what_is_theirs(page: Page, app: App) -> None:
    app.says(RECEIPT)
    send(page, "/logcall Acme 20m")
    expect(page.locator("[data-ephemeral=true]")).to_have_count(1)
    page.get_by_test_id("who").select_option(BO)
    expect(page.get_by_test_id("place-D0BO")).to_be_visible()
    expect(page.locator("[data-ephemeral=true]")).to_have_count(0)
    expect(page).to_have_url(re.compile("as=U0BO"))
    page.reload()
    expect(page.get_by_test_id("who")).to_have_value(BO)


@pytest.mark.parametrize("asked", ["", "?as=U0NOBODY"])
def test_whoever_one_is_not_the_page_opens_as_somebody(page: Page, sandbox: Sandbox, asked: str) -> None:
    page.goto(f"{sandbox.url}/{asked}")
    expect(page.get_by_test_id("who")).to_have_value(ANA)


def test_a_lost_connection_is_told_and_made_good(page: Page, sandbox: Sandbox, call: Calls) -> None:
    page.context.set_offline(True)
    sandbox._page.close()
    expect(page.get_by_text("The sandbox does not answer")).to_be_visible()
    call("chat.postMessage", channel=CUSTOMERS, text="said meanwhile")
    page.context.set_offline(False)
    expect(page.get_by_text("said meanwhile")).to_be_visible()
    expect(page.get_by_text("The sandbox does not answer")).to_be_hidden()
