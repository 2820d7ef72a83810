"""Who sponsors whom, and what nobody sponsors."""

from bot.domain.sponsors.coverage import DEPARTMENTS_WITHIN, DepartmentBreadth
from bot.domain.sponsors.proposals import Coverings, Sponsored
from bot.messages import formatting
from bot.messages.accounts.waiting import WAITS
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, button, escape, section
from bot.messages.sponsors.sponsors import OFFER

_LISTED = 30


def coverage(coverings: Coverings) -> Message:
    """Who sponsors whom, who is only named, and what nobody sponsors."""
    by_department = "\n".join(_department(department) for department in coverings.departments)
    if not coverings.accounts:
        sentence = "No strategic or enterprise customers yet: `/account Acme tier enterprise` makes one."
        paragraphs = [each for each in (sentence, by_department) if each]
        return Message("\n".join(paragraphs), [section(paragraph) for paragraph in paragraphs])
    sentence = _covered(coverings.covered, len(coverings.accounts))
    sentence += f" {coverings.named_only} in name only." if coverings.named_only else ""
    lines = [(_sponsored(account, coverings), account) for account in coverings.accounts[:_LISTED]]
    more = len(coverings.accounts) - len(lines)
    blocks = [section(sentence), *(_block(line, sponsored) for line, sponsored in lines)]
    below = [each for each in (f"And {more:,} more." if more > 0 else "", by_department) if each]
    text = "\n".join([sentence, *(line for line, _ in lines), *below])
    return Message(text, [*blocks, *(section(each) for each in below)])


def _covered(covered: int, accounts: int) -> str:
    customers = formatting.count(accounts, "strategic or enterprise customer")
    if not covered:
        return f"*{customers}, none covered yet*: covered is whom a sponsor spoke to in the last 90 days."
    share = round(100 * covered / accounts)
    return f"*{covered:,} of {customers} covered ({share} %)*: a sponsor who spoke to them in the last 90 days."


def _block(line: str, sponsored: Sponsored) -> Block:
    """Whom nobody sponsors has whom to ask beside it."""
    if sponsored.sponsor is not None:
        return section(line)
    whom = {
        **button("Whom to ask", f"{OFFER}:{sponsored.account.id}", sponsored.account.id),
        "accessibility_label": formatting.name(f"Whom to ask for {sponsored.account.name}", BUTTON_LIMIT - 2),
    }
    return {**section(line), "accessory": whom}


def _sponsored(sponsored: Sponsored, coverings: Coverings) -> str:
    """One line; a mark in front where a sponsor, or a conversation of theirs, is missing."""
    is_planned = sponsored.first_conversation is not None and sponsored.first_conversation >= coverings.today
    mark = "" if sponsored.is_covered or sponsored.is_asked or is_planned else f"{WAITS} "
    return mark + _who_sponsors(sponsored, coverings)


def _who_sponsors(sponsored: Sponsored, coverings: Coverings) -> str:
    account = escape(formatting.name(sponsored.account.name))
    if sponsored.sponsor is None:
        return f"{account}: nobody"
    sponsor = escape(formatting.person(sponsored.sponsor, coverings.names, unknown=formatting.SOMEBODY.capitalize()))
    if sponsored.is_asked and sponsored.sponsor == coverings.reader:
        return f"{account}: you are asked; the question stands on your Home tab"
    if sponsored.is_asked:
        return f"{account}: {sponsor} is asked"
    if (
        sponsored.last is None
        and sponsored.first_conversation is not None
        and sponsored.first_conversation >= coverings.today
    ):
        first = formatting.date_words(sponsored.first_conversation, coverings.today)
        return f"{account}: {sponsor}, first conversation {first}"
    if sponsored.last is None:
        return f"{account}: {sponsor}, in name only so far"
    return f"{account}: {sponsor} spoke to them {formatting.ago((coverings.today - sponsored.last).days)}"


def _department(breadth: DepartmentBreadth) -> str:
    name = escape(formatting.name(breadth.department))
    return f"{name}: {breadth.talked} of {breadth.people} talked to a customer in {DEPARTMENTS_WITHIN.days} days"
