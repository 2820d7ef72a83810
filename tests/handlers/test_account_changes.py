"""/account changes what an account is, for whoever may, and lists mine and those that wait."""

from datetime import timedelta

import pytest

from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, RANDOM, AppFixture
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme enterprise @bo")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    return app


@in_turn(
    ("change", "shown"),
    [
        ("stage prospect", "Enterprise prospect"),
        ("tier strategic", "Strategic customer"),
        ("value 48k", "48,000 a year"),
        ("since 2019", "since 2019"),
        ("alias ACM", "also ACM"),
        ("name Acme Corp", "Acme Corp"),
        ("rest", "Enterprise account at rest"),
    ],
)
def test_its_owner_changes_it_and_the_card_says_so(acme: AppFixture, change: str, shown: str) -> None:
    for _ in range(2):
        name = "Acme Corp" if "name" in change and shown in acme.reads(BO, "/account Acme") else "Acme"
        assert shown in acme.reads(BO, f"/account {name} {change}")


def test_whoever_is_neither_owner_sponsor_nor_admin_may_not(acme: AppFixture) -> None:
    refused = acme.reads(CHEN, "/account Acme tier standard")
    assert refused.startswith("Its owner, its sponsor or an admin changes an account.")
    assert "/account Acme tier standard" in refused
    assert "Enterprise customer" in acme.reads(CHEN, "/account Acme")


def test_who_added_one_renames_and_deletes_it_for_a_day(acme: AppFixture) -> None:
    acme.reads(CHEN, "/account add Globx")
    assert acme.reads(CHEN, "/account Globx name Globex").startswith("*Saved:* Globex, name Globex (before: Globx).")
    acme.clock.now += timedelta(days=1, minutes=1)
    assert "for a day; after that, an admin" in acme.reads(CHEN, "/account delete Globex")
    assert acme.confirms(ANA, "/account delete Globex").startswith("*Globex* is deleted.")


def test_what_was_said_is_never_deleted(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m hello")
    assert "has conversations, and what was said is kept" in acme.reads(ANA, "/account delete Acme")


def test_a_channel_is_linked_and_the_line_needs_no_account_there(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme link here", channel=RANDOM)
    assert acme.reads(CHEN, "/logcall 20m hello", channel=RANDOM).startswith("*Acme* · call · 20 min")
    acme.reads(BO, "/account Acme unlink")
    assert "Begin with the customer" in acme.reads(CHEN, "/logcall 20m hello again", channel=RANDOM)


def test_merged_accounts_keep_every_word_and_every_name(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.reads(CHEN, "/logcall Hooli 20m with Jo Lee: hello")
    acme.reads(BO, "/logcall Acme 30m with Jo Lee: budget")
    assert "An admin merges accounts" in acme.reads(BO, "/account merge Hooli into Acme")
    merged = acme.confirms(ANA, "/account merge Hooli into Acme")
    assert merged.startswith("*Hooli* is *Acme* now")
    assert sorted(kept.account_name for kept in acme.kept) == ["Acme", "Acme"]
    assert "Jo Lee, 2 conversations" in acme.reads(BO, "/account Hooli")


def test_mine_and_those_that_wait_are_listed_in_days(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex strategic")
    acme.reads(ANA, "/account add Quiet")
    acme.clock.now += timedelta(days=40)
    acme.reads(DEE, "/logcall Quiet 20m hello", channel=CUSTOMERS)
    assert acme.reads(BO, "/account").splitlines() == [
        "*Yours*",
        "● Acme: waits, here 40 days, not spoken to yet",
        "*Others that wait*",
        "● Globex: waits, here 40 days, not spoken to yet",
    ]
    listed = acme.last_seen(BO)
    assert [each["accessory"]["text"]["text"] for each in listed.blocks or [] if "accessory" in each] == ["Card"] * 2
    first = next(each["accessory"] for each in listed.blocks or [] if "accessory" in each)
    acme.press(BO, first["action_id"], listed)
    assert "Enterprise customer" in str(acme.form(BO).given)


def test_an_account_at_rest_waits_for_nobody_until_it_is_woken(acme: AppFixture) -> None:
    acme.clock.now += timedelta(days=40)
    acme.reads(BO, "/account Acme rest")
    assert "waits" not in acme.reads(BO, "/account")
    assert "Enterprise customer" in acme.reads(BO, "/account Acme wake")
    assert "Acme: waits, here 40 days" in acme.reads(BO, "/account")


def test_a_change_of_a_name_that_is_only_guessed_changes_nothing(acme: AppFixture) -> None:
    assert acme.reads(BO, "/account Acmme tier standard").startswith("*Which account?*")
    assert "Enterprise customer" in acme.reads(BO, "/account Acme")


def test_a_name_that_another_has_is_refused_and_a_channel_is_linked_to_one(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex @bo")
    assert "Another account has that name already." in acme.reads(BO, "/account Acme name Globex")
    acme.reads(BO, "/account Acme link here", channel=RANDOM)
    assert "That channel is Acme's" in acme.reads(BO, "/account Globex link here", channel=RANDOM)


def test_a_prospect_at_rest_wakes_as_a_prospect(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme stage prospect")
    assert "Resting since Mon 23 Nov" in acme.reads(BO, "/account Acme stage dormant")
    assert "Enterprise prospect" in acme.reads(BO, "/account Acme wake")
