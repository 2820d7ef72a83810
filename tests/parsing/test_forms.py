"""What a person leaves in the form of a conversation: from values to texts and back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.accounts.model import Stage
from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, State
from bot.domain.errors import Incomplete
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.conversation_form import NewAccount, account_of, new_account_value, shown
from bot.parsing.forms.insight_lines import TEXT_LIMIT
from tests.parsing.form_cast import ANA, BO, CHEN, DEE, ENTRY, MONDAY, NAMES, edited, filled_in, wrong


def test_an_entry_stands_in_the_form_as_people_would_type_it() -> None:
    assert shown(ENTRY, NAMES) == Filled(
        note="saw @Chen there",
        kind="visit",
        on="2026-11-19",
        duration="1h30",
        insights="complaint: exports time out\nrisk: @Chen heard of a freeze",
        contacts="Jo Lee, Sam Park",
        colleagues=(BO,),
        held_by=ANA,
        follow_up="send pricing to @Dee",
        follow_up_due="2026-11-27",
        follow_up_assignee=BO,
    )


def test_somebody_without_a_name_is_shown_by_id() -> None:
    assert shown(ENTRY, {}).note == "saw @U0CHEN there"


def test_a_token_that_somebody_typed_by_hand_is_shown_as_typed() -> None:
    by_hand = replace(ENTRY, note="they wrote <@U0CEO> and <!channel>")
    assert shown(by_hand, NAMES | {"U0CEO": "Petra"}).note == "they wrote <@U0CEO> and <!channel>"


def test_the_empty_form_is_a_call_of_its_author_with_nothing_said() -> None:
    assert filled_in() == Details(State.HELD, Kind.CALL, None, MONDAY, ANA)


def test_every_field_is_read() -> None:
    assert filled_in(
        note=" renewal chat,\nworried about exports ",
        kind="video",
        on="2026-11-20",
        duration="45 mins",
        insights="#praise the new editor\n\nRival: Globex offers 20% off",
        contacts="Jo Lee and Sam Park",
        colleagues=(BO, CHEN),
        held_by=DEE,
        follow_up="send pricing",
        follow_up_due="2026-11-27",
        follow_up_assignee=CHEN,
        private=True,
    ) == Details(
        State.HELD,
        Kind.VIDEO,
        45,
        date(2026, 11, 20),
        DEE,
        (BO, CHEN),
        ("Jo Lee", "Sam Park"),
        "renewal chat,\nworried about exports",
        (Insight("like", "the new editor"), Insight("competitor", "Globex offers 20% off")),
        FollowUp("send pricing", date(2026, 11, 27), CHEN),
        True,
    )


def test_an_old_entry_can_still_be_edited() -> None:
    old = replace(ENTRY, on=MONDAY - timedelta(days=900))
    assert edited(old, private=True) == replace(old, private=True)


def test_texts_may_have_3000_characters() -> None:
    long = "x" * TEXT_LIMIT
    taken = filled_in(note=long, follow_up=long, insights="risk " + long[5:])
    assert (taken.note, taken.follow_up, taken.insights) == (
        long,
        FollowUp(long, None, ANA),
        (Insight("risk", long[5:]),),
    )
    assert list(wrong(insights="risk " + long[4:])) == [Field.INSIGHTS]
    assert wrong(note=long + "x", follow_up=long + "x", insights=f"risk: a\nrisk: {long}") == {
        Field.NOTE: "Shorten the note: it has 3,001 characters, at most 3,000 fit.",
        Field.INSIGHTS: "Shorten line 2: it has 3,006 characters, at most 3,000 fit.",
        Field.FOLLOW_UP: "Shorten what you promised: it has 3,001 characters, at most 3,000 fit.",
    }


def test_everything_wrong_is_said_at_once() -> None:
    assert list(
        wrong(
            kind="",
            on="",
            duration="long",
            note="x" * 3001,
            insights="exports",
            contacts="J" * 121,
            follow_up_due="2026-11-27",
        )
    ) == ["kind", "on", "duration", "note", "insights", "contacts", "follow_up"]


def test_a_follow_up_falls_to_whoever_held_it() -> None:
    assert filled_in(follow_up=" send \n pricing ", held_by=BO).follow_up == FollowUp("send pricing", None, BO)


@pytest.mark.parametrize("alone", [{"follow_up_due": "2026-11-27"}, {"follow_up_assignee": BO}])
def test_a_day_or_a_person_alone_is_no_follow_up(alone: dict[str, str]) -> None:
    assert wrong(**alone) == {Field.FOLLOW_UP: "Write what is to be done; a day or a person alone says nothing."}


def test_a_follow_ups_day_must_be_one() -> None:
    assert wrong(follow_up="call", follow_up_due="friday") == {
        Field.FOLLOW_UP_DUE: "Choose the day it is due, or none."
    }


@pytest.mark.parametrize("due", ["2026-11-27", ""])
@pytest.mark.parametrize("assignee", [BO, ""])
def test_taking_out_its_words_takes_out_the_follow_up(due: str, assignee: str) -> None:
    gone = edited(follow_up="", follow_up_due=due, follow_up_assignee=assignee)
    assert gone == replace(ENTRY, follow_up=None, named=(CHEN,))


@pytest.mark.parametrize("other", [{"follow_up_due": "2026-11-30"}, {"follow_up_assignee": CHEN}])
def test_another_day_or_person_for_a_follow_up_without_words_is_asked_about(other: dict[str, Any]) -> None:
    with pytest.raises(Incomplete) as refused:
        edited(follow_up="", **other)
    assert list(refused.value.fields) == [Field.FOLLOW_UP]


def test_the_holder_is_no_colleague_and_nobody_is_twice() -> None:
    pool = filled_in(held_by=BO, colleagues=(CHEN, BO, ANA, CHEN))
    assert (pool.held_by, pool.colleagues) == (BO, (CHEN, ANA))


def test_what_no_database_can_store_is_replaced() -> None:
    taken = filled_in(note="a\x00b", insights="risk: \ud83d", contacts="Jo\x00", follow_up="\udc00 x")
    assert (taken.note, taken.insights[0].text, taken.contacts) == ("a\ufffdb", "\ufffd", ("Jo\ufffd",))
    assert taken.follow_up == FollowUp("\ufffd x", None, ANA)


@pytest.mark.parametrize("typed", ["<@U0CEO>", "<@U0CEO|petra>", "<!channel>", "&lt;@U0CEO&gt;", "@Petra", "<#C1|x>"])
def test_nothing_typed_into_a_form_names_or_credits_anybody(typed: str) -> None:
    new = filled_in(note=typed, insights=f"risk: {typed}", contacts=typed)
    assert (new.note, new.insights, new.contacts) == (
        typed,
        (Insight("risk", typed),),
        (typed,) if "&" not in typed else new.contacts,
    )
    assert (new.people, new.named) == ((ANA,), ())
    later = edited(note=f"{typed} saw @Chen there", insights=f"risk: {typed}")
    assert (later.note, later.named) == (f"{typed} saw <@U0CHEN> there", (CHEN, DEE))
    assert later.colleagues == ENTRY.colleagues


@pytest.mark.parametrize(
    ("account", "meant"),
    [
        ("01h5w0000000000000ab", "01h5w0000000000000ab"),
        ("customer:Acme", NewAccount(Stage.CUSTOMER, "Acme")),
        ("prospect: Acme:  Europe ", NewAccount(Stage.PROSPECT, "Acme: Europe")),
        ("partner:Acme", "partner:Acme"),
        ("customer", "customer"),
        ("customer:" + "é" * NAME_LIMIT, NewAccount(Stage.CUSTOMER, "é" * NAME_LIMIT)),
    ],
)
def test_an_account_is_picked_or_to_be_added(account: str, meant: str | NewAccount) -> None:
    assert account_of(Filled(account=account)) == meant


@pytest.mark.parametrize(
    ("account", "words"),
    [
        ("", "Pick the account; type a few letters of its name."),
        (" ", "Pick the account; type a few letters of its name."),
        ("customer:", "Pick the account again; a new one needs a name with letters in it."),
        ("prospect: \x00 ?", "Pick the account again; a new one needs a name with letters in it."),
        ("customer:" + "x" * (NAME_LIMIT + 1), "Pick a shorter name; at most 120 characters fit."),
    ],
)
def test_without_an_account_it_says_so(account: str, words: str) -> None:
    with pytest.raises(Incomplete) as refused:
        account_of(Filled(account=account))
    assert refused.value.fields == {Field.ACCOUNT: words}


@pytest.mark.parametrize("stage", [Stage.CUSTOMER, Stage.PROSPECT])
def test_a_new_account_comes_back_as_it_was_offered(stage: Stage) -> None:
    name = "Müller: Söhne & " + "x" * (NAME_LIMIT - 16)
    value = new_account_value(stage, name)
    assert len(value) <= 150
    assert account_of(Filled(account=value)) == NewAccount(stage, name)


def test_a_name_that_was_cut_is_never_taken() -> None:
    value = new_account_value(Stage.CUSTOMER, "x" * 500)
    assert len(value) == 150
    with pytest.raises(Incomplete):
        account_of(Filled(account=value))
