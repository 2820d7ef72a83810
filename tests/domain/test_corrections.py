"""Putting an entry right: what each correction does, that it does it once, and that two changes both come through."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.corrections import (
    Correction,
    as_call,
    as_happened,
    as_held_on,
    as_moved_to,
    as_planned,
    merge,
    with_colleague,
    with_insight,
    without_person,
)
from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import MENTION, Conversation, Details, FollowUp, Insight, Kind, State

ANA, BO, CHEN, DEE = "U0ANA", "U0BO", "U0CHEN", "U0DEE"
MONDAY = date(2026, 11, 23)
HELD = Details(State.HELD, Kind.CALL, 20, MONDAY, held_by=ANA, note="exports, says <@U0CHEN>", named=(CHEN,))
PLAN = replace(HELD, state=State.PLANNED, on=date(2026, 11, 26))
LIKE, STORY = Insight("like", "the editor"), Insight("story", "two days saved")


def entry(details: Details = HELD, *, logged_by: str = ANA) -> Conversation:
    return Conversation("c1", "acme", "Acme", logged_by, datetime(2026, 11, 23, 8, tzinfo=UTC), details)


@pytest.mark.parametrize(
    ("correction", "before", "changed"),
    [
        (as_call, replace(HELD, kind=Kind.MESSAGE), {"kind": Kind.CALL}),
        (as_call, replace(HELD, kind=Kind.ATTEMPT), {"kind": Kind.CALL}),
        (as_call, replace(HELD, kind=Kind.VISIT), {}),
        (as_call, replace(HELD, kind=Kind.HEARD), {}),
        (as_held_on(MONDAY), replace(HELD, on=date(2025, 11, 23)), {"on": MONDAY}),
        (as_held_on(MONDAY), PLAN, {"on": MONDAY, "state": State.HELD}),
        (as_planned(MONDAY), replace(HELD, on=date(2025, 12, 15)), {"on": date(2026, 12, 15), "state": State.PLANNED}),
        (as_planned(MONDAY), replace(HELD, on=date(2026, 2, 3)), {"on": date(2027, 2, 3), "state": State.PLANNED}),
        (as_planned(MONDAY), HELD, {"state": State.PLANNED}),
        (as_planned(MONDAY), replace(HELD, on=date(2028, 5, 1)), {"state": State.PLANNED}),
        (as_planned(MONDAY), replace(HELD, on=date(2024, 2, 29)), {"on": date(2027, 3, 1), "state": State.PLANNED}),
        (
            as_planned(date(2027, 6, 1)),
            replace(HELD, on=date(2024, 2, 29)),
            {"on": date(2028, 2, 29), "state": State.PLANNED},
        ),
        (as_moved_to(date(2026, 12, 1)), PLAN, {"on": date(2026, 12, 1)}),
        (as_moved_to(date(2026, 12, 1)), HELD, {}),
        (as_happened(date(2026, 11, 27)), PLAN, {"state": State.HELD}),
        (as_happened(MONDAY), PLAN, {"state": State.HELD, "on": MONDAY}),
        (as_happened(MONDAY), replace(HELD, on=date(2026, 11, 20)), {}),
        (with_colleague(CHEN), HELD, {"colleagues": (CHEN,), "named": ()}),
        (with_colleague(CHEN), replace(HELD, colleagues=(DEE,)), {"colleagues": (DEE, CHEN), "named": ()}),
        (with_colleague(BO), HELD, {}),
        (without_person(CHEN), replace(HELD, held_by=CHEN, named=()), {"held_by": ANA}),
        (without_person(CHEN), replace(HELD, held_by=CHEN, colleagues=(ANA,)), {"held_by": ANA, "colleagues": ()}),
        (without_person(CHEN), replace(HELD, colleagues=(CHEN, DEE)), {"colleagues": (DEE,)}),
        (without_person(BO), HELD, {}),
        (with_insight(LIKE), HELD, {"insights": (LIKE,)}),
        (with_insight(LIKE), replace(HELD, insights=(LIKE,)), {}),
        (with_insight(LIKE), replace(HELD, insights=(STORY,)), {"insights": (STORY, LIKE)}),
    ],
)
def test_a_correction_changes_what_it_says_and_made_twice_nothing_more(
    correction: Correction, before: Details, changed: dict[str, Any]
) -> None:
    once = correction(entry(before))
    assert once == replace(before, **changed)
    assert correction(entry(once)) == once


def test_who_typed_it_holds_it_where_its_holder_was_not_there_and_is_no_colleague_beside() -> None:
    held_by_chen = replace(HELD, held_by=CHEN, colleagues=(BO,), named=())
    dropped = without_person(CHEN)(entry(held_by_chen, logged_by=BO))
    assert (dropped.held_by, dropped.colleagues) == (BO, ())


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_plan_is_never_past_and_less_than_a_year_and_a_day_ahead_unless_it_was(on: date, today: date) -> None:
    planned = as_planned(today)(entry(replace(HELD, on=on))).on
    assert planned >= today
    assert planned == on or (planned - today).days <= 366
    assert (planned.month, planned.day) in ((on.month, on.day), (3, 1))


NOTES = ("", "exports time out", "so says <@U0CHEN>", "<@U0DEE> and <@U0CHEN> wait")
PEOPLE = (ANA, BO, CHEN, DEE)
Stands = tuple[str, Details]


def as_stored(details: Details) -> Details:
    """As every reader of words leaves it: the holder is no colleague, and who is mentioned without credit is named."""
    colleagues = tuple(each for each in details.colleagues if each != details.held_by)
    credited = (details.held_by, *colleagues)
    named = tuple(each for each in mentioned(details) if each not in credited)
    return replace(details, colleagues=colleagues, named=named)


def mentioned(details: Details) -> list[str]:
    step = [details.follow_up.text] if details.follow_up else []
    words = [details.note, *(each.text for each in details.insights), *step]
    return list(dict.fromkeys(person for text in words for person in MENTION.findall(text)))


DETAILS = st.builds(
    Details,
    state=st.sampled_from(State),
    kind=st.sampled_from((Kind.CALL, Kind.VISIT)),
    minutes=st.sampled_from((None, 20)),
    on=st.sampled_from((MONDAY, date(2026, 11, 20))),
    held_by=st.sampled_from(PEOPLE),
    colleagues=st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple),
    contacts=st.sampled_from(((), ("Jo Lee",))),
    note=st.sampled_from(NOTES),
    insights=st.sampled_from(((), (LIKE,), (Insight("risk", "<@U0DEE> leaves"),))),
    follow_up=st.sampled_from((None, FollowUp("ask <@U0BO>", MONDAY, ANA), FollowUp("send pricing", None, BO))),
    private=st.booleans(),
).map(as_stored)
ENTRIES = st.tuples(st.sampled_from(("acme", "globex")), DETAILS)


def fields_of(state: Stands) -> dict[Field, Any]:
    """What each field of the form is about."""
    account, it = state
    return {
        Field.ACCOUNT: account,
        Field.NOTE: it.note,
        Field.KIND: it.kind,
        Field.ON: (it.on, it.state),
        Field.DURATION: it.minutes,
        Field.INSIGHTS: it.insights,
        Field.CONTACTS: it.contacts,
        Field.COLLEAGUES: it.colleagues,
        Field.HELD_BY: it.held_by,
        Field.FOLLOW_UP: it.follow_up,
        Field.PRIVATE: it.private,
    }


def in_any_order(state: Stands) -> Stands:
    account, details = state
    return account, replace(details, named=tuple(sorted(details.named)))


@given(ENTRIES, ENTRIES, ENTRIES)
def test_no_change_of_either_is_lost_without_being_called_a_clash(base: Stands, mine: Stands, theirs: Stands) -> None:
    merged = merge(base, mine, theirs)
    of_base, of_mine, of_theirs = fields_of(base), fields_of(mine), fields_of(theirs)
    for field, stands in fields_of((merged.account_id, merged.details)).items():
        i_changed, they_changed = of_mine[field] != of_base[field], of_theirs[field] != of_base[field]
        wanted = of_theirs[field] if they_changed and not i_changed else of_mine[field]
        if field is Field.COLLEAGUES:  # whoever held it took part the more
            wanted = tuple(each for each in wanted if each != merged.details.held_by)
        assert stands == wanted
        assert (field in merged.conflicts) == (i_changed and they_changed and of_mine[field] != of_theirs[field])
        assert (field in merged.taken) == (they_changed and not i_changed)


@given(ENTRIES, ENTRIES, ENTRIES)
def test_where_nothing_clashes_it_is_the_same_who_saves_last(base: Stands, mine: Stands, theirs: Stands) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.conflicts) == set(other.conflicts)
    if not one.conflicts:
        assert in_any_order((one.account_id, one.details)) == in_any_order((other.account_id, other.details))


@given(ENTRIES, ENTRIES)
def test_where_only_one_changed_anything_it_reads_as_theirs(base: Stands, changed: Stands) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed)):
        assert in_any_order((merged.account_id, merged.details)) == in_any_order(changed)
        assert merged.conflicts == ()


@given(ENTRIES, ENTRIES, ENTRIES)
def test_saved_once_more_after_a_clash_it_stands_as_it_was_shown(base: Stands, mine: Stands, theirs: Stands) -> None:
    shown = merge(base, mine, theirs)
    again = merge(theirs, (shown.account_id, shown.details), theirs)
    assert in_any_order((again.account_id, again.details)) == in_any_order((shown.account_id, shown.details))
    assert (again.conflicts, again.taken) == ((), ())


@given(ENTRIES, ENTRIES, ENTRIES)
def test_who_is_mentioned_in_the_words_that_are_kept_is_credited_or_named(
    base: Stands, mine: Stands, theirs: Stands
) -> None:
    merged = merge(base, mine, theirs).details
    assert merged.held_by not in merged.colleagues
    assert set(merged.named) == set(mentioned(merged)) - {merged.held_by, *merged.colleagues}


def test_one_says_who_held_it_and_the_other_that_they_were_there() -> None:
    mine, theirs = replace(HELD, held_by=CHEN, named=()), replace(HELD, colleagues=(CHEN,), named=())
    merged = merge(("acme", HELD), ("acme", mine), ("acme", theirs))
    assert (merged.details.held_by, merged.details.colleagues, merged.conflicts) == (CHEN, (), ())
