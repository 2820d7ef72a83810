from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Stage
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.fridays import (
    CustomerQuote,
    FridayPost,
    Numbers,
    Sources,
    Thanks,
    choose_quotes,
    first_timers,
    friday_post,
    leaderboard_answer,
    thanks_in,
)
from bot.domain.weekly.leaderboard import CountedConversation, sums_of
from bot.domain.weekly.periods import week_of
from tests.domain.cast import MONDAY, WEEK, conversation_with, conversations_of, weeks_ago

NAMES = {"ana": "Ana", "bo": "Bo", "U0B0": "Bo"}

QUOTES = st.builds(
    CustomerQuote,
    account_id=st.sampled_from(["acme", "globex", "hooli"]),
    account=st.just("Acme"),
    stage=st.sampled_from(Stage),
    kind=st.sampled_from(InsightKind),
    text=st.text(max_size=10),
    on=st.dates(MONDAY, MONDAY + timedelta(days=6)),
    private=st.booleans(),
)


def customer_quote(
    account: str,
    kind: InsightKind = InsightKind.STORY,
    text: str = "they said so",
    stage: Stage = Stage.CUSTOMER,
    on: date = MONDAY,
    people: tuple[str, ...] = (),
    private: bool = False,
) -> CustomerQuote:
    mentioned = ("U0B0", "U0ANA")
    return CustomerQuote(
        account, account.title(), stage, kind, text, on, people=people, private=private, named=mentioned
    )


def post_of(
    talks: list[CountedConversation] | None = None,
    said: list[CustomerQuote] | None = None,
    began_on: date | None = MONDAY,
    first_days: dict[str, date] | None = None,
    opted_out: frozenset[str] = frozenset(),
    numbers: Numbers | None = None,
) -> FridayPost:
    sources = Sources(talks or [], said or [], began_on, first_days or {}, NAMES, opted_out, numbers)
    return friday_post(WEEK, sources)


def test_the_board_is_of_the_week_and_the_chart_of_the_weeks_before_too() -> None:
    talks = [*conversations_of("ana", 2), *conversations_of("bo", 3, on=weeks_ago(1))]
    post = post_of(talks, began_on=weeks_ago(1))
    assert [row.person for row in post.board.places] == ["ana"]
    assert [week.customers for week in post.weeks] == [3, 2]


def test_sunday_belongs_to_the_week_and_monday_to_the_next() -> None:
    sunday = MONDAY + timedelta(days=6)
    post = post_of([conversation_with("acme", on=sunday), conversation_with("hooli", on=sunday + timedelta(days=1))])
    assert post.board.team.customers == 1


def test_the_first_week_has_nothing_before_it() -> None:
    assert post_of(conversations_of("ana", 1)).before is None


def test_the_week_before_is_compared_though_it_was_empty() -> None:
    before = post_of(conversations_of("ana", 1), began_on=weeks_ago(3)).before
    assert before is not None and before.customers == 0


@pytest.mark.parametrize(("weeks", "has_chart"), [(0, False), (2, False), (3, True), (40, True)])
def test_there_is_a_chart_from_the_fourth_week(weeks: int, has_chart: bool) -> None:
    assert post_of(began_on=weeks_ago(weeks)).has_chart is has_chart


def test_private_words_are_never_quoted_nor_counted_as_left_out() -> None:
    post = post_of(said=[customer_quote("acme", private=True)])
    assert (post.quotes, post.more_quotes) == ((), 0)


def test_departments_of_our_own_and_answers_are_not_what_customers_told() -> None:
    post = post_of(said=[customer_quote("legal", stage=Stage.INTERNAL), customer_quote("acme", InsightKind.ANSWER)])
    assert (post.quotes, post.more_quotes) == ((), 0)


def test_complaints_come_before_praise_and_every_account_before_a_second_of_any() -> None:
    said = [
        customer_quote("acme", InsightKind.LIKE, "the editor"),
        customer_quote("globex", InsightKind.REQUEST, "exports"),
        customer_quote("globex", InsightKind.COMPLAINT, "exports fail"),
        customer_quote("globex", InsightKind.COMPLAINT, "invoices"),
    ]
    assert [each.text for each in choose_quotes(said, most=3)] == ["exports fail", "the editor", "invoices"]


def test_what_is_not_quoted_is_counted() -> None:
    post = post_of(said=[customer_quote(f"account {number}") for number in range(8)])
    assert (len(post.quotes), post.more_quotes) == (5, 3)


def test_words_of_another_week_are_not_heard_this_week() -> None:
    assert post_of(said=[customer_quote("acme", on=weeks_ago(1))]).quotes == ()


def test_a_first_conversation_ever_is_one_of_this_week() -> None:
    days = {"chen": MONDAY, "dee": MONDAY + timedelta(days=6), "ana": weeks_ago(1)}
    assert first_timers(days, MONDAY, MONDAY + timedelta(days=6)) == ("chen", "dee")


def test_who_is_named_in_what_a_customer_likes_was_thanked_once_by_each_account() -> None:
    thanks = thanks_in(
        [
            customer_quote("hooli", InsightKind.LIKE, "<@U0B0> and <@U0ANA|ana> are quick"),
            customer_quote("hooli", InsightKind.LIKE, "<@U0B0> again"),
            customer_quote("acme", InsightKind.COMPLAINT, "<@U0B0> was late"),
            customer_quote("initech", InsightKind.LIKE, "<@U0B0>", stage=Stage.PROSPECT),
            customer_quote("globex", InsightKind.LIKE, "<@U0B0>", private=True),
        ]
    )
    assert thanks == (Thanks("U0ANA", "Hooli"), Thanks("U0B0", "Hooli"))


def test_a_mention_that_was_typed_by_hand_thanks_nobody() -> None:
    assert thanks_in([replace(customer_quote("hooli", InsightKind.LIKE, "<@U0B0> is quick"), named=())]) == ()


def test_who_opted_out_is_not_named_anywhere() -> None:
    post = post_of(
        [*conversations_of("ana", 3), *conversations_of("bo", 1)],
        [
            customer_quote("acme", people=("ana", "bo")),
            customer_quote("hooli", InsightKind.LIKE, "<@U0ANA> helps", people=("bo",)),
        ],
        began_on=weeks_ago(1),
        first_days={"ana": MONDAY, "bo": MONDAY},
        opted_out=frozenset({"ana", "U0ANA"}),
    )
    assert [row.person for row in post.board.places] == ["bo"]
    assert [each.people for each in post.quotes] == [("bo",), ("bo",)]
    assert (post.first_timers, post.thanked) == (("bo",), ())
    assert post.board.team.customers == 4


def test_a_standing_tells_a_members_place_and_all_their_conversations_of_the_period() -> None:
    talks = [
        *conversations_of("bo", 2),
        conversation_with("acme", "ana"),
        conversation_with("hooli", "ana", has_words=False),
        conversation_with("legal", "ana", stage=Stage.INTERNAL),
    ]
    told_ana = leaderboard_answer(week_of(MONDAY), sums_of(talks), "ana", NAMES)
    assert told_ana.place is not None and told_ana.place.place == 2
    assert told_ana.own_conversations == 2


def test_who_opted_out_has_no_place_but_their_conversations() -> None:
    told_ana = leaderboard_answer(
        week_of(MONDAY), sums_of(conversations_of("ana", 2)), "ana", NAMES, frozenset({"ana"})
    )
    assert (told_ana.place, told_ana.own_conversations, told_ana.opted_out) == (None, 2, True)


@given(st.lists(QUOTES, max_size=20), st.integers(0, 6))
def test_quotes_are_never_private_and_the_first_ones_do_not_depend_on_how_many(
    said: list[CustomerQuote], most: int
) -> None:
    quotes = choose_quotes(said, most)
    assert len(quotes) <= most
    assert not any(each.private for each in quotes)
    assert quotes == choose_quotes(said, 20)[:most]
    assert set(quotes) <= {replace(each) for each in said}


@given(st.lists(QUOTES, max_size=20))
def test_everything_that_may_be_told_is_quoted_or_counted(said: list[CustomerQuote]) -> None:
    post = post_of(said=said)
    tellable = [
        each
        for each in said
        if not each.private and each.stage is not Stage.INTERNAL and each.kind is not InsightKind.ANSWER
    ]
    assert len(post.quotes) + post.more_quotes == len(tellable)


def test_criticism_that_names_one_of_us_is_not_quoted_and_praise_is() -> None:
    said = [
        customer_quote("acme", InsightKind.COMPLAINT, "<@U0B0> never calls back"),
        customer_quote("hooli", InsightKind.RISK, "since bo left us alone"),
        customer_quote("globex", InsightKind.LIKE, "<@U0B0> helps"),
        customer_quote("initech", InsightKind.COMPLAINT, "exports fail"),
    ]
    post = post_of(said=said)
    assert ([each.text for each in post.quotes], post.more_quotes) == (["exports fail", "<@U0B0> helps"], 2)
