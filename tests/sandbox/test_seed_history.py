"""The story of the seeded workspace: complete, in order, and of an honest shape."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.sandbox.seed.seed_history import HISTORY, Line
from bot.sandbox.seed.seed_team import SEEDED

ACCOUNTS = [re.sub(r'/account add (?:"(.+?)"|(\S+)).*', r"\1\2", each.text) for each in HISTORY[:24]]
CONVERSATIONS = [each for each in HISTORY if each.text.startswith("/logcall ")]
KINDS = {"like", "complaint", "request", "competitor", "opportunity", "risk", "story", "about", "answer"}
UNCOUNTED = re.compile(r"(message|emailed|attempt|voicemail|no answer|left message|heard|next thu)\b")
TODAY = date(2026, 11, 25)


def account_of(line: Line) -> str:
    words = line.text.removeprefix("/logcall ")
    if words.startswith('"'):
        return words[1:].split('"')[0]
    return next(f"{name}" for name in ACCOUNTS if name.split()[0] == words.split()[0])


def counts(line: Line) -> bool:
    words = line.text.removeprefix("/logcall ").replace('"', "").removeprefix(account_of(line))
    return not UNCOUNTED.match(words.strip().removeprefix("Corp").strip().removeprefix("visit ").strip())


def test_there_are_24_accounts_over_the_tiers_and_then_the_conversations() -> None:
    added = [each.text for each in HISTORY if each.text.startswith("/account add ")]
    tiers = Counter(
        next(t for t in ("strategic", "enterprise", "mid-market", "standard") if t in each) for each in added
    )
    assert len(added) == len(set(ACCOUNTS)) == 24
    assert tiers == {"strategic": 4, "enterprise": 7, "mid-market": 9, "standard": 4}
    assert sum("@" not in each for each in added) == 5 and sum("prospect" in each for each in added) == 4
    assert len(added) + len(CONVERSATIONS) == len(HISTORY)


def test_it_is_told_in_order_by_people_of_the_town_about_its_accounts() -> None:
    handles = {person.name for person in SEEDED.people}
    assert {each.person for each in HISTORY} == handles
    assert all(first.instant(TODAY) <= second.instant(TODAY) for first, second in pairwise(HISTORY))
    assert {account_of(each) for each in CONVERSATIONS} <= set(ACCOUNTS)
    assert {each.strip("@,.:") for line in HISTORY for each in re.findall(r"@\w+", line.text)} <= handles


def test_every_week_has_five_to_nineteen_conversations() -> None:
    weeks = Counter(each.week for each in CONVERSATIONS if counts(each))
    assert set(weeks) == set(range(-12, 1))
    assert all(4 <= count <= 19 for count in weeks.values()) and len(set(weeks.values())) > 5


def test_only_ines_spoke_to_somebody_in_every_week() -> None:
    spoken: defaultdict[str, set[int]] = defaultdict(set)
    for each in filter(counts, CONVERSATIONS):
        spoken[each.person].add(each.week)
    assert [person for person, weeks in spoken.items() if weeks == set(range(-12, 1))] == ["ines"]


def test_every_kind_of_insight_occurs_and_some_accounts_were_never_called() -> None:
    found = {each for line in CONVERSATIONS for each in re.findall(r"#(\w+)", line.text)}
    assert found == KINDS
    assert set(ACCOUNTS) - {account_of(each) for each in CONVERSATIONS} == {
        "Wayne Logistics",
        "Oceanic Freight",
        "Bluth Homes",
        "Gringotts Savings",
    }


def test_the_running_week_ends_on_wednesday_before_half_past_nine() -> None:
    last = HISTORY[-1].instant(TODAY)
    assert last < datetime(2026, 11, 25, 9, 30, tzinfo=last.tzinfo)
    assert last.isoformat() == "2026-11-25T09:25:00+01:00"
    assert any("#like @bo" in each.text for each in CONVERSATIONS if each.week == 0)


def test_nobody_types_at_night() -> None:
    for line in HISTORY:
        person = next(each for each in SEEDED.people if each.name == line.person)
        local = line.instant(TODAY).astimezone(ZoneInfo(person.tz))
        assert line.text.startswith("/account") or 7 <= local.hour <= 19, line
