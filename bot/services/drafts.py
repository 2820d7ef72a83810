"""Lines that were kept until their author decided: which account, a new one, once more, or never mind."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.accounts import Account, Stage, Tier
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.members import Caller
from bot.domain.receipts import Receipt, SameAgain
from bot.parsing.typed import as_typed
from bot.services import conversations
from bot.services.conversations import Inserted
from bot.services.deps import Deps, Guard
from bot.storage import accounts, drafts
from bot.storage.conversations import Entry
from bot.storage.drafts import Draft
from bot.storage.engine import Session

Choose = Callable[[Session, Draft], Account]
"""The account a draft's author means, found or made within the transaction that logs the line."""


def take_account(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: Guard) -> Receipt | SameAgain:
    """Log the kept line for the account its author pointed to. Pressing twice is one conversation.

    Raises Refusal when the draft or the account is gone, NotAllowed when the draft is somebody else's.
    """
    return _settle(deps, caller, draft_id, _standing(caller, account_id), guard=guard, may_be_twin=False)


def count_again(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: Guard) -> Receipt | SameAgain:
    """Log a kept line although one like it stands: its author said it is another conversation."""
    return _settle(deps, caller, draft_id, _standing(caller, account_id), guard=guard, may_be_twin=True)


def take_new_account(deps: Deps, caller: Caller, draft_id: str, stage: Stage, *, guard: Guard) -> Receipt | SameAgain:
    """Add the account a kept line names, and log the line for it."""

    def add(session: Session, draft: Draft) -> Account:
        return _added(session, deps, caller, draft, stage)

    return _settle(deps, caller, draft_id, add, guard=guard, may_be_twin=False)


def forget(deps: Deps, caller: Caller, draft_id: str, *, guard: Guard) -> str:
    """Drop a kept line; it comes back as its author typed it."""
    with deps.database.transaction(guard) as session:
        draft = _own(session, deps, caller, draft_id)
        drafts.forget(session, caller.workspace.id, draft_id, now=deps.now())
    return as_typed(draft.line)


def _settle(
    deps: Deps, caller: Caller, draft_id: str, choose: Choose, *, guard: Guard, may_be_twin: bool
) -> Receipt | SameAgain:
    with deps.database.transaction(guard) as session:
        draft = _own(session, deps, caller, draft_id)
        if draft.conversation_id is not None:
            inserted = Inserted(draft.conversation_id, again=True, twin=False, alerted_owner=None)
        else:
            account = choose(session, draft)
            line = conversations.read(session, deps, caller, draft, account)
            entry = Entry(account.id, line.details, caller.member.id, draft.line, f"draft:{draft.id}")
            twin = None if may_be_twin else conversations.twin_of(session, deps, caller, entry)
            if twin is not None and conversations.is_same_line(session, caller, twin, draft):
                return SameAgain(draft.id, account.name, twin.logged_at, account.id)
            inserted = replace(conversations.insert(session, deps, caller, entry), twin=twin is not None)
            drafts.settle(session, caller.workspace.id, draft.id, conversation_id=inserted.conversation_id)
    deps.wake()
    return conversations.receipt_of(deps, caller, inserted)


def _standing(caller: Caller, account_id: str) -> Choose:
    def choose(session: Session, draft: Draft) -> Account:
        account = accounts.find(session, caller.workspace.id, account_id)
        if account is None:
            raise Refusal("That account is gone. Send the line again:", typed=_typed(draft))
        return account

    return choose


def _added(session: Session, deps: Deps, caller: Caller, draft: Draft, stage: Stage) -> Account:
    asked = conversations.read(session, deps, caller, draft).account
    name = (asked.typed if asked is not None else "").strip()
    if not name:
        raise Refusal("That line names no account. Send it again with the name first:", typed=_typed(draft))
    new = Account(id="", name=name, stage=stage, tier=Tier.STANDARD, added_on=draft.today)
    added = accounts.add(session, caller.workspace.id, new, by=caller.member.id, now=deps.now())
    if added is not None:
        conversations.write_audit(session, deps, caller, "add account", added.id)
        return added
    account = accounts.named(session, caller.workspace.id, name, None)
    if account is None:
        raise LookupError(name)
    return account


def _own(session: Session, deps: Deps, caller: Caller, draft_id: str) -> Draft:
    draft = drafts.find(session, caller.workspace.id, draft_id)
    if draft is None:
        raise Refusal("That line is gone: send it again.")
    if draft.author != caller.member.id:
        raise NotAllowed("Only the person who typed this line can decide about it.")
    if draft.expires_at < deps.now() and draft.conversation_id is None:
        raise Refusal("That line was kept for a day and has expired. Send it again:", typed=_typed(draft))
    return draft


def _typed(draft: Draft) -> str:
    return f"/logcall {as_typed(draft.line)}"
