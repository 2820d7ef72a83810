"""Drafts: lines kept until their author decides: which account, a new one, once more, or never mind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage
from bot.domain.conversations.model import Conversation, Source
from bot.domain.conversations.receipts import DuplicateWarning, FormRequest, Question, Receipt
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.workspace.members import Caller
from bot.messages.error_messages import LOGGED, NOT_LOGGED, NOTHING_NEW
from bot.parsing.names.matching import MOST_CANDIDATES, Ambiguous, Match, Reason, search
from bot.parsing.typed import as_typed
from bot.services import line_entries, line_reading, line_receipts
from bot.services.accounts.accounts import existing_or_added
from bot.services.conflict_retry import retried
from bot.services.conversations import corrections, questions
from bot.services.conversations.log_conversation import Answer
from bot.services.deps import CommitGuard, Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.line_receipts import LineReceipt
from bot.services.local_days import local_day
from bot.storage.accounts import merges
from bot.storage.conversations import conversations as entries
from bot.storage.conversations import drafts
from bot.storage.conversations.drafts import Draft

_DELETED_AT_ONCE = 500

Choose = Callable[[Scope, Draft], Account]
"""The account a draft's author means, found or made within the transaction that logs the line."""


def take_account(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: CommitGuard) -> Answer:
    """Log the kept line for the account its author pointed to. Pressing twice is one conversation.

    Raises Refusal when the draft or the account is gone, NotAllowed when the draft is somebody else's.
    """
    return _settle(deps, caller, draft_id, _standing(caller, account_id), guard=guard, may_be_twin=False)


def count_again(deps: Deps, caller: Caller, draft_id: str, account_id: str, *, guard: CommitGuard) -> Answer:
    """Log a kept line although one like it stands: its author said it is another conversation."""
    return _settle(deps, caller, draft_id, _standing(caller, account_id), guard=guard, may_be_twin=True)


def take_new_account(deps: Deps, caller: Caller, draft_id: str, stage: Stage, *, guard: CommitGuard) -> Answer:
    """Log the kept line for the account it names, which is added unless it stands by now."""

    def add(scope: Scope, draft: Draft) -> Account:
        return _added(scope, deps, caller, draft, stage)

    return _settle(deps, caller, draft_id, add, guard=guard, may_be_twin=False)


def log_now(deps: Deps, caller: Caller, draft_id: str, *, guard: CommitGuard) -> Answer:
    """Log a line that was kept while Slack had not said who its author is, or ask what it means.

    Raises Refusal for a line that names no account.
    """
    with deps.reading(caller.workspace.id) as scope:
        draft = _own(scope, caller, draft_id)
        line = line_reading.read(scope, deps, caller, draft)
        account = line.account
    if account is None and draft.conversation_id is None:
        raise Refusal("Begin with the customer: /logcall Acme 20m what they said.", typed=draft.line)
    if not isinstance(account, Match) or draft.conversation_id is not None:
        return ask_again(deps, caller, draft_id)
    choose = _standing(caller, account.account_id)
    answer = _settle(deps, caller, draft_id, choose, guard=guard, may_be_twin=False)
    if isinstance(answer, Receipt) and account.guessed:
        return replace(answer, guessed_from=account.typed)
    return answer


_ONCE_LOGGED_LIFE = timedelta(days=14)
"""What was logged already waits longer for its right account than what was only typed."""


def ask_anew(deps: Deps, caller: Caller, conversation_id: str, *, guard: CommitGuard) -> Answer:
    """Take back an entry whose account was guessed wrongly, and ask with its line; pressing twice is once.

    Raises NotAllowed unless its author asks.
    """
    with deps.transaction(caller.workspace.id, guard.on_commit("Taken back, your line is kept")) as scope:
        conversation, line = _own_entry(scope, caller, conversation_id)
        if conversation.undone_at is not None and conversation.undone_at + _ONCE_LOGGED_LIFE < scope.now:
            raise Refusal("That entry was taken back more than two weeks ago. Send the line again:", typed=line)
        corrections.take_back(scope, caller, conversation_id)
        kept = drafts.keep(scope, _draft_of(deps, caller, conversation, line))
    if kept.conversation_id is not None:
        return line_receipts.of_one(deps, caller, Inserted(kept.conversation_id, again=True))
    with deps.reading(caller.workspace.id) as scope:
        asked = _asked_anew(scope, deps, caller, kept, conversation.account_id)
        return replace(questions.which_account(scope, caller, kept, asked), is_asked_anew=True)


def ask_again(deps: Deps, caller: Caller, draft_id: str) -> Question | LineReceipt:
    """The question of a line that is still kept; of one that was logged meanwhile, its receipt."""
    with deps.reading(caller.workspace.id) as scope:
        draft = _own(scope, caller, draft_id)
        if draft.conversation_id is None:
            asked = _as_question(scope, deps, caller, draft)
            return questions.which_account(scope, caller, draft, asked)
        return line_receipts.of_line(scope, deps, caller, draft.conversation_id)


def forget(deps: Deps, caller: Caller, draft_id: str, *, guard: Guard) -> str | None:
    """Drop a kept line; it comes back as its author typed it, or None where it is deleted already.

    Raises Refusal once it was logged.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        draft = _find(scope, caller, draft_id)
        if draft is None:
            return None
        if draft.conversation_id is not None:
            raise Refusal("That line is logged by now: Undo under its receipt takes it back.")
        drafts.forget(scope, draft_id)
    return as_typed(draft.line)


def delete_expired(deps: Deps, workspace_id: str) -> int:
    """Delete the lines whose day is over and those that were forgotten, some at a time; returns how many."""
    with deps.transaction(workspace_id) as scope:
        return drafts.delete_expired(scope, limit=_DELETED_AT_ONCE)


@retried
def _settle(
    deps: Deps, caller: Caller, draft_id: str, choose: Choose, *, guard: CommitGuard, may_be_twin: bool
) -> Answer:
    with deps.transaction(caller.workspace.id, guard.on_commit(LOGGED)) as scope:
        draft = _own(scope, caller, draft_id)
        if draft.conversation_id is not None:
            before = line_entries.made_before(scope, Source.DRAFT, draft.id)
            inserted, line = [Inserted(one.id, again=True) for one in before], None
        else:
            account = choose(scope, draft)
            line = line_reading.read(scope, deps, caller, draft, account)
            if not line.has_facts_or_words:
                guard.on_commit(NOT_LOGGED)
                drafts.forget(scope, draft.id)
                return FormRequest(account.id)
            kept = replace(draft, source=Source.DRAFT, idempotency_key=draft.id)
            news = line_entries.entries_of(caller, kept, line)
            twins = [[] if may_be_twin else questions.duplicates_of(scope, new) for new in news]
            if same := questions.sent_before(twins, draft):
                guard.on_commit(NOTHING_NEW)
                return DuplicateWarning(draft.id, line.names, same.logged_at, account.id)
            inserted = line_entries.insert_all(scope, caller, news, twins)
            drafts.settle(scope, draft.id, conversation_id=inserted[0].conversation_id)
    deps.outbox.wake()
    with deps.reading(caller.workspace.id) as scope:
        return line_receipts.of_inserted(scope, caller, inserted, line)


def _standing(caller: Caller, account_id: str) -> Choose:
    def choose(scope: Scope, draft: Draft) -> Account:
        account = merges.surviving(scope, account_id)
        if account is None:
            raise Refusal("That account is gone. Send the line again:", typed=draft.line)
        return account

    return choose


def _added(scope: Scope, deps: Deps, caller: Caller, draft: Draft, stage: Stage) -> Account:
    asked = line_reading.read(scope, deps, caller, draft).account
    name = (asked.typed if asked is not None else "").strip()
    if not name:
        raise Refusal("That line names no account. Send it again with the name first:", typed=draft.line)
    line_reading.check_names(draft, [name])
    return existing_or_added(scope, deps, caller, name, stage)


def _own_entry(scope: Scope, caller: Caller, conversation_id: str) -> tuple[Conversation, str]:
    conversation = entries.find(scope, conversation_id)
    origin = entries.origin_of(scope, conversation_id)
    if conversation is None or origin is None or origin.line is None:
        raise Refusal("That entry is gone.")
    if conversation.logged_by != caller.member.id:
        raise NotAllowed("Only the person who typed this line can decide about it.")
    if conversation.version > 1:
        raise Refusal("This entry was changed since it was typed: press Edit, and change its account there.")
    return conversation, origin.line


def _draft_of(deps: Deps, caller: Caller, conversation: Conversation, line: str) -> Draft:
    """The line of an entry as it was typed; one draft for each entry."""
    return Draft(
        id="",
        author=caller.member.id,
        line=line,
        today=local_day(caller, conversation.logged_at),
        channel=None,
        source=Source.ENTRY,
        idempotency_key=conversation.id,
        expires_at=deps.now() + _ONCE_LOGGED_LIFE,
    )


def _as_question(scope: Scope, deps: Deps, caller: Caller, draft: Draft) -> Ambiguous:
    """Which account a kept line may mean; one that was clear is offered first."""
    account = line_reading.read(scope, deps, caller, draft).account
    if isinstance(account, Ambiguous):
        return account
    typed = account.typed if account is not None else ""
    nearest = search(deps.directories.of(scope, caller.workspace), typed, limit=MOST_CANDIDATES)
    return Ambiguous(typed, tuple(nearest), Reason.WEAK)


def _asked_anew(scope: Scope, deps: Deps, caller: Caller, draft: Draft, wrong: str) -> Ambiguous:
    """What else the line may mean, but for the account with the id `wrong`."""
    account = line_reading.read(scope, deps, caller, draft).account
    typed = account.typed if account is not None else ""
    nearest = search(deps.directories.of(scope, caller.workspace), typed, limit=MOST_CANDIDATES + 1)
    others = tuple(each for each in nearest if each.account_id != wrong)
    return Ambiguous(typed, others[:MOST_CANDIDATES], Reason.WEAK)


def _own(scope: Scope, caller: Caller, draft_id: str) -> Draft:
    draft = _find(scope, caller, draft_id)
    if draft is None:
        raise Refusal("That line was forgotten, or waited too long, and is gone: send it again.")
    if draft.expires_at < scope.now and draft.conversation_id is None:
        raise Refusal("That line waited too long and has expired. Send it again:", typed=draft.line)
    return draft


def _find(scope: Scope, caller: Caller, draft_id: str) -> Draft | None:
    """A line of the caller's, kept or logged; None where it is deleted."""
    draft = drafts.find(scope, draft_id) or _deleted(scope, caller, draft_id)
    if draft is not None and draft.author != caller.member.id:
        raise NotAllowed("Only the person who typed this line can decide about it.")
    return draft


def _deleted(scope: Scope, caller: Caller, draft_id: str) -> Draft | None:
    """A line that is not kept any longer, where it was logged."""
    logged = entries.by_key(scope, Source.DRAFT, draft_id)
    if logged is None:
        return None
    today = local_day(caller, logged.logged_at)
    return Draft(draft_id, logged.logged_by, "", today, None, Source.DRAFT, None, scope.now, conversation_id=logged.id)
