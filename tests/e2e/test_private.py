"""A private entry is read by author, holder and who owned the account then; its canary is seen nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.messages.conversations import receipts
from bot.messages.workspace import home
from tests.databases import as_engine_url, migrated_database
from tests.e2e.aviary import (
    ADMIN,
    AUTHOR,
    CANARY,
    CREDITED,
    HOLDER,
    MEMBERS_OUTSIDE,
    OTHER,
    OUTSIDERS,
    OWNER,
    READERS,
    WORDS,
    Aviary,
)
from tests.e2e.showing import WAYS
from tests.handlers.reading import value_of
from tests.house import CUSTOMERS, RANDOM


@pytest.fixture(params=WAYS)
def aviary(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Aviary]:
    kind, _, wire = request.param.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with Aviary.open(url, socket=wire == "socket") as opened:
        yield opened


def test_everybody_looks_everywhere_and_only_its_readers_find_it(aviary: Aviary) -> None:
    entry_id = value_of(aviary.log(f"private {WORDS}"), receipts.EDIT)
    assert aviary.who_reads() == {AUTHOR}
    aviary.ask_about_plans()
    assert aviary.who_reads() == {OWNER}  # the complaint
    for person in (*READERS, *OUTSIDERS):
        aviary.look_everywhere(person)
    assert aviary.who_reads() == set(READERS)
    aviary.end_the_week()
    for person in OUTSIDERS:
        aviary.look_everywhere(person)
    aviary.press_at_home(CREDITED, home.NOT_ME, entry_id)
    aviary.look_everywhere(CREDITED)
    assert aviary.who_reads() == set()


def test_everybody_else_presses_and_saves_everything_and_reads_nothing(aviary: Aviary) -> None:
    entry_id = value_of(aviary.log(f"private {WORDS}"), receipts.EDIT)
    aviary.ask_about_plans()
    aviary.who_reads()
    before = aviary.entry(entry_id)
    for person in MEMBERS_OUTSIDE:
        aviary.press_everything(person, entry_id)
        aviary.save_everything(person, entry_id)
        assert aviary.who_reads() == set(), person
    aviary.house.pass_time()
    # Taken back and put back, the complaint reads in its owner's message as it did.
    assert aviary.who_reads() <= {OWNER}
    assert aviary.entry(entry_id) == before


def test_made_private_by_an_edit_it_is_seen_nowhere_from_then_on(aviary: Aviary) -> None:
    receipt = aviary.log(WORDS)
    for channel in (CUSTOMERS, RANDOM):
        aviary.house.sandbox.press(AUTHOR, receipt, receipts.SHARE)
        aviary.house.save(AUTHOR, channel=channel)
    aviary.look_everywhere(OTHER)
    assert aviary.who_reads() == {AUTHOR, OTHER}
    aviary.save(receipt, private=True)
    assert aviary.who_reads() == {AUTHOR}
    aviary.ask_about_plans()
    for person in OUTSIDERS:
        aviary.look_everywhere(person)
    for person in MEMBERS_OUTSIDE:
        aviary.press_everything(person, value_of(receipt, receipts.EDIT))
    aviary.end_the_week()
    assert aviary.who_reads() == {OWNER}
    told = [post.text for each in (CUSTOMERS, RANDOM) for post in aviary.house.sandbox.posts("chat.postMessage", each)]
    assert [text for text in told if CANARY in text.casefold()] == []


def test_an_admin_takes_it_back_and_puts_it_back_without_reading_it(aviary: Aviary) -> None:
    """As the author's own undone message stands, an admin's does not: no line in it, and no words in the receipt."""
    entry_id = value_of(aviary.log(f"private {WORDS}"), receipts.EDIT)
    aviary.who_reads()
    mine = aviary.log_as(ADMIN, "20m: mine")
    aviary.press(ADMIN, mine, aviary.button(mine, receipts.UNDO), entry_id)
    assert aviary.entry(entry_id).undone_at is not None
    undone = aviary.house.last_seen(ADMIN)
    assert "Taken back: *Acme*" in undone.text
    assert "*Acme* · call · 20 min" in aviary.house.press(ADMIN, receipts.PUT_BACK, undone).text
    assert aviary.entry(entry_id).undone_at is None
    assert aviary.who_reads() == set()


def test_nobody_shares_it_not_even_its_author(aviary: Aviary) -> None:
    entry_id = value_of(aviary.log(f"private {WORDS}"), receipts.EDIT)
    aviary.who_reads()
    open_to_all = aviary.log("20m: open to all")
    aviary.press(AUTHOR, open_to_all, aviary.button(open_to_all, receipts.SHARE), entry_id)
    assert aviary.house.last_seen(AUTHOR).text.startswith("That entry is private")
    aviary.save_as_though(AUTHOR, open_to_all, receipts.SHARE, entry_id)
    aviary.house.pass_time()
    assert aviary.house.posts == []


def test_who_holds_it_no_longer_reads_it_no_longer(aviary: Aviary) -> None:
    receipt = aviary.log(f"private {WORDS}")
    aviary.save(receipt, held_by=AUTHOR)
    aviary.look_everywhere(HOLDER)
    assert aviary.who_reads() == {AUTHOR}


def test_the_complaint_is_for_who_owns_the_account_when_it_is_sent_and_owned_it_then(aviary: Aviary) -> None:
    """Who owned it when it was logged reads it on the card; who owns it now may ask for it."""
    aviary.log(f"private {WORDS}")
    aviary.give_to(OTHER)
    aviary.who_reads()
    aviary.house.pass_time()
    aviary.look_everywhere(OTHER)
    assert aviary.who_reads() == set()
    aviary.look_everywhere(OWNER)
    assert aviary.who_reads() == {OWNER}


def test_what_is_added_later_is_told_to_nobody_who_owns_the_account_since(aviary: Aviary) -> None:
    receipt = aviary.log("private 20m by @dee: nothing to complain of")
    aviary.give_to(OTHER)
    aviary.save(receipt, note="a canary complains", insights="complaint: the canary")
    aviary.house.pass_time()
    aviary.look_everywhere(OTHER)
    assert aviary.who_reads() == {AUTHOR}
    assert "reads the complaint now" not in aviary.house.last_seen(AUTHOR).text


def test_a_private_plan_is_asked_about_in_its_holders_message_alone(aviary: Aviary) -> None:
    aviary.house.reads(HOLDER, "/logcall Globex 20m: who logs is asked")
    aviary.log("visit tomorrow private by @dee @chen: the canary plan")
    aviary.who_reads()
    aviary.ask_about_plans()
    assert aviary.who_reads() == {HOLDER}
    for person in OUTSIDERS:
        aviary.look_everywhere(person)
    assert aviary.who_reads() == set()


def test_a_kept_line_is_its_authors_alone(aviary: Aviary) -> None:
    aviary.house.reads(AUTHOR, f"/logcall Zebra private {WORDS}")
    asked = aviary.house.last_seen(AUTHOR)
    draft_id = value_of(asked, "draft_forget")
    assert aviary.who_reads() == {AUTHOR}
    for person in (HOLDER, OWNER, *MEMBERS_OUTSIDE):
        aviary.house.reads(person, f"/logcall Yeti 20m of {person}")
        own = aviary.house.last_seen(person)
        for element in aviary.buttons(own):
            _, space, account = str(element["value"]).partition(" ")
            aviary.press(person, own, element, f"{draft_id}{space}{account}")
        aviary.house.reads(person, f"/logcall Ibex 20m of {person}")
        aviary.press_at_home(person, home.FINISH, draft_id)
        aviary.look_everywhere(person)
    assert aviary.who_reads() == set()
    aviary.house.press(AUTHOR, "draft_new_customer", asked)
    assert len([each for each in aviary.house.kept if each.details.private]) == 1
