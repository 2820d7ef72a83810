"""The daily digest: enqueued in the morning of whoever there is something new for, rendered as it is sent."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly.digests import (
    DIGEST_RULE,
    MANY_ACCOUNTS,
    MOST_LINES,
    QUESTION_RULE,
    DigestItem,
    DigestReader,
    ItemKind,
    Rhythm,
    due_time,
)
from bot.domain.weekly.posts import MONTHLY, MONTHLY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member, Workspace
from bot.domain.workspace.preferences import DIGEST, Mode
from bot.domain.workspace.schedule import Rule
from bot.messages.blocks import Message
from bot.messages.weekly import digests as messages
from bot.messages.weekly.digests import Line
from bot.outbox import queue, rescheduling
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.accounts import waiting
from bot.services.deps import Deps, Guard
from bot.services.weekly import digest_lines, quiet_hours
from bot.services.workspace.permissions import programme_owner
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import closed_days, members, preferences, schedules, workspaces

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)
_AT_ONCE = 100
"""So many members are looked at in one transaction: others wait for it."""


def enqueue_due(deps: Deps, workspace: Workspace) -> list[str]:
    """Put a digest into the outbox for everybody in whose morning there is something to tell; the lines of what is new.

    It is noted when to look at each of them again, so that most rounds find nobody, however many there are.
    """
    lines, looked = list[str](), _AT_ONCE
    # Several short transactions: between two of them whoever logs gets the write lock.
    while looked == _AT_ONCE:
        with deps.transaction(workspace.id) as scope:
            due = digests.lock_due(scope, limit=_AT_ONCE)
            round_ = _Round(scope, workspaces.find(scope) or workspace)
            people = members.of(scope, due)
            lines += [line for member_id in due for line in round_.look_at(people[member_id])]
            looked = len(due)
    return lines


def mornings(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """When digests may be due, in every zone that somebody is in."""
    with deps.reading(workspace_id) as scope:
        people = members.of(scope, members.names(scope))
    zones = sorted({one.profile.zone or "UTC" for one in people.values()})
    return [(rule, ZoneInfo(zone)) for zone in zones for rule in (DIGEST_RULE, QUESTION_RULE)]


def choose(deps: Deps, caller: Caller, mode: Mode, *, guard: Guard) -> Message:
    """Let the caller get digests so, from now on."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        members.mention(scope, [caller.member.id])
        preferences.choose(scope, caller.member.id, DIGEST, mode)
    return messages.chosen(mode)


def has_reported(deps: Deps, caller: Caller, subject: str) -> bool:
    """Whether a digest told the caller of a record, so that the message about it is edited by itself."""
    with deps.reading(caller.workspace.id) as scope:
        return any(member == caller.member.id for member, _ in digests.days_reported(scope, subject))


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What is new and still true; nothing outside the hours and days on which they may be written to."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    if workspace is None or member is None or not member.is_known:
        return Skip.NOT_READY
    local, day = quiet_hours.local_time(workspace, member, scope.now), date.fromisoformat(delivery.subject)
    rhythm = quiet_hours.rhythm_of(scope, workspace, member.id)
    if rhythm.is_paused(day):
        return Skip.PAUSED
    if not member.may_take_part or local.is_quiet or local.on != day or not rhythm.is_permitted(day):
        return Skip.STALE
    may_ask = rhythm.may_ask(day)
    news = [line for line in _lines(scope, delivery, day) if line.is_news and (may_ask or not line.kind.is_top)]
    return messages.digest(news, _mode(rhythm)) if news else Skip.STALE


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """With what became of its lines since, and none of those that hold no more."""
    member = members.find(scope, delivery.target)
    if member is None or not member.may_take_part:
        return Skip.STALE
    workspace = workspaces.find(scope)
    if workspace is None:
        return Skip.STALE
    today = quiet_hours.local_time(workspace, member, scope.now).on
    lines = _lines(scope, delivery, today)
    if not lines:
        return Rerendered(messages.nothing_left(), redacts=True)
    return Rerendered(messages.digest(lines, _mode(quiet_hours.rhythm_of(scope, workspace, member.id))))


def _lines(scope: Scope, delivery: Delivery, today: date) -> list[Line]:
    told = digests.reported_on(scope, delivery.target, date.fromisoformat(delivery.subject))
    return digest_lines.render(scope, DigestReader(delivery.target, today), told)


def _mode(rhythm: Rhythm) -> Mode:
    return rhythm.preferences.switch(DIGEST).mode


class _Round:
    """One look at members of a workspace; what is the same for all of them is asked once."""

    def __init__(self, scope: Scope, workspace: Workspace) -> None:
        self._scope, self._workspace = scope, workspace
        self._standing: dict[date, list[AccountStatus]] = {}

    def look_at(self, member: Member) -> list[str]:
        """Enqueue a member's digest where it is due, and note when to look again; the lines of what is new."""
        now, zone = self._scope.now, quiet_hours.zone_of(self._workspace, member)
        today = quiet_hours.local_time(self._workspace, member, now).on
        self._release_unsent(member, today)
        rhythm = self._rhythm(member)
        nine = quiet_hours.morning(today, zone, DIGEST_RULE.at)
        is_morning = nine <= now <= nine + schedule.NUDGE_LIFE
        is_new = is_morning and rhythm.is_permitted(today) and self._enqueue(member, rhythm, today, zone)
        first = today if now < nine else today + _A_DAY
        untold = digests.untold(self._scope, member.id, today)
        # The morning after a digest it is seen whether it was sent.
        has_one = bool(digests.reported_on(self._scope, member.id, today))
        day = first if has_one else rhythm.next_day(untold, first)
        next_at = quiet_hours.morning(day, zone, DIGEST_RULE.at) if day and member.may_take_part else None
        digests.mark_checked(self._scope, member.id, at=now, next_at=next_at)
        return [f"{self._workspace.id} {DIGEST} {today}: enqueued"] if is_new else []

    def _rhythm(self, member: Member) -> Rhythm:
        own = sponsorships.accounts_of(self._scope, member.id)
        return replace(
            quiet_hours.rhythm_of(self._scope, self._workspace, member.id),
            is_enrolled=bool(digest_lines.enrolled(self._scope, [member.id])),
            has_list=bool(own),
            has_many=len(own) > MANY_ACCOUNTS,
            page_on=self._page_day if member.id == self._programme_owner else None,
        )

    @cached_property
    def _programme_owner(self) -> str | None:
        return programme_owner(self._scope)

    @cached_property
    def _page_day(self) -> date | None:
        """The last day on which the monthly page is due, today's among them."""
        own = next((each for each in schedules.of(self._scope) if each.kind == MONTHLY and not each.is_off), None)
        if own is None:
            return None
        rule = replace(MONTHLY_SCHEDULE, weekday=own.weekday, at=own.at)
        closed, until = closed_days.of(self._scope), self._scope.now + _A_DAY / 2
        page = schedule.latest_occurrence(rule, ZoneInfo(self._workspace.zone), until, closed=closed)
        return page.on if page is not None else None

    def _release_unsent(self, member: Member, today: date) -> None:
        """What a digest was to tell that expired before it was sent is told by the next one."""
        for day in digests.last_days(self._scope, member.id, since=today - _A_WEEK, before=today):
            key = {"kind": DIGEST, "subject": day.isoformat(), "target": member.id}
            if rescheduling.ended_untold(self._scope, **key):
                digests.release(self._scope, member.id, day)

    def _enqueue(self, member: Member, rhythm: Rhythm, today: date, zone: ZoneInfo) -> bool:
        """Whether a digest of today is on its way now, which none was before."""
        reader = DigestReader(member.id, today)
        waiting_for_it = self._taken(member, rhythm, today)
        suggested = self._suggestions(reader, _suggested_kinds(waiting_for_it, rhythm, today))
        lines = digest_lines.render(self._scope, reader, [*waiting_for_it, *suggested])
        news = [line for line in lines if line.is_news]
        due_at = quiet_hours.morning(today, zone, due_time([line.kind for line in news], today))
        if news and not self._put(member, today, due_at):
            return False
        told = {(line.kind, subject) for line in news for subject in line.subjects}
        kept = [each for each in waiting_for_it if (each.kind, each.subject) in told]
        digests.remove(self._scope, [each for each in waiting_for_it if each not in kept])
        digests.mark_reported(self._scope, kept, today)
        digests.suggest(self._scope, [each for each in suggested if (each.kind, each.subject) in told], today)
        return bool(news)

    def _taken(self, member: Member, rhythm: Rhythm, today: date) -> list[DigestItem]:
        """What today's digest is to tell."""
        untold = digests.untold(self._scope, member.id, today)
        over = [each for each in untold if each.is_over(today)]
        digests.remove(self._scope, over)
        return [each for each in untold if each not in over and rhythm.takes(each, today)]

    def _put(self, member: Member, today: date, due_at: datetime) -> bool:
        scope, subject = self._scope, today.isoformat()
        is_new = queue.enqueue(scope, kind=DIGEST, subject=subject, target=member.id, due_at=due_at)
        return is_new or rescheduling.reopen(scope, kind=DIGEST, subject=subject, target=member.id, due_at=due_at)

    def _suggestions(self, reader: DigestReader, kinds: list[ItemKind]) -> list[DigestItem]:
        if not kinds:
            return []
        if reader.today not in self._standing:
            self._standing[reader.today] = waiting.account_statuses(self._scope, reader.today)
        return digest_lines.suggestions(self._scope, reader, self._standing[reader.today], kinds)


def _suggested_kinds(taken: list[DigestItem], rhythm: Rhythm, today: date) -> list[ItemKind]:
    """What the digest of that day names accounts for: Thursday's question one, the list of those that wait five."""
    is_asked = any(item.kind is ItemKind.NUMBER_QUESTION for item in taken)
    return [ItemKind.SUGGESTED] * is_asked + [ItemKind.WAITING] * (MOST_LINES * rhythm.lists_waiting(today))


DIGEST_MESSAGE = MessageType(DIGEST, "The morning message", render, rerender, lifetime=schedule.NUDGE_LIFE)
