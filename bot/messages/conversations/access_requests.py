"""Requests to read private words: the line on the card, the question to the author, and the answer."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.conversations.access_requests import AccessAnswer, AccessQuestion, PrivateNotice, RequestState
from bot.domain.conversations.model import Conversation
from bot.messages import formatting
from bot.messages.blocks import (
    BUTTON_LIMIT,
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    quote,
    section,
)

ASK, PASS_ON, KEEP, READ = "private_ask", "private_pass_on", "private_keep", "private_read"

SHOWN = 8
"""Questions, or answers, in one message; the other questions come in the place of those that are answered."""

_WITHHELD_SHOWN = 5
_EXCERPT_LIMIT = 300
_NOBODY = "Nobody who could pass it on is here: an admin can name a programme owner."
_QUOTE_LIMIT = 2000

Line = tuple[str, Element | None]
"""A line of the card, with the press that stands beside it."""


def withheld(account_id: str, found: Sequence[PrivateNotice], names: Mapping[str, str], today: date) -> list[Line]:
    """That there is something private, and whose, with the press that asks for it."""
    lines: list[Line] = []
    for at, notice in enumerate(found[:_WITHHELD_SHOWN]):
        way = None
        if notice.asks is not None and notice.state is None:
            label = f"Ask {formatting.person(notice.asks, names, BUTTON_LIMIT - 4)}"
            way = button(label, f"{ASK}:{at}", f"{account_id} {notice.author} {notice.asks}")
        lines.append((_withheld(notice, names, today), way))
    more = sum(len(private_notice.days) for private_notice in found[_WITHHELD_SHOWN:])
    return [*lines, *([(f"And {more:,} more that are private.", None)] if more else [])]


def questions(asked: Sequence[AccessQuestion]) -> Message:
    """Every question with its own buttons; `asked` are one or more, all to the same person."""
    blocks, lines = list[Block](), list[str]()
    for number, question in enumerate(asked[:SHOWN]):
        text = _words_of(question.entry, question.names, question.today, _EXCERPT_LIMIT)
        lines.append("\n".join([_question(question), _record(question.entry, question.today), *text]))
        blocks += [section(lines[-1]), _choices(question, "" if len(asked) == 1 else f":{number}")]
    more = len(asked) - SHOWN
    small = "I ask once. Passed on, it is read by who asked and by nobody else."
    if more > 0:
        small = f"{more} more come in the place of those you answer. {small}"
    return Message("\n".join([*lines, small]), [*blocks, context(small)])


def passed_on(name: str) -> Message:
    """After a yes."""
    text = f"Passed on: {_named(name)} reads it now, and nobody else does."
    return Message(text, [section(text)])


def kept(name: str) -> Message:
    """After a no."""
    text = f"It stays private. {_named(name)} hears that you would rather keep it, and is shown nothing."
    return Message(text, [section(text)])


def answers(access_answers: Sequence[AccessAnswer]) -> Message:
    """What came of it, to whoever asked."""
    blocks, lines = list[Block](), list[str]()
    for number, answer in enumerate(access_answers[:SHOWN]):
        lines.append(_answer(answer))
        blocks.append(section(lines[-1]))
        if answer.request.state is RequestState.GRANTED:
            place = "" if len(access_answers) == 1 else f":{number}"
            blocks.append(actions(button("Read it", f"{READ}{place}", answer.entry.id)))
    if len(access_answers) > SHOWN:
        more = f"{len(access_answers) - SHOWN} more answers came; /account and its name shows how it stands."
        lines.append(more)
        blocks.append(context(more))
    return Message("\n".join(lines), blocks)


def entry(shown: Conversation, names: Mapping[str, str], *, today: date) -> Message:
    """The words of an entry, to whoever may read them."""
    is_private = shown.details.private
    by = escape(formatting.person(shown.logged_by, names))
    source = f"Logged by {by}." if is_private else f"Logged by {by}; it is not private any more."
    text = "\n".join([_record(shown, today), *_words_of(shown, names, today), source])
    return Message(text, [section(text), *([context("It is for you, not for others.")] if is_private else [])])


def _withheld(notice: PrivateNotice, names: Mapping[str, str], today: date) -> str:
    by = escape(formatting.person(notice.author, names)) + (", who left" if notice.has_left else "")
    last = formatting.date_words(notice.days[0], today)
    number = len(notice.days)
    what = f"There are {number:,} private entries by {by}, the last {last}"
    if number == 1:
        what = f"There is something private by {by}, {last}"
    if notice.state is RequestState.DENIED:
        return f"{what}; {'it stays' if number == 1 else 'they stay'} so."
    if notice.state is RequestState.OPEN:
        return f"{what}. You asked{f' {escape(formatting.person(notice.asks, names))}' if notice.asks else ''}."
    return f"{what}." if notice.asks else f"{what}. {_NOBODY}"


def _question(asked: AccessQuestion) -> str:
    who, account = _person(asked.request.asked_by, asked), escape(formatting.name(asked.entry.account_name))
    author = asked.entry.logged_by
    now = f"{who} {'owns' if asked.owns else 'sponsors'} {account} now, and did not then."
    if author == asked.reader:
        return f"*May {who} read this? You logged it as private.* {now}"
    by = _person(author, asked)
    if asked.reader == asked.entry.details.held_by:
        return f"*May {who} read this? {by}, who left, logged it as private; you held it.* {now}"
    how = "You pass it on without reading it, and it is kept that you did."
    if asked.entry.may_be_read_by(asked.reader):
        how = "If you pass it on, it is kept that you did."
    return f"*May {who} read what {by}, who left, logged as private?* {now} {how}"


def _words_of(shown: Conversation, names: Mapping[str, str], today: date, limit: int = _QUOTE_LIMIT) -> list[str]:
    """All that is read once it is passed on, line by line; `limit` is for each."""
    details = shown.details
    people = [escape(formatting.name(contact)) for contact in details.contacts]
    lines = [quote(formatting.with_names(details.note, details.people, names), limit)] if details.note else []
    lines += [f"With {formatting.listing(people, most=6)}."] if people else []
    lines += [
        cut(f"{insight.kind.capitalize()}: {escape(formatting.with_names(insight.text, details.people, names))}", limit)
        for insight in details.insights
    ]
    if details.follow_up is not None:
        due = f", {formatting.date_words(details.follow_up.due, today)}" if details.follow_up.due else ""
        step = cut(escape(formatting.with_names(details.follow_up.text, details.people, names)), limit)
        lines.append(f"Next: {step}{due}, {escape(formatting.person(details.follow_up.assignee, names))}.")
    return lines


def _choices(asked: AccessQuestion, place: str) -> Block:
    label = f"Pass it on to {formatting.person(asked.request.asked_by, asked.names, BUTTON_LIMIT - 14)}"
    return actions(
        button(label, f"{PASS_ON}{place}", asked.request.id),
        button("Keep it private", f"{KEEP}{place}", asked.request.id),
    )


def _answer(answer: AccessAnswer) -> str:
    by = escape(
        formatting.person(answer.request.decided_by or "", answer.names, unknown=formatting.SOMEBODY.capitalize())
    )
    record = _record(answer.entry, answer.today)
    if answer.request.state is RequestState.GRANTED:
        return f"*{by} passes on what is private:* {record}."
    return f"*{by} would rather keep it private:* {record}. What is not private stands on the card."


def _record(shown: Conversation, today: date) -> str:
    account = escape(formatting.name(shown.account_name))
    return f"*{account}* · {shown.details.kind.value} · {formatting.date_words(shown.details.on, today)}"


def _person(member_id: str, asked: AccessQuestion) -> str:
    return escape(formatting.person(member_id, asked.names, unknown=formatting.SOMEBODY.capitalize()))


def _named(name: str) -> str:
    return escape(formatting.name(name or formatting.SOMEBODY.capitalize()))
