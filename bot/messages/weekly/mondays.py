"""Monday's post, and the answer to naming a number."""

from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.pledges import MOST, OFFERED, LastWeek, MondayPost, Pledged, PledgeSum
from bot.messages import formatting
from bot.messages.accounts.waiting import days_of, in_short
from bot.messages.blocks import (
    BUTTON_LIMIT,
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    context,
    cut,
    escape,
    section,
)
from bot.messages.parts import MessagePart, plain_text, render_parts
from bot.messages.setup import first_words
from bot.messages.views import asking, field
from bot.messages.weekly.fridays import meant

NUMBER = "pledge_number"
OTHER = "pledge_other"
OTHER_FORM = "pledge_other_form"
SPEAK_TO = "pledge_talk"
SEE = "pledge_see"
FIELD = "number"

_WORDS_LIMIT = 140
_QUESTION = (
    "*How many customers will you speak to this week?* I show only the sum; on Friday I name those who kept theirs."
)
_NEW_HERE = (
    "New here: press a number, then type `/logcall Acme 20m what they said`, with your customer’s name for Acme."
)
_ONLY_TOUCHES = "No customer was spoken to last week. If you did speak to someone: `/logcall Acme last friday`."
_NOTHING_LOGGED = "Nothing was logged last week. If you did speak to someone: `/logcall Acme last friday`."


def monday(post: MondayPost) -> Message:
    """The post for the channel, with the sum as it is now."""
    numbers = [button(f"{number}", f"{NUMBER}:{number}", f"{post.week} {number}") for number in OFFERED]
    choice = actions(*numbers, button("Another number", OTHER, post.week))
    so_far = _so_far(post.sum)
    parts = [
        MessagePart(_QUESTION, (section(_QUESTION), choice)),
        MessagePart(so_far, (context(so_far),)),
        plain_text(_NEW_HERE if post.last is None else _last_week(post.last)),
        *[
            _offer(number, account_status, post.words.get(account_status.account.id, ""))
            for number, account_status in enumerate(post.waiting)
        ],
    ]
    return render_parts(parts)


def other(week: str, metadata: str) -> View:
    """The form for another number."""
    element: Element = {
        "type": "number_input",
        "action_id": FIELD,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": f"{MOST}",
    }
    hint = "With 0 I leave you in peace this week."
    fields = [field(FIELD, "How many customers will you speak to this week?", element, hint=hint)]
    return asking(OTHER_FORM, "Your number", fields, submit="That’s it", metadata=metadata)


def pledged(given: Pledged) -> Message:
    """What whoever named a number reads, and only they."""
    return first_words.below_number(_pledged(given), given.has_first_words)


def _pledged(pledged: Pledged) -> Message:
    if not pledged.number:
        return _alone("0 it is. I leave you in peace this week.")
    if not pledged.waiting:
        return _alone(f"*{pledged.number:,} it is.* Your number is yours to change: press another one.")
    question = f"*{pledged.number:,}. Who first?*"
    offers = [
        button(_named(account_status), f"{SPEAK_TO}:{number}", account_status.account.id)
        for number, account_status in enumerate(pledged.waiting)
    ]
    text = "\n".join([question, *(_line(account_status) for account_status in pledged.waiting)])
    return Message(text, [section(question), actions(*offers, button("I’ll see", SEE, "later"))])


def later() -> Message:
    """They will see whom they speak to."""
    return _alone("Right. /account shows who waits whenever you want to know.")


def before_the_call(account: str, card: Message) -> Message:
    """The card of whom they mean to speak to: nothing is put down by that."""
    line = f"*{escape(formatting.name(account))} it is.* Here is what to know; log it when you have spoken to them."
    return Message(f"{line}\n{card.text}", [section(line), *card.blocks])


def _so_far(sum: PledgeSum) -> str:
    if not sum.people:
        return ""
    return f"{formatting.count(sum.people, 'person', 'people')}, {formatting.count(sum.customers, 'customer')} so far."


def _last_week(last: LastWeek) -> str:
    team = last.team
    if not team.conversations:
        return _ONLY_TOUCHES if last.has_touch else _NOTHING_LOGGED
    if not team.customers and not team.prospects:
        return f"Last week: {formatting.count(team.conversations, 'conversation')}."
    if last.numbers is None:
        spoken = formatting.customers_and_prospects(team.customers, team.prospects)
        return f"Last week: {spoken} spoken to. {_NEW_HERE if last.is_first else 'Nobody had named a number.'}"
    return f"Last week: {formatting.customers_and_prospects(team.customers, team.prospects)}{meant(last.numbers)}."


def _offer(number: int, standing: AccountStatus, text: str) -> MessagePart:
    line = _line(standing) + _last_words(text)
    account = formatting.name(standing.account.name)
    # Read aloud, three times the same words say nothing.
    talk = {
        **button("I’ll talk to them", f"{SPEAK_TO}:{number}", standing.account.id),
        "accessibility_label": formatting.name(f"I’ll talk to {account}", BUTTON_LIMIT - 2),
    }
    block: Block = {**section(line), "accessory": talk}
    return MessagePart(line, (block,))


def _last_words(words: str) -> str:
    text = formatting.one_line(words).strip('"“” ').rstrip(".")
    return f"; last word “{cut(escape(text), _WORDS_LIMIT)}”" if text else ""


def _line(standing: AccountStatus) -> str:
    return f"*{escape(formatting.name(standing.account.name))}*, {days_of(standing)}"


def _named(standing: AccountStatus) -> str:
    """The account and why it waits, in short, on a button; where both do not fit the name is cut."""
    days = in_short(standing)
    return f"{formatting.name(standing.account.name, max(BUTTON_LIMIT - len(days) - 4, 20))}, {days}"


def _alone(text: str) -> Message:
    return Message(text, [section(text)])
