"""The daily digest: what is new for one person, a line each, with what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.conversations.model import Conversation, Kind, State
from bot.domain.weekly.digests import MOST_LINES, ItemKind
from bot.domain.workspace.preferences import Mode
from bot.messages import formatting
from bot.messages.accounts import waiting
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import to_ask
from bot.messages.blocks import BUTTON_LIMIT, Block, Element, Message, actions, button, context, cut, escape, section
from bot.messages.conversations import follow_ups, plans
from bot.messages.workspace.home import NOT_ME

MONDAYS, OFF, ON = "digest_mondays", "digest_off", "digest_on"
LINE_OF_DIGEST = "line-"
"""Begins the suffix of an action_id that means one line of a digest, which stays as it is when that is pressed."""

_QUOTE_LIMIT = 160
_LISTED = 5
_DID = {
    Kind.CALL: "called {account}",
    Kind.VIDEO: "had a video call with {account}",
    Kind.MEETING: "met {account}",
    Kind.VISIT: "visited {account}",
    Kind.EVENT: "spoke to {account} at an event",
}
_KINDS = {Kind.VIDEO: "a video call", Kind.EVENT: "an event", Kind.ATTEMPT: "an attempt", Kind.HEARD: "something heard"}


@dataclass(frozen=True)
class Reader:
    """For whom the lines are, and their day."""

    id: str
    today: date
    names: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One line of a digest about the records `subjects`; `text` is escaped.

    Unless it `is_news` it only says, in a digest that was sent, what became of what stood there.
    """

    kind: ItemKind
    subjects: tuple[str, ...]
    text: str
    buttons: tuple[Element, ...] = ()
    is_news: bool = True


def digest(lines: Sequence[Line], mode: Mode) -> Message:
    """The lines in their order, below what stands on top; of more than five the first, and how many stand on the Home
    tab. What stands on top has switches of its own, which are enough where it is alone."""
    top = [line for line in lines if line.kind.is_top]
    below = [line for line in lines if not line.kind.is_top]
    shown, left = several([*top, *below[:MOST_LINES]]), len(below) - MOST_LINES
    if not below:
        return shown
    switches = actions(*_switches(mode))
    if left <= 0:
        return Message(shown.text, [*shown.blocks, switches])
    rest = f"And {left} more; your Home tab and the accounts’ cards have them."
    return Message(f"{shown.text}\n{rest}", [*shown.blocks, context(rest), switches])


def several(lines: Sequence[Line]) -> Message:
    """The lines, each with its own buttons."""
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        blocks.append(section(line.text))
        if line.buttons:
            blocks.append(actions(*_suffixed(line.buttons, number)))
    return Message("\n".join(line.text for line in lines), blocks)


def nothing_left() -> Message:
    """What a digest reads once nothing of it holds any more."""
    text = "Nothing of this morning’s is open any more."
    return Message(text, [section(text)])


def chosen(mode: Mode) -> Message:
    """What was saved, and the way back."""
    text = {
        Mode.ON: "*On.* In the morning I write what is new for you: at most five lines, and none where nothing is.",
        Mode.MONDAYS: "*Mondays only.* What you promised for the week and what is planned stands there too.",
        Mode.OFF: "*Off.* No more morning messages. What is yours to do stands on your Home tab.",
    }[mode]
    return Message(text, [section(text), actions(*_switches(mode))])


def follow_up(kind: ItemKind, tracked: TrackedFollowUp, reader: Reader) -> Line:
    """What somebody promised, on its day, late, or when a colleague wrote it down for them."""
    what, account = follow_ups.what(tracked, reader.names), follow_ups.account_of(tracked)
    if tracked.state is not FollowUpState.OPEN:
        return Line(kind, (tracked.id,), f"Done: {what}, for {account}.", is_news=False)
    source = follow_ups.source(tracked.entry, reader.id, reader.names, reader.today)
    due = tracked.step.due
    day = "" if due is None else formatting.day_words(due, reader.today)
    match kind:
        case ItemKind.FOLLOW_UP_GIVEN:
            when = f", {day}" if day else ""
            by = _person(tracked.given_by, reader)
            text = f"{by} wrote down for you: *{what}*, for {account}{when}; {source}."
        case ItemKind.FOLLOW_UP_LATE:
            text = f"*Still open for {account}: {what}*, meant for {day}; {source}."
        case _:
            text = f"*{formatting.beginning(day)}, for {account}: {what}*, {source}."
    return Line(kind, (tracked.id,), text, follow_ups.buttons(tracked.id))


def follow_up_done(tracked: TrackedFollowUp, reader: Reader) -> Line:
    """What somebody wrote down was done by a colleague."""
    what, account = follow_ups.what(tracked, reader.names), follow_ups.account_of(tracked)
    source = follow_ups.source(tracked.entry, reader.id, reader.names, reader.today)
    text = f"{_person(tracked.ended_by or '', reader)} did it: *{what}*, for {account}; {source}."
    return Line(
        ItemKind.FOLLOW_UP_DONE,
        (tracked.id,),
        text,
        (button("Words to call back", follow_ups.WORDS, tracked.id),),
    )


def plan_today(plan: Conversation, ask: QuotedInsight | None, reader: Reader) -> Line:
    """What is planned for the day: who goes there, and what to ask."""
    account, details = _account(plan), plan.details
    if details.state is not State.PLANNED:
        return Line(ItemKind.PLAN_TODAY, (plan.id,), f"*{account}:* it happened.", is_news=False)
    people = [_you_or(colleague, reader) for colleague in (details.held_by, *details.colleagues)]
    people = ["you"] * ("you" in people) + [person for person in people if person != "you"]
    day = formatting.beginning(formatting.day_words(details.on, reader.today))
    note = _quoted(details.note, plan, reader)
    text = f"*{day}: {account}*, {details.kind.value}, {formatting.listing(people, most=6)}" + (
        f": “{note}”." if note else "."
    )
    text += f" {to_ask(ask, reader.names, reader.today)}" if ask is not None else ""
    ways = [_card(plan)]
    if reader.id in (details.held_by, plan.logged_by):
        ways.append(plans.move(plan.id))
    return Line(ItemKind.PLAN_TODAY, (plan.id,), text, tuple(ways))


def plan_question(plan: Conversation, reader: Reader) -> Line:
    """Did it happen?"""
    if plan.details.state is not State.PLANNED:
        day = formatting.date_words(plan.details.on, reader.today)
        return Line(ItemKind.PLAN_QUESTION, (plan.id,), f"*{_account(plan)}, {day}:* it happened.", is_news=False)
    text = plans.asked(plan, reader.names, reader.today)
    return Line(ItemKind.PLAN_QUESTION, (plan.id,), text, plans.answers(plan))


def colleague_conversations(entries: Sequence[Conversation], reader: Reader) -> Line:
    """Colleagues spoke to accounts of theirs: one in a sentence, several in a list."""
    subjects = tuple(entry.id for entry in entries)
    if len(entries) == 1:
        return Line(ItemKind.SPOKEN, subjects, f"{_talk(entries[0], reader)}.", (_card(entries[0]),))
    lines = [f"• {_talk(entry, reader)}" for entry in entries[:_LISTED]]
    more = len(entries) - _LISTED
    lines += [f"• and {more} more"] if more > 0 else []
    accounts = {entry.account_id: entry for entry in entries[:_LISTED]}
    cards = tuple(button(formatting.name(each.account_name, BUTTON_LIMIT), SHOW, key) for key, each in accounts.items())
    return Line(ItemKind.SPOKEN, subjects, "\n".join(["*Colleagues spoke to accounts of yours:*", *lines]), cards)


def credited(entry: Conversation, reader: Reader) -> Line:
    """Somebody else put it down as theirs, or says that they took part."""
    details, by = entry.details, _person(entry.logged_by, reader)
    kind = _KINDS.get(details.kind, f"a {details.kind.value}")
    is_plan = details.state is State.PLANNED
    on = formatting.when(details.on, reader.today) if is_plan else formatting.when_heard(details.on, reader.today)
    did = f"planned {kind} with" if is_plan else f"logged {kind} with"
    role = "for you" if is_plan else "as yours"
    role = role if details.held_by == reader.id else "and put you down too"
    note = _quoted(details.note, entry, reader)
    text = f"{by} {did} *{_account(entry)}* {role}, {on}" + (f": “{note}”." if note else ".")
    return Line(ItemKind.CREDITED, (entry.id,), text, (button("Not me", NOT_ME, entry.id), _card(entry)))


def yours_that_wait(standing: Sequence[AccountStatus], more: int) -> Line:
    """The accounts of theirs that wait most, in days; `more` wait too."""
    lines = [
        f"{escape(formatting.name(account_status.account.name))}, {waiting.unreproached(account_status)}"
        for account_status in standing
    ]
    lines += [f"and {more:,} more"] if more > 0 else []
    text = f"*Yours that wait:* {' · '.join(lines)}. `/account` has all of yours."
    cards = tuple(
        button(formatting.name(account_status.account.name, BUTTON_LIMIT), SHOW, account_status.account.id)
        for account_status in standing
    )
    return Line(ItemKind.WAITING, tuple(account_status.account.id for account_status in standing), text, cards)


def _talk(entry: Conversation, reader: Reader) -> str:
    details = entry.details
    did = _DID.get(details.kind, "spoke to {account}").format(account=f"*{_account(entry)}*")
    when = formatting.when_heard(details.on, reader.today)
    line = f"{_person(details.held_by, reader)} {did} {when}, {formatting.duration(details.counted_minutes)}"
    words = details.note or next((insight.text for insight in details.insights), "")
    quoted = _quoted(words, entry, reader)
    return f"{line}: “{quoted}”" if quoted else line


def _quoted(text: str, entry: Conversation, reader: Reader) -> str:
    """On one line, escaped, cut after that, and without the full stop that ends our sentence."""
    line = formatting.one_line(formatting.with_names(text, entry.details.people, reader.names)).rstrip(".")
    return cut(escape(line), _QUOTE_LIMIT)


def _card(entry: Conversation) -> Element:
    return button("Card", SHOW, entry.account_id)


def _switches(mode: Mode) -> list[Element]:
    offered = {
        Mode.ON: [("Mondays only", MONDAYS), ("Off", OFF)],
        Mode.MONDAYS: [("Whenever something is new", ON), ("Off", OFF)],
        Mode.OFF: [("On again", ON), ("Mondays only", MONDAYS)],
    }[mode]
    return [button(label, f"{action_id}:{LINE_OF_DIGEST}switch", "digest") for label, action_id in offered]


def _suffixed(buttons: Sequence[Element], number: int) -> list[Element]:
    """Each means one line of the message, which stays; an action_id is unique in its block."""
    return [
        button
        if ":" in button["action_id"]
        else {**button, "action_id": f"{button['action_id']}:{LINE_OF_DIGEST}{number}-{position}"}
        for position, button in enumerate(buttons)
    ]


def _account(entry: Conversation) -> str:
    return escape(formatting.name(entry.account_name))


def _person(member_id: str, reader: Reader) -> str:
    if member_id == reader.id:
        return "You"
    return escape(formatting.person(member_id, reader.names, unknown=formatting.SOMEBODY.capitalize()))


def _you_or(member_id: str, reader: Reader) -> str:
    return "you" if member_id == reader.id else escape(formatting.person(member_id, reader.names))
