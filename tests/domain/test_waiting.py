"""Which accounts wait, since when, and in which order."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.waiting import (
    AccountStatus,
    Priority,
    Signal,
    WaitingReason,
    nudge_list,
    waiting_list,
    working_days_after,
)
from bot.domain.insights.model import InsightKind
from tests.domain.cast import MONDAY

ADDED = MONDAY - timedelta(days=400)
TODAY = MONDAY + timedelta(days=2)


def account(name: str = "Acme", **facts: object) -> Account:
    said = {"stage": Stage.CUSTOMER, "tier": Tier.ENTERPRISE, "added_on": ADDED, "owner": "ana"} | facts
    return Account(id=name.lower(), name=name, **said)  # type: ignore[arg-type]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def status_after(days: int, **facts: object) -> AccountStatus:
    """An account that was last spoken to so many days ago."""
    return AccountStatus(account(**facts), TODAY, last=ago(days))  # type: ignore[arg-type]


def names(standings: tuple[AccountStatus, ...]) -> list[str]:
    return [each.account.name for each in standings]


DAYS = st.dates(ago(200), ago(-3))
ACCOUNTS = st.builds(
    Account,
    id=st.uuids().map(str),
    name=st.sampled_from(["Acme", "acme", "Globex", "Hooli", "Initech"]),
    stage=st.sampled_from(Stage),
    tier=st.sampled_from(Tier),
    added_on=st.dates(ago(300), TODAY),
    cadence=st.none() | st.integers(1, 120),
    value=st.none() | st.integers(0, 3),
    customer_since=st.none() | st.dates(ago(400), TODAY),
    last_activity=st.none() | DAYS,
    owner=st.sampled_from([None, "ana"]),
)
STATUSES = st.builds(
    AccountStatus,
    account=ACCOUNTS,
    today=st.just(TODAY),
    last=st.none() | DAYS,
    signals=st.lists(st.builds(Signal, kind=st.sampled_from(InsightKind), on=DAYS), max_size=4).map(tuple),
    last_touch=st.none() | DAYS,
    planned=st.none() | st.dates(ago(20), ago(-20)),
    closed=st.frozensets(st.dates(ago(20), TODAY), max_size=4),
)


@pytest.mark.parametrize(
    ("tier", "days"), [(Tier.STRATEGIC, 14), (Tier.ENTERPRISE, 30), (Tier.MID_MARKET, 60), (Tier.STANDARD, 90)]
)
def test_it_waits_from_the_day_its_cadence_is_over(tier: Tier, days: int) -> None:
    assert not status_after(days - 1, tier=tier).waits
    assert status_after(days, tier=tier).waits
    assert status_after(days, tier=tier).waiting_since == TODAY
    assert status_after(days + 9, tier=tier).waiting_since == ago(9)
    assert status_after(days - 1, tier=tier).waiting_since is None


def test_it_is_due_soon_at_four_fifths_and_overdue_at_twice_its_cadence() -> None:
    assert [status_after(days).is_due_soon for days in (23, 24, 31)] == [False, True, True]
    assert [status_after(days).is_overdue for days in (59, 60)] == [False, True]


def test_an_account_may_override_its_tiers_days() -> None:
    assert status_after(10, cadence=10).waits
    assert not status_after(40, cadence=41).waits


def test_one_never_spoken_to_counts_from_the_day_it_was_added_and_says_so() -> None:
    new = AccountStatus(account(added_on=ago(33)), TODAY)
    assert (new.days, new.has_conversation, new.waiting_since) == (33, False, ago(3))


def test_an_imported_last_activity_starts_the_clock() -> None:
    imported = AccountStatus(account(added_on=ago(1), last_activity=ago(45)), TODAY)
    assert (imported.days, imported.has_conversation, imported.waits) == (45, False, True)


def test_a_conversation_dated_ahead_of_the_reader_was_today() -> None:
    assert status_after(-1).days == 0


@pytest.mark.parametrize("stage", [Stage.DORMANT, Stage.LOST, Stage.INTERNAL])
def test_quiet_stages_never_wait_whatever_was_heard(stage: Stage) -> None:
    quiet = replace(status_after(500, stage=stage), signals=(Signal(InsightKind.COMPLAINT, ago(100)),))
    assert not (quiet.is_due_soon or quiet.waits or quiet.is_overdue or quiet.is_listed)
    assert (quiet.waiting_since, quiet.priority) == (None, None)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (InsightKind.COMPLAINT, WaitingReason.COMPLAINT),
        (InsightKind.RISK, WaitingReason.RISK),
        (InsightKind.COMPETITOR, WaitingReason.RIVAL),
    ],
)
def test_what_was_heard_heads_the_list_after_fourteen_days_without_a_conversation(
    kind: InsightKind, reason: WaitingReason
) -> None:
    assert replace(status_after(13), signals=(Signal(kind, ago(13)),)).priority is None
    assert replace(status_after(14), signals=(Signal(kind, ago(14)),)).priority == Priority(reason, ago(14))


def test_a_conversation_after_it_answers_what_was_heard() -> None:
    heard = (Signal(InsightKind.COMPLAINT, ago(20)),)
    assert replace(status_after(19), signals=heard).priority is None
    assert replace(status_after(25), signals=heard).priority == Priority(WaitingReason.COMPLAINT, ago(20))


def test_the_first_unanswered_one_counts_and_a_complaint_before_a_rival_of_its_day() -> None:
    heard = (
        Signal(InsightKind.RISK, ago(15)),
        Signal(InsightKind.COMPETITOR, ago(18)),
        Signal(InsightKind.COMPLAINT, ago(18)),
        Signal(InsightKind.RISK, ago(40)),
    )
    assert replace(status_after(30), signals=heard).priority == Priority(WaitingReason.COMPLAINT, ago(18))


@pytest.mark.parametrize(
    "kind", sorted(set(InsightKind) - {InsightKind.COMPLAINT, InsightKind.RISK, InsightKind.COMPETITOR})
)
def test_no_other_insight_heads_the_list(kind: InsightKind) -> None:
    assert replace(status_after(25), signals=(Signal(kind, ago(25)),)).priority is None


def test_a_customer_quiet_since_they_signed_heads_the_list_after_thirty_days() -> None:
    signed = account(tier=Tier.STANDARD, customer_since=ago(34))
    assert AccountStatus(signed, TODAY, last=ago(34)).priority == Priority(WaitingReason.SIGNED, ago(34))
    assert AccountStatus(signed, TODAY).priority == Priority(WaitingReason.SIGNED, ago(34))
    assert AccountStatus(signed, TODAY, last=ago(33)).priority is None
    assert AccountStatus(replace(signed, customer_since=ago(29)), TODAY, last=ago(60)).priority is None


def test_one_that_came_as_a_customer_of_long_ago_did_not_go_quiet_here() -> None:
    imported = account(added_on=ago(31), customer_since=date(2019, 1, 1))
    assert AccountStatus(imported, TODAY).priority is None
    assert AccountStatus(replace(imported, customer_since=ago(34)), TODAY).priority == Priority(
        WaitingReason.SIGNED, ago(34)
    )
    assert AccountStatus(replace(imported, customer_since=ago(34), last_activity=ago(32)), TODAY).priority is None


@pytest.mark.parametrize("stage", [Stage.PROSPECT, Stage.PARTNER])
def test_only_a_customer_has_signed(stage: Stage) -> None:
    assert status_after(35, stage=stage, customer_since=ago(34)).priority is None


def test_a_reason_comes_first_then_the_ratio_then_value_then_the_name() -> None:
    heard = replace(status_after(15, name="Vandelay"), signals=(Signal(InsightKind.RISK, ago(15)),))
    longest = status_after(60, name="Umbrella")
    worth_more = status_after(45, name="Zorg", value=9)
    first_by_name = status_after(45, name="acme", value=1)
    second_by_name = status_after(45, name="Bluth", value=1)
    without_value = status_after(45, name="Aperture")
    listed = waiting_list([without_value, second_by_name, first_by_name, worth_more, longest, heard, status_after(3)])
    assert names(listed) == ["Vandelay", "Umbrella", "Zorg", "acme", "Bluth", "Aperture"]


def test_urgency_is_by_ratio_not_by_days() -> None:
    listed = waiting_list([status_after(100, name="Standard", tier=Tier.STANDARD), status_after(20, cadence=10)])
    assert names(listed) == ["Acme", "Standard"]


def test_standard_accounts_without_an_owner_alarm_nobody_and_are_listed_on_request() -> None:
    nobodys = status_after(500, tier=Tier.STANDARD, owner=None)
    assert nobodys.waits and not nobodys.alarms
    assert waiting_list([nobodys]) == nudge_list([nobodys]) == ()
    assert waiting_list([nobodys], with_unalarming=True) == (nobodys,)
    assert status_after(500, tier=Tier.MID_MARKET, owner=None).alarms


def test_a_message_or_an_attempt_keeps_it_out_of_nudges_for_five_working_days() -> None:
    tried = replace(status_after(50), last_touch=MONDAY)
    assert tried.nudged_from == MONDAY + timedelta(days=7)
    assert not tried.may_be_nudged
    assert replace(tried, today=MONDAY + timedelta(days=6)).nudged_from == MONDAY + timedelta(days=7)
    assert not replace(tried, today=MONDAY + timedelta(days=6)).may_be_nudged
    assert replace(tried, today=MONDAY + timedelta(days=7)).may_be_nudged
    assert waiting_list([tried]) == (tried,) and nudge_list([tried]) == ()


def test_a_plan_keeps_it_out_of_nudges_until_the_day_after() -> None:
    planned = replace(status_after(50), planned=TODAY)
    assert not planned.may_be_nudged
    assert replace(planned, today=TODAY + timedelta(days=1)).may_be_nudged


def test_the_later_of_an_attempt_and_a_plan_decides() -> None:
    both = replace(status_after(50), last_touch=ago(1), planned=ago(-30))
    assert both.nudged_from == ago(-31)
    assert replace(both, planned=ago(1)).nudged_from == MONDAY + timedelta(days=8)


def test_closed_days_are_no_working_days() -> None:
    closed = frozenset({MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)})
    assert working_days_after(MONDAY, 5, closed) == MONDAY + timedelta(days=9)
    assert working_days_after(MONDAY + timedelta(days=5), 1) == MONDAY + timedelta(days=7)


@given(STATUSES)
def test_the_ratio_and_its_words_agree_with_a_recount_by_hand(standing: AccountStatus) -> None:
    start = standing.last or standing.account.last_activity or standing.account.added_on
    days = 0
    while start + timedelta(days=days) < TODAY:
        days += 1
    cadence = (
        standing.account.cadence
        or {"strategic": 14, "enterprise": 30, "mid-market": 60, "standard": 90}[standing.account.tier]
    )
    quiet = standing.account.stage in ("dormant", "lost", "internal")
    ratio = Fraction(days, cadence)
    assert standing.days == days
    assert standing.ratio == float(ratio)
    assert standing.is_due_soon == (not quiet and ratio >= Fraction(4, 5))
    assert standing.waits == (not quiet and days >= cadence)
    assert standing.is_overdue == (not quiet and days >= 2 * cadence)
    assert standing.waiting_since == (start + timedelta(days=cadence) if standing.waits else None)


@given(STATUSES)
def test_what_heads_the_list_agrees_with_a_recount_by_hand(standing: AccountStatus) -> None:
    spoken_on = {standing.last}
    kinds = {"complaint": "complaint", "risk": "risk", "competitor": "rival"}
    heard = []
    for worry in standing.signals:
        days_after = {worry.on + timedelta(days=number) for number in range(1, 300)}
        if worry.kind in kinds and worry.on + timedelta(days=14) <= TODAY and not spoken_on & days_after:
            heard.append((worry.on, list(kinds).index(worry.kind), kinds[worry.kind]))
    wanted: tuple[str, date] | None = None
    signed = standing.account.customer_since
    if standing.account.stage in ("dormant", "lost", "internal"):
        wanted = None
    elif heard:
        wanted = min(heard)[2], min(heard)[0]
    elif signed and standing.account.stage == "customer" and signed + timedelta(days=30) <= TODAY:
        came_as_customer = signed + timedelta(days=90) < standing.account.added_on
        known = standing.last if standing.last else standing.account.last_activity
        if not came_as_customer and not (known and known > signed):
            wanted = "signed", signed
    assert standing.priority == (Priority(WaitingReason(wanted[0]), wanted[1]) if wanted else None)


@given(STATUSES)
def test_the_day_of_the_next_nudge_agrees_with_a_recount_by_hand(standing: AccountStatus) -> None:
    kept_out = False
    if standing.last_touch:
        days = [standing.last_touch + timedelta(days=number) for number in range(1, 30)]
        working = [day for day in days if day.weekday() not in (5, 6) and day not in standing.closed]
        kept_out = working[4] > TODAY
    if standing.planned and standing.planned >= TODAY:
        kept_out = True
    assert standing.may_be_nudged == (standing.alarms and not kept_out)


@given(st.lists(STATUSES, max_size=8), st.booleans(), st.randoms(use_true_random=False))
def test_the_list_agrees_with_a_recount_by_hand(standings: list[AccountStatus], everything: bool, by: Random) -> None:
    listed = [each for each in standings if each.waits or each.priority]
    if not everything:
        listed = [each for each in listed if not (each.account.tier == "standard" and each.account.owner is None)]
    for _ in listed:
        for at in range(len(listed) - 1):
            if goes_before(listed[at + 1], listed[at]):
                listed[at], listed[at + 1] = listed[at + 1], listed[at]
    shuffled = by.sample(standings, len(standings))
    assert waiting_list(shuffled, with_unalarming=everything) == tuple(listed)
    if not everything:
        assert nudge_list(shuffled) == tuple(each for each in listed if each.may_be_nudged)


def goes_before(one: AccountStatus, other: AccountStatus) -> bool:
    mine, theirs = one.account, other.account
    if bool(one.priority) != bool(other.priority):
        return bool(one.priority)
    if one.days * other.cadence_days != other.days * one.cadence_days:
        return one.days * other.cadence_days > other.days * one.cadence_days
    if (mine.value or 0) != (theirs.value or 0):
        return (mine.value or 0) > (theirs.value or 0)
    return (mine.name.lower(), mine.id) < (theirs.name.lower(), theirs.id)
