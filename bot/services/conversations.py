"""Logging a conversation: from one typed line to a record on disk and what its author is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.accounts import Account, Stage, Tier
from bot.domain.conversations import Conversation
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.members import Caller
from bot.domain.receipts import Bare, Question, Receipt, SameAgain, Undone
from bot.parsing.logcall import Line, read_line
from bot.parsing.matching import Asked, Found
from bot.parsing.typed import as_typed, labels
from bot.services import questions, receipts
from bot.services.deps import Deps, Guard
from bot.storage import accounts, audit, conversations, drafts, members
from bot.storage.conversations import Entry
from bot.storage.drafts import Draft
from bot.storage.engine import Session

Answer = Receipt | Question | Bare | SameAgain
"""What logging can come to: a record, or a question with the line kept."""

_SAME_WITHIN = timedelta(minutes=10)


def log(deps: Deps, caller: Caller, text: str, *, channel: str | None, trigger_id: str | None, guard: Guard) -> Answer:
    """Log one line as Slack delivered it. One transaction; the same `trigger_id` twice is one conversation.

    Raises Refusal for a line that cannot be read (too long, or without any account), NotSaved when nothing was kept.
    """
    today = local_today(deps, caller)
    with deps.database.transaction(before_commit=guard) as session:
        before = _answered_before(session, deps, caller, trigger_id, today)
        if before is not None:
            return before
        draft = Draft(
            id="",
            author=caller.member.id,
            line=text,
            today=today,
            channel=channel,
            trigger_id=trigger_id,
            expires_at=deps.now() + timedelta(days=1),
        )
        answer = _answer(session, deps, caller, draft, _read(session, deps, caller, draft))
    deps.wake()
    return answer


def take_account(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: Guard) -> Answer:
    """Log the kept line `draft_id` for the account its author pointed to. Pressing twice is one conversation.

    Raises Refusal when the draft or the account is gone, NotAllowed when it is somebody else's.
    """

    def choose(session: Session) -> Account:
        account = accounts.find(session, caller.workspace.id, account_id)
        if account is None:
            raise Refusal("That account is gone: send the line again.")
        return account

    return _settle(deps, caller, draft_id, choose, guard=guard, asked_already=False)


def take_new_account(deps: Deps, caller: Caller, draft_id: str, stage: Stage, *, guard: Guard) -> Answer:
    """Add the account a kept line names, and log the line for it."""

    def add(session: Session) -> Account:
        draft = _own_draft(session, deps, caller, draft_id)
        asked = _read(session, deps, caller, draft).account
        name = asked.typed if asked is not None else ""
        if not name.strip():
            raise Refusal("That line names no account: send it again with the name first.", typed=draft.line)
        new = Account(id="", name=name.strip(), stage=stage, tier=Tier.STANDARD, added_on=draft.today)
        added = accounts.add(session, caller.workspace.id, new, by=caller.member.id, now=deps.now())
        if added is not None:
            _audit(session, deps, caller, "add account", added.id)
            return added
        return _standing(session, caller, name)

    return _settle(deps, caller, draft_id, add, guard=guard, asked_already=False)


def count_again(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: Guard) -> Answer:
    """Log a kept line although one like it stands: its author said it is another conversation."""

    def choose(session: Session) -> Account:
        account = accounts.find(session, caller.workspace.id, account_id)
        if account is None:
            raise Refusal("That account is gone: send the line again.")
        return account

    return _settle(deps, caller, draft_id, choose, guard=guard, asked_already=True)


def forget_draft(deps: Deps, caller: Caller, draft_id: str, *, guard: Guard) -> str:
    """Drop a kept line; it comes back as its author typed it."""
    with deps.database.transaction(before_commit=guard) as session:
        draft = _own_draft(session, deps, caller, draft_id)
        drafts.forget(session, caller.workspace.id, draft_id, now=deps.now())
    return as_typed(draft.line)


def undo(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Undone:
    """Take an entry back; it stays on disk. Raises NotAllowed unless its author, its holder or an admin asks."""
    with deps.database.transaction(before_commit=guard) as session:
        conversation = _changeable(session, caller, conversation_id)
        if conversations.set_undone(session, caller.workspace.id, conversation_id, by=caller.member.id, at=deps.now()):
            _audit(session, deps, caller, "undo", conversation_id)
        line = conversations.line_of(session, caller.workspace.id, conversation_id)
    is_own = conversation.logged_by == caller.member.id
    return Undone(conversation, as_typed(line) if line and is_own else None)


def put_back(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt:
    """Undo an undo."""
    with deps.database.transaction(before_commit=guard) as session:
        conversation = _changeable(session, caller, conversation_id)
        if conversations.set_undone(session, caller.workspace.id, conversation_id, by=caller.member.id, at=None):
            _audit(session, deps, caller, "put back", conversation_id)
        receipt = receipts.of(session, deps, caller, conversation, today=local_today(deps, caller))
    deps.wake()
    return receipt


def local_today(deps: Deps, caller: Caller) -> date:
    return schedule.local_date(deps.now(), ZoneInfo(caller.zone))


def _read(session: Session, deps: Deps, caller: Caller, draft: Draft, account: Account | None = None) -> Line:
    linked = accounts.linked_to(session, caller.workspace.id, draft.channel) if draft.channel else None
    return read_line(
        draft.line,
        directory=deps.directories.of(session, caller.workspace),
        author=caller.member.id,
        today=draft.today,
        channel_account=(linked.id, linked.name) if linked else None,
        chosen=(account.id, account.name) if account else None,
    )


def _answered_before(
    session: Session, deps: Deps, caller: Caller, trigger_id: str | None, today: date
) -> Receipt | None:
    if trigger_id is None:
        return None
    conversation = conversations.by_trigger(session, caller.workspace.id, trigger_id)
    if conversation is None:
        return None
    return replace(receipts.of(session, deps, caller, conversation, today=today), again=True)


def _answer(session: Session, deps: Deps, caller: Caller, draft: Draft, line: Line) -> Answer:
    match line.account:
        case None:
            raise Refusal("Begin with the customer: /logcall Acme 20m what they said.", typed=draft.line)
        case Asked() as asked:
            kept = drafts.keep(session, caller.workspace.id, draft, now=deps.now())
            return questions.which_account(session, deps, caller, kept, asked)
        case Found() as found if not line.has_facts_or_words:
            kept = drafts.keep(session, caller.workspace.id, draft, now=deps.now())
            return Bare(kept.id, found.account, found.account_id)
        case Found() as found:
            return _log_found(session, deps, caller, draft, line, found)


def _log_found(session: Session, deps: Deps, caller: Caller, draft: Draft, line: Line, found: Found) -> Answer:
    entry = Entry(
        account_id=found.account_id,
        details=line.details,
        logged_by=caller.member.id,
        line=draft.line,
        trigger_id=draft.trigger_id,
    )
    same = conversations.same_again(session, caller.workspace.id, entry, since=deps.now() - _SAME_WITHIN)
    if same is not None and _is_same_line(session, caller, same, draft):
        kept = drafts.keep(session, caller.workspace.id, draft, now=deps.now())
        return SameAgain(kept.id, found.account, same.logged_at, found.account_id)
    receipt = _insert(session, deps, caller, entry, guessed_from=found.typed if found.guessed else None)
    return replace(receipt, has_twin=same is not None)


def _is_same_line(session: Session, caller: Caller, same: Conversation, draft: Draft) -> bool:
    """Whether the line was sent again as it was: then it is asked about, and not merely pointed out."""
    before = conversations.line_of(session, caller.workspace.id, same.id) or ""
    return before.casefold().split() == draft.line.casefold().split()


def _insert(session: Session, deps: Deps, caller: Caller, entry: Entry, *, guessed_from: str | None = None) -> Receipt:
    called = labels(entry.line or "")
    members.mention(session, caller.workspace.id, [caller.member.id, *called], called)
    conversation_id = conversations.add(session, caller.workspace.id, entry, now=deps.now())
    if conversation_id is None:  # its trigger was used: the conversation it made stands
        return _by_trigger(session, deps, caller, entry)
    conversation = conversations.find(session, caller.workspace.id, conversation_id)
    if conversation is None:
        raise LookupError(conversation_id)
    alerted = receipts.alert_owner(session, deps, caller, conversation)
    receipt = receipts.of(session, deps, caller, conversation, today=local_today(deps, caller), alerted_owner=alerted)
    return replace(receipt, guessed_from=guessed_from)


def _by_trigger(session: Session, deps: Deps, caller: Caller, entry: Entry) -> Receipt:
    conversation = conversations.by_trigger(session, caller.workspace.id, entry.trigger_id or "")
    if conversation is None:
        raise LookupError(entry.trigger_id)
    receipt = receipts.of(session, deps, caller, conversation, today=local_today(deps, caller))
    return replace(receipt, again=True)


def _settle(
    deps: Deps,
    caller: Caller,
    draft_id: str,
    choose: Callable[[Session], Account],
    *,
    guard: Guard,
    asked_already: bool,
) -> Answer:
    with deps.database.transaction(before_commit=guard) as session:
        draft = _own_draft(session, deps, caller, draft_id)
        if draft.conversation_id is not None:
            return _settled_before(session, deps, caller, draft.conversation_id)
        account = choose(session)
        line = _read(session, deps, caller, draft, account)
        entry = Entry(account.id, line.details, caller.member.id, draft.line, f"draft:{draft.id}")
        if not asked_already:
            same = conversations.same_again(session, caller.workspace.id, entry, since=deps.now() - _SAME_WITHIN)
            if same is not None and _is_same_line(session, caller, same, draft):
                return SameAgain(draft.id, account.name, same.logged_at, account.id)
        receipt = _insert(session, deps, caller, entry)
        drafts.settle(session, caller.workspace.id, draft.id, conversation_id=receipt.conversation.id)
    deps.wake()
    return receipt


def _settled_before(session: Session, deps: Deps, caller: Caller, conversation_id: str) -> Receipt:
    conversation = conversations.find(session, caller.workspace.id, conversation_id)
    if conversation is None:
        raise LookupError(conversation_id)
    receipt = receipts.of(session, deps, caller, conversation, today=local_today(deps, caller))
    return replace(receipt, again=True)


def _own_draft(session: Session, deps: Deps, caller: Caller, draft_id: str) -> Draft:
    draft = drafts.find(session, caller.workspace.id, draft_id)
    if draft is None:
        raise Refusal("That line is gone: send it again.")
    if draft.author != caller.member.id:
        raise NotAllowed("Only the person who typed this line can decide about it.")
    if draft.expires_at < deps.now() and draft.conversation_id is None:
        raise Refusal("That line was kept for a day and has expired. Send it again:", typed=f"/logcall {draft.line}")
    return draft


def _changeable(session: Session, caller: Caller, conversation_id: str) -> Conversation:
    conversation = conversations.find(session, caller.workspace.id, conversation_id)
    if conversation is None:
        raise Refusal("That entry is gone.")
    allowed = caller.member.id in (conversation.logged_by, conversation.details.held_by)
    if not allowed and not caller.member.profile.is_admin:
        raise NotAllowed("Only its author, the person who held it, or an admin can change this entry.")
    return conversation


def _standing(session: Session, caller: Caller, name: str) -> Account:
    account = accounts.named(session, caller.workspace.id, name, None)
    if account is None:
        raise LookupError(name)
    return account


def _audit(session: Session, deps: Deps, caller: Caller, action: str, subject: str) -> None:
    audit.record(session, caller.workspace.id, actor=caller.member.id, action=action, subject=subject, now=deps.now())
