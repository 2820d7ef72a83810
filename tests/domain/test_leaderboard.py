from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Kind
from bot.domain.weekly.leaderboard import (
    Board,
    CountedConversation,
    Internal,
    Ranking,
    TeamSum,
    WeekTotal,
    board_of,
    own_place,
    weekly_totals,
)
from tests.domain.cast import MONDAY, conversation_with, conversations_of, weeks_ago

PEOPLE = st.sampled_from(["ana", "bo", "chen", "dee", "eli", "fay", "gus", "hal"])
CONVERSATIONS = st.lists(
    st.builds(
        CountedConversation,
        conversation_id=st.uuids().map(str),
        account_id=st.sampled_from([f"a{number}" for number in range(8)]),
        account=st.just("Acme"),
        stage=st.sampled_from(Stage),
        on=st.dates(MONDAY - timedelta(weeks=15), MONDAY + timedelta(days=6)),
        minutes=st.integers(1, 720),
        kind=st.sampled_from([kind for kind in Kind if kind.is_conversation]),
        has_words=st.booleans(),
        people=st.lists(PEOPLE, min_size=1, max_size=4).map(tuple),
    ),
    max_size=40,
)


def places(board: Board) -> list[tuple[int, str]]:
    return [(row.place, row.person) for row in board.places]


def shown(board: Board) -> list[tuple[int, str]]:
    return [(row.place, row.person) for row in board.shown]


def board_with(*customers: int) -> Board:
    """A board of persons p00, p01 … with so many customers each."""
    return board_of([each for number, many in enumerate(customers) for each in conversations_of(f"p{number:02}", many)])


def test_more_different_customers_come_first() -> None:
    board = board_of(
        [
            *conversations_of("bo", 2),
            conversation_with("acme", "ana"),
            conversation_with("acme", "ana"),
            conversation_with("acme", "ana"),
        ]
    )
    assert places(board) == [(1, "bo"), (2, "ana")]


def test_conversations_decide_between_equal_customers() -> None:
    board = board_of(
        [conversation_with("acme", "ana"), conversation_with("acme", "bo"), conversation_with("acme", "bo")]
    )
    assert places(board) == [(1, "bo"), (2, "ana")]


def test_equal_is_equal_and_the_next_place_is_skipped() -> None:
    assert [row.place for row in board_with(5, 4, 4, 1).places] == [1, 2, 2, 4]


def test_time_decides_nothing() -> None:
    board = board_of([conversation_with("acme", "ana", minutes=15), conversation_with("acme", "bo", minutes=240)])
    assert places(board) == [(1, "ana"), (1, "bo")]


def test_everybody_who_took_part_is_credited_once() -> None:
    board = board_of([conversation_with("acme", "ana", "bo", "ana", minutes=40)])
    assert board.places == (Ranking(1, "ana", 1, 0, 1, 40), Ranking(1, "bo", 1, 0, 1, 40))


def test_only_conversations_with_a_word_to_them_rank_and_all_count_in_the_sums() -> None:
    board = board_of(
        [
            conversation_with("acme", "ana", has_words=False),
            conversation_with("hooli", "bo"),
            conversation_with("acme", "bo", has_words=False),
        ]
    )
    assert board.places == (Ranking(1, "bo", 1, 0, 1, 30),)
    assert (board.team.customers, board.team.conversations, board.team.minutes) == (2, 3, 90)


def test_prospects_are_no_customers_but_conversations() -> None:
    board = board_of([conversation_with("initech", "ana", stage=Stage.PROSPECT), conversation_with("acme", "bo")])
    assert board.places == (Ranking(1, "bo", 1, 0, 1, 30), Ranking(2, "ana", 0, 1, 1, 30))


@pytest.mark.parametrize("stage", [Stage.PARTNER, Stage.LOST, Stage.DORMANT])
def test_other_stages_count_as_conversations_and_time_alone(stage: Stage) -> None:
    board = board_of([conversation_with("umbrella", "ana", stage=stage)])
    assert board.places == (Ranking(1, "ana", 0, 0, 1, 30),)
    assert board.team == TeamSum(0, 0, 1, 30, 0)


def test_internal_departments_are_counted_apart() -> None:
    board = board_of(
        [
            conversation_with("legal", "ana", stage=Stage.INTERNAL),
            conversation_with("legal", "bo", stage=Stage.INTERNAL),
        ]
    )
    assert (board.places, board.team) == ((), TeamSum(0, 0, 0, 0, 0))
    assert board.internal == Internal(departments=1, conversations=2)


def test_who_opted_out_counts_for_the_team_and_leaves_no_gap_in_the_places() -> None:
    board = board_of([*conversations_of("ana", 3), *conversations_of("bo", 2), *conversations_of("chen", 1)], {"ana"})
    assert places(board) == [(1, "bo"), (2, "chen")]
    assert board.team.customers == 6


def test_the_team_counts_its_different_customers_and_conversations_and_hours_once() -> None:
    board = board_of(
        [
            conversation_with("globex", "ines", "chen", minutes=60, kind=Kind.VISIT),
            conversation_with("globex", "ines", minutes=20),
            conversation_with("initech", "chen", stage=Stage.PROSPECT),
        ]
    )
    assert board.team == TeamSum(customers=1, prospects=1, conversations=3, minutes=110, visits=1)


def test_the_lowest_place_is_not_printed() -> None:
    assert shown(board_with(5, 4, 4, 1)) == [(1, "p00"), (2, "p01"), (2, "p02")]


def test_the_lowest_place_is_printed_when_it_is_also_the_first() -> None:
    assert shown(board_with(2, 2, 2)) == [(1, "p00"), (1, "p01"), (1, "p02")]
    assert shown(board_with(2)) == [(1, "p00")]


def test_the_first_five_are_printed() -> None:
    assert [place for place, _ in shown(board_with(9, 8, 7, 6, 5, 4, 3))] == [1, 2, 3, 4, 5]


def test_who_is_equal_to_the_fifth_is_printed_too() -> None:
    assert [place for place, _ in shown(board_with(9, 8, 7, 6, 5, 5, 5, 1))] == [1, 2, 3, 4, 5, 5, 5]


def test_a_tie_too_long_for_the_table_is_left_out_whole() -> None:
    assert shown(board_with(9, 8, *[5] * 9, 1)) == [(1, "p00"), (2, "p01")]
    assert len(shown(board_with(9, 8, *[5] * 8, 1))) == 10


def test_the_first_place_is_printed_however_many_share_it() -> None:
    assert len(shown(board_with(*[3] * 14, 1))) == 14


def test_a_tie_of_all_needs_two() -> None:
    assert board_with(2, 2).is_tie_of_all
    assert not board_with(2).is_tie_of_all
    assert not board_with(2, 2, 1).is_tie_of_all
    assert not board_with().is_tie_of_all


def test_ones_own_place_is_there_though_it_is_not_printed() -> None:
    board = board_with(5, 4, 1)
    assert own_place(board, "p02") == Ranking(3, "p02", 1, 0, 1, 30)
    assert own_place(board, "nobody") is None


def test_the_sum_of_nothing_is_nothing() -> None:
    board = board_of([])
    assert board == Board((), TeamSum(0, 0, 0, 0, 0), Internal(0, 0))
    assert board.is_empty and board.shown == ()


def test_twelve_weeks_end_with_the_one_asked_for_and_empty_ones_are_nought() -> None:
    talks = [
        conversation_with("acme", on=weeks_ago(30)),
        conversation_with("acme", on=weeks_ago(11)),
        conversation_with("acme", "ana", "bo"),
    ]
    totals = weekly_totals(talks, MONDAY + timedelta(days=4), began_on=weeks_ago(30))
    assert [week.monday for week in totals] == [weeks_ago(back) for back in range(11, -1, -1)]
    assert [week.customers for week in totals] == [1, *[0] * 10, 1]


def test_the_weeks_begin_with_the_first_conversation_ever() -> None:
    talks = [
        conversation_with("acme", on=weeks_ago(1) + timedelta(days=6)),
        conversation_with("initech", stage=Stage.PROSPECT),
    ]
    totals = weekly_totals(talks, MONDAY, began_on=weeks_ago(1) + timedelta(days=6))
    assert totals == (WeekTotal(weeks_ago(1), 1, 0), WeekTotal(MONDAY, 0, 1))


def test_without_a_first_conversation_there_are_no_weeks() -> None:
    assert weekly_totals([], MONDAY, began_on=None) == ()


def test_internal_conversations_are_on_no_chart() -> None:
    totals = weekly_totals([conversation_with("legal", stage=Stage.INTERNAL)], MONDAY, began_on=MONDAY)
    assert totals == (WeekTotal(MONDAY, 0, 0),)


@given(CONVERSATIONS, st.sets(PEOPLE))
def test_places_agree_with_a_recount_by_hand(talks: list[CountedConversation], opted_out: set[str]) -> None:
    customers: Counter[str] = Counter()
    conversations: Counter[str] = Counter()
    for person in {person for each in talks for person in each.people} - opted_out:
        seen: set[str] = set()
        for each in talks:
            if person in each.people and each.has_words and each.stage != "internal":
                conversations[person] += 1
                if each.stage == "customer" and each.account_id not in seen:
                    seen.add(each.account_id)
                    customers[person] += 1
    by_hand = {
        person: 1 + sum((customers[other], many) > (customers[person], own) for other, many in conversations.items())
        for person, own in conversations.items()
    }
    board = board_of(talks, opted_out)
    assert {row.person: row.place for row in board.places} == by_hand
    assert all(row.figures == (customers[row.person], conversations[row.person]) for row in board.places)


@given(CONVERSATIONS)
def test_the_teams_sums_agree_with_a_recount_by_hand(talks: list[CountedConversation]) -> None:
    team = board_of(talks).team
    for stage, number in (("customer", team.customers), ("prospect", team.prospects)):
        seen: list[str] = []
        for each in talks:
            if each.stage == stage and each.account_id not in seen:
                seen.append(each.account_id)
        assert number == len(seen)


@given(CONVERSATIONS, st.sets(PEOPLE), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(
    talks: list[CountedConversation], opted_out: set[str], by: Random
) -> None:
    shuffled = by.sample(talks, len(talks))
    assert board_of(shuffled, opted_out) == board_of(talks, opted_out)
    assert weekly_totals(shuffled, MONDAY, weeks_ago(15)) == weekly_totals(talks, MONDAY, weeks_ago(15))


@given(CONVERSATIONS)
def test_what_is_printed_begins_at_the_top_and_never_splits_equals(talks: list[CountedConversation]) -> None:
    board = board_of(talks)
    assert board.shown == board.places[: len(board.shown)]
    printed = {row.place for row in board.shown}
    assert [row.place for row in board.shown] == [row.place for row in board.places if row.place in printed]
    assert bool(board.shown) == bool(board.places)


@given(CONVERSATIONS)
def test_each_week_of_the_chart_is_that_weeks_board(talks: list[CountedConversation]) -> None:
    for week in weekly_totals(talks, MONDAY, weeks_ago(15)):
        days: set[date] = {week.monday + timedelta(days=number) for number in range(7)}
        team = board_of(each for each in talks if each.on in days).team
        assert (week.customers, week.prospects) == (team.customers, team.prospects)


@given(CONVERSATIONS, st.sets(PEOPLE))
def test_opting_out_takes_nothing_from_the_team(talks: list[CountedConversation], opted_out: set[str]) -> None:
    assert board_of(talks, opted_out).team == board_of(talks).team
