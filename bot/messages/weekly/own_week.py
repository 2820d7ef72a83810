"""/week, one line for one reader, and /goal."""

from bot.domain.weekly.own_week import ENOUGH_MINUTES, GOAL_OFFERED, TIME_WITHIN, Goal, OwnWeek
from bot.domain.weekly.periods import week_of
from bot.messages.blocks import Message, actions, button, section
from bot.messages.formatting import count, customers_and_prospects, duration
from bot.messages.parts import joined

SET_GOAL = "goal_set"

_WEEKS = TIME_WITHIN.days // 7
_OFFERED = (25, GOAL_OFFERED, 75)
_NO_GOAL = "none"


def own_week(mine: OwnWeek) -> Message:
    """Mine, in one line: this week against my number, my streak, and my time with customers."""
    week = week_of(mine.monday).title
    text = joined(" ", f"*{week}: {_reached(mine)}.*", _streak(mine), _time(mine), _goal(mine))
    return Message(text, [section(text)])


def goal(given: Goal) -> Message:
    """The goal as it stands, and others to choose."""
    if given.percent is None:
        text = f"You have no goal. Founders do well with {GOAL_OFFERED} %; only you see it, with `/week`."
    else:
        text = f"*Your goal: {given.percent} % of a 40-hour week with customers.* Only you see it, with `/week`."
    ways = [
        button(f"{percent} %", f"{SET_GOAL}:{percent}", f"{percent}")
        for percent in _OFFERED
        if percent != given.percent
    ]
    ways += [button("No goal", f"{SET_GOAL}:{_NO_GOAL}", _NO_GOAL)] if given.percent is not None else []
    return Message(text, [section(text), actions(*ways)])


def _reached(mine: OwnWeek) -> str:
    both = customers_and_prospects(mine.customers, mine.prospects)
    if mine.meant is None:
        return both if mine.reached else "nobody spoken to yet"
    if not mine.reached:
        return f"your {count(mine.meant, 'customer')} still to come"
    if mine.reached > mine.meant:
        return f"{both}; you meant {mine.meant:,}"
    of = f"{mine.reached:,} of your {count(mine.meant, 'customer')}"
    return f"{of} ({both})" if mine.prospects else of


def _streak(mine: OwnWeek) -> str:
    """Weeks in a row; one alone is no row."""
    streak = mine.streak
    if streak.has_this_week:
        return f"{streak.weeks:,} weeks in a row with a conversation." if streak.weeks > 1 else ""
    if not streak.weeks:
        return ""
    if mine.is_away:
        return f"{count(streak.weeks, 'week')} in a row; a week away does not break it."
    return f"{count(streak.weeks, 'week')} in a row; one conversation makes it {streak.weeks + 1:,}."


def _time(mine: OwnWeek) -> str:
    within = f"with customers in the last {_WEEKS} weeks"
    if mine.minutes >= ENOUGH_MINUTES:
        return f"{duration(mine.minutes)} {within}."
    spent = f"{duration(mine.minutes)} {within}" if mine.minutes else f"No time {within} yet"
    return f"{spent}; from {duration(ENOUGH_MINUTES)} on products get better."


def _goal(mine: OwnWeek) -> str:
    if mine.goal is None:
        return ""
    way = f"`/goal {GOAL_OFFERED}` sets what you mean to spend"
    if not mine.minutes:
        return (
            f"{way} with customers."
            if mine.goal.percent is None
            else f"Your goal is {mine.goal.percent} % of a 40-hour week."
        )
    share = f"{mine.share:,} %" if mine.share else "under 1 %"
    end = way if mine.goal.percent is None else f"your goal is {mine.goal.percent} %"
    return f"That is {share} of a 40-hour week; {end}."
