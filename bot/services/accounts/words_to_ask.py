"""Words that ask an account for twenty minutes, made from what is true and may be sent on; a person sends them."""

from bot.db.scope import Scope
from bot.domain.accounts.cards import QuotedInsight, insights_in
from bot.domain.accounts.model import Account
from bot.domain.accounts.words_to_ask import Asking, worth_naming
from bot.domain.conversations.model import Conversation, Kind
from bot.domain.errors import Refusal
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.members import Caller
from bot.services.conversations import access_requests
from bot.services.deps import Deps
from bot.services.local_days import local_day
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, stats
from bot.storage.workspace import members


def of(deps: Deps, caller: Caller, account_id: str) -> Asking:
    """What the words are made from: nothing private. Raises Refusal to somebody not known yet, and where it is gone."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        account = accounts.find(scope, account_id)
        if account is None:
            raise Refusal("That account is gone.")
        return _asking(scope, caller, account)


def _asking(scope: Scope, caller: Caller, account: Account) -> Asking:
    entries = conversations.of_account(scope, account.id, limit=access_requests.REACH)
    to_us = [entry for entry in entries if not entry.details.private and entry.details.kind is not Kind.HEARD]
    told = worth_naming(insights_in(to_us, list(InsightKind)))
    return Asking(
        account,
        local_day(caller, scope.now),
        last=stats.last_by_account(scope, [account.id]).get(account.id),
        insights=told,
        contact=_contact(to_us, told),
        names=members.names_of(scope, told.people if told else ()),
    )


def _contact(to_us: list[Conversation], insight: QuotedInsight | None) -> str:
    """Who was there when they said it, and nobody else; or, where they said nothing, whom somebody last spoke to."""
    if insight is None:
        there = [
            conversation for conversation in to_us if conversation.details.counts and conversation.details.contacts
        ]
    else:
        there = [conversation for conversation in to_us if insight in insights_in([conversation], [insight.kind])]
    return next(iter(there[0].details.contacts), "") if there else ""
