"""The form of a conversation: how it opens, and what becomes of it when somebody saves."""

from dataclasses import replace
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.concurrent_edits import Changer, ConcurrentEdit
from bot.domain.conversations import corrections
from bot.domain.conversations.conversation_form import Form
from bot.domain.conversations.corrections import Merged, Version
from bot.domain.conversations.fields import FIELDS, Field, Filled
from bot.domain.conversations.model import Conversation, Details, Source
from bot.domain.conversations.note_facts import Completed, NoteFacts, completed, fingerprint
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import Incomplete, Refusal
from bot.domain.workspace.members import Caller
from bot.messages.error_messages import LOGGED, NOTHING
from bot.parsing.forms import conversation_form
from bot.services import line_entries, line_reading, line_receipts
from bot.services.accounts.accounts import existing_or_added
from bot.services.conflict_retry import retried
from bot.services.conversations import questions
from bot.services.conversations.corrections import change, changeable
from bot.services.deps import CommitGuard, Deps
from bot.services.line_entries import Inserted
from bot.services.local_days import local_day, local_today
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import conversations as entries
from bot.storage.conversations import revisions
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import members

_AS_LOGGED = 1
"""The version of an entry that nobody has changed."""


def blank(
    deps: Deps,
    caller: Caller,
    *,
    account_id: str | None = None,
    channel: str | None = None,
    on: date | None = None,
) -> Form:
    """A form for a new conversation, of the account given, or else the one that the channel is linked to.

    `on` is today, unless given.
    """
    workspace_id = caller.workspace.id
    with deps.reading(workspace_id) as scope:
        if account_id is not None:
            account = accounts.find(scope, account_id)
        else:
            account = accounts.linked_to(scope, channel) if channel else None
    filled = Filled(on=(on or local_today(deps, caller)).isoformat(), held_by=caller.member.id)
    return _new(deps, caller, _of_account(filled, account))


def unfolded(
    deps: Deps, caller: Caller, filled: Filled, *, conversation_id: str | None = None, version: int = 0
) -> Form:
    """The form as it stands on somebody's screen, new or of an entry as it stood at `version`, with every field.

    Raises Refusal or NotAllowed as `changeable` does.
    """
    form = _new(deps, caller, filled)
    with deps.reading(caller.workspace.id) as scope:
        if conversation_id is not None:
            held = changeable(scope, caller, conversation_id, hold=False)
            account_id, details = _base(scope, held, version)
            form = _form(scope, caller, replace(held, account_id=account_id, details=details))
            filled = filled.completed_from(form.filled)
        account = merges.surviving(scope, filled.account)
    return replace(form, filled=_of_account(filled, account), is_unfolded=True)


def of_entry(deps: Deps, caller: Caller, conversation_id: str) -> Form:
    """The form of an entry as it stands. Raises Refusal or NotAllowed as `changeable` does."""
    with deps.reading(caller.workspace.id) as scope:
        return _form(scope, caller, changeable(scope, caller, conversation_id, hold=False))


@retried
def log(
    deps: Deps, caller: Caller, filled: Filled, *, idempotency_key: str, guard: CommitGuard, read_note: str = ""
) -> Receipt | Undone | Form:
    """Log what stands in a form, and what its note tells beside. `read_note` is the `fingerprint` of a note that was
    read already: what was read in it stood in the fields.

    Saved again, by the key that is the form's own, it is an edit of the entry it made. Raises Incomplete with what is
    wrong under which field.
    """
    with deps.reading(caller.workspace.id) as scope:
        made = entries.by_key(scope, Source.FORM, idempotency_key)
    if made is not None:
        guard.on_commit(LOGGED)
        return save(deps, caller, made.id, _AS_LOGGED, filled, guard=guard, read_note=read_note)
    today = local_today(deps, caller)
    details = conversation_form.read(filled, author=caller.member.id, today=today)
    with deps.reading(caller.workspace.id) as scope:
        facts = _with_note(scope, deps, caller, filled, details, read_note=read_note)
    whole = completed(details, facts)
    with deps.transaction(caller.workspace.id, guard.on_commit(LOGGED)) as scope:
        account = _account(scope, deps, caller, filled)
        entry = NewConversation(account.id, whole.details, caller.member.id, None, Source.FORM, idempotency_key)
        twins = questions.duplicates_of(scope, entry)
        inserted = line_entries.insert(scope, caller, entry, has_twin=bool(twins) and entry.has_note)
    if inserted.again:
        return save(deps, caller, inserted.conversation_id, _AS_LOGGED, filled, guard=guard, read_note=read_note)
    deps.outbox.wake()
    return _with_facts(line_receipts.of_one(deps, caller, inserted), whole)


@retried
def save(
    deps: Deps,
    caller: Caller,
    conversation_id: str,
    version: int,
    filled: Filled,
    *,
    guard: CommitGuard,
    read_note: str | None = None,
) -> Receipt | Undone | Form:
    """Save an edited entry, which was opened as it stood at `version`; what its note tells now and did not then counts.
    `read_note` is given for the form that made the entry, as to `log`.

    What a colleague changed meanwhile is kept where it is in other fields; where both changed the same, nothing is
    saved and the form comes back with what they wrote. Raises Incomplete, Refusal, NotAllowed.
    """
    facts = _with_changed_note(deps, caller, conversation_id, version, filled, read_note=read_note)
    with deps.transaction(caller.workspace.id, guard) as scope:
        held = changeable(scope, caller, conversation_id)
        theirs, base = (held.account_id, held.details), _base(scope, held, version)
        whole = completed(_details(scope, caller, held, base[1], filled), facts)
        mine = (_account(scope, deps, caller, filled).id, whole.details)
        merged = corrections.merge(base, mine, theirs)
        if merged.conflicts:
            guard.on_commit(NOTHING)
            return _conflicting(scope, caller, held, merged)
        other = _who_changed(scope, caller, held) if merged.taken else None
        alerted = change(scope, caller, held, merged.details, account_id=merged.account_id)
    deps.outbox.wake()
    inserted = Inserted(conversation_id, alerted=alerted)
    return _with_facts(line_receipts.of_one(deps, caller, inserted), whole, other)


def _with_note(
    scope: Scope, deps: Deps, caller: Caller, filled: Filled, details: Details, *, read_note: str
) -> NoteFacts:
    """What the note of a new entry tells, unless that stood in its fields already."""
    if not details.note or fingerprint(filled.note) == read_note:
        return NoteFacts()
    today = local_day(caller, scope.now)
    return line_reading.read_note(scope, deps, caller, details, filled.account, today=today)


def _with_changed_note(
    deps: Deps, caller: Caller, conversation_id: str, version: int, filled: Filled, *, read_note: str | None
) -> NoteFacts:
    """What the note of an edited entry tells now and did not before. Read before anything is locked."""
    with deps.reading(caller.workspace.id) as scope:
        held = changeable(scope, caller, conversation_id, hold=False)
        _, before = _base(scope, held, version)
        details = _details(scope, caller, held, before, filled)
        if read_note is not None:
            return _with_note(scope, deps, caller, filled, details, read_note=read_note)
        if details.note == before.note:
            return NoteFacts()
        now, then = (
            line_reading.read_note(scope, deps, caller, each, held.account_id, today=local_day(caller, scope.now))
            for each in (details, before)
        )
    return now.since(then)


def _new(deps: Deps, caller: Caller, filled: Filled) -> Form:
    """The form of an entry that is not there yet."""
    today = local_today(deps, caller)
    return Form(filled, reader=caller.member.id, today=today, may_see_accounts=caller.member.is_known)


def _of_account(filled: Filled, account: Account | None) -> Filled:
    return filled if account is None else replace(filled, account=account.id, account_name=account.name)


def _form(scope: Scope, caller: Caller, entry: Conversation) -> Form:
    names = members.names_of(scope, entry.details.people)
    filled = conversation_form.shown(entry.details, names)
    return Form(
        replace(filled, account=entry.account_id, account_name=entry.account_name),
        reader=caller.member.id,
        today=local_day(caller, scope.now),
        conversation_id=entry.id,
        version=entry.version,
        may_see_accounts=caller.member.is_known,
        names=names,
    )


def _account(scope: Scope, deps: Deps, caller: Caller, filled: Filled) -> Account:
    wanted = conversation_form.account_of(filled)
    if isinstance(wanted, conversation_form.NewAccount):
        return existing_or_added(scope, deps, caller, wanted.name, wanted.stage)
    account = merges.surviving(scope, wanted)
    if account is None:
        raise Incomplete({Field.ACCOUNT: "That account is gone: pick another one."})
    return account


def _base(scope: Scope, held: Conversation, version: int) -> Version:
    """The account and the details of an entry as its form was opened."""
    before = revisions.find(scope, held.id, version)
    return before or (held.account_id, held.details)


def _details(scope: Scope, caller: Caller, held: Conversation, before: Details, filled: Filled) -> Details:
    """The details that its reader wants the entry to have."""
    names = members.names_of(scope, before.people)
    today = local_day(caller, scope.now)
    whole = filled.completed_from(conversation_form.shown(before, names))
    return conversation_form.read(whole, author=held.logged_by, today=today, before=before, names=names)


def _conflicting(scope: Scope, caller: Caller, held: Conversation, merged: Merged) -> Form:
    """The form once more, with the reader's own words where both changed something, and what the other one wrote."""
    account = merges.surviving(scope, merged.account_id)
    if account is None:
        raise Refusal("That account is gone: pick another one.")
    theirs = _form(scope, caller, held)
    mine = replace(held, account_id=account.id, account_name=account.name, details=merged.details)
    conflicts = [each.key for each in FIELDS if {each.key, each.part_of} & set(merged.conflicts)]
    written = {field: _shown(theirs.filled, field) for field in conflicts}
    edit = ConcurrentEdit(_who_changed(scope, caller, held), merged.taken, written)
    form = _form(scope, caller, mine)
    return replace(form, concurrent_edit=edit, names={**form.names, **theirs.names})


def _shown(filled: Filled, field: Field) -> str:
    value = filled.account_name if field is Field.ACCOUNT else getattr(filled, field.value)
    return value if isinstance(value, str) else ", ".join(value) if isinstance(value, tuple) else str(value).lower()


def _who_changed(scope: Scope, caller: Caller, held: Conversation) -> Changer:
    """Who changed it last; whoever asks may have done so themself, in another form."""
    member_id = revisions.last_changed_by(scope, held.id) or ""
    names = members.names_of(scope, [member_id])
    return Changer(names.get(member_id, ""), is_reader=member_id == caller.member.id)


def _with_facts(receipt: Receipt | Undone, whole: Completed, other: Changer | None = None) -> Receipt | Undone:
    """The receipt with what its note filled in, and with who else changed the entry meanwhile."""
    if isinstance(receipt, Undone):
        return receipt
    return replace(receipt, also_changed_by=other, read_in_note=whole.fields, doubts=whole.doubts)
