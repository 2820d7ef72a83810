"""Who sponsors whom, and what nobody sponsors."""

from bot.domain.sponsors.coverage import DEPARTMENTS_WITHIN, DepartmentBreadth
from bot.domain.sponsors.proposals import Coverings, Sponsored
from bot.messages import formatting
from bot.messages.accounts.waiting import WAITS
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, button, escape, section
from bot.messages.sponsors.sponsors import OFFER

_LISTED = 30


def coverage(given: Coverings) -> Message:
    """Who sponsors whom, who is only named, and what nobody sponsors."""
    by_department = "\n".join(_department(each) for each in given.departments)
    if not given.accounts:
        said = "No strategic or enterprise customers yet: /account Acme tier enterprise makes one."
        paragraphs = [each for each in (said, by_department) if each]
        return Message("\n".join(paragraphs), [section(each) for each in paragraphs])
    share = round(100 * given.covered / len(given.accounts))
    said = (
        f"*{given.covered} of {formatting.count(len(given.accounts), 'strategic or enterprise customer')} "
        f"covered ({share} %)*: "
        "a sponsor who spoke to them in the last 90 days."
    )
    said += f" {given.named_only} in name only." if given.named_only else ""
    lines = [(_sponsored(each, given), each) for each in given.accounts[:_LISTED]]
    more = len(given.accounts) - len(lines)
    blocks = [section(said), *(_block(line, each) for line, each in lines)]
    below = [each for each in (f"And {more:,} more." if more > 0 else "", by_department) if each]
    text = "\n".join([said, *(line for line, _ in lines), *below])
    return Message(text, [*blocks, *(section(each) for each in below)])


def _block(line: str, each: Sponsored) -> Block:
    """Whom nobody sponsors has whom to ask beside it."""
    if each.sponsor is not None:
        return section(line)
    whom = {
        **button("Whom to ask", f"{OFFER}:{each.account.id}", each.account.id),
        "accessibility_label": formatting.name(f"Whom to ask for {each.account.name}", BUTTON_LIMIT - 2),
    }
    return {**section(line), "accessory": whom}


def _sponsored(each: Sponsored, given: Coverings) -> str:
    """One line; a mark in front where a sponsor, or a conversation of theirs, is missing."""
    is_planned = each.first_conversation is not None and each.first_conversation >= given.today
    mark = "" if each.is_covered or each.is_asked or is_planned else f"{WAITS} "
    return mark + _who_sponsors(each, given)


def _who_sponsors(each: Sponsored, given: Coverings) -> str:
    account = escape(formatting.name(each.account.name))
    if each.sponsor is None:
        return f"{account}: nobody"
    sponsor = escape(formatting.person(each.sponsor, given.names, unknown=formatting.SOMEBODY.capitalize()))
    if each.is_asked:
        return f"{account}: {sponsor} is asked"
    if each.last is None and each.first_conversation is not None and each.first_conversation >= given.today:
        return f"{account}: {sponsor}, first conversation {formatting.date_words(each.first_conversation, given.today)}"
    if each.last is None:
        return f"{account}: {sponsor}, in name only so far"
    return f"{account}: {sponsor} spoke to them {formatting.ago((given.today - each.last).days)}"


def _department(each: DepartmentBreadth) -> str:
    name = escape(formatting.name(each.department))
    return f"{name}: {each.talked} of {each.people} talked to a customer in {DEPARTMENTS_WITHIN.days} days"
