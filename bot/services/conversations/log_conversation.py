"""Log a conversation: from one typed line to rows on disk and a receipt; only the rows are written under the lock."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.conversations.model import Source
from bot.domain.conversations.receipts import (
    DuplicateWarning,
    FormRequest,
    KeptLine,
    NoConversation,
    Question,
    Undone,
    UndoQuestion,
)
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.messages.error_messages import KEPT, LOGGED
from bot.parsing.line import Line, NoLine
from bot.parsing.names.matching import Ambiguous, Match
from bot.parsing.slack_text import storable
from bot.parsing.typed import as_typed
from bot.services import line_entries, line_reading, line_receipts
from bot.services.conflict_retry import retried
from bot.services.conversations import questions
from bot.services.deps import CommitGuard, Deps
from bot.services.line_entries import Inserted
from bot.services.local_days import local_day, local_today
from bot.storage.conversations import conversations, drafts, member_conversations
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

NoLineAnswer = line_receipts.LineReceipt | UndoQuestion | NoConversation
Answer = NoLineAnswer | Question | FormRequest | KeptLine | DuplicateWarning
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
            made = [Inserted(one.id, again=True) for one in before]
            return line_receipts.of_inserted(scope, caller, made)
        line = line_reading.read(scope, deps, caller, draft)
        if line.no_line is not None:
            return _answer(scope, deps, caller, draft, line)
    match line.account:
        case None:
            raise Refusal("Begin with the customer: /logcall Acme 20m what they said.", typed=text)
        case Ambiguous() as asked:
            return _ask(deps, caller, draft, asked, guard)
        case Match() as found if not line.has_facts_or_words:
            return FormRequest(found.account_id)
        case Match():
            return _log_found(deps, caller, draft, line, guard)


def answer_no_line(deps: Deps, caller: Caller, text: str) -> NoLineAnswer | None:
    """The answer to a greeting, a question, "undo" or the like; None for what may be a line. Nothing is kept."""
    if caller.may_be_foreign:
        return None
    draft = _draft(deps, caller, text, None, Source.CHAT, None)
    with deps.reading(caller.workspace.id) as scope, suppress(Refusal):
        line = line_reading.read(scope, deps, caller, draft)
        return _answer(scope, deps, caller, draft, line) if line.no_line is not None else None
    return None


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


def _ask(deps: Deps, caller: Caller, draft: Draft, asked: Ambiguous, guard: CommitGuard) -> Question:
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
    with deps.reading(caller.workspace.id) as scope:
        return line_receipts.of_inserted(scope, caller, inserted, line)


def _answer(scope: Scope, deps: Deps, caller: Caller, draft: Draft, line: Line) -> NoLineAnswer:
    """What was typed is no line; the last entry stands for what can be undone, or shown again."""
    text = line.no_line or NoLine.HELP
    if text in (NoLine.UNDO, NoLine.LAST) and caller.member.is_known:
        last = member_conversations.last_logged(scope, caller.member.id)
        if last is not None:
            receipt = line_receipts.of_line(scope, deps, caller, last)
            return _undo_question(scope, caller, receipt, last) if text is NoLine.UNDO else receipt
    return NoConversation(text.value, line.about, as_typed(draft.line).strip())


def _undo_question(scope: Scope, caller: Caller, last: line_receipts.LineReceipt, conversation_id: str) -> NoLineAnswer:
    entry = conversations.find(scope, conversation_id)
    if entry is None or isinstance(last, Undone):
        return last
    return UndoQuestion(last, local_day(caller, entry.logged_at))
