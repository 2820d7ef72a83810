"""List the accounts that wait for a conversation: everybody's, and the caller's own."""

from collections.abc import Collection
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.account_lists import AccountList
from bot.domain.accounts.waiting import SIGNAL_DAYS, AccountStatus, waiting_list
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import account_status, accounts, cadences
from bot.storage.conversations import stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import closed_days, members

_WORRYING = (InsightKind.COMPLAINT, InsightKind.RISK, InsightKind.COMPETITOR)
_WORRIES_SINCE = timedelta(days=365)


def of(deps: Deps, caller: Caller) -> AccountList:
    """The caller's own accounts, owned or sponsored, all that wait, and the others. Raises Refusal to somebody not
    known yet."""
    require_colleague(deps, caller)
    workspace_id, me, today = caller.workspace.id, caller.member.id, local_today(deps, caller)
    with deps.reading(workspace_id) as scope:
        every = account_statuses(scope, today)
        sponsored = {
            sponsorship.account_id for sponsorship in sponsorships.of_member(scope, me) if sponsorship.is_accepted
        }
        mine = [each for each in every if each.account.owner == me or each.account.id in sponsored]
        listed = waiting_list(every)
        owners = [each.account.owner for each in listed if each.account.owner]
        names = members.names_of(scope, owners)
    shown = {each.account.id for each in (*mine, *listed)}
    others = [each for each in every if each.account.id not in shown]
    return AccountList(
        reader=me,
        today=today,
        mine=tuple(sorted(mine, key=lambda each: (not each.is_listed, -each.ratio, each.account.name.casefold()))),
        waiting=tuple(each for each in listed if each not in mine),
        others=tuple(sorted(others, key=lambda other: other.account.name.casefold())),
        names=names,
    )


def account_statuses(scope: Scope, today: date, account_ids: Collection[str] | None = None) -> list[AccountStatus]:
    """How each account of the workspace stands on `today`, or each of these."""
    last, closed = stats.last_by_account(scope, account_ids), closed_days.of(scope)
    touched = account_status.last_touch(scope, account_ids)
    planned = account_status.planned(scope, account_ids)
    days = cadences.of(scope)
    since = today - _WORRIES_SINCE - timedelta(days=SIGNAL_DAYS)
    worries = account_status.signals(scope, _WORRYING, since=since, account_ids=account_ids)
    standing = accounts.every(scope) if account_ids is None else accounts.those(scope, account_ids)
    return [
        AccountStatus(
            account,
            today,
            last=last.get(account.id),
            signals=worries.get(account.id, ()),
            last_touch=touched.get(account.id),
            planned=planned.get(account.id),
            closed=closed,
            cadences=days,
        )
        for account in standing
    ]
