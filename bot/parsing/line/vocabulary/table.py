"""What a language's table says, and the roles its words play in a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto

from bot.domain.conversations.model import Kind


class Tag(IntEnum):
    """The role of a word. A word may have several; where it stands decides."""

    NOUN = auto()  # of a kind: call, lunch
    VERB = auto()  # of a kind, ours and past: met, visited
    TALK = auto()  # of speaking, which any other kind overrules: spoke, caught up
    BARE_VERB = auto()  # a verb that is no past: visit, meet
    FAILED = auto()  # what was tried in vain: voicemail, no show
    CANCELLED = auto()  # what did not take place
    MEANT = auto()  # what was only intended: supposed to, didn't
    NONE = auto()  # before a noun of a kind that did not take place: no, not a
    NOBODY = auto()  # who was not met: nobody, no one
    WAITING = auto()  # before whom one waits for: nothing from, waiting for
    PRESENT = auto()  # behind nobody, what they did not do: picked up, was there
    HAD = auto()  # ours and past, before a noun of a kind or a day: had, was
    TRIED = auto()  # directly before a verb or noun of a kind: tried to
    INTRO = auto()  # what introduces a conversation and says nothing else: just, had a quick
    WE = auto()  # who speaks: I, we
    THEY = auto()  # whose clause is about the customer: they, she
    SAID = auto()  # what is behind is only reported: said, told
    TO = auto()  # before the account: to, with, at
    WITH = auto()  # before people of the customer: with, w/
    OF = auto()  # between a person and the account: from, at
    BY = auto()  # before who held it
    FOR = auto()  # before a duration of ours: for, took
    LENGTH = auto()  # behind a duration, to it: each, in total
    OF_TALK = auto()  # behind a length of time and `of`: complaints, q&a
    ABOUT = auto()  # before what was spoken of: about, re
    JOIN = auto()  # between two accounts or people: and, &
    NEW = auto()  # before a name that is not known yet: new lead, customer
    STOP = auto()  # what is no name and no note of its own: articles, pronouns, the like
    THEIRS = auto()  # before a length of time that is not the conversation's: lasted, within
    STATE = auto()  # in a clause whose length of time is the state's: down for 2 hours
    DELAY = auto()  # behind one: late, of delay
    PRIVATE = auto()
    CHOICE = auto()  # of a field of few values: its word and the value
    BOOKED = auto()  # with a date behind: booked for
    WILL = auto()  # before a verb of meeting that is still to come: will, need to, must
    WILL_AT_END = auto()  # the same where that verb ends the clause: werde … anrufen
    INFINITIVE = auto()  # directly behind an account and alone: anrufen, rappeler
    CALLS_BACK = auto()  # with a day to come behind, or nothing: calls back, meldet sich
    CALLS_PARTED = auto()  # the same where a particle ends the clause: ruft … zurück
    CALLS_CLOSING = auto()  # the particle
    WISH = auto()  # behind the account and before a meeting that is asked for: want a
    GOING = auto()  # with a day ahead: flying to see
    SORRY = auto()  # what is behind replaces what it corrects
    RATHER = auto()  # before an account that was meant instead: but it was, should have been
    NEXT = auto()  # with a colon: what was promised
    TODO = auto()  # the same without one
    PROMISED = auto()  # in a sentence: I promised to
    TITLE = auto()  # before a name: Dr.
    ROLE = auto()  # before a name, or for one: CEO, ops lead
    OF_COMPANY = auto()  # behind a name, of another company that is called alike: logistics, ventures
    PLACE = auto()  # of an account, behind its name: hq, office
    ATTENDEES = auto()  # labels of pasted notes
    ON_DATE = auto()
    LASTED = auto()
    SENDER = auto()  # of a pasted mail: from
    NOTES = auto()
    KIND = auto()
    JOINED = auto()  # behind a mention: joined, came along
    CUSTOMER = auto()
    GREETING = auto()
    THANKS = auto()
    ASKS = auto()  # begins a question: what, who, can you
    AUXILIARY = auto()  # behind a word that asks: is, did
    REQUEST = auto()  # begins a request to others: remind me, please
    UNDO = auto()
    LIST = auto()
    LAST = auto()
    HELP = auto()
    NUMBER = auto()
    TIMES = auto()  # between a number and a length of time: x, times
    HALF = auto()
    QUARTER = auto()
    THREE_QUARTERS = auto()
    HOUR_AND_HALF = auto()
    WHOLE_DAY = auto()
    HALF_DAY = auto()
    MINUTE = auto()
    HOUR = auto()
    WEEKDAY = auto()
    WEEKDAY_LED = auto()  # a short one that is a word too, behind `last` or `on`: do, so
    MONTH = auto()
    DAY = auto()  # a day by its distance from today: yesterday
    UNIT = auto()  # of what is counted in dates: day, week
    AGO = auto()
    AGO_BEHIND = auto()
    AHEAD = auto()
    AHEAD_BEHIND = auto()
    LAST_DAY = auto()  # before a weekday that is past: last
    LAST_DAY_BEHIND = auto()
    COMING_DAY = auto()
    COMING_DAY_BEHIND = auto()
    ON_DAY = auto()
    LAST_WEEK = auto()
    WEEK_BEFORE = auto()
    NEXT_WEEK = auto()
    END_OF = auto()  # the last working day of what is counted: end of week, eom


@dataclass(frozen=True)
class Table:
    """One language. Phrases stand between commas; a hyphen in one may be left out or be a space.

    `days` are distances from today; `numbers` words by value; `ago`, `ahead`, `last`, `coming` and `on` are what stands
    before (or behind, where it begins with `_`) a number of `units` or a weekday. `ends` are words for the end of a
    unit, `short_weekdays` are weekdays only behind such a word.
    """

    nouns: Mapping[Kind, str] = field(default_factory=dict)
    verbs: Mapping[Kind, str] = field(default_factory=dict)
    tags: Mapping[Tag, str] = field(default_factory=dict)
    weekdays: tuple[str, ...] = ()
    short_weekdays: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    days: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[float, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    ago: str = ""
    ahead: str = ""
    last: str = ""
    coming: str = ""
    on: str = ""
