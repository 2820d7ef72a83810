"""The quarter played: people do what is their habit, rounds run by the clock, and what is true is kept beside it.

Everything goes the way it does in earnest: commands and buttons as signed HTTP, jobs by the real schedule, messages
through the outbox to the local Slack. On some mornings Slack is slow: digests lie in the outbox while things change.
"""

import heapq
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.domain.weekly.digests import ItemKind
from bot.messages.conversations import follow_ups as follow_up_messages
from bot.messages.conversations import plans as plan_messages
from bot.messages.sponsors import sponsors as sponsor_messages
from bot.messages.weekly import digests as digest_messages
from bot.messages.weekly import mondays
from bot.messages.weekly import thursdays as thursday_messages
from bot.outbox.tables import deliveries
from bot.storage.conversations.tables import follow_ups
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import preferences
from bot.storage.workspace.tables import members
from jobs import due_jobs, senders
from tests.app_fixture import AppFixture
from tests.quarter import cast
from tests.quarter.cast import ACCOUNTS, ADMIN, BEGINS, BY_ID, CLOSED, PEOPLE, TEAM, Person
from tests.quarter.messages import Button, Written, newly_written

A_DAY = timedelta(days=1)
SLOW_MORNINGS = 0.2
_ANSWERS = {
    thursday_messages.SPOKE: 0.4,
    thursday_messages.TOMORROW: 0.2,
    thursday_messages.NOT_THIS_WEEK: 0.1,
    thursday_messages.STOP: 0.02,
    "nothing": 0.28,
}
"""How often which button under Thursday's question is pressed."""

ROUNDS = (8, 9, 15, 16)
"""At these hours of each zone something may be due: the day, the digest, Thursday's question, Friday's post."""

Act = Callable[[], None]


@dataclass
class Promise:
    """What somebody said they would do; its word stands in no other. `days`: from when on it was due on which day."""

    word: str
    entry: str
    whose: Person
    by: Person
    days: list[tuple[datetime, date]]
    ended_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None or at < self.ended_at


@dataclass(frozen=True)
class Alarm:
    """A complaint or a risk, by whom it was heard and on which day of theirs."""

    by: Person
    account: str
    at: datetime
    day: date


@dataclass
class Truth:
    """What happened, by when the bot was told of it.

    `unasked`: since when Thursday's question is not wanted, and until which day; None: for good.
    """

    owners: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    sponsors: dict[str, str] = field(default_factory=dict)
    spoken: dict[str, list[tuple[datetime, date]]] = field(default_factory=lambda: defaultdict(list))
    alarms: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    touched: dict[str, list[tuple[datetime, date]]] = field(default_factory=lambda: defaultdict(list))
    promises: dict[str, Promise] = field(default_factory=dict)
    enrolled: dict[str, datetime] = field(default_factory=dict)
    stopped: dict[str, datetime] = field(default_factory=dict)
    mondays_only: dict[str, datetime] = field(default_factory=dict)
    unasked: dict[str, list[tuple[datetime, date | None]]] = field(default_factory=lambda: defaultdict(list))
    heard: dict[int, Alarm] = field(default_factory=dict)

    def owner(self, account: str, at: datetime) -> str:
        return [who for since, who in self.owners[account] if since <= at][-1]


class Quarter:
    """So many weeks of the cast with the bot; afterwards `written` is all it wrote, `truth` what was so."""

    def __init__(self, app: AppFixture, *, weeks: int, seed: int = 13) -> None:
        self.app, self.weeks = app, weeks
        self.truth = Truth()
        self.written: list[Written] = []
        self.ends = BEGINS + timedelta(weeks=weeks)
        self._random = random.Random(seed)
        self._numbers = itertools.count(1000)
        self._events: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()
        self._is_slow = False
        self._seen = len(app.sandbox.posts("chat.postMessage"))

    def run(self) -> None:
        self._settle_in()
        for at, act in self._timetable():
            self._put(at, act)
        while self._events:
            self.app.clock.now, _, act = heapq.heappop(self._events)
            act()

    @property
    def now(self) -> datetime:
        return self.app.clock.now

    def _settle_in(self) -> None:
        with self.app.runtime.deps.transaction(TEAM.id) as scope:
            accounts = cast.settle_in(scope)
            for each in PEOPLE:
                if each.leave is not None:
                    preferences.add_absence(scope, each.id, each.leave)
            for one in sponsorships.active(scope):
                name = next(name for name, account in accounts.items() if account.id == one.account_id)
                self.truth.sponsors[name] = one.member
        self._ids = {name: account.id for name, account in accounts.items()}
        for name, account in accounts.items():
            self.truth.owners[name].append((self.now, account.owner or ""))

    def _timetable(self) -> Iterator[tuple[datetime, Act]]:
        for day, zone, hour in itertools.product(self._days(), cast.ZONES, ROUNDS):
            yield datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC), self._round
        for person in PEOPLE:
            for day in self._days():
                yield from self._day_of(person, day)

    def _days(self) -> list[date]:
        return [BEGINS + number * A_DAY for number in range(self.weeks * 7)]

    def _day_of(self, person: Person, day: date) -> Iterator[tuple[datetime, Act]]:
        """What somebody does on one of their days."""
        is_away = person.leave is not None and person.leave.first <= day <= person.leave.last
        week, chance = (day - BEGINS).days // 7, self._random.random()
        if is_away:
            return
        if day.weekday() >= 5 or day in CLOSED:
            if chance < 0.1 * person.logs:  # some cannot leave it
                yield self._at(person, day, 21), lambda: self._log(person)
            return
        if chance < person.logs:
            hour = 22 if self._random.random() < 0.07 else self._random.randint(8, 17)
            yield self._at(person, day, hour), lambda: self._log(person)
        if day.weekday() == 0 and person.number is not None:
            yield self._at(person, day, 11), lambda: self._name_number(person)
        if day.weekday() == 0 and week in (person.stops, person.mondays_only):
            yield self._at(person, day, 12), lambda: self._choose(person)
        if day.weekday() == 1 and person.id == ADMIN:
            yield self._at(person, day, 14), self._reassign
            yield self._at(person, day, 15), self._ask_sponsor
        if week == 0 and day.weekday() == 2 and person.is_hidden:
            yield self._at(person, day, 10), lambda: self._hide(person)

    def _at(self, person: Person, day: date, hour: int) -> datetime:
        wall = datetime.combine(day, time(hour, self._random.randint(1, 59)), ZoneInfo(person.zone))
        return wall.astimezone(UTC)

    def _put(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._events, (at, next(self._order), act))

    # The bot's side.

    def _round(self) -> None:
        due_jobs.run(self.app.runtime.deps)
        if not self._is_slow and self._random.random() < SLOW_MORNINGS and self._pending():
            self._is_slow = True  # until the next thing happens, a few minutes later
            self._put(self.now + timedelta(minutes=4), self._change_what_waits)
            self._put(self.now + timedelta(minutes=20), self._send)
            return
        self._send()

    def _send(self) -> None:
        """What is due in the outbox is sent; after what somebody did no job runs, the senders are woken."""
        self._is_slow = False
        list(senders.send_all(self.app.runtime.deps.outbox, within=10))
        self.written += (new := newly_written(self.app, self._seen))
        self._seen = len(self.app.sandbox.posts("chat.postMessage"))
        for each in new:
            self._react(each)

    def _pending(self) -> list[tuple[str, str]]:
        """Whom a digest of which day waits for in the outbox."""
        with self.app.runtime.deps.reading(TEAM.id) as scope:
            waits = deliveries.c.state == "pending", deliveries.c.kind == "digest"
            rows = scope.session.execute(select(deliveries.c.target, deliveries.c.subject).where(*waits))
            return [(row.target, row.subject) for row in rows]

    def _change_what_waits(self) -> None:
        """Make something untrue of what lies in the outbox: a promise is kept, an account is spoken to."""
        for target, subject in self._pending():
            with self.app.runtime.deps.reading(TEAM.id) as scope:
                items = digests.reported_on(scope, target, date.fromisoformat(subject))
            for item in self._random.sample(items, min(2, len(items))):
                kept = next((each for each in self.truth.promises.values() if each.entry == item.subject), None)
                if item.kind is ItemKind.WAITING:
                    name = next(name for name, key in self._ids.items() if key == item.subject)
                    self._log(self._random.choice(PEOPLE[20:]), name)
                elif kept is not None and kept.whose.id == target and kept.ended_at is None:
                    self._end(kept, follow_up_messages.DONE)

    # The people's side.

    def _log(self, person: Person, account: str | None = None) -> None:
        account = account or self._account_for(person)
        number, chance = next(self._numbers), self._random.random()
        today, word = person.local(self.now).date(), f"draft{number}"
        if chance < 0.08:
            self._type(person, f'/logcall "{account}" voicemail')
            self.truth.touched[account].append((self.now, today))
        elif chance < 0.16:
            day = today + self._random.randint(1, 12) * A_DAY
            self._type(person, f'/logcall "{account}" visit {day}: about the renewal {number}')
            self.truth.touched[account].append((self.now, day))
            self._put(self._at(person, day + 3 * A_DAY, 16), lambda: self._settle_plan(person, f"renewal {number}"))
        else:
            said = f'/logcall "{account}" {self._random.randint(10, 55)}m: spoke of their year {number}'
            if self._random.random() < 0.15:
                said += f" with @{self._random.choice(PEOPLE).handle}"
            if self._random.random() < 0.1:
                said += f" #{self._random.choice(('complaint', 'risk'))} exports fail for run {number}"
                self.truth.alarms[account].append(today)
                self.truth.heard[number] = Alarm(person, account, self.now, today)
            step = self._promise(person, today, word)
            self._type(person, said + (f" next: {step[0]}" if step else ""))
            self.truth.spoken[account].append((self.now, today))
            if step:
                self._keep_promise(word, step[1], person, step[2])
        self.truth.enrolled.setdefault(person.id, self.now)
        if not self._is_slow:
            self._send()

    def _account_for(self, person: Person) -> str:
        own = [name for name in ACCOUNTS if self.truth.owner(name, self.now) == person.id]
        return self._random.choice(own if own and self._random.random() < 0.75 else ACCOUNTS)

    def _promise(self, person: Person, today: date, word: str) -> tuple[str, Person, date] | None:
        """A promise as it is typed, whose it is, and for when."""
        chance, due = self._random.random(), today + self._random.randint(0, 9) * A_DAY
        if chance < 0.6:
            return None
        if chance < 0.8:
            return f"send {word} by {due}", person, due
        other = self._random.choice([each for each in PEOPLE if each is not person])
        return f"@{other.handle} sends {word} by {due}", other, due

    def _keep_promise(self, word: str, whose: Person, by: Person, due: date) -> None:
        with self.app.runtime.deps.reading(TEAM.id) as scope:
            row = scope.session.execute(select(follow_ups).where(follow_ups.c.text.contains(word))).one()
        assert (row.assignee, row.due) == (whose.id, due), (row, whose, due)
        made = Promise(word, row.conversation_id, whose, by, [(self.now, due)])
        self.truth.promises[word] = made
        chance = self._random.random()
        if chance < whose.keeps * 0.3:
            self._put(self._at(whose, due - A_DAY, 15), lambda: self._end(made, follow_up_messages.DONE))
        self._put(max(self._at(whose, due, 13), self.now + timedelta(hours=1)), lambda: self._decide(made))

    def _decide(self, made: Promise) -> None:
        chance = self._random.random()
        if chance < made.whose.keeps:
            self._end(made, follow_up_messages.DONE)
        elif chance < 0.9:
            self._end(made, follow_up_messages.TOMORROW)
        else:
            self._end(made, follow_up_messages.DROP)

    def _end(self, made: Promise, action_id: str) -> None:
        if made.ended_at is not None or self.now < made.days[0][0]:
            return
        assert self.app.deliver_press(made.whose.id, action_id, made.entry) == 200
        with self.app.runtime.deps.reading(TEAM.id) as scope:
            this = follow_ups.c.conversation_id == made.entry
            row = scope.session.execute(select(follow_ups.c.state, follow_ups.c.due).where(this)).one()
        if row.state != "open":
            made.ended_at = self.now
        else:
            made.days.append((self.now, row.due))

    def _name_number(self, person: Person) -> None:
        posts = [each for each in self.app.posts if "will you speak to" in each.text]
        if posts and person.number is not None:
            week = next(
                element["value"].split()[0]
                for block in posts[-1].blocks
                for element in block.get("elements", ())
                if str(element.get("action_id", "")).startswith(mondays.NUMBER)
            )
            number = person.number
            assert self.app.deliver_press(person.id, f"{mondays.NUMBER}:{number}", f"{week} {number}") == 200
            self.truth.enrolled.setdefault(person.id, self.now)

    def _choose(self, person: Person) -> None:
        stops = person.stops is not None
        action_id = digest_messages.OFF if stops else digest_messages.MONDAYS
        assert self.app.deliver_press(person.id, action_id, "digest") == 200
        (self.truth.stopped if stops else self.truth.mondays_only)[person.id] = self.now

    def _hide(self, person: Person) -> None:
        with self.app.runtime.deps.transaction(TEAM.id) as scope:
            scope.session.execute(update(members).where(members.c.id == person.id).values(opted_out=True))

    def _reassign(self) -> None:
        account, new = self._random.choice(ACCOUNTS[70:]), self._random.choice(PEOPLE[2:30])
        if self.truth.sponsors.get(account) != new.id:
            self._type(BY_ID[ADMIN], f'/owner "{account}" @{new.handle}')
            self.truth.owners[account].append((self.now, new.id))
            self._send()

    def _ask_sponsor(self) -> None:
        free = [name for name in ACCOUNTS if name not in self.truth.sponsors]
        account, asked = self._random.choice(free), self._random.choice([each for each in PEOPLE if each.sponsors])
        if self.truth.owner(account, self.now) != asked.id:
            self._type(BY_ID[ADMIN], f'/sponsor "{account}" @{asked.handle}')
            self._send()

    def _react(self, written: Written) -> None:
        """An executive answers a proposal within two days, and many press something under Thursday's question on the
        day itself; everything else people do at their own hours."""
        if written.kind == "sponsor proposal":
            self._put(self.now + timedelta(hours=self._random.randint(1, 40)), lambda: self._accept(written.subject))
        if ItemKind.NUMBER_QUESTION in written.tells:
            chosen = self._random.choices(list(_ANSWERS), list(_ANSWERS.values()))[0]
            found = [button for button in written.buttons if button.action_id.partition(":")[0] == chosen]
            person, later = written.person, timedelta(minutes=self._random.randint(1, 200))
            if found and person is not None:
                button = self._random.choice(found)
                self._put(self.now + later, lambda: self._answer(person, button))

    def _answer(self, person: Person, button: Button) -> None:
        """Press what Thursday's question offers: a tap logs a conversation of today, others put it off or end it."""
        action_id, today = button.action_id.partition(":")[0], person.local(self.now).date()
        assert self.app.deliver_press(person.id, button.action_id, button.value) == 200
        friday = today + (4 - today.weekday()) * A_DAY
        if action_id == thursday_messages.SPOKE:
            account_id = button.value.split()[1]
            name = next(name for name, key in self._ids.items() if key == account_id)
            taps = [each for each in self.app.kept if each.logged_by == person.id and each.account_name == name]
            assert any(each.details.on == today and each.details.counts for each in taps), (person, button, taps)
            self.truth.spoken[name].append((self.now, today))
            if not self._is_slow:
                self._send()
        elif action_id == thursday_messages.NOT_THIS_WEEK:
            self.truth.unasked[person.id].append((self.now, friday))
        elif action_id == thursday_messages.STOP:
            self.truth.unasked[person.id].append((self.now, None))

    def _accept(self, sponsorship_id: str) -> None:
        with self.app.runtime.deps.reading(TEAM.id) as scope:
            asked = sponsorships.find(scope, sponsorship_id)
        if asked is not None and asked.is_open:
            assert self.app.deliver_press(asked.member, sponsor_messages.YES, asked.id) == 200
            name = next(name for name, key in self._ids.items() if key == asked.account_id)
            self.truth.sponsors[name] = asked.member
            self._send()

    def _settle_plan(self, person: Person, words: str) -> None:
        entry = next((each for each in reversed(self.app.kept) if words in each.details.note), None)
        if entry is not None and self._random.random() < 0.7:
            happened = self._random.random() < 0.7
            action_id = plan_messages.PLAN_HAPPENED if happened else plan_messages.PLAN_NOT
            assert self.app.deliver_press(person.id, action_id, entry.id) == 200
            if happened:
                self.truth.spoken[entry.account_name].append((self.now, entry.details.on))

    def _type(self, person: Person, line: str) -> None:
        command, _, text = line.partition(" ")
        for each in PEOPLE:
            text = text.replace(f"@{each.handle} ", f"<@{each.id}|{each.handle}> ")
        if text.endswith(tuple(f"@{each.handle}" for each in PEOPLE)):
            head, _, handle = text.rpartition("@")
            text = f"{head}<@{next(each.id for each in PEOPLE if each.handle == handle)}|{handle}>"
        status, body = self.app.deliver(person.id, text, command=command)
        shown = str(body.get("text", ""))
        assert status == 200, (status, body)
        if command == "/logcall":
            assert "ndo" in str(body), (line, shown)
