"""A channel taken from the environment, anywhere and at any time: what its two posts are due for, week after week."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.domain.weekly.iso_weeks import monday_of, week_subject
from bot.domain.weekly.posts import FRIDAY, MONDAY
from bot.domain.workspace import schedule
from bot.services.deps import Deps
from bot.services.weekly import occurrences
from bot.services.workspace import workspaces
from bot.storage.workspace import workspaces as stored
from tests.deliveries import in_states
from tests.scopes import scoped
from tests.storage.filled import ANA, CHANNEL

WEEKS = 3
WEEKDAYS = {MONDAY: schedule.MONDAY, FRIDAY: schedule.FRIDAY}
ZONES = st.sampled_from(
    [
        "Pacific/Kiritimati",
        "Pacific/Auckland",
        "Asia/Kolkata",
        "Europe/Berlin",
        "America/St_Johns",
        "America/Los_Angeles",
        "Pacific/Pago_Pago",
        "Etc/GMT+12",
    ]
).map(ZoneInfo)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=730)).map(lambda passed: datetime(2026, 1, 1, tzinfo=UTC) + passed)
SATURDAY_MORNING = datetime(2026, 11, 28, 18, 46, tzinfo=UTC)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


class Workspace:
    """One whose channel was taken at `now`."""

    def __init__(self, deps: Deps, now: datetime) -> None:
        self.id = f"T{uuid4().hex[:12].upper()}"
        self.now = now
        self.deps = replace(deps, now=lambda: self.now)
        with scoped(deps.database.transaction(), self.id, now) as scope:
            stored.create(scope, name="Initech")
        workspaces.take_channel(self.deps, self.id, CHANNEL)
        self.tick()

    def learn(self, zone: ZoneInfo) -> None:
        with self.deps.transaction(self.id) as scope:
            stored.take_zone(scope, zone=zone.key, of=ANA)
        self.tick()

    def tick(self) -> None:
        occurrences.enqueue_due(self.deps, workspaces.known(self.deps, self.id))

    def tick_until(self, end: datetime) -> None:
        """At every instant at which something is due."""
        rules = occurrences.rules(self.deps, self.id)
        for instant in [*schedule.due_between(rules, self.now, end), end]:
            self.now = instant
            self.tick()

    @property
    def posts(self) -> dict[str, list[Delivery]]:
        """What is in the outbox, by kind, in order."""
        found = defaultdict(list)
        with self.deps.reading(self.id) as scope:
            for each in in_states(scope, DeliveryState):
                found[each.kind].append(each)
        return found


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ZONES, INSTANTS, st.timedeltas(timedelta(), timedelta(days=4)))
@example(LOS_ANGELES, SATURDAY_MORNING, timedelta())
@example(LOS_ANGELES, SATURDAY_MORNING, timedelta(hours=20))
@example(ZoneInfo("Pacific/Pago_Pago"), datetime(2026, 4, 11, tzinfo=UTC), timedelta(days=2))
def test_each_post_has_one_occurrence_a_local_week_from_the_day_of_installing_on(
    deps: Deps, zone: ZoneInfo, taken: datetime, learnt_after: timedelta
) -> None:
    workspace = Workspace(deps, taken)
    workspace.tick_until(taken + learnt_after)
    in_utc = {each.id for posts in workspace.posts.values() for each in posts}
    workspace.learn(zone)
    workspace.tick_until(taken + timedelta(weeks=WEEKS + 1))
    for kind, weekday in WEEKDAYS.items():
        posts = workspace.posts[kind]
        counted_here = [each for each in posts if each.id not in in_utc]
        days = [schedule.local_date(each.due_at, zone) for each in counted_here]
        assert all(day >= schedule.local_date(taken, zone) and day.weekday() == weekday for day in days)
        monday = monday_of(first_on(weekday, schedule.local_date(taken, zone)))
        weeks = [week_subject(monday + timedelta(weeks=number)) for number in range(WEEKS)]
        # Before the zone was known it may have been a day earlier, and another week.
        assert [each.subject for each in posts if each.subject >= weeks[0]][:WEEKS] == weeks
        # One of the day of installing may be too late by the time the zone is known.
        too_late = [schedule.local_date(each.due_at, zone) for each in posts if each.state is DeliveryState.EXPIRED]
        assert too_late in ([], [schedule.local_date(taken, zone)])


def first_on(weekday: int, day: date) -> date:
    """The first such weekday that is not before `day`."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
