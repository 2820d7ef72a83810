"""Words to ask an account for twenty minutes, made from what is true and may be sent on; a person sends them."""

from bot.domain.accounts import Account
from bot.domain.asking import Asking, worth_naming
from bot.domain.cards import Told
from bot.domain.conversations import Conversation
from bot.domain.errors import Refusal
from bot.domain.insights import InsightKind
from bot.domain.members import Caller
from bot.services import cards
from bot.services.conversations import local_today
from bot.services.deps import Deps
from bot.services.members import require_known
from bot.storage import accounts, members
from bot.storage.engine import Session


def of(deps: Deps, caller: Caller, account_id: str) -> Asking:
    """What the words are made from: nothing private. Raises Refusal to somebody not known yet, and where it is gone."""
    require_known(caller)
    with deps.database.reading() as session:
        account = accounts.find(session, caller.workspace.id, account_id)
        if account is None:
            raise Refusal("That account is gone.")
        return _asking(session, deps, caller, account)


def _asking(session: Session, deps: Deps, caller: Caller, account: Account) -> Asking:
    entries = cards.entries_of(session, caller.workspace.id, account.id)
    public = [each for each in entries if not each.details.private]
    told = worth_naming(cards.told_in(public, list(InsightKind)))
    return Asking(
        account,
        local_today(deps, caller),
        last=next((each.details.on for each in entries if each.details.counts), None),
        told=told,
        contact=_contact(public, told),
        names=members.names_of(session, caller.workspace.id, told.people if told else ()),
    )


def _contact(public: list[Conversation], told: Told | None) -> str:
    """Who said it, or whom somebody last spoke to."""
    said_in = [each for each in public if told is not None and told in cards.told_in([each], [told.kind])]
    met = [contact for each in (*said_in, *public) if each.details.counts for contact in each.details.contacts]
    return met[0] if met else ""
