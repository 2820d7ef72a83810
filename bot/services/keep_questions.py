"""The question whether to keep an account, hand it over or let it rest: asked of its owner with Monday's digest, of one
account at a time, once nobody has spoken to it for twice as long as it may go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.accounts.waiting import AccountStatus, working_days_after
from bot.domain.weekly.digests import DigestItem, DigestReader, ItemKind
from bot.messages.weekly import keep_questions as messages
from bot.messages.weekly.digests import Line
from bot.services.accounts import waiting
from bot.storage.weekly import digests

_ASKED_EVERY = timedelta(days=60)
_ANSWER_WORKING_DAYS = 5
"""So long nobody else hears of it."""


def ask_one(
    scope: Scope, reader: DigestReader, statuses: Sequence[AccountStatus], items: Sequence[DigestItem]
) -> list[DigestItem]:
    """What a digest suggests, with the question about the first account of which it may be asked in the place of its
    name among those that wait."""
    asked = digests.reported_since(scope, reader.id, [ItemKind.KEEP_OR_REST], reader.today - _ASKED_EVERY)
    open_ones = {each.account.id for each in statuses if _is_open(each, reader.id)} - asked.keys()
    may_be_asked = (item for item in items if item.kind is ItemKind.WAITING and item.subject in open_ones)
    first = next(may_be_asked, None)
    return [replace(item, kind=ItemKind.KEEP_OR_REST) if item is first else item for item in items]


def lines(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    """To whoever still owns it, while nobody is at it."""
    statuses = waiting.account_statuses(scope, reader.today, subjects)
    asked = digests.reported_since(scope, reader.id, [ItemKind.KEEP_OR_REST], reader.today - _ASKED_EVERY)
    return [
        messages.line(
            each,
            working_days_after(asked.get(each.account.id, reader.today), _ANSWER_WORKING_DAYS, each.closed),
        )
        for each in statuses
        if _is_open(each, reader.id)
    ]


def unanswered(scope: Scope, statuses: Sequence[AccountStatus]) -> tuple[AccountStatus, ...]:
    """Of these the accounts about which their owner was asked five working days ago or longer, and has not answered."""
    if not statuses:
        return ()
    today = statuses[0].today
    asked = {
        (item.member, item.subject): item.reported_on
        for item in digests.reported_of_kind(scope, ItemKind.KEEP_OR_REST, today - _ASKED_EVERY)
    }
    found = []
    for each in statuses:
        on = asked.get((each.account.owner or "", each.account.id))
        if on is not None and _is_open(each, each.account.owner):
            is_late = working_days_after(on, _ANSWER_WORKING_DAYS, each.closed) <= today
            found += [each] if is_late else []
    return tuple(found)


def _is_open(status: AccountStatus, owner: str | None) -> bool:
    return status.is_overdue and status.may_be_nudged and status.account.owner == owner
