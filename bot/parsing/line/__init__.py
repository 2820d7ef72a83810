"""The `/logcall` line, from Slack's text to values. Deterministic: no clock, no disk, no model.

Tokens are split once (tokens); what can be told in them is spotted (vocabulary, values, account/spans, spots); every
place where the account may be named is weighed (account/choose, weights); what stands in front of the note and within
it is read (front, facts, outcomes, people, note), then the sections behind it (sections); reading puts it together.
Lists and pasted lines are cut into one piece for each customer first (pasted).
"""

from bot.parsing.line.chatter import NoLine
from bot.parsing.line.explain import explain
from bot.parsing.line.people.known import KnownPeople, first_words
from bot.parsing.line.reader import LINE_LIMIT, Entry, Line, LineTooLong, TooManyAccounts, read_line
from bot.parsing.line.values.day import OLDEST_DAYS
from bot.parsing.line.values.whole import whole_day, whole_duration

__all__ = [
    "LINE_LIMIT",
    "OLDEST_DAYS",
    "Entry",
    "KnownPeople",
    "Line",
    "LineTooLong",
    "NoLine",
    "TooManyAccounts",
    "explain",
    "first_words",
    "read_line",
    "whole_day",
    "whole_duration",
]
