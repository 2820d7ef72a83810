"""The part of an admin's Home tab about failed deliveries: which, why, and what can be done."""

from collections.abc import Sequence
from datetime import date

from bot.domain.deliveries.failed_deliveries import FailedDelivery
from bot.messages import formatting
from bot.messages.blocks import Block, Message, actions, button, context, escape, header, section

SEND_AGAIN, IS_THERE, LEAVE = "delivery_send_again", "delivery_is_there", "delivery_leave"

AT_MOST = 5

_MAY_HAVE_ARRIVED = (
    "Slack did not say whether it arrived, and I cannot look there myself. Please look before you send it."
)
_GONE = "That place is archived or gone: choose another channel, then send it."
_REMOVED = "Slack no longer lets me in: install the app again, then send it."
_NOT_REACHED = "Slack cannot reach them: they may have left."
_REASONS = {
    "not_in_channel": "I am not in that channel: type /invite @Touchbase there, then send it.",
    "no channel is chosen": "No channel is chosen yet: choose one, then send it.",
    "shared_with_another_company": "That channel is shared with another company; I never post there. Choose another.",
    "missing_scope": "A permission is missing: `touchbase doctor` says which.",
    **dict.fromkeys(("archived", "is_archived", "channel_is_archived", "channel_not_found"), _GONE),
    **dict.fromkeys(("account_inactive", "invalid_auth", "not_authed", "token_revoked"), _REMOVED),
    **dict.fromkeys(("is_inactive", "user_disabled", "user_not_found", "messages_tab_disabled"), _NOT_REACHED),
}


def on_home(failed: Sequence[FailedDelivery], today: date) -> list[Block]:
    """What somebody is to decide about, the posts of the channel first; of what was too late one line."""
    if not failed:
        return []
    waiting = sorted((each for each in failed if each.waits), key=lambda each: each.person is not None)
    rows = [block for each in waiting[:AT_MOST] for block in _row(each, today)]
    left = len(waiting) - AT_MOST
    more = [context(f"And {left:,} more.")] if left > 0 else []
    return [header("Did not arrive"), *rows, *more, *_too_late([each for each in failed if not each.waits], today)]


def left_out() -> Message:
    return _said("Left out; nobody is told.")


def sent_again() -> Message:
    return _said("It is on its way.")


def taken_for_sent() -> Message:
    return _said("Noted: it is there.")


def decided_already() -> Message:
    return _said("That is settled already: it arrived, or somebody else sent it again.")


def _row(each: FailedDelivery, today: date) -> list[Block]:
    text = section(
        f"*{_name(each)}*{_recipient(each)}, due {formatting.day_words(each.due_on, today)}.\n{_reason(each)}"
    )
    buttons = [button("Send again", SEND_AGAIN, each.id)] if each.can_be_sent_again else []
    if each.may_have_arrived:
        buttons.append(button("It is there", IS_THERE, each.id))
    return [text, actions(*buttons, button("Leave it", LEAVE, each.id))]


def _too_late(late: Sequence[FailedDelivery], today: date) -> list[Block]:
    """What was due while nobody was there to send it, each kind once."""
    if not late:
        return []
    names = list(dict.fromkeys(f"{_name(each)} ({formatting.day_words(each.due_on, today)})" for each in late))
    return [context(f"I came back too late for these, so they were left out: {formatting.listing(names, AT_MOST)}.")]


def _name(each: FailedDelivery) -> str:
    name = escape(each.label)
    year, _, week = each.subject.partition("-W")
    return f"{name} of week {int(week)}" if year.isdigit() and week.isdigit() else name


def _recipient(each: FailedDelivery) -> str:
    return f" for {escape(formatting.name(each.person))}" if each.person else ""


def _reason(each: FailedDelivery) -> str:
    if each.is_over:
        return "Its week is over, so it is not sent any more."
    if each.may_have_arrived:
        return _MAY_HAVE_ARRIVED
    return _REASONS.get(
        each.error or "", f"Slack refuses it: {escape(formatting.one_line(each.error or 'it says not why'))}."
    )


def _said(line: str) -> Message:
    return Message(line, [section(line)])
