"""What is asked before a line is logged: which account it means, and whether it is a second conversation."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.conversations.receipts import Choice, Question
from bot.domain.workspace.members import Caller
from bot.parsing.names.matching import Ambiguous
from bot.parsing.typed import as_typed
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, stats
from bot.storage.conversations.conversations import Duplicate, NewConversation
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

_SAME_WITHIN = timedelta(minutes=10)


def which_account(scope: Scope, caller: Caller, draft: Draft, asked: Ambiguous) -> Question:
    """The question with the best candidates, each with its owner and how long ago somebody spoke to it.

    Whom Slack has not confirmed yet is shown nothing but their own words.
    """
    is_known = caller.member.is_known
    ids = [candidate.account_id for candidate in asked.candidates] if is_known else []
    return Question(
        draft_id=draft.id,
        line=as_typed(draft.line),
        typed=asked.typed,
        choices=choices(scope, ids, today=draft.today),
        is_first_account=is_known and accounts.count(scope) == 0,
        may_see_accounts=is_known,
    )


def choices(scope: Scope, account_ids: list[str], *, today: date) -> tuple[Choice, ...]:
    """The accounts with these ids, in this order, as they are shown on buttons and in lists."""
    spoken = stats.last_by_account(scope, account_ids)
    found = [accounts.find(scope, account_id) for account_id in account_ids]
    owners = [account.owner for account in found if account is not None and account.owner]
    names = members.names_of(scope, owners)
    return tuple(
        Choice(
            account_id=account.id,
            name=account.name,
            owner=names.get(account.owner, "") or None if account.owner else None,
            days=(today - spoken[account.id]).days if account.id in spoken else None,
        )
        for account in found
        if account is not None
    )


def duplicates_of(scope: Scope, entry: NewConversation) -> list[Duplicate]:
    """Standing conversations like `entry` that its author logged within ten minutes."""
    return conversations.find_duplicates(scope, entry, since=scope.now - _SAME_WITHIN)


def sent_before(twins: Sequence[Sequence[Duplicate]], draft: Draft) -> Duplicate | None:
    """The latest that was sent with the same line, where each entry of it has one: then it is asked about."""
    sent = draft.line.casefold().split()
    same = [[twin for twin in each if (twin.line or "").casefold().split() == sent] for each in twins]
    return max((each[-1] for each in same), key=lambda twin: twin.logged_at) if same and all(same) else None
