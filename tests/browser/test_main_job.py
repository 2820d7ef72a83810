"""The main job as a person does it: log a line, mend a typo with one click, take it back, watch Friday come."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.client import Client
from tests.browser.conftest import Picture

pytestmark = pytest.mark.browser


def test_one_line_is_logged_and_its_receipt_is_only_visible_to_its_author(page: Page) -> None:
    receipt = Client(page).types("/logcall Acme Corp 20m with Jo Lee: renewal chat, worried about exports")
    expect(receipt).to_contain_text("Acme Corp · call · 20 min · today, with Jo Lee.")
    expect(receipt).to_contain_text("renewal chat, worried about exports")
    expect(receipt).to_contain_text("Only visible to you")
    expect(receipt.get_by_role("button", name="Undo")).to_be_visible()


def test_a_mistyped_account_is_asked_about_and_one_click_logs_the_line(page: Page, picture: Picture) -> None:
    Client(page).types("/logcall hooly 15m #complaint exports time out next: send a fix date fri")
    question = Client(page).types("/logcall Stark Logistics 25m visit with Mo Stark: the new warehouse")
    expect(question).to_contain_text("Which account? Nothing is saved yet; your line is kept until tomorrow.")
    picture(page, "receipt")
    candidate = question.get_by_role("button", name=re.compile("^Stark Foods, Ines"))
    ts = question.get_attribute("data-ts")
    candidate.click()
    receipt = page.locator(f"[data-ts='{ts}']")
    expect(receipt).to_contain_text("Stark Foods · visit · 25 min · today, with Mo Stark.")
    expect(receipt.get_by_role("button", name=re.compile("^Stark Foods, Ines"))).to_have_count(0)


def test_undo_takes_the_line_back_and_shows_it(page: Page) -> None:
    receipt = Client(page).types("/logcall Globex 10m typed in haste")
    ts = receipt.get_attribute("data-ts")
    receipt.get_by_role("button", name="Undo").click()
    undone = page.locator(f"[data-ts='{ts}']")
    expect(undone).to_contain_text("Taken back: Globex, call. It counts nowhere.")
    expect(undone).to_contain_text("/logcall Globex 10m typed in haste")


def test_a_friday_at_16_brings_the_leaderboard_without_reloading(page: Page, picture: Picture) -> None:
    marked = page.evaluate("window.stillHere = true")
    assert marked
    page.get_by_test_id("clock-fri-16:00").click()
    post = page.locator("[data-ts]", has_text="Week 48").last
    expect(post).to_contain_text("Heard this week:", timeout=20_000)
    table = post.get_by_test_id("table")
    expect(table.get_by_role("columnheader")).to_have_text(["#", "Who", "Customers", "Conversations", "Time"])
    expect(table.get_by_role("row")).not_to_have_count(1)
    expect(post.locator("svg[role=img]")).to_be_visible()
    expect(post.get_by_test_id("chart-numbers")).to_have_count(1)
    assert page.evaluate("window.stillHere"), "the page was reloaded"
    expect(page.get_by_test_id("clock-now")).to_contain_text("Fri 27 Nov 2026, 16:00")
    picture(page, "friday")


def test_the_first_line_in_an_empty_workspace_is_two_clicks_from_friday(empty_page: Page) -> None:
    question = Client(empty_page).types("/logcall Acme 20m they like it")
    expect(question).to_contain_text("Is Acme a customer or a prospect? It is the first account here.")
    ts = question.get_attribute("data-ts")
    question.get_by_role("button", name="Customer").click()
    expect(empty_page.locator(f"[data-ts='{ts}']")).to_contain_text("Acme · call · 20 min · today.")
    empty_page.get_by_test_id("clock-fri-16:00").click()
    post = empty_page.locator("[data-ts]", has_text="spoke to 1 customer").last
    expect(post).to_be_visible(timeout=20_000)
    expect(post.locator("svg[role=img]")).to_have_count(0)
