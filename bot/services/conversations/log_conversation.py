"""Log a conversation: from one typed line to rows on disk and a receipt; only the rows are written under the lock."""

from dataclasses import replace
from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.conversations.doubts import Doubt
from bot.domain.conversations.model import Conversation, Source
from bot.domain.conversations.receipts import (
    DuplicateWarning,
    FormRequest,
    KeptLine,
    NoConversation,
    Question,
    Receipt,
    SeveralReceipts,
    Undone,
)
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.messages.error_messages import KEPT, LOGGED
from bot.parsing.line import Line, NoLine
from bot.parsing.names.matching import Asked, Found
from bot.parsing.slack_text import storable
from bot.parsing.typed import as_typed
from bot.services import audit_log, line_entries, line_reading
from bot.services.conflict_retry import retried
from bot.services.conversations import message_updates, questions, receipts
from bot.services.deps import CommitGuard, Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.local_days import local_day, local_today
from bot.services.workspace import permissions
from bot.storage.conversations import conversations, drafts, member_conversations
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

Answer = Receipt | SeveralReceipts | Question | FormRequest | KeptLine | DuplicateWarning | Undone | NoConversation
"""What logging can come to: entries, the line kept (mostly with a question), or nothing where it is no line."""

DRAFT_LIFE = timedelta(days=1)
_UNKNOWN_LIFE = timedelta(days=7)
"""How long a line waits for Slack to say who its author is."""


@retried
def log(
    deps: Deps,
    caller: Caller,
    text: str,
    *,
    source: Source,
    idempotency_key: str | None,
    channel: str | None,
    guard: CommitGuard,
) -> Answer:
    """Log one line as Slack delivered it. The same `idempotency_key` twice is one conversation.

    Raises Refusal for a line that cannot be read (too long, or without any account), NotSaved when nothing was kept.
    """
    draft = _draft(deps, caller, text, channel, source, idempotency_key)
    if caller.may_be_foreign:
        return _keep_until_known(deps, caller, draft, guard)
    with deps.reading(caller.workspace.id) as scope:
        if before := line_entries.made_before(scope, source, idempotency_key):
            return _all_as_they_stand(scope, caller, [Inserted(one.id, again=True) for one in before])
        line = line_reading.read(scope, deps, caller, draft)
        if line.no_line is not None:
            return _answer(scope, caller, line)
    match line.account:
        case None:
            raise Refusal("Begin with the customer: /logcall Acme 20m what they said.", typed=text)
        case Asked() as asked:
            return _ask(deps, caller, draft, asked, guard)
        case Found() as found if not line.has_facts_or_words:
            return FormRequest(found.account_id)
        case Found():
            return _log_found(deps, caller, draft, line, guard)


def undo(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Undone:
    """Take an entry back; it stays on disk. Raises NotAllowed unless its author, its holder or an admin asks."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        conversation = undoable(scope, caller, conversation_id)
        take_back(scope, caller, conversation_id)
        undone = undone_entry(scope, caller, conversation)
    deps.outbox.wake()
    return undone


def take_back(scope: Scope, caller: Caller, conversation_id: str) -> None:
    """Undo within a transaction; once undone it changes nothing."""
    if conversations.set_undone(scope, conversation_id, by=caller.member.id, at=scope.now):
        audit_log.write(scope, caller, "undo", conversation_id)
        message_updates.entry_changed(scope, conversation_id)


def put_back(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt:
    """Undo an undo."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        undoable(scope, caller, conversation_id)
        if conversations.set_undone(scope, conversation_id, by=caller.member.id, at=None):
            audit_log.write(scope, caller, "put back", conversation_id)
            message_updates.entry_changed(scope, conversation_id)
    deps.outbox.wake()
    with deps.reading(caller.workspace.id) as scope:
        return _receipt(scope, caller, conversation_id)


def receipt_of(deps: Deps, caller: Caller, inserted: Inserted, *, guessed_from: str | None = None) -> Receipt | Undone:
    """What its author is told of an entry that is on disk."""
    with deps.reading(caller.workspace.id) as scope:
        return _as_it_stands(scope, caller, inserted, guessed_from)


def _draft(
    deps: Deps, caller: Caller, text: str, channel: str | None, source: Source, idempotency_key: str | None
) -> Draft:
    return Draft(
        id="",
        author=caller.member.id,
        line=storable(text),
        today=local_today(deps, caller),
        channel=channel,
        source=source,
        idempotency_key=idempotency_key,
        expires_at=deps.now() + DRAFT_LIFE,
    )


def _keep(deps: Deps, caller: Caller, draft: Draft, guard: CommitGuard) -> Draft:
    with deps.transaction(caller.workspace.id, guard.on_commit(KEPT)) as scope:
        return drafts.keep(scope, draft)


def _keep_until_known(deps: Deps, caller: Caller, draft: Draft, guard: CommitGuard) -> KeptLine:
    """Nothing is read of it, and nothing told, while its author may be of another company."""
    waiting = replace(draft, expires_at=deps.now() + _UNKNOWN_LIFE, awaits_member=True)
    with deps.transaction(caller.workspace.id, guard.on_commit(KEPT)) as scope:
        members.mention(scope, [caller.member.id])
        kept = drafts.keep(scope, waiting)
    return KeptLine(kept.id, as_typed(kept.line), caller.workspace.name)


def _ask(deps: Deps, caller: Caller, draft: Draft, asked: Asked, guard: CommitGuard) -> Question:
    kept = _keep(deps, caller, draft, guard)
    with deps.reading(caller.workspace.id) as scope:
        return questions.which_account(scope, caller, kept, asked)


def _log_found(deps: Deps, caller: Caller, draft: Draft, line: Line, guard: CommitGuard) -> Answer:
    """Every conversation the line tells of, in one transaction; a line sent again is asked about."""
    entries = line_entries.entries_of(caller, draft, line)
    with deps.transaction(caller.workspace.id, guard.on_commit(LOGGED)) as scope:
        twins = [questions.duplicates_of(scope, entry) for entry in entries]
        if sent := questions.sent_before(twins, draft):
            guard.on_commit(KEPT)
            kept = drafts.keep(scope, draft)
            return DuplicateWarning(kept.id, line.names, sent.logged_at, entries[0].account_id)
        inserted = line_entries.insert_all(scope, caller, entries, twins)
    deps.outbox.wake()
    return receipts_of(deps, caller, inserted, line)


def receipts_of(
    deps: Deps, caller: Caller, inserted: list[Inserted], line: Line | None
) -> Receipt | SeveralReceipts | Undone:
    """The receipt of what a line made."""
    with deps.reading(caller.workspace.id) as scope:
        return _all_as_they_stand(scope, caller, inserted, line)


def _all_as_they_stand(
    scope: Scope, caller: Caller, inserted: list[Inserted], line: Line | None = None
) -> Receipt | SeveralReceipts | Undone:
    """The receipt of what a line made, with what of it is to be checked."""
    entries = line.entries if line is not None else ()
    shown = []
    for number, one in enumerate(inserted):
        guessed = entries[number].account if entries and entries[number].account.guessed else None
        doubts = entries[number].doubts if entries else ()
        shown.append(_as_it_stands(scope, caller, one, guessed.typed if guessed else None, doubts))
    receipts_shown = tuple(one for one in shown if isinstance(one, Receipt))
    return SeveralReceipts(receipts_shown) if len(receipts_shown) > 1 else shown[0]


def _answer(scope: Scope, caller: Caller, line: Line) -> Answer:
    """What was typed is no line; the last entry stands for what can be undone, or shown again."""
    said = line.no_line or NoLine.HELP
    if said in (NoLine.UNDO, NoLine.LAST) and caller.member.is_known:
        last = member_conversations.last_logged(scope, caller.member.id)
        if last is not None:
            return _as_it_stands(scope, caller, Inserted(last))
    return NoConversation(said.value, line.about)


def _as_it_stands(
    scope: Scope, caller: Caller, inserted: Inserted, guessed_from: str | None = None, doubts: tuple[Doubt, ...] = ()
) -> Receipt | Undone:
    """The receipt; of an entry that was taken back meanwhile, just that."""
    receipt = _receipt(scope, caller, inserted.conversation_id)
    if receipt.conversation.undone_at is not None:
        return undone_entry(scope, caller, receipt.conversation)
    return replace(
        receipt,
        again=inserted.again,
        has_duplicate=inserted.has_duplicate,
        alerted_owner=inserted.alerted_owner,
        guessed_from=guessed_from,
        doubts=doubts,
    )


def undone_entry(scope: Scope, caller: Caller, conversation: Conversation) -> Undone:
    line = conversations.line_of(scope, conversation.id)
    is_own = conversation.logged_by == caller.member.id
    return Undone(conversation, as_typed(line) if line and is_own else None)


def _receipt(scope: Scope, caller: Caller, conversation_id: str) -> Receipt:
    conversation = conversations.find(scope, conversation_id)
    if conversation is None:
        raise LookupError(conversation_id)
    return receipts.of(scope, caller, conversation, today=local_day(caller, scope.now))


def undoable(scope: Scope, caller: Caller, conversation_id: str) -> Conversation:
    conversation = conversations.find(scope, conversation_id)
    if conversation is None:
        raise Refusal("That entry is gone.")
    permissions.require(Action.UNDO_ENTRY, permissions.to_entry(scope, caller, conversation), permissions.WHO_EDITS)
    return conversation
