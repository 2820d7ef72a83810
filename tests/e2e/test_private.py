"""A private entry is read by author, holder and who owned the account then; its canary is seen nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.messages.conversations import receipts
from bot.messages.workspace import home
from tests.app_fixture import CUSTOMERS, RANDOM
from tests.databases import as_engine_url, migrated_database
from tests.e2e.privacy_fixture import (
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
    PrivacyFixture,
)
from tests.handlers.reading import value_of
from tests.ways import WAYS


@pytest.fixture(params=WAYS)
def privacy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PrivacyFixture]:
    kind, _, wire = request.param.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with PrivacyFixture.open(url, socket=wire == "socket") as opened:
        yield opened


def test_everybody_looks_everywhere_and_only_its_readers_find_it(privacy: PrivacyFixture) -> None:
    entry_id = value_of(privacy.log(f"private {WORDS}"), receipts.EDIT)
    assert privacy.who_reads() == {AUTHOR}
    privacy.ask_about_plans()
    assert privacy.who_reads() == {OWNER}  # the complaint
    for person in (*READERS, *OUTSIDERS):
        privacy.look_everywhere(person)
    assert privacy.who_reads() == set(READERS)
    privacy.end_the_week()
    for person in OUTSIDERS:
        privacy.look_everywhere(person)
    privacy.press_at_home(CREDITED, home.NOT_ME, entry_id)
    privacy.look_everywhere(CREDITED)
    assert privacy.who_reads() == {HOLDER}  # in their digest: it is theirs; its owner has read the complaint before


def test_everybody_else_presses_and_saves_everything_and_reads_nothing(privacy: PrivacyFixture) -> None:
    entry_id = value_of(privacy.log(f"private {WORDS}"), receipts.EDIT)
    privacy.ask_about_plans()
    privacy.who_reads()
    before = privacy.entry(entry_id)
    for person in MEMBERS_OUTSIDE:
        privacy.press_everything(person, entry_id)
        privacy.save_everything(person, entry_id)
        assert privacy.who_reads() == set(), person
    privacy.app.pass_time()
    # Taken back and put back, the complaint reads in its owner's message as it did.
    assert privacy.who_reads() <= {OWNER}
    assert privacy.entry(entry_id) == before


def test_made_private_by_an_edit_it_is_seen_nowhere_from_then_on(privacy: PrivacyFixture) -> None:
    receipt = privacy.log(WORDS)
    for channel in (CUSTOMERS, RANDOM):
        privacy.app.sandbox.press(AUTHOR, receipt, receipts.SHARE)
        privacy.app.save(AUTHOR, channel=channel)
    privacy.look_everywhere(OTHER)
    assert privacy.who_reads() == {AUTHOR, OTHER}
    privacy.save(receipt, private=True)
    assert privacy.who_reads() == {AUTHOR}
    privacy.ask_about_plans()
    for person in OUTSIDERS:
        privacy.look_everywhere(person)
    for person in MEMBERS_OUTSIDE:
        privacy.press_everything(person, value_of(receipt, receipts.EDIT))
    privacy.end_the_week()
    assert privacy.who_reads() <= {OWNER, HOLDER}
    told = [post.text for each in (CUSTOMERS, RANDOM) for post in privacy.app.sandbox.posts("chat.postMessage", each)]
    assert [text for text in told if CANARY in text.casefold()] == []


def test_an_admin_takes_it_back_and_puts_it_back_without_reading_it(privacy: PrivacyFixture) -> None:
    """As the author's own undone message stands, an admin's does not: no line in it, and no words in the receipt."""
    entry_id = value_of(privacy.log(f"private {WORDS}"), receipts.EDIT)
    privacy.who_reads()
    mine = privacy.log_as(ADMIN, "20m: mine")
    privacy.press(ADMIN, mine, privacy.button(mine, receipts.UNDO), entry_id)
    assert privacy.entry(entry_id).undone_at is not None
    undone = privacy.app.last_seen(ADMIN)
    assert "Taken back: *Acme*" in undone.text
    assert "*Acme* · call · 20 min" in privacy.app.press(ADMIN, receipts.PUT_BACK, undone).text
    assert privacy.entry(entry_id).undone_at is None
    assert privacy.who_reads() == set()


def test_nobody_shares_it_not_even_its_author(privacy: PrivacyFixture) -> None:
    entry_id = value_of(privacy.log(f"private {WORDS}"), receipts.EDIT)
    privacy.who_reads()
    open_to_all = privacy.log("20m: open to all")
    privacy.press(AUTHOR, open_to_all, privacy.button(open_to_all, receipts.SHARE), entry_id)
    assert privacy.app.last_seen(AUTHOR).text.startswith("That entry is private")
    privacy.save_as_though(AUTHOR, open_to_all, receipts.SHARE, entry_id)
    privacy.app.pass_time()
    assert privacy.app.posts == []


def test_who_holds_it_no_longer_reads_it_no_longer(privacy: PrivacyFixture) -> None:
    receipt = privacy.log(f"private {WORDS}")
    privacy.save(receipt, held_by=AUTHOR)
    privacy.look_everywhere(HOLDER)
    assert privacy.who_reads() == {AUTHOR}


def test_the_complaint_is_for_who_owns_the_account_when_it_is_sent_and_owned_it_then(privacy: PrivacyFixture) -> None:
    """Who owned it when it was logged reads it on the card; who owns it now may ask for it."""
    privacy.log(f"private {WORDS}")
    privacy.give_to(OTHER)
    privacy.who_reads()
    privacy.app.pass_time()
    privacy.look_everywhere(OTHER)
    assert privacy.who_reads() == set()
    privacy.look_everywhere(OWNER)
    assert privacy.who_reads() == {OWNER}


def test_what_is_added_later_is_told_to_nobody_who_owns_the_account_since(privacy: PrivacyFixture) -> None:
    receipt = privacy.log("private 20m by @dee: nothing to complain of")
    privacy.give_to(OTHER)
    privacy.save(receipt, note="a canary complains", insights="complaint: the canary")
    privacy.app.pass_time()
    privacy.look_everywhere(OTHER)
    assert privacy.who_reads() == {AUTHOR}
    assert "reads the complaint now" not in privacy.app.last_seen(AUTHOR).text


def test_a_private_plan_is_asked_about_in_its_holders_message_alone(privacy: PrivacyFixture) -> None:
    privacy.app.reads(HOLDER, "/logcall Globex 20m: who logs is asked")
    privacy.log("visit tomorrow private by @dee @chen: the canary plan")
    privacy.who_reads()
    privacy.ask_about_plans()
    assert privacy.who_reads() == {HOLDER}
    for person in OUTSIDERS:
        privacy.look_everywhere(person)
    assert privacy.who_reads() == set()


def test_a_kept_line_is_its_authors_alone(privacy: PrivacyFixture) -> None:
    privacy.app.reads(AUTHOR, f"/logcall Zebra private {WORDS}")
    asked = privacy.app.last_seen(AUTHOR)
    draft_id = value_of(asked, "draft_forget")
    assert privacy.who_reads() == {AUTHOR}
    for person in (HOLDER, OWNER, *MEMBERS_OUTSIDE):
        privacy.app.reads(person, f"/logcall Yeti 20m of {person}")
        own = privacy.app.last_seen(person)
        for element in privacy.buttons(own):
            _, space, account = str(element["value"]).partition(" ")
            privacy.press(person, own, element, f"{draft_id}{space}{account}")
        privacy.app.reads(person, f"/logcall Ibex 20m of {person}")
        privacy.press_at_home(person, home.FINISH, draft_id)
        privacy.look_everywhere(person)
    assert privacy.who_reads() == set()
    privacy.app.press(AUTHOR, "draft_new_customer", asked)
    assert len([each for each in privacy.app.kept if each.details.private]) == 1
