"""What stands above a form that was filled in from a message: from which one, and what of it is to be checked."""

from bot.domain.conversations.conversation_form import Form, Prefill
from bot.messages import formatting
from bot.messages.blocks import Block, escape, section
from bot.messages.conversations.receipt_parts import doubts


def prefilled(form: Form) -> list[Block]:
    """One paragraph; nothing above a form that was opened empty."""
    prefill = form.prefill
    if prefill is None:
        return []
    day = formatting.day_words(prefill.on, form.today)
    whose = "your" if prefill.author == form.reader else f"{_person(form, prefill.author)}’s"
    lines = [f"*From {whose} message of {day}:* check what I read in it, then Save."]
    return [section("\n".join([*lines, *_account(form, prefill), *_doubts(form, prefill)]))]


def _account(form: Form, prefill: Prefill) -> list[str]:
    """What was read of the account, where it is not plainly one."""
    if prefill.guessed_from is not None:
        return [f"Check the account: I read “{_name(prefill.guessed_from)}” as {_name(form.filled.account_name)}."]
    if prefill.others:
        others = formatting.listing([_name(other) for other in prefill.others])
        text = f"It names {others} too; this form logs {_name(form.filled.account_name)} alone."
        return [f"{text} Typed to me as a line, it logs each."]
    if prefill.candidates:
        known = [_name(candidate) for candidate in prefill.candidates]
        return [f"Which account? “{_name(prefill.unclear or '')}” could be {_either(known)}."]
    if prefill.unclear:
        return [f"I know no account like “{_name(prefill.unclear)}”: type its name below, and it can be added."]
    return []


def _doubts(form: Form, prefill: Prefill) -> list[str]:
    details = prefill.details
    return [doubts.sentence(doubt, details, form.today) for doubt in prefill.doubts] if details else []


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _name(text: str) -> str:
    return escape(formatting.name(text))


def _person(form: Form, member_id: str) -> str:
    return escape(formatting.person(member_id, form.names, unknown="somebody"))
