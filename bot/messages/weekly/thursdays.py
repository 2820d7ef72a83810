"""Thursday's question, the top of that day's digest, and the answers to what is pressed under it."""

from datetime import date

from bot.domain.accounts.model import Stage
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.digests import ItemKind
from bot.domain.weekly.thursdays import NumberQuestion
from bot.messages import formatting
from bot.messages.accounts.cards import WORDS, to_ask
from bot.messages.accounts.waiting import unreproached
from bot.messages.blocks import BUTTON_LIMIT, Element, Message, actions, button, escape, section
from bot.messages.weekly.digests import Line
from bot.messages.workspace.home import LOG

SPOKE = "thursday_spoke"
TOMORROW = "thursday_tomorrow"
NOT_THIS_WEEK = "thursday_not_this_week"
STOP = "thursday_stop"
THURSDAY_ON = "thursday_on"

_NAMED = 5
_QUESTION = "*How many customers did you speak to this week?*"


def lines(asked: NumberQuestion) -> list[Line]:
    """The question, whom they can tap, and whom they might call; of what is settled only how it ended."""
    if asked.is_past:
        return [_line(asked, _past(asked), is_news=False)]
    if asked.is_reached:
        return [_line(asked, _reached(asked), is_news=False)]
    return [_line(asked, _question(asked)), _line(asked, _tap(asked), *_taps(asked)), _not_yet(asked)]


def again_tomorrow() -> Message:
    return _alone("Tomorrow morning it is: I ask once more, unless you have reached your number by then.")


def no_more_this_week() -> Message:
    """What is read by who asked for tomorrow where that is no working day of the week."""
    return _alone("Tomorrow is a day off: I leave it at that for this week.")


def not_this_week() -> Message:
    return _alone("Not this week, then. I ask again next week, if you name a number on Monday.")


def stopped() -> Message:
    text = "*Stopped.* I ask this no more; your number and your morning messages stay as they are."
    return Message(text, [section(text), actions(button("Ask me again", THURSDAY_ON, "thursday"))])


def turned_on() -> Message:
    return _alone("*On.* On Thursday I ask how many customers you spoke to, while you have not reached your number.")


def _question(asked: NumberQuestion) -> str:
    named = [f"{escape(formatting.name(each.account))}, {_day(each.on, asked)}" for each in asked.contacted]
    left = len(named) - _NAMED
    shown = "; ".join([*named[:_NAMED], *([f"and {left:,} more"] if left > 0 else [])])
    text = f"I have {len(named):,} from you: {shown}." if named else "I have none from you yet."
    return f"{_QUESTION} {text} You had {asked.meant:,} in mind."


def _tap(asked: NumberQuestion) -> str:
    if not asked.offered:
        return "Spoke to someone? Put it down here."
    return "Tap whom you spoke to; I put it down for today, 30 min, and you can change it."


def _taps(asked: NumberQuestion) -> list[Element]:
    taps = [
        button(formatting.name(each.account.name, BUTTON_LIMIT), SPOKE, f"{asked.day} {each.account.id}")
        for each in asked.offered
    ]
    return [*taps, button("Someone else" if taps else "Log a conversation", LOG, "home")]


def _not_yet(asked: NumberQuestion) -> Line:
    ways = [
        *([button("Tomorrow morning", TOMORROW, f"{asked.day}")] if asked.may_wait else []),
        button("Not this week", NOT_THIS_WEEK, f"{asked.day}"),
        button("Stop these", STOP, "thursday"),
    ]
    if asked.suggested is None:
        text = "Not yet? Any customer counts; `/account` shows who waits."
        return _line(asked, text, *ways)
    account_id = asked.suggested.account.id
    words = button("Words to ask for 20 minutes", WORDS, account_id)
    return Line(ItemKind.SUGGESTED, (account_id,), _reason(asked, asked.suggested), (words, *ways))


def _reason(asked: NumberQuestion, standing: AccountStatus) -> str:
    """Whom they might call, why, and what to begin with."""
    account = escape(formatting.name(standing.account.name))
    is_new = not standing.has_conversation and standing.account.last_activity is None and standing.priority is None
    if not is_new:
        glad = f"Not yet? *{account}* would be glad to hear from you"
        if asked.ask is None:
            return f"{glad}: {unreproached(standing)}."
        days = "" if standing.priority is not None else f": {unreproached(standing)}"  # what they said has its day
        return f"{glad}{days}. {to_ask(asked.ask, asked.names, asked.today)}"
    is_customer = standing.account.stage is Stage.CUSTOMER
    question = "Ask what made them choose us." if is_customer else "Ask what they want most this year."
    here = formatting.count(standing.days, "day")
    return f"Not yet? *{account}* has been here {here} and nobody has spoken to them. {question}"


def _reached(asked: NumberQuestion) -> str:
    return f"You spoke to {len(asked.contacted):,} this week; you had {asked.meant:,} in mind."


def _past(asked: NumberQuestion) -> str:
    return f"That week you spoke to {len(asked.contacted):,}." if asked.contacted else "That week is over."


def _day(on: date, asked: NumberQuestion) -> str:
    return formatting.date_words(on, asked.today)


def _line(asked: NumberQuestion, text: str, *buttons: Element, is_news: bool = True) -> Line:
    return Line(ItemKind.NUMBER_QUESTION, (asked.day.isoformat(),), text, buttons, is_news=is_news)


def _alone(text: str) -> Message:
    return Message(text, [section(text)])
