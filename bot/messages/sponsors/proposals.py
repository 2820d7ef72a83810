"""The message that asks somebody to be sponsor, of one account or of several at once."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.sponsors.model import KEPT_UP
from bot.domain.sponsors.proposals import Proposal
from bot.messages import formatting
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, actions, button, context, cut, escape, section
from bot.messages.sponsors.sponsors import NOT_THIS, SHOW, YES

SHOWN = 8
"""Questions in one message; the others come in the place of those that are answered."""

_ANSWER_WITHIN = timedelta(days=14)
_QUOTE_LIMIT = 200
_ORDINALS = {6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
_TAKES = "It takes one conversation every 90 days, 20 minutes, with nothing to sell. I write when they are at risk."
_TAKES_EACH = (
    "Each takes one conversation every 90 days, 20 minutes, with nothing to sell. I write when one of them is at risk."
)


def proposals(asked: Sequence[Proposal]) -> Message:
    """Every question with its own buttons; `asked` are one or more, all to the same person."""
    return _one(asked[0]) if len(asked) == 1 else _several(asked)


def on_home(asked: Proposal) -> list[Block]:
    """One question among those that are put to somebody."""
    by = _person(asked.sponsorship.proposed_by, asked)
    text = f"*Will you be {_account(asked)}’s executive sponsor?* {by} asks. {_capital(_facts(asked))}"
    return [section(text), _answers(asked, asked.sponsorship.id)]


def _one(asked: Proposal) -> Message:
    account, by = _account(asked), _person(asked.sponsorship.proposed_by, asked)
    question = (
        f"*Will you be {account}’s executive sponsor?* {by} asks. {_beside(asked)}; you are the second door.\n{_TAKES}"
    )
    known = f"{account}: {_facts(asked)} {_load(asked.accounts)}"
    until = formatting.date_words(asked.asked_on + _ANSWER_WITHIN, asked.today)
    once = f"I ask once. If it is open on {until}, {by} can see that under /sponsor."
    blocks = [section(question), section(known), _answers(asked), context(once)]
    return Message("\n".join([question, known, once]), blocks)


def _several(asked: Sequence[Proposal]) -> Message:
    first = asked[0]
    question = (
        f"*Will you be the executive sponsor of {formatting.count(len(asked), 'account')}?* "
        f"Beside their owners, as the "
        f"second door.\n{_TAKES_EACH} {_load_of_several(first.accounts)}"
    )
    blocks, lines = [section(question)], [question]
    for number, proposal in enumerate(asked[:SHOWN]):
        by = _person(proposal.sponsorship.proposed_by, proposal)
        lines.append(f"*{_account(proposal)}*, {by} asks. {_beside(proposal)}. {_capital(_facts(proposal))}")
        blocks += [section(lines[-1]), _answers(proposal, number)]
    until = formatting.date_words(first.asked_on + _ANSWER_WITHIN, first.today)
    small = f"I ask once. What is open on {until} stands under /sponsor."
    more = len(asked) - SHOWN
    if more > 0:
        small = f"{_more(more)} {small}"
    return Message("\n".join([*lines, small]), [*blocks, context(small)])


def _more(number: int) -> str:
    if number == 1:
        return "1 more comes in the place of the first you answer."
    return f"{number} more come in the place of those you answer."


def _answers(asked: Proposal, number: int | str | None = None) -> Block:
    """The buttons of one question; its `number`, or id, tells them apart from the others in the same message."""
    place = "" if number is None else f":{number}"
    show = f"Show me {formatting.name(asked.account.name, BUTTON_LIMIT - 8)}"
    return actions(
        button("Yes", f"{YES}{place}", asked.sponsorship.id, style="primary"),
        button("Not this one…", f"{NOT_THIS}{place}", asked.sponsorship.id),
        button(show, f"{SHOW}{place}", asked.account.id),
    )


def _beside(asked: Proposal) -> str:
    owner = asked.account.owner
    return f"{_person(owner, asked)} stays the owner" if owner else "It has no owner yet"


def _facts(asked: Proposal) -> str:
    facts = []
    if asked.account.customer_since is not None:
        facts.append(f"customer since {asked.account.customer_since.year}")
    if asked.last is not None:
        ago = formatting.ago((asked.today - asked.last).days)
        by = f" by {_person(asked.last_by, asked)}" if asked.last_by else ""
        facts.append(f"last spoken to {ago}{by}")
    else:
        facts.append("nobody has spoken to them yet")
    line = ", ".join(facts) + "."
    if asked.opening is not None:
        days = (asked.today - asked.opening.on).days
        since = formatting.count(days, "day") if days > 0 else "heard today"
        told = formatting.with_names(asked.opening.text, asked.opening.people, asked.names)
        line += f" Open with them: {cut(escape(formatting.one_line(told)), _QUOTE_LIMIT)}, {since}."
    return line


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _load(accounts: int) -> str:
    if accounts == 0:
        return "It would be your first."
    if accounts >= KEPT_UP:
        nth = _ORDINALS.get(accounts + 1) or formatting.ordinal(accounts + 1)
        return f"It would be your {nth}; five is what people keep up."
    return f"You sponsor {formatting.count(accounts, 'account')}."


def _load_of_several(accounts: int) -> str:
    if accounts == 0:
        return f"You sponsor none yet; {KEPT_UP} is what people keep up."
    return f"You sponsor {formatting.count(accounts, 'account')}; {KEPT_UP} is what people keep up."


def _account(asked: Proposal) -> str:
    return escape(formatting.name(asked.account.name))


def _person(member_id: str, asked: Proposal) -> str:
    return escape(formatting.person(member_id, asked.names, unknown=formatting.SOMEBODY.capitalize()))
