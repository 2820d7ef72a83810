"""What is told to whom on which day, and on which days somebody is written to at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.model import Conversation, Details, FollowUp, Kind, State
from bot.domain.setup.pause import Pause
from bot.domain.weekly.digests import SUGGESTIONS, DigestItem, ItemKind, Rhythm, items_of, next_digest_day
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import DIGEST, Mode, Preferences, Switch

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, 23 + day) for day in range(7))
NEXT_MONDAY = MONDAY + timedelta(days=7)
A_DAY = timedelta(days=1)
CALL = Details(State.HELD, Kind.CALL, 20, MONDAY, held_by="ana")


def entry(details: Details = CALL, **changes: object) -> Conversation:
    logged_at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return replace(Conversation("c1", "acme", "Acme", "ana", logged_at, details), **changes)  # type: ignore[arg-type]


def promised(due: date | None, assignee: str = "bo") -> Conversation:
    return entry(replace(CALL, follow_up=FollowUp("send pricing", due, assignee)))


def keys_of(found: list[DigestItem]) -> set[tuple[str, ItemKind, date]]:
    return {(each.member, each.kind, each.on) for each in found}


def rhythm(mode: Mode = Mode.ON, *, snoozed_until: date | None = None, away: Span | None = None) -> Rhythm:
    chosen = Preferences({DIGEST: Switch(mode, snoozed_until)}, (away,) if away else ())
    return Rhythm(chosen)


def due(on: date, kind: ItemKind = ItemKind.FOLLOW_UP_DUE) -> DigestItem:
    return DigestItem("bo", kind, "c1", on)


def days_reported(of: Rhythm, item: DigestItem, first: date = MONDAY, days: int = 21) -> list[date]:
    """On which days a digest may tell it."""
    every = (first + number * A_DAY for number in range(days))
    return [day for day in every if of.is_permitted(day) and of.takes(item, day)]


def test_where_the_monthly_page_comes_only_what_belongs_to_the_day_is_told_beside_it() -> None:
    owner = replace(rhythm(), has_list=True, page_on=MONDAY)
    assert not owner.lists_waiting(MONDAY)
    assert owner.lists_waiting(NEXT_MONDAY)
    assert days_reported(owner, due(MONDAY))[0] == MONDAY
    assert days_reported(owner, due(MONDAY, ItemKind.SPOKEN))[0] == TUESDAY


def test_what_can_wait_waits_for_monday_or_thursday() -> None:
    week = [MONDAY + number * A_DAY for number in range(7)]
    assert [next_digest_day(day) for day in week] == [THURSDAY] * 3 + [NEXT_MONDAY] * 4


def test_who_is_given_something_is_told_of_it_then_on_its_day_and_three_working_days_later() -> None:
    assert keys_of(items_of(promised(FRIDAY), MONDAY, by="ana")) == {
        ("bo", ItemKind.FOLLOW_UP_GIVEN, THURSDAY),
        ("bo", ItemKind.FOLLOW_UP_DUE, FRIDAY),
        ("bo", ItemKind.FOLLOW_UP_LATE, date(2026, 12, 2)),
    }


def test_who_promised_it_themself_needs_no_word_that_it_was_given() -> None:
    own = items_of(promised(FRIDAY, "ana"), MONDAY, by="ana")
    assert {each.kind for each in own} == {ItemKind.FOLLOW_UP_DUE, ItemKind.FOLLOW_UP_LATE}


def test_what_is_due_before_the_next_digest_is_told_as_given_on_its_day_at_the_latest() -> None:
    assert ("bo", ItemKind.FOLLOW_UP_GIVEN, TUESDAY) in keys_of(items_of(promised(TUESDAY), MONDAY, by="ana"))
    assert ("bo", ItemKind.FOLLOW_UP_GIVEN, MONDAY) in keys_of(items_of(promised(MONDAY), MONDAY, by="ana"))
    assert keys_of(items_of(promised(None), MONDAY, by="ana")) == {("bo", ItemKind.FOLLOW_UP_GIVEN, THURSDAY)}


def test_a_promise_of_long_ago_that_is_only_edited_is_told_to_nobody() -> None:
    old = promised(MONDAY - timedelta(days=300))
    assert items_of(old, MONDAY, by="ana", before=old.details.follow_up) == []


def test_closed_days_put_off_the_word_that_something_is_late() -> None:
    closed = {date(2026, 11, 30), date(2026, 12, 1)}
    found = keys_of(items_of(promised(FRIDAY), MONDAY, by="ana", closed=closed))
    assert ("bo", ItemKind.FOLLOW_UP_LATE, date(2026, 12, 4)) in found


def test_a_plan_is_announced_to_who_goes_there_and_who_is_in_charge_and_asked_about_once() -> None:
    plan = entry(replace(CALL, state=State.PLANNED, on=FRIDAY, held_by="bo", colleagues=("chen",)))
    found = keys_of(items_of(plan, MONDAY, by="ana", in_charge=("dee", "bo")))
    assert {each for each in found if each[1] is ItemKind.PLAN_TODAY} == {
        (member, ItemKind.PLAN_TODAY, FRIDAY) for member in ("bo", "chen", "dee")
    }
    assert {each for each in found if each[1] is ItemKind.PLAN_QUESTION} == {
        (member, ItemKind.PLAN_QUESTION, NEXT_MONDAY) for member in ("bo", "ana")
    }


def test_owner_and_sponsor_hear_that_a_colleague_talked_to_their_account_but_not_of_their_own_talks() -> None:
    held = entry(replace(CALL, held_by="bo", colleagues=("chen",)))
    found = keys_of(items_of(held, MONDAY, by="ana", in_charge=("chen", "dee")))
    assert found == {
        ("dee", ItemKind.SPOKEN, THURSDAY),
        ("bo", ItemKind.CREDITED, THURSDAY),
        ("chen", ItemKind.CREDITED, THURSDAY),
    }


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.ATTEMPT, Kind.HEARD])
def test_what_is_no_conversation_is_no_news_to_an_owner(kind: Kind) -> None:
    assert items_of(entry(replace(CALL, kind=kind)), MONDAY, by="ana", in_charge=("dee",)) == []


def test_what_was_undone_or_is_long_past_is_told_to_nobody() -> None:
    assert items_of(promised(FRIDAY, "bo"), MONDAY, by="ana") != []
    undone = replace(promised(FRIDAY), undone_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert items_of(undone, MONDAY, by="ana", in_charge=("dee",)) == []
    past = entry(replace(CALL, on=MONDAY - timedelta(days=15), colleagues=("bo",)))
    assert items_of(past, MONDAY, by="ana", in_charge=("dee",)) == []


@pytest.mark.parametrize(
    ("of", "first_told"),
    [
        (rhythm(), SATURDAY + 2 * A_DAY),
        (rhythm(Mode.MONDAYS), MONDAY),
        (rhythm(away=Span(SATURDAY, NEXT_MONDAY)), NEXT_MONDAY + A_DAY),
        (rhythm(snoozed_until=date(2026, 12, 3)), date(2026, 12, 3)),
        (replace(rhythm(), closed={NEXT_MONDAY, NEXT_MONDAY + A_DAY}), NEXT_MONDAY + 2 * A_DAY),
        (replace(rhythm(), pause=Pause("ana", NEXT_MONDAY + 2 * A_DAY)), NEXT_MONDAY + 2 * A_DAY),
    ],
    ids=["weekend", "Mondays only", "away", "snoozed", "closed", "paused"],
)
def test_what_falls_on_a_day_off_comes_on_the_first_day_back(of: Rhythm, first_told: date) -> None:
    assert days_reported(of, due(SATURDAY))[0] == first_told


def test_off_means_never() -> None:
    assert days_reported(rhythm(Mode.OFF), due(MONDAY)) == []
    assert rhythm(Mode.OFF).next_day([due(MONDAY)], MONDAY) is None


def test_a_pause_without_an_end_means_not_until_it_ends() -> None:
    paused = replace(rhythm(), has_list=True, pause=Pause("ana", None))
    assert days_reported(paused, due(MONDAY)) == []
    assert paused.next_day([due(MONDAY)], MONDAY) == MONDAY + 29 * A_DAY


def test_the_first_day_after_a_pause_is_the_first_of_its_week() -> None:
    back = replace(rhythm(Mode.MONDAYS), has_list=True, pause=Pause("ana", WEDNESDAY))
    week = [MONDAY + number * A_DAY for number in range(7)]
    assert [day for day in week if back.is_permitted(day)] == [WEDNESDAY]
    assert [day for day in week if back.lists_waiting(day)] == [WEDNESDAY]


def test_mondays_only_means_the_first_working_day_of_a_week_and_what_is_ahead_of_it() -> None:
    of = replace(rhythm(Mode.MONDAYS), closed={MONDAY})
    assert [day for day in (MONDAY + number * A_DAY for number in range(8)) if of.is_permitted(day)] == [
        TUESDAY,
        NEXT_MONDAY,
    ]
    assert days_reported(of, due(FRIDAY))[0] == TUESDAY
    assert days_reported(of, due(FRIDAY, ItemKind.SPOKEN))[0] == NEXT_MONDAY


def test_whoever_has_many_accounts_is_told_on_wednesdays_too_of_what_waits_for_thursday() -> None:
    news = due(THURSDAY, ItemKind.SPOKEN)
    assert days_reported(rhythm(), news)[0] == THURSDAY
    many = replace(rhythm(), has_many=True)
    assert days_reported(many, news)[0] == WEDNESDAY
    assert days_reported(many, due(THURSDAY))[0] == THURSDAY


def test_what_was_not_told_for_two_weeks_is_no_news_but_what_is_still_open_is() -> None:
    for kind, is_told in ((ItemKind.SPOKEN, False), (ItemKind.PLAN_QUESTION, False), (ItemKind.FOLLOW_UP_LATE, True)):
        assert rhythm().takes(due(MONDAY - timedelta(days=14), kind), MONDAY)
        assert rhythm().takes(due(MONDAY - timedelta(days=15), kind), MONDAY) is is_told


def test_whoever_never_logged_or_named_a_number_is_told_only_what_a_colleague_gives_them() -> None:
    stranger = replace(rhythm(), is_enrolled=False, has_list=True)
    reported = [kind for kind in ItemKind if days_reported(stranger, due(MONDAY, kind))]
    assert reported == [ItemKind.ALERT, ItemKind.ASSIGNMENT, ItemKind.FOLLOW_UP_GIVEN]
    assert stranger.next_day([due(MONDAY)], MONDAY) is None
    assert not stranger.lists_waiting(MONDAY)


def test_the_accounts_that_wait_are_named_on_the_first_day_of_a_week_to_who_has_any() -> None:
    of = replace(rhythm(), has_list=True)
    week = [MONDAY + number * A_DAY for number in range(7)]
    assert [day for day in week if of.lists_waiting(day)] == [MONDAY]
    assert [day for day in week if replace(of, closed={MONDAY, TUESDAY}).lists_waiting(day)] == [WEDNESDAY]
    assert not any(rhythm().lists_waiting(day) for day in week)
    assert of.next_day([], TUESDAY) == NEXT_MONDAY


@given(
    st.dates(MONDAY, MONDAY + timedelta(days=60)),
    st.dates(MONDAY, MONDAY + timedelta(days=60)),
    st.sampled_from([each for each in ItemKind if each not in SUGGESTIONS]),
    st.sampled_from([Mode.ON, Mode.MONDAYS]),
    st.sets(st.dates(MONDAY, MONDAY + timedelta(days=60)), max_size=8),
    st.booleans(),
)
def test_the_next_day_looked_at_is_the_first_on_which_there_is_something_to_tell(
    on: date, first: date, kind: ItemKind, mode: Mode, closed: set[date], has_many: bool
) -> None:
    of = replace(rhythm(mode), closed=closed, has_many=has_many)
    found = of.next_day([due(on, kind)], first)
    expected = days_reported(of, due(on, kind), first, days=30)
    if due(on, kind).is_over(first):
        assert found is None
        return
    assert found == (expected[0] if expected else first + timedelta(days=29))
    assert found.weekday() < 5 or not expected
