"""Collect the accounts that somebody owns or sponsors, for their Home tab."""

from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.waiting import AccountStatus, nudge_list, waiting_list
from bot.domain.workspace.members import Caller
from bot.domain.workspace.own_accounts import OwnAccounts
from bot.messages.workspace.own_accounts import SHOWN
from bot.services.accounts import cards, waiting
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members


def of(scope: Scope, caller: Caller, today: date) -> OwnAccounts:
    """Those of the caller that wait, what is to be done before what somebody is at; then whom they sponsor."""
    me = caller.member.id
    ids = sorted(sponsorships.accounts_of(scope, me))
    if not ids:
        return OwnAccounts(me, today)
    statuses = waiting.account_statuses(scope, today, ids)
    accepted = [sponsorship for sponsorship in sponsorships.of_member(scope, me) if sponsorship.is_accepted]
    sponsored = frozenset(sponsorship.account_id for sponsorship in accepted)
    listed = _in_order(statuses, sponsored)
    shown = tuple(listed[:SHOWN])
    ask = cards.worth_asking(scope, shown[0].account.id, reader=me) if shown else None
    return OwnAccounts(
        reader=me,
        today=today,
        shown=shown,
        count=len(statuses) if shown else 0,
        sponsored=sponsored,
        ask=ask,
        names=members.names_of(scope, ask.people if ask is not None else ()),
    )


def _in_order(statuses: list[AccountStatus], sponsored: frozenset[str]) -> list[AccountStatus]:
    """Each once: to be spoken to next, waiting while somebody is at them, and sponsored ones that do not wait."""
    others = sorted((status for status in statuses if status.account.id in sponsored), key=lambda status: -status.ratio)
    found = {status.account.id: status for status in (*nudge_list(statuses), *waiting_list(statuses), *others)}
    return list(found.values())
