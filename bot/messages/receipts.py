"""The receipt of a logged conversation: what needs an eye first, then the record, then the gift (MESSAGES.md 1)."""

from collections.abc import Mapping

from bot.domain.conversations import Details, State
from bot.domain.receipts import GAP_WORTH_TELLING_DAYS, Receipt, Undone
from bot.messages import typed, words
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, actions, button, escape, quote, section

UNDO = "conversation_undo"
PUT_BACK = "conversation_put_back"
NOT_MEANT = "conversation_not_meant"


def receipt(given: Receipt) -> Message:
    """What the author reads, and only they."""
    eye, record = _eye(given), [_record(given), *_gift(given)]
    blocks: list[Block] = [section(paragraph) for paragraph in eye]
    if given.guessed_from is not None:
        other = words.name(given.conversation.account_name, BUTTON_LIMIT - len("Not "))
        blocks.append(actions(button(f"Not {other}", NOT_MEANT, given.conversation.id)))
    blocks += [section(paragraph) for paragraph in record]
    blocks.append(actions(button("Undo", UNDO, given.conversation.id)))
    return Message("\n".join([*eye, *record]), blocks)


def undone(given: Undone) -> Message:
    """The entry is taken back; what was typed stands below, so that no word is lost."""
    conversation = given.conversation
    said = f"Taken back: *{_account(conversation.account_name)}*, {conversation.details.kind}. It counts nowhere."
    blocks: list[Block] = [section(said)]
    text = said
    if given.line:
        line = typed.line_of("/logcall", given.line)
        blocks.append(typed.block(line))
        text += f"\n{quote(line)}"
    blocks.append(actions(button("Put it back", PUT_BACK, conversation.id)))
    return Message(text, blocks)


def _eye(given: Receipt) -> list[str]:
    conversation = given.conversation
    account = _account(conversation.account_name)
    lines = ["Already logged: you sent this twice, it counts once."] if given.again else []
    if given.has_twin:
        lines.append(
            f"Check for a double: {account} stands with the same words a few minutes ago; Undo drops this one."
        )
    if given.guessed_from is not None:
        lines.append(f"Check the account: I read “{escape(words.name(given.guessed_from))}” as *{account}*.")
    if given.is_old:
        on = words.date_words(conversation.details.on, given.today)
        lines.append(f"Check the date: {on} is {words.count(given.days_back, 'day')} ago.")
    if conversation.details.state is State.HELD and not conversation.details.counts:
        kept = f"Kept as {_KEPT_AS[conversation.details.kind.value]}"
        lines.append(f"{kept}, so {account} still waits for a conversation.")
    return lines


_KEPT_AS = {"message": "a message", "attempt": "an attempt", "heard": "something heard"}


def _record(given: Receipt) -> str:
    details = given.conversation.details
    parts = [f"*{_account(given.conversation.account_name)}*", details.kind.value]
    if details.counts or details.minutes is not None:
        parts.append(_minutes(details))
    parts.append(_when(given) + _with_whom(details, given.names))
    if details.private:
        parts.append("private")
    lines = [" · ".join(parts) + "."]
    lines += _words_of(given)
    return "\n".join([*lines, *_whose(given)])


def _whose(given: Receipt) -> list[str]:
    """Who held it and who typed it, where that is not the reader alone."""
    held_by, logged_by = given.conversation.details.held_by, given.conversation.logged_by
    if held_by != logged_by:
        return [f"Held by {_person_or_you(held_by, given)}, typed by {_person_or_you(logged_by, given)}."]
    return [] if logged_by == given.reader else [f"Typed by {_person(logged_by, given.names)}."]


def _minutes(details: Details) -> str:
    assumed = " (assumed)" if details.minutes is None else ""
    return words.duration(details.counted_minutes) + assumed


def _when(given: Receipt) -> str:
    day = words.day_words(given.conversation.details.on, given.today)
    return f"planned for {day}" if given.conversation.details.state is State.PLANNED else day


def _with_whom(details: Details, names: Mapping[str, str]) -> str:
    people = [escape(words.name(contact)) for contact in details.contacts]
    people += [_person(member_id, names) for member_id in details.colleagues]
    return f", with {words.listing(people, most=6)}" if people else ""


def _words_of(given: Receipt) -> list[str]:
    details = given.conversation.details
    lines = [quote(words.with_names(details.note, details.people, given.names))] if details.note else []
    lines += [
        f"{insight.kind.capitalize()}: {escape(words.with_names(insight.text, details.people, given.names))}"
        for insight in details.insights
    ]
    if details.follow_up is not None:
        due = details.follow_up.due
        when = f", {words.date_words(due, given.today)}" if due is not None else ""
        assignee = _person_or_you(details.follow_up.assignee, given)
        step = escape(words.with_names(details.follow_up.text, details.people, given.names))
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
        lines.append("A plan counts nothing yet: log it once it happened.")
    if given.alerted_owner is not None:
        kind = "complaint" if any(i.kind == "complaint" for i in details.insights) else "risk"
        lines.append(f"{_person(given.alerted_owner, given.names)} (owner) reads the {kind} now.")
    if details.named:
        named = [_person(member_id, given.names) for member_id in details.named]
        are = "is" if len(named) == 1 else "are"
        lines.append(f"{words.listing(named, most=6)} {are} named, not credited.")
    return lines


def _gap(given: Receipt) -> str:
    if not given.tells_history:
        return ""
    account = _account(given.conversation.account_name)
    days = given.days_since_previous
    if days is not None:
        return f"First conversation with {account} in {days} days." if days > GAP_WORTH_TELLING_DAYS else ""
    if given.previous is not None:
        return ""
    here = (given.today - given.account_added_on).days
    since = f", here {words.count(here, 'day')}" if here > 0 else ""
    return f"Our first conversation with {account}{since}."


def _week(given: Receipt) -> str:
    if given.week is None:
        return ""
    number = words.customers_and_prospects(given.week.customers, given.week.prospects)
    which = "this week" if given.days_back <= given.today.weekday() else "that week"
    if given.week.was_counted:
        already = "counts" if which == "this week" else "counted"
        return f"{_account(given.conversation.account_name)} already {already} {which}: still {number}."
    return f"{number} {which}."


def _echo(given: Receipt) -> str:
    if given.echo is None:
        return ""
    accounts = words.listing([_account(name) for name in given.echo.accounts])
    return f"{accounts} spoke of {escape(given.echo.word)} too this quarter."


def _account(name: str) -> str:
    return escape(words.name(name))


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(words.person(member_id, names))


def _person_or_you(member_id: str, given: Receipt) -> str:
    return "you" if member_id == given.reader else _person(member_id, given.names)
