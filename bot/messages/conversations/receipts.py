"""The receipt of a logged conversation: what needs an eye first, then the record, then the gift."""

from collections.abc import Mapping, Sequence

from bot.domain.conversations import fields
from bot.domain.conversations.model import MENTION, Conversation, Details, Kind, State
from bot.domain.conversations.receipts import NOTABLE_GAP_DAYS, Receipt, SeveralReceipts, Undone, WeekSum
from bot.messages import formatting, user_text
from bot.messages.blocks import BUTTON_LIMIT, Block, Element, Message, actions, button, escape, quote, section
from bot.messages.conversations import doubts as other_readings

UNDO, EDIT = other_readings.UNDO, other_readings.EDIT
PUT_BACK = "conversation_put_back"
NOT_MEANT = "conversation_not_meant"
WAS_CALL = "conversation_was_call"
WAS_TODAY = "conversation_was_today"
IS_PLANNED = "conversation_is_planned"
WAS_THERE = "conversation_was_there"
ADD_INSIGHT = "conversation_heard"
SHARE = "conversation_share"
UNDO_ALL = "conversation_undo_all"

ONE_OF_SEVERAL = "several-"
"""Begins the suffix of an action_id that means one of the conversations of a message."""

_CREDITED_AT_MOST = 5
ReceiptWarning = tuple[str, list[Element]]
"""What needs the reader's eye, and the buttons that put it right."""


def receipt(given: Receipt) -> Message:
    """What the author reads, and only they."""
    record = [_record(given), *_gift(given)]
    doubts, named = _doubts(given), _named(given)
    blocks = [block for doubt in doubts for block in _drawn(doubt)]
    blocks += [section(paragraph) for paragraph in record]
    blocks += [block for doubt in named for block in _drawn(doubt)]
    blocks.append(actions(*_ways_on(given)))
    return Message("\n".join([*(said for said, _ in doubts), *record, *(said for said, _ in named)]), blocks)


def several(given: SeveralReceipts) -> Message:
    """One line told of several conversations: each with its own Undo, and one for all."""
    text = [f"{len(given.receipts)} conversations logged."]
    blocks: list[Block] = []
    for number, one in enumerate(given.receipts):
        doubts = _doubts(one)
        record = "\n".join([_record(one), *_gift(one)[:1]])
        text += [*(said for said, _ in doubts), record]
        entry, suffix = one.conversation.id, f"{ONE_OF_SEVERAL}{number}"
        buttons = [button("Edit", EDIT, entry), button("Undo", UNDO, entry)]
        blocks += [block for said, ways in doubts for block in _drawn((said, _suffixed(ways, suffix)))]
        blocks += [section(record), actions(*_suffixed(buttons, suffix))]
    undo_all = button("Undo all", UNDO_ALL, " ".join(one.conversation.id for one in given.receipts))
    return Message("\n".join(text), [*blocks, actions(undo_all)])


def undone_all(given: Sequence[Undone]) -> Message:
    """All that one line told of is taken back; what was typed stands below, once."""
    names = [_account(one.conversation.account_name) for one in given]
    said = f"Taken back: {formatting.listing(names, most=8)}. They count nowhere."
    line = next((one.line for one in given if one.line), None)
    typed = [user_text.block(user_text.line_of("/logcall", line))] if line else []
    return Message(f"{said}\n{quote(line)}" if line else said, [section(said), *typed])


def undone(given: Undone) -> Message:
    """The entry is taken back; what was typed stands below, so that no word is lost."""
    conversation = given.conversation
    what = f"*{_account(conversation.account_name)}*, {conversation.details.kind}."
    is_plan = conversation.details.state is State.PLANNED
    said = f"No longer planned: {what}" if is_plan else f"Taken back: {what} It counts nowhere."
    blocks: list[Block] = [section(said)]
    text = said
    if given.line:
        line = user_text.line_of("/logcall", given.line)
        blocks.append(user_text.block(line))
        text += f"\n{quote(line)}"
    blocks.append(actions(button("Put it back", PUT_BACK, conversation.id)))
    return Message(text, blocks)


def bare(line: str) -> Message:
    """Only an account was named, where no form can be opened."""
    said = f"*What about it?* Nothing is saved yet. Add how long and what they said: {escape(line)} 20m …"
    return Message(said, [section(said)])


def not_you(entry: Conversation) -> Message:
    """Whoever was put down for a conversation by somebody else was not there."""
    said = f"Right: you are not down for *{_account(entry.account_name)}* any more."
    return Message(said, [section(said)])


def _suffixed(buttons: Sequence[Element], suffix: str) -> list[Element]:
    return [{**each, "action_id": f"{each['action_id'].partition(':')[0]}:{suffix}"} for each in buttons]


def _drawn(doubt: ReceiptWarning) -> list[Block]:
    said, buttons = doubt
    return [section(said), *([actions(*buttons)] if buttons else [])]


def _ways_on(given: Receipt) -> list[Element]:
    """What can be done with the entry; a plan has nothing to tell yet, and a private one is shared with nobody."""
    entry = given.conversation
    is_held = entry.details.state is State.HELD
    return [
        button("Edit", EDIT, entry.id),
        button("Undo", UNDO, entry.id),
        *([button("What did they say?", ADD_INSIGHT, entry.id)] if is_held else []),
        *([button("Share", SHARE, entry.id)] if is_held and not entry.details.private else []),
    ]


def _doubts(given: Receipt) -> list[ReceiptWarning]:
    entry = given.conversation
    account = _account(entry.account_name)
    doubts: list[ReceiptWarning] = [(said, []) for said in _notices(given)]
    if given.guessed_from is not None:
        other = formatting.name(entry.account_name, BUTTON_LIMIT - len("Not "))
        said = f"Check the account: I read “{escape(formatting.name(given.guessed_from))}” as *{account}*."
        doubts.append((said, [button(f"Not {other}", NOT_MEANT, entry.id)]))
    doubts += [other_readings.doubt(given, number, doubt) for number, doubt in enumerate(given.doubts)]
    if given.is_old:
        on = formatting.date_words(entry.details.on, given.today)
        said = f"Check the date: {on} is {formatting.count(given.days_back, 'day')} ago."
        answers = [button("It was today", WAS_TODAY, entry.id), button("It is planned", IS_PLANNED, entry.id)]
        doubts.append((said, answers))
    if entry.details.state is State.HELD and not entry.details.counts:
        said = f"Kept as {_KEPT_AS[entry.details.kind.value]}, so {account} still waits for a conversation."
        was_call = entry.details.kind is not Kind.HEARD
        doubts.append((said, [button("It was a call", WAS_CALL, entry.id)] if was_call else []))
    return doubts


def _notices(given: Receipt) -> list[str]:
    lines = ["Already logged: you sent this twice, it counts once."] if given.again else []
    if given.has_duplicate:
        account = _account(given.conversation.account_name)
        lines.append(
            f"Check for a double: {account} stands with the same words a few minutes ago; Undo drops this one."
        )
    if given.also_changed_by is not None:
        by = escape(formatting.changer(given.also_changed_by))
        lines.append(f"{by} changed this entry while you had it open: what you both wrote is kept.")
    return lines


def _named(given: Receipt) -> list[ReceiptWarning]:
    """Who is only mentioned in what was said, and a button each to say that they took part."""
    details = given.conversation.details
    told = " ".join([details.note, *(insight.text for insight in details.insights)])
    named = [member_id for member_id in details.named if member_id in MENTION.findall(told)]
    if not named:
        return []
    names = [_person(member_id, given.names) for member_id in named]
    said = f"{formatting.listing(names, most=6)} {'is' if len(names) == 1 else 'are'} named, not credited."
    room = BUTTON_LIMIT - len(" was there")
    there = [
        button(
            f"{formatting.person(member_id, given.names, room)} was there",
            f"{WAS_THERE}:{member_id}",
            f"{given.conversation.id} {member_id}",
        )
        for member_id in named[:_CREDITED_AT_MOST]
    ]
    return [(said, there)]


_KEPT_AS = {"message": "a message", "attempt": "an attempt", "heard": "something heard"}


def _record(given: Receipt) -> str:
    details = given.conversation.details
    parts = [f"*{_account(given.conversation.account_name)}*", details.kind.value]
    if details.counts or details.minutes is not None:
        parts.append(_minutes(details))
    parts.append(_when(given) + _with_whom(details, given.names))
    parts += _chosen(details)
    if details.private:
        parts.append("private")
    lines = [" · ".join(parts) + "."]
    lines += _words_of(given)
    return "\n".join([*lines, *_whose(given)])


def _chosen(details: Details) -> list[str]:
    """What was chosen of few values, with its label; the kind stands first by itself."""
    chosen = [(each.label, getattr(details, each.attributes[0])) for each in fields.PLAIN_CHOICES]
    return [f"{label.lower()}: {value}" for label, value in chosen if value]


def _whose(given: Receipt) -> list[str]:
    """Who held it and who typed it, where that is not the reader alone."""
    held_by, logged_by = given.conversation.details.held_by, given.conversation.logged_by
    if held_by != logged_by:
        return [f"Held by {_person_or_you(held_by, given)}, typed by {_person_or_you(logged_by, given)}."]
    return [] if logged_by == given.reader else [f"Typed by {_person(logged_by, given.names)}."]


def _minutes(details: Details) -> str:
    assumed = " (assumed)" if details.minutes is None else ""
    return formatting.duration(details.counted_minutes) + assumed


def _when(given: Receipt) -> str:
    day = formatting.day_words(given.conversation.details.on, given.today)
    return f"planned for {day}" if given.conversation.details.state is State.PLANNED else day


def _with_whom(details: Details, names: Mapping[str, str]) -> str:
    people = [escape(formatting.name(contact)) for contact in details.contacts]
    people += [_person(member_id, names) for member_id in details.colleagues]
    return f", with {formatting.listing(people, most=6)}" if people else ""


def _words_of(given: Receipt) -> list[str]:
    details = given.conversation.details
    lines = [quote(formatting.with_names(details.note, details.people, given.names))] if details.note else []
    lines += [
        f"{insight.kind.capitalize()}: {escape(formatting.with_names(insight.text, details.people, given.names))}"
        for insight in details.insights
    ]
    if details.follow_up is not None:
        due = details.follow_up.due
        when = f", {formatting.date_words(due, given.today)}" if due is not None else ""
        assignee = _person_or_you(details.follow_up.assignee, given)
        step = escape(formatting.with_names(details.follow_up.text, details.people, given.names))
        lines.append(f"Next: {step}{when}, {assignee}.")
    return lines


def _gift(given: Receipt) -> list[str]:
    details = given.conversation.details
    lines = []
    if details.counts:
        first = " ".join(filter(None, [_gap(given), _week(given), _echo(given)]))
        lines += [first] if first else []
        if not (details.note or details.insights or details.contacts):
            lines.append("Add a word about it and it stands in Friday’s table.")
    elif details.state is State.PLANNED:
        lines.append("A plan counts nothing yet; the day after I ask once whether it happened.")
    if given.alerted_owner is not None:
        kind = "complaint" if any(i.kind == "complaint" for i in details.insights) else "risk"
        lines.append(f"{_person(given.alerted_owner, given.names)} (owner) reads the {kind} now.")
    return lines


def _gap(given: Receipt) -> str:
    if not given.tells_history:
        return ""
    account = _account(given.conversation.account_name)
    days = given.days_since_previous
    if days is not None:
        return f"First conversation with {account} in {days} days." if days > NOTABLE_GAP_DAYS else ""
    if given.previous is not None:
        return ""
    here = (given.today - given.account_added_on).days
    since = f", here {formatting.count(here, 'day')}" if here > 0 else ""
    return f"Our first conversation with {account}{since}."


def _week(given: Receipt) -> str:
    if given.week is None:
        return ""
    if given.week.was_counted:
        return ""  # the number stands in the record; told again it would read as a reproach
    which = "this week" if given.days_back <= given.today.weekday() else "that week"
    beyond = f"; you meant {given.week.meant:,}" if 0 < (given.week.meant or 0) < given.week.reached else ""
    return f"{_reached(given.week)} {which}{beyond}."


def _reached(week: WeekSum) -> str:
    """ "3 customers", or "1 of your 3 customers" up to the number they named, towards which prospects count too."""
    both = formatting.customers_and_prospects(week.customers, week.prospects)
    if week.meant is None or week.reached > week.meant:
        return both
    if week.prospects:
        return f"{week.reached:,} of your {week.meant:,} ({both})"
    return f"{week.customers:,} of your {formatting.count(week.meant, 'customer')}"


def _echo(given: Receipt) -> str:
    if given.echo is None:
        return ""
    accounts = formatting.listing([_account(name) for name in given.echo.accounts])
    return f"{accounts} spoke of {escape(given.echo.word)} too this quarter."


def _account(name: str) -> str:
    return escape(formatting.name(name))


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names))


def _person_or_you(member_id: str, given: Receipt) -> str:
    return "you" if member_id == given.reader else _person(member_id, given.names)
