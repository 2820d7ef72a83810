"""The form of an account, with what a colleague changed meanwhile above its fields."""

from bot.domain.accounts.account_form import AccountForm
from bot.domain.accounts.fields import BY_KEY, FIELDS, STAGES, AccountField
from bot.domain.accounts.model import Stage
from bot.domain.concurrent_edits import Changer, ConcurrentEdit
from bot.domain.form_fields import FieldSpec
from bot.messages import formatting
from bot.messages.blocks import Block, View, escape
from bot.messages.form_fields import element, input_block, not_saved_yet, too_long
from bot.messages.views import asking

FORM = "account_form"

_PLACEHOLDERS = {AccountField.OWNER: "Nobody yet", AccountField.CHANNEL: "None"}
_HINTS = {
    AccountField.SINCE: "A year or a day: 2019, or 2019-03-01.",
    AccountField.ALIASES: "One a line. /logcall finds it under these too, exactly as they are written.",
    AccountField.CHANNEL: "There /logcall needs no account.",
}


def account_form(form: AccountForm, *, metadata: str) -> View:
    """The fields its reader may change, filled as they stand."""
    blocks = [*_changed(form), *(_field(form, field) for field in FIELDS if field.key in form.filled)]
    return asking(FORM, "Edit the account", blocks, submit="Save", metadata=metadata)


def _changed(form: AccountForm) -> list[Block]:
    edit = form.concurrent_edit
    if edit is None:
        return []
    conflicts = [_conflict(form, edit, conflict) for conflict in edit.conflicts]
    return not_saved_yet(_what_happened(edit.by), [BY_KEY[each].label for each in edit.taken], conflicts)


def _what_happened(by: Changer) -> str:
    if by.is_reader:
        return "you changed this account elsewhere"
    return f"{escape(formatting.name(by.name))} changed this account" if by.name else "this account was changed"


def _conflict(form: AccountForm, edit: ConcurrentEdit[AccountField], field: AccountField) -> tuple[str, str]:
    theirs, label = edit.conflicts[field].strip(), BY_KEY[field].label
    if not theirs:
        return f"{label}: left empty", ""
    if field is AccountField.CHANNEL:
        return f"{label}: another one", ""
    if field is AccountField.OWNER:
        return label, formatting.person(theirs, form.names)
    return label, STAGES[Stage(theirs)] if field is AccountField.STAGE else theirs


def _field(form: AccountForm, asked: FieldSpec[AccountField]) -> Block:
    text = form.filled[asked.key]
    if stays := too_long(asked, text):
        return stays
    shown = element(asked, text, placeholder=_PLACEHOLDERS.get(asked.key, ""))
    is_renewed = form.concurrent_edit is not None and asked.key in form.concurrent_edit.taken
    hint = _cadence_hint(form) if asked.key is AccountField.CADENCE else _HINTS.get(asked.key, "")
    return input_block(asked, shown, hint=hint, renewed=form.round if is_renewed else None)


def _cadence_hint(form: AccountForm) -> str:
    tier = form.account.tier
    return f"Empty: those of its tier, {tier.value} {formatting.count(form.cadences.of_tier(tier), 'day')}."
