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
from bot.domain.conversations.model import MENTION, Conversation, Source
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import Incomplete, Refusal
from bot.domain.workspace.members import Caller
from bot.messages import formatting
from bot.messages.error_messages import LOGGED, NOTHING
from bot.parsing.forms import conversation_form
from bot.parsing.forms.insight_lines import TEXT_LIMIT
from bot.parsing.typed import as_typed
from bot.services import line_entries, line_receipts
from bot.services.accounts.accounts import existing_or_added
from bot.services.conflict_retry import retried
from bot.services.conversations import questions
from bot.services.conversations.corrections import change, changeable
from bot.services.deps import CommitGuard, Deps
from bot.services.line_entries import Inserted
from bot.services.local_days import local_day, local_today
from bot.services.workspace.members import known
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import conversations as entries
from bot.storage.conversations import revisions
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import members

_AS_LOGGED = 1
"""The version of an entry that nobody has changed."""

_LOOKED_UP = 2
"""Each takes Slack up to 0.7 s, and a form must open within 3 s of what asked for it."""


def blank(
    deps: Deps,
    caller: Caller,
    *,
    account_id: str | None = None,
    channel: str | None = None,
    note: str = "",
    on: date | None = None,
) -> Form:
    """A form for a new conversation, of the account given, or else the one that the channel is linked to.

    `note` is a message as Slack delivers it; of one that is too long, the beginning. `on` is today, unless given.
    """
    workspace_id = caller.workspace.id
    with deps.reading(workspace_id) as scope:
        if account_id is not None:
            account = accounts.find(scope, account_id)
        else:
            account = accounts.linked_to(scope, channel) if channel else None
    text = as_typed(formatting.with_names(note, *_people_in(deps, caller, note))).strip()
    today = local_today(deps, caller)
    filled = Filled(note=text[:TEXT_LIMIT], on=(on or today).isoformat(), held_by=caller.member.id)
    return Form(
        _of_account(filled, account),
        reader=caller.member.id,
        today=today,
        cut_from=len(text) if len(text) > TEXT_LIMIT else None,
        may_see_accounts=caller.member.is_known,
    )


def of_entry(deps: Deps, caller: Caller, conversation_id: str) -> Form:
    """The form of an entry as it stands. Raises Refusal or NotAllowed as `changeable` does."""
    with deps.reading(caller.workspace.id) as scope:
        return _form(scope, caller, changeable(scope, caller, conversation_id, hold=False))


@retried
def log(
    deps: Deps, caller: Caller, filled: Filled, *, idempotency_key: str, guard: CommitGuard
) -> Receipt | Undone | Form:
    """Log what stands in a form. Saved again, by the key that is the form's own, it is an edit of the entry it made.

    Raises Incomplete with what is wrong under which field.
    """
    with deps.reading(caller.workspace.id) as scope:
        made = entries.by_key(scope, Source.FORM, idempotency_key)
    if made is not None:
        guard.on_commit(LOGGED)
        return save(deps, caller, made.id, _AS_LOGGED, filled, guard=guard)
    today = local_today(deps, caller)
    details = conversation_form.read(filled, author=caller.member.id, today=today)
    with deps.transaction(caller.workspace.id, guard.on_commit(LOGGED)) as scope:
        account = _account(scope, deps, caller, filled)
        entry = NewConversation(account.id, details, caller.member.id, None, Source.FORM, idempotency_key)
        twins = questions.duplicates_of(scope, entry)
        inserted = line_entries.insert(scope, caller, entry, has_twin=bool(twins) and entry.has_note)
    if inserted.again:
        return save(deps, caller, inserted.conversation_id, _AS_LOGGED, filled, guard=guard)
    deps.outbox.wake()
    return line_receipts.of_one(deps, caller, inserted)


@retried
def save(
    deps: Deps, caller: Caller, conversation_id: str, version: int, filled: Filled, *, guard: CommitGuard
) -> Receipt | Undone | Form:
    """Save an edited entry, which was opened as it stood at `version`.

    What a colleague changed meanwhile is kept where it is in other fields; where both changed the same, nothing is
    saved and the form comes back with what they wrote. Raises Incomplete, Refusal, NotAllowed.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        held = changeable(scope, caller, conversation_id)
        theirs = (held.account_id, held.details)
        base = revisions.find(scope, conversation_id, version) or theirs
        mine = _read(scope, deps, caller, held, base, filled)
        merged = corrections.merge(base, mine, theirs)
        if merged.conflicts:
            guard.on_commit(NOTHING)
            return _conflicting(scope, caller, held, merged)
        other = _who_changed(scope, caller, held) if merged.taken else None
        alerted = change(scope, caller, held, merged.details, account_id=merged.account_id)
    deps.outbox.wake()
    inserted = Inserted(conversation_id, alerted_owner=alerted)
    return _with_colleague(line_receipts.of_one(deps, caller, inserted), other)


def _people_in(deps: Deps, caller: Caller, note: str) -> tuple[list[str], dict[str, str]]:
    """Who is mentioned in a message and has a name: the first few are looked up where nobody knows them yet."""
    mentioned = list(dict.fromkeys(MENTION.findall(note)))
    found = [known(deps, caller.workspace, member_id) for member_id in mentioned[:_LOOKED_UP]]
    names = {member.id: member.profile.name for member in found if member.profile.name}
    return list(names), names


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


def _read(scope: Scope, deps: Deps, caller: Caller, held: Conversation, base: Version, filled: Filled) -> Version:
    """The account and the details that its reader wants the entry to have."""
    before = base[1]
    names = members.names_of(scope, before.people)
    today = local_day(caller, scope.now)
    whole = filled.completed_from(conversation_form.shown(before, names))
    details = conversation_form.read(whole, author=held.logged_by, today=today, before=before, names=names)
    return _account(scope, deps, caller, filled).id, details


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


def _with_colleague(receipt: Receipt | Undone, other: Changer | None) -> Receipt | Undone:
    return replace(receipt, also_changed_by=other) if isinstance(receipt, Receipt) else receipt
