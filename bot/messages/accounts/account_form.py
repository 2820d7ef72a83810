"""The form of an account, with what a colleague changed meanwhile above its fields."""

from bot.domain.accounts.account_form import AccountField, AccountForm, Changer, Meanwhile
from bot.domain.accounts.model import Stage, Tier
from bot.messages import formatting
from bot.messages.blocks import Block, Element, View, context, escape, plain, section
from bot.messages.views import INPUT_LIMIT, asking, field, literally, option, select, text_input

FORM = "account_form"
_VALUE = "value"

_LABELS = {
    AccountField.NAME: "Name",
    AccountField.STAGE: "Stage",
    AccountField.TIER: "Tier",
    AccountField.CADENCE: "Days it may go without a conversation",
    AccountField.VALUE: "Worth a year",
    AccountField.SINCE: "Customer since",
    AccountField.ALIASES: "Other names it goes by",
    AccountField.OWNER: "Owner",
    AccountField.CHANNEL: "Channel",
}
_STAGES = {
    Stage.PROSPECT: "Prospect",
    Stage.CUSTOMER: "Customer",
    Stage.PARTNER: "Partner",
    Stage.INTERNAL: "Internal: a department of ours",
    Stage.LOST: "Lost",
    Stage.DORMANT: "At rest: nobody is reminded",
}
_HINTS = {
    AccountField.SINCE: "A year or a day: 2019, or 2019-03-01.",
    AccountField.ALIASES: "One a line. /logcall finds it under these too, exactly as they are written.",
    AccountField.CHANNEL: "There /logcall needs no account.",
}
_REQUIRED = (AccountField.NAME, AccountField.STAGE, AccountField.TIER)


def account_form(form: AccountForm, *, metadata: str) -> View:
    """The fields its reader may change, filled as they stand."""
    blocks = [*_changed(form), *(_field(form, each) for each in form.filled)]
    return asking(FORM, "Edit the account", blocks, submit="Save", metadata=metadata)


def _changed(form: AccountForm) -> list[Block]:
    """What a colleague did while the form was open: nobody's change is lost without a word."""
    meanwhile = form.meanwhile
    if meanwhile is None:
        return []
    said = f"*Not saved yet: {_what_happened(meanwhile.by)} while this form was open.* Save keeps what stands below."
    if meanwhile.taken:
        said += f"\nTaken over: {', '.join(_LABELS[each] for each in meanwhile.taken)}."
    opening = "Changed in both places; what you wrote here stands below. Saved so far:"
    return [section(said), literally(opening, [_clash(form, meanwhile, each) for each in meanwhile.clashes])]


def _what_happened(by: Changer) -> str:
    if by.is_reader:
        return "you changed this account elsewhere"
    return f"{escape(formatting.name(by.name))} changed this account" if by.name else "this account was changed"


def _clash(form: AccountForm, meanwhile: Meanwhile, each: AccountField) -> tuple[str, str]:
    theirs = meanwhile.clashes[each].strip()
    if not theirs:
        return f"{_LABELS[each]}: left empty", ""
    if each is AccountField.CHANNEL:
        return f"{_LABELS[each]}: another one", ""
    if each is AccountField.OWNER:
        return _LABELS[each], formatting.person(theirs, form.names)
    return _LABELS[each], _STAGES[Stage(theirs)] if each is AccountField.STAGE else theirs


def _field(form: AccountForm, each: AccountField) -> Block:
    text = form.filled[each]
    if len(text) > INPUT_LIMIT:
        return context(f"{_LABELS[each]}: {len(text):,} characters, too many to change here. They stay as they are.")
    element = _element(form, each, text)
    if form.meanwhile is not None and each in form.meanwhile.taken:
        # Under its old action_id Slack would go on showing what the reader had there.
        element["action_id"] += f":{form.round}"
    hint = _cadence_hint(form) if each is AccountField.CADENCE else _HINTS.get(each, "")
    return field(each.value, _LABELS[each], element, optional=each not in _REQUIRED, hint=hint)


def _element(form: AccountForm, each: AccountField, text: str) -> Element:
    match each:
        case AccountField.STAGE:
            return select(_VALUE, [option(label, stage.value) for stage, label in _STAGES.items()], text)
        case AccountField.TIER:
            return select(_VALUE, [option(tier.value.capitalize(), tier.value) for tier in Tier], text)
        case AccountField.OWNER:
            return _one_of("multi_users_select", "initial_users", text, "Nobody yet")
        case AccountField.CHANNEL:
            filters = {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
            return _one_of("multi_conversations_select", "initial_conversations", text, "None") | filters
    return text_input(_VALUE, text, multiline=each is AccountField.ALIASES)


def _one_of(kind: str, initial: str, chosen: str, placeholder: str) -> Element:
    """A choice that can be taken back: Slack has no way to empty the menu of a single one."""
    element: Element = {
        "type": kind,
        "action_id": _VALUE,
        "max_selected_items": 1,
        "placeholder": plain(placeholder, 150),
    }
    return {**element, initial: [chosen]} if chosen else element


def _cadence_hint(form: AccountForm) -> str:
    tier = form.account.tier
    return f"Empty: those of its tier, {tier.value} {formatting.count(tier.cadence_days, 'day')}."
