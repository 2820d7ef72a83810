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
    waiting = sorted((delivery for delivery in failed if delivery.waits), key=lambda each: each.person is not None)
    rows = [block for delivery in waiting[:AT_MOST] for block in _row(delivery, today)]
    left = len(waiting) - AT_MOST
    more = [context(f"And {left:,} more.")] if left > 0 else []
    return [
        header("Did not arrive"),
        *rows,
        *more,
        *_too_late([delivery for delivery in failed if not delivery.waits], today),
    ]


def left_out() -> Message:
    return _said("Left out; nobody is told.")


def sent_again() -> Message:
    return _said("It is on its way.")


def taken_for_sent() -> Message:
    return _said("Noted: it is there.")


def decided_already() -> Message:
    return _said("That is settled already: it arrived, or somebody else sent it again.")


def _row(delivery: FailedDelivery, today: date) -> list[Block]:
    due = formatting.day_words(delivery.due_on, today)
    text = section(f"*{_name(delivery)}*{_recipient(delivery)}, due {due}.\n{_reason(delivery)}")
    buttons = [button("Send again", SEND_AGAIN, delivery.id)] if delivery.can_be_sent_again else []
    if delivery.may_have_arrived:
        buttons.append(button("It is there", IS_THERE, delivery.id))
    return [text, actions(*buttons, button("Leave it", LEAVE, delivery.id))]


def _too_late(late: Sequence[FailedDelivery], today: date) -> list[Block]:
    """What was due while nobody was there to send it, each kind once."""
    if not late:
        return []
    names = list(
        dict.fromkeys(f"{_name(delivery)} ({formatting.day_words(delivery.due_on, today)})" for delivery in late)
    )
    return [context(f"I came back too late for these, so they were left out: {formatting.listing(names, AT_MOST)}.")]


def _name(delivery: FailedDelivery) -> str:
    name = escape(delivery.label)
    year, _, week = delivery.subject.partition("-W")
    return f"{name} of week {int(week)}" if year.isdigit() and week.isdigit() else name


def _recipient(delivery: FailedDelivery) -> str:
    return f" for {escape(formatting.name(delivery.person))}" if delivery.person else ""


def _reason(delivery: FailedDelivery) -> str:
    if delivery.is_over:
        return "Its week is over, so it is not sent any more."
    if delivery.may_have_arrived:
        return _MAY_HAVE_ARRIVED
    return _REASONS.get(
        delivery.error or "", f"Slack refuses it: {escape(formatting.one_line(delivery.error or 'it says not why'))}."
    )


def _said(line: str) -> Message:
    return Message(line, [section(line)])
