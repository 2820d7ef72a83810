"""What reads "@Chen" in a form is the mention it was, wherever its words go."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.conversations.model import FollowUp, Insight
from bot.parsing.forms.conversation_form import read, shown
from tests.parsing.form_cast import ANA, BO, CHEN, DEE, ENTRY, MONDAY, NAMES, edited


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("saw @Chen there, twice", "saw <@U0CHEN> there, twice"),
        ("Yesterday I saw @Chen", "Yesterday I saw <@U0CHEN>"),
        ("@Chen", "<@U0CHEN>"),
        ("@Chen and @Chen again", "<@U0CHEN> and <@U0CHEN> again"),
        ("saw @U0CHEN there", "saw <@U0CHEN> there"),
        ("@Chen's sister", "<@U0CHEN>'s sister"),
        ("nobody but @Dee", "nobody but <@U0DEE>"),  # mentioned in what is next
    ],
)
def test_a_name_in_changed_words_is_the_mention_again(typed: str, stored: str) -> None:
    assert edited(note=typed).note == stored


@pytest.mark.parametrize("typed", ["saw @Chens there", "mail bo@Chen", "saw @chen there", "saw Chen there", "@Bo"])
def test_words_that_were_no_mention_stay_words(typed: str) -> None:
    assert edited(note=typed).note == typed


def test_a_mention_may_move_to_another_field() -> None:
    moved = edited(note="", insights="like: @Chen was kind", follow_up="thank @Chen")
    assert (moved.insights, moved.named) == ((Insight("like", "<@U0CHEN> was kind"),), (CHEN,))
    assert moved.follow_up == FollowUp("thank <@U0CHEN>", date(2026, 11, 27), BO)


def test_who_is_mentioned_nowhere_any_more_is_not_named() -> None:
    assert edited(note="saw nobody").named == (CHEN, DEE)
    assert edited(note="saw nobody", insights="risk: freeze").named == (DEE,)
    assert edited(note="saw <@U0CHEN>", insights="").named == (DEE,)


def test_who_took_part_is_not_named_beside_it() -> None:
    assert edited(colleagues=(BO, CHEN)) == replace(ENTRY, colleagues=(BO, CHEN), named=(DEE,))
    assert edited(held_by=CHEN) == replace(ENTRY, held_by=CHEN, named=(DEE,))


def test_who_did_not_take_part_after_all_is_still_shown_by_name() -> None:
    there = replace(ENTRY, note="with <@U0BO>", insights=())
    assert edited(there, colleagues=()) == replace(there, colleagues=(), named=(CHEN, DEE, BO))


def test_one_name_may_begin_like_another() -> None:
    names = {BO: "Ana", CHEN: "Ana Maria", DEE: "Ana M"}
    pool = replace(ENTRY, note="<@U0CHEN>, <@U0BO>, <@U0DEE>", colleagues=(CHEN, BO, DEE), named=())
    assert shown(pool, names).note == "@Ana Maria, @Ana, @Ana M"
    changed = edited(pool, names=names, note="! @Ana M, @Ana, @Ana Maria !")
    assert changed.note == "! <@U0DEE>, <@U0BO>, <@U0CHEN> !"


def test_a_name_that_goes_on_where_the_words_were_the_same_is_the_longer_one() -> None:
    names = {BO: "Ana", CHEN: "Ana Maria"}
    pool = replace(ENTRY, note="<@U0BO> <@U0CHEN>", colleagues=(CHEN, BO), named=())
    assert edited(pool, names=names, note="@Ana Maria @Ana").note == "<@U0CHEN> <@U0BO>"


def test_a_name_typed_by_hand_beside_a_mention_stays_what_it_was() -> None:
    by_hand = replace(ENTRY, note="@Chen, <@U0CHEN> and @Chen")
    assert edited(by_hand, note=f"{shown(by_hand, NAMES).note}, all of them").note == f"{by_hand.note}, all of them"
    assert edited(by_hand, note=f"So: {shown(by_hand, NAMES).note}").note == f"So: {by_hand.note}"


def test_letters_put_before_a_name_make_it_another_word() -> None:
    assert edited(note="saw bo@Chen there").note == "saw bo@Chen there"


def test_people_of_one_name_keep_their_places() -> None:
    names = {BO: "Sam", CHEN: "Sam"}
    twins = replace(ENTRY, note="<@U0BO> asked, <@U0CHEN> answered", colleagues=(BO, CHEN), named=())
    assert edited(twins, names=names, note="@Sam asked, @Sam answered well").note.endswith("<@U0CHEN> answered well")
    assert edited(replace(twins, note="<@U0BO>/<@U0CHEN>"), names=names, note="then @Sam").note == "then <@U0CHEN>"
    assert edited(replace(twins, insights=()), names=names, insights="like: @Sam").insights == (
        Insight("like", "<@U0BO>"),
    )
    assert edited(twins, names=names, note="There @Sam answered").note == "There <@U0CHEN> answered"
    assert (
        edited(twins, names=names, note="Hm, @Sam wondered, @Sam knew").note == "Hm, <@U0BO> wondered, <@U0CHEN> knew"
    )


def test_a_name_on_two_lines_is_shown_on_one() -> None:
    assert edited(names={CHEN: "Chen\nrisk:\x00Wu"}, note="x") == replace(ENTRY, note="x")


def test_a_name_that_changed_while_the_form_was_open_loses_no_mention_shown_by_id() -> None:
    opened = shown(ENTRY, {})
    assert read(opened, author=ANA, today=MONDAY, before=ENTRY, names=NAMES) == ENTRY


def test_a_mention_within_a_word_is_one_in_another_word_too() -> None:
    assert edited(replace(ENTRY, note="cc<@U0CHEN>"), note="bcc: @Chen, x@Chen").note == "bcc: <@U0CHEN>, x<@U0CHEN>"
    assert edited(replace(ENTRY, note="x<@U0CHEN>"), note="y@Chen").note == "y<@U0CHEN>"
