"""Thursday's question: rendered as the top of that day's digest, and what is pressed under it."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.accounts.waiting import waiting_list
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import Refusal
from bot.domain.weekly import thursdays as rules
from bot.domain.weekly.digests import DigestItem, DigestReader, ItemKind
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.thursdays import OFFERED, ContactedAccount, NumberQuestion
from bot.domain.workspace.members import Caller
from bot.domain.workspace.preferences import DIGEST, THURSDAY, Mode
from bot.messages.error_messages import LOGGED
from bot.messages.weekly import thursdays as messages
from bot.messages.weekly.digests import Line
from bot.outbox import edit_queue
from bot.services import line_entries, line_receipts
from bot.services.accounts import cards, waiting
from bot.services.conflict_retry import retried
from bot.services.deps import CommitGuard, Deps, Guard
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts, merges
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests, pledges, weekly_stats
from bot.storage.workspace import members, preferences

_A_WEEK = timedelta(weeks=1)


def lines(scope: Scope, reader: DigestReader, items: Sequence[DigestItem]) -> list[Line]:
    """The question among what a digest tells of; none without a number for its week."""
    asked = next((date.fromisoformat(item.subject) for item in items if item.kind is ItemKind.NUMBER_QUESTION), None)
    if asked is None:
        return []
    meant = pledges.of_member(scope, reader.id, monday_of(asked))
    suggested = [item.subject for item in items if item.kind is ItemKind.SUGGESTED]
    return messages.lines(_question(scope, reader, asked, meant, suggested)) if meant else []


@retried
def log_tap(deps: Deps, caller: Caller, day: date, account_id: str, *, guard: CommitGuard) -> Receipt | Undone:
    """Log that the caller spoke to an account today, as they pressed under the question of `day`: once.

    Raises Refusal where the account is gone, and to somebody not known yet.
    """
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard.on_commit(LOGGED)) as scope:
        account = merges.surviving(scope, account_id)
        if account is None:
            raise Refusal("That account is gone.")
        details = Details(State.HELD, Kind.CALL, None, local_day(caller, scope.now), held_by=caller.member.id)
        key = rules.tap_key(caller.member.id, day, account_id)
        entry = NewConversation(account.id, details, caller.member.id, None, Source.THURSDAY, key)
        inserted = line_entries.insert(scope, caller, entry, has_twin=False)
        if not inserted.again:
            edit_queue.mark(scope, kind=DIGEST, subject=day.isoformat(), target=caller.member.id)
    deps.outbox.wake()
    return line_receipts.of_one(deps, caller, inserted)


def ask_tomorrow(deps: Deps, caller: Caller, day: date, *, guard: Guard) -> bool:
    """Put the question of `day` to the caller once more tomorrow; False where that is no working day of its week."""
    me = caller.member.id
    with deps.transaction(caller.workspace.id, guard) as scope:
        again = rules.next_question(me, day, local_day(caller, scope.now))
        rhythm = quiet_hours.rhythm_of(scope, caller.workspace, me)
        if again is None or rhythm.is_day_off(again.on):
            return False
        members.mention(scope, [me])
        digests.add(scope, [again])
    return True


def snooze(deps: Deps, caller: Caller, day: date, *, guard: Guard) -> None:
    """Put no such question to the caller any more in the week of `day`."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        members.mention(scope, [caller.member.id])
        asked = min(day, local_day(caller, scope.now))
        preferences.snooze(scope, caller.member.id, THURSDAY, monday_of(asked) + _A_WEEK)


def choose(deps: Deps, caller: Caller, mode: Mode, *, guard: Guard) -> None:
    """Put the question to the caller, or no more, from now on."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        members.mention(scope, [caller.member.id])
        preferences.choose(scope, caller.member.id, THURSDAY, mode)


def _question(scope: Scope, reader: DigestReader, asked: date, meant: int, suggested: Sequence[str]) -> NumberQuestion:
    statuses = waiting.account_statuses(scope, reader.today, own) if (own := _own(scope, reader)) else []
    listed = waiting_list(statuses)
    account = next((each for each in listed if each.account.id in suggested and each.may_be_nudged), None)
    ask = cards.worth_asking(scope, account.account.id, reader=reader.id) if account is not None else None
    return NumberQuestion(
        asked,
        reader.today,
        meant,
        contacted=_contacted(scope, reader, monday_of(asked)),
        offered=listed[:OFFERED],
        suggested=account,
        ask=ask,
        names=members.names_of(scope, ask.people if ask is not None else ()),
    )


def _own(scope: Scope, reader: DigestReader) -> list[str]:
    return sorted(sponsorships.accounts_of(scope, reader.id))


def _contacted(scope: Scope, reader: DigestReader, monday: date) -> tuple[ContactedAccount, ...]:
    """The customers and prospects they spoke to in the week of that Monday, in the order of the days."""
    met = [
        each
        for each in weekly_stats.of_member(scope, reader.id, monday, monday + _A_WEEK - timedelta(days=1))
        if each.stage in (Stage.CUSTOMER, Stage.PROSPECT)
    ]
    names = {each.id: each.name for each in accounts.those(scope, [each.account_id for each in met])}
    contacted = [ContactedAccount(names[each.account_id], each.last) for each in met]
    return tuple(sorted(contacted, key=lambda each: (each.on, each.account.casefold())))
