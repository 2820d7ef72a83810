"""What may never happen in a quarter: a function for each rule, which gives the messages that break it, with why."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.domain.weekly.digests import ItemKind
from bot.messages import formatting
from tests.quarter.cast import ACCOUNTS, BUSY, BY_ID, CLOSED, PEOPLE, Person
from tests.quarter.messages import Written
from tests.quarter.play import A_DAY, Promise, Quarter

Broken = tuple[Person | None, str]
"""Whose messages are to be read, None: those of the channel; and what is wrong."""

SUGGESTS = ("*Yours that wait:*", "Not yet?")
"""How a line begins that suggests accounts to speak to."""

SUGGESTED_EVERY = timedelta(days=14)
SHORTEST_CADENCE = timedelta(days=14)
MORNING = time(9)


def broken(quarter: Quarter) -> list[Broken]:
    return [each for rule in RULES for each in rule(quarter)]


def at_most_one_a_day(quarter: Quarter) -> Iterator[Broken]:
    days = defaultdict[tuple[Person, date], list[Written]](list)
    for each in quarter.written:
        if each.person and each.could_wait:
            days[each.person, each.day].append(each)
    for (person, day), those in days.items():
        if len(those) > 1:
            yield person, f"{person.name} got {[each.kind for each in those]} on {day}"


def few_a_week(quarter: Quarter) -> Iterator[Broken]:
    counts = messages_by_week(quarter)
    for person in PEOPLE:
        weeks = [counts[person.id, week] for week in weeks_of(quarter)]
        if person.id == BUSY and max(busy := _that_could_wait(quarter, person), default=0) > 3:
            yield person, f"{person.name} got {busy} a week, and {weeks} with promises, plans and what cannot wait"
    typical = median(counts[person.id, week] for person in PEOPLE for week in weeks_of(quarter))
    if typical > 2:
        yield None, f"the median is {typical} messages a person and week"


def no_account_twice_in_14_days(quarter: Quarter) -> Iterator[Broken]:
    suggested = dict[tuple[Person, str], date]()
    for each in quarter.written:
        for account in _suggested_in(each):
            assert each.person is not None
            before = suggested.get((each.person, account))
            has_changed = before is not None and any(day > before for day in quarter.truth.alarms[account])
            if before is not None and each.day - before < SUGGESTED_EVERY and not has_changed:
                yield each.person, f"{account} was suggested to {each.person.name} on {before} and on {each.day}"
            suggested[each.person, account] = each.day


def only_at_good_hours(quarter: Quarter) -> Iterator[Broken]:
    for each in quarter.written:
        if each.person is None:
            continue
        if not time(8) <= each.local.time() < time(19):
            yield each.person, f"{each.person.name} got a {each.kind} at {each.local:%a %d %b %H:%M}"
        if _is_day_off(each.person, each.day):
            yield each.person, f"{each.person.name} got a {each.kind} on a day off, {each.local:%a %d %b %H:%M}"


def nothing_untrue(quarter: Quarter) -> Iterator[Broken]:
    truth = quarter.truth
    for each in quarter.written:
        if each.person is None:
            continue
        for promise in _open_in(each, truth.promises.values()):
            if not promise.is_open(each.at):
                yield each.person, f"{promise.word} was ended before {each.local:%a %d %b %H:%M}"
        for account in _suggested_in(each):
            spoken = max((on for said, on in truth.spoken[account] if said <= each.at), default=date.min)
            touched = max((on for said, on in truth.touched[account] if said <= each.at), default=date.min)
            in_charge = truth.owner(account, each.at), truth.sponsors.get(account)
            if each.day - spoken < SHORTEST_CADENCE:
                yield each.person, f"{account} was suggested on {each.day}, and spoken to on {spoken}"
            if touched >= each.day:
                yield each.person, f"{account} was suggested on {each.day}, and there is a plan for {touched}"
            if each.person.id not in in_charge:
                yield each.person, f"{account} was suggested to {each.person.name}, and is not theirs"


def nobody_who_stopped(quarter: Quarter) -> Iterator[Broken]:
    for each in quarter.written:
        if each.person is None:
            continue
        stopped = quarter.truth.stopped.get(each.person.id)
        if stopped is not None and each.at > stopped and each.kind == "digest":
            yield each.person, f"{each.person.name} stopped it at {stopped} and got one at {each.at}"
        rare = quarter.truth.mondays_only.get(each.person.id)
        if rare is not None and each.at > rare and each.kind == "digest" and not _begins_week(each.person, each.day):
            yield each.person, f"{each.person.name} wants Mondays only and got one on {each.local:%a %d %b}"


def two_posts_a_week(quarter: Quarter) -> Iterator[Broken]:
    weeks = defaultdict[date, list[str]](list)
    for each in quarter.written:
        if each.person is None:
            weeks[each.week].append(each.kind)
    for week in weeks_of(quarter):
        is_closed = all(week + number * A_DAY in CLOSED for number in range(5))
        meant = [] if is_closed else ["monday", "friday"]
        if weeks[week] != meant and not _closes_early(week):
            yield None, f"in the week of {week} the channel got {weeks[week]}"
        if len(weeks[week]) > 2:
            yield None, f"in the week of {week} the channel got {weeks[week]}"


def no_name_of_who_is_hidden(quarter: Quarter) -> Iterator[Broken]:
    hidden = [each for each in PEOPLE if each.is_hidden]
    for each in quarter.written:
        for person in hidden:
            if each.person is None and f"{person.name} " in each.text:
                yield None, f"{person.name} is named in the channel"


def every_promise_on_its_day(quarter: Quarter) -> Iterator[Broken]:
    told = defaultdict[tuple[str, str], list[date]](list)
    for each in quarter.written:
        if each.person is not None and each.kind == "digest":
            for promise in _named_in(each, quarter.truth.promises.values()):
                told[promise.word, each.person.id].append(each.day)
    for promise in quarter.truth.promises.values():
        for number, (since, due) in enumerate(promise.days):
            until = promise.days[number + 1][0] if number + 1 < len(promise.days) else promise.ended_at
            day = _day_told(quarter, promise.whose, since, due)
            is_rare = promise.whose.id in quarter.truth.mondays_only
            while is_rare and day is not None and not _begins_week(promise.whose, day):
                day += A_DAY
            if day is None or (until is not None and until <= _morning(promise.whose, day) + timedelta(minutes=30)):
                continue
            if day not in (days := told[promise.word, promise.whose.id]) and not (is_rare and _told_before(days, day)):
                yield (
                    promise.whose,
                    f"{promise.word} of {promise.whose.name}, due {due}, was to be told on {day}: {days}",
                )


def _told_before(days: list[date], day: date) -> bool:
    """Whether somebody who wants Mondays only was told on the Monday of that week, or of the one before."""
    return any(timedelta() < day - each <= timedelta(days=7) for each in days)


def alerts_come_together_and_once(quarter: Quarter) -> Iterator[Broken]:
    last = dict[Person, datetime]()
    told = defaultdict[tuple[Person, int], list[str]](list)
    for each in quarter.written:
        if each.person is None:
            continue
        if each.kind == "complaint":
            if each.person in last and each.at - last[each.person] < timedelta(minutes=55):
                yield each.person, f"{each.person.name} was alerted at {last[each.person]} and again at {each.at}"
            last[each.person] = each.at
        for number in _alarms_in(each):
            told[each.person, number].append(each.kind)
        for number in map(int, re.findall(r"of their year (\d+)", each.text)):
            if told[each.person, number]:
                yield each.person, f"{each.person.name} was alerted of {number}, and told by the digest of {each.day}"
    for (person, number), kinds in told.items():
        if len(kinds) > 1:
            yield person, f"{person.name} was told of {number} by {kinds}"


def every_alarm_is_read(quarter: Quarter) -> Iterator[Broken]:
    """By its owner, or by somebody else in their place, on the next day on which they work."""
    read = defaultdict[int, list[Written]](list)
    for each in quarter.written:
        for number in _alarms_in(each):
            read[number].append(each)
    for number, alarm in quarter.truth.heard.items():
        owner = BY_ID[quarter.truth.owner(alarm.account, alarm.at)]
        day = owner.local(alarm.at).date() + (owner.local(alarm.at).hour >= 19) * A_DAY
        while day.weekday() >= 5 or day in CLOSED:
            day += A_DAY
        if owner is alarm.by or day + 2 * A_DAY >= quarter.ends:
            continue
        if not any(each.day <= day + A_DAY for each in read[number]):
            yield owner, f"{number} of {alarm.account} was not read by {day}: {[each.day for each in read[number]]}"


def days_are_the_readers(quarter: Quarter) -> Iterator[Broken]:
    for each in quarter.written:
        for number, words in re.findall(r"^> exports fail for run (\d+)\n\w+ heard it ([\w ]+)\.$", each.text, re.M):
            day = quarter.truth.heard[int(number)].day
            if words != formatting.when(min(day, each.day), each.day):
                yield each.person, f"{number} was heard on {day}, and on {each.local:%a %d %b} it was {words}"


def nobody_asked_who_wants_no_question(quarter: Quarter) -> Iterator[Broken]:
    for each in quarter.written:
        if each.person is None or ItemKind.NUMBER_QUESTION not in each.tells:
            continue
        for since, until in quarter.truth.unasked[each.person.id]:
            if each.at > since and (until is None or each.day <= until):
                yield each.person, f"{each.person.name} was asked on {each.day}, and wanted it no more since {since}"


RULES = (
    at_most_one_a_day,
    few_a_week,
    no_account_twice_in_14_days,
    only_at_good_hours,
    nothing_untrue,
    nobody_who_stopped,
    two_posts_a_week,
    no_name_of_who_is_hidden,
    every_promise_on_its_day,
    alerts_come_together_and_once,
    every_alarm_is_read,
    days_are_the_readers,
    nobody_asked_who_wants_no_question,
)


def weeks_of(quarter: Quarter) -> list[date]:
    return [quarter.ends - timedelta(weeks=number) for number in range(quarter.weeks, 0, -1)]


def messages_by_week(quarter: Quarter) -> Counter[tuple[str, date]]:
    """How many messages each person got in each week, whatever for."""
    return Counter((each.person.id, each.week) for each in quarter.written if each.person)


def _that_could_wait(quarter: Quarter, person: Person) -> list[int]:
    counted = Counter(
        each.week for each in quarter.written if each.person is person and each.could_wait and not each.is_of_its_day
    )
    return [counted[week] for week in weeks_of(quarter)]


def _suggested_in(each: Written) -> list[str]:
    lines = [line for line in each.text.splitlines() if line.startswith(SUGGESTS)] if each.person else []
    return [account for account in ACCOUNTS if any(account in line for line in lines)]


def _alarms_in(each: Written) -> list[int]:
    """The complaints and risks that a message is about."""
    is_about = each.kind == "complaint" or ItemKind.ALERT in each.tells
    return [int(number) for number in re.findall(r"^> exports fail for run (\d+)", each.text, re.M)] if is_about else []


def _named_in(each: Written, promises: Iterable[Promise]) -> list[Promise]:
    return [promise for promise in promises if promise.word in each.text]


def _open_in(each: Written, promises: Iterable[Promise]) -> list[Promise]:
    """The promises that a message tells its reader to keep."""
    own = [promise for promise in promises if promise.whose is each.person]
    lines = [line for line in each.text.splitlines() if " did it: " not in line and not line.startswith("Done: ")]
    return [promise for promise in own if any(promise.word in line for line in lines)]


def _day_told(quarter: Quarter, person: Person, since: datetime, due: date) -> date | None:
    """The day on which a promise is to be told to somebody; None where it is not, or not within these weeks."""
    truth = quarter.truth
    enrolled = truth.enrolled.get(person.id)
    if due <= person.local(since).date() or enrolled is None:
        return None
    day = due
    while _is_day_off(person, day):
        day += A_DAY
    if day >= quarter.ends or enrolled >= _morning(person, day) or since >= _morning(person, day):
        return None
    if person.id in truth.stopped and truth.stopped[person.id] < _morning(person, day) + timedelta(minutes=30):
        return None
    return day


def _morning(person: Person, day: date) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(person.zone))


def _is_day_off(person: Person, day: date) -> bool:
    is_away = person.leave is not None and person.leave.first <= day <= person.leave.last
    return day.weekday() >= 5 or day in CLOSED or is_away


def _begins_week(person: Person, day: date) -> bool:
    monday = day - timedelta(days=day.weekday())
    return all(_is_day_off(person, monday + number * A_DAY) for number in range(day.weekday()))


def _closes_early(week: date) -> bool:
    """Whether closed days leave no place for one of the posts."""
    days = [week + number * A_DAY for number in range(5)]
    return sum(day not in CLOSED for day in days) < 2
