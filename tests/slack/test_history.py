"""Looking for a delivery in a channel's history: all pages of the window, or nothing is known."""

from typing import Any

import pytest

from bot.domain.deliveries.model import Found, NotFound, Unreadable
from bot.domain.errors import SlackTrouble
from bot.slack.api.history import search


def message(delivery_id: str, ts: str) -> dict[str, Any]:
    return {"ts": ts, "metadata": {"event_type": "touchbase_delivery", "event_payload": {"id": delivery_id}}}


class Pages:
    """A history of so many pages; `asked` has the arguments of each call."""

    def __init__(self, *pages: dict[str, Any] | SlackTrouble) -> None:
        self.pages = list(pages)
        self.asked: list[dict[str, str]] = []

    def __call__(self, arguments: dict[str, str]) -> dict[str, Any]:
        self.asked.append(arguments)
        page = self.pages[len(self.asked) - 1]
        if isinstance(page, SlackTrouble):
            raise page
        return page


def look(pages: Pages) -> object:
    return search(pages, delivery_id="d1", oldest=100.5, latest=900.0)


def test_it_is_found_on_a_later_page() -> None:
    first = {"messages": [message("other", "1.0"), {"ts": "2.0"}], "response_metadata": {"next_cursor": "next"}}
    pages = Pages(first, {"messages": [message("d1", "3.0")]})
    assert look(pages) == Found("3.0")
    assert [asked.get("cursor") for asked in pages.asked] == [None, "next"]
    assert pages.asked[0]["oldest"] == "100.500000"
    assert pages.asked[0]["include_all_metadata"] == "true"


def test_a_window_read_to_its_end_without_it_says_that_it_is_not_there() -> None:
    assert look(Pages({"messages": [message("other", "1.0")]})) == NotFound()
    assert look(Pages({"messages": []})) == NotFound()


@pytest.mark.parametrize(
    ("trouble", "verdict"),
    [
        (SlackTrouble("missing_scope", permanent=True), Unreadable("missing_scope", is_lasting=True)),
        (SlackTrouble("ratelimited", retry_after=3.0), Unreadable("ratelimited", 3.0)),
        (SlackTrouble("timeout"), Unreadable("timeout")),
    ],
)
def test_a_page_that_cannot_be_read_leaves_everything_open(trouble: SlackTrouble, verdict: Unreadable) -> None:
    first = {"messages": [], "response_metadata": {"next_cursor": "next"}}
    assert look(Pages(trouble)) == look(Pages(first, trouble)) == verdict


@pytest.mark.parametrize("page", [{}, {"messages": None}, {"messages": "none"}])
def test_an_answer_without_messages_proves_nothing(page: dict[str, Any]) -> None:
    assert look(Pages(page)) == Unreadable("no messages in the answer")


def test_more_without_a_way_to_it_is_no_end() -> None:
    found = look(Pages({"messages": [], "has_more": True}))
    assert isinstance(found, Unreadable) and found.is_lasting


def test_a_history_without_an_end_is_given_up() -> None:
    endless = {"messages": [], "response_metadata": {"next_cursor": "again"}}
    found = look(Pages(*[endless] * 60))
    assert isinstance(found, Unreadable) and found.is_lasting
