"""The card of an account: what to know two minutes before a call. Lines without data are left out."""

from collections.abc import Mapping
from datetime import date

from bot.domain.accounts.cards import Card, KnownContact, OpenFollowUp, QuotedInsight
from bot.domain.accounts.model import Stage
from bot.domain.accounts.saved import SavedChange
from bot.domain.concurrent_edits import Changer
from bot.domain.conversations.model import Conversation, Details, Kind
from bot.domain.insights.model import InsightKind
from bot.messages import formatting
from bot.messages.accounts.accounts import small_print
from bot.messages.accounts.saved import saved as saved_line
from bot.messages.blocks import Block, Element, Message, actions, button, context, cut, escape, header, plain, section
from bot.messages.conversations import access_requests, follow_ups

LOG = "card_log"
WORDS = "card_words_to_ask"
PLAN = "card_plan"
MORE = "card_more"
OPEN = "card_open"
HISTORY = "account_history"
TAKE = "card_take"
WAKE = "card_wake"
EDIT, ENTRIES, REST, SPONSOR = "edit", "entries", "rest", "sponsor"
"""What is chosen under More: the first word of the option's value, behind it the account's id."""

_DID = {
    Kind.CALL: "called",
    Kind.VIDEO: "had a video call with",
    Kind.MEETING: "met",
    Kind.VISIT: "visited",
    Kind.EVENT: "saw at an event",
    Kind.MESSAGE: "Message",
    Kind.ATTEMPT: "Attempt",
    Kind.HEARD: "Heard",
}
_ASK = {
    InsightKind.COMPLAINT: "They were unhappy on {on}: “{said}”. Is it better?",
    InsightKind.REQUEST: "They wished on {on}: “{said}”. Do they still?",
    InsightKind.RISK: "They were at risk on {on}: “{said}”. How is it now?",
}
_QUOTE_LIMIT, _SHORT_QUOTE_LIMIT = 300, 160
_MET_SHOWN, _OURS_SHOWN, _OWED_SHOWN = 4, 5, 3


def card(shown: Card, *, also_changed_by: Changer | None = None, saved: SavedChange | None = None) -> Message:
    """What to know before a call, below what its reader has just `saved`; `also_changed_by` is who changed it while
    they edited it."""
    above = [saved_line(saved)] if saved is not None else []
    first = [line for line in (_also_changed(also_changed_by), _ask(shown)) if line]
    then = [line for line in (_last(shown), _about(shown), _people(shown)) if line]
    owed, open_ends = _owed(shown), _open_ends(shown)
    name, small = formatting.name(shown.account.name), escape(small_print(shown.account))
    lines = [*first, *(said for said, _ in owed), *then]
    blocks: list[Block] = [*(block for _, block in above), header(name), *map(section, first)]
    blocks += [*(_owed_block(*each) for each in owed), *map(section, then)]
    blocks += [{**section(said), "accessory": way} if way else section(said) for said, way in open_ends]
    blocks += [context(small), actions(*_ways_on(shown))]
    return Message(
        "\n".join([*(said for said, _ in above), escape(name), *lines, *(said for said, _ in open_ends), small]), blocks
    )


def to_ask(insight: QuotedInsight, names: Mapping[str, str], today: date) -> str:
    """A question that refers to what they last complained of, wished for or were at risk over; escaped."""
    line = _quoted(formatting.with_names(insight.text, insight.people, names), _QUOTE_LIMIT)
    return _ASK[InsightKind(insight.kind)].format(on=formatting.date_words(insight.on, today), said=line)


def _also_changed(by: Changer | None) -> str:
    if by is None:
        return ""
    if by.is_reader:
        return "You changed it elsewhere meanwhile; both are kept."
    if not by.name:
        return "This account was changed while you had it open; both are kept."
    return (
        f"{escape(formatting.name(by.name))} changed this account while you had it open: what you both wrote is kept."
    )


def _ask(shown: Card) -> str:
    if shown.ask is not None:
        return f"*Ask:* {to_ask(shown.ask, shown.names, shown.today)}"
    if shown.last is not None:
        return ""
    is_customer = shown.account.stage is Stage.CUSTOMER
    question = "*Ask:* What made you choose us?" if is_customer else "*Ask:* What do you want most this year?"
    name = escape(formatting.name(shown.account.name))
    if shown.account.last_activity is not None:
        active = formatting.date_words(shown.account.last_activity, shown.today)
        return f"{question} *No conversation with {name} is logged yet*; last activity {active}."
    days = shown.status.days
    here = f"here {formatting.count(days, 'day')}" if days else "added today"
    return f"{question} *Nobody has spoken to {name} yet*; {here}."


def _owed(shown: Card) -> list[tuple[str, OpenFollowUp]]:
    """What was promised them, a line each."""
    label = "*We owe them:* "
    return [
        (f"{'' if at else label}{_step(open_follow_up, shown)}.", open_follow_up)
        for at, open_follow_up in enumerate(shown.owed[:_OWED_SHOWN])
    ]


def _owed_block(text: str, owed: OpenFollowUp) -> Block:
    return follow_ups.beside(text, owed.id, follow_ups.ON_CARD) if owed.may_end else section(text)


def _step(owed: OpenFollowUp, shown: Card) -> str:
    """How long it is open is told of what is late."""
    step, open_days = owed.step, formatting.count((shown.today - owed.on).days, "day")
    due = f", {formatting.date_words(step.due, shown.today)}" if step.due else ""
    late = f", open {open_days}" if step.due and step.due < shown.today else ""
    text = _quoted(formatting.with_names(step.text, owed.people, shown.names), _SHORT_QUOTE_LIMIT)
    return f"{text}{due}, {_name(step.assignee, shown)}{late}"


def _last(shown: Card) -> str:
    parts = [_spoke(shown.last, shown)] if shown.last is not None else []
    since = shown.status.waiting_since
    if since is not None:
        every = formatting.count(shown.status.cadence_days, "day")
        parts.append(f"Waiting since {formatting.date_words(since, shown.today)} (every {every}).")
    if shown.touch is not None:
        details = shown.touch.details
        by = _name(details.held_by, shown)
        parts.append(f"{_DID[details.kind]} by {by}, {formatting.date_words(details.on, shown.today)}.")
    if shown.plan is not None:
        details = shown.plan.details
        when = formatting.day_words(details.on, shown.today)
        parts.append(f"*Planned:* {details.kind.value} {when}, {_name(details.held_by, shown)}.")
    return " ".join(parts)


def _spoke(conversation: Conversation, shown: Card) -> str:
    details = conversation.details
    whom = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=3) or "them"
    when = formatting.ago((shown.today - details.on).days)
    text = f"{_name(details.held_by, shown)} {_DID[details.kind]} {whom} {when}"
    quoted = _quoted(formatting.with_names(_words_of(details), details.people, shown.names), _QUOTE_LIMIT)
    told = f"*Last:* {text}, {formatting.duration(details.counted_minutes)}"
    return f"{told}: “{quoted}”." if quoted else f"{told}."


def _words_of(details: Details) -> str:
    return details.note or next((insight.text for insight in details.insights), "")


def _about(shown: Card) -> str:
    """What they told of themselves."""
    told = [
        f"{_told(insight, shown, _SHORT_QUOTE_LIMIT)} ({formatting.date_words(insight.on, shown.today)})"
        for insight in shown.about
    ]
    return f"*About them:* {' · '.join(told)}" if told else ""


def _people(shown: Card) -> str:
    """Whom we know there, and who of us stands for them and speaks to them."""
    lines = []
    if shown.met:
        more = len(shown.met) - _MET_SHOWN
        met = [_met(contact, is_first=contact is shown.met[0]) for contact in shown.met[:_MET_SHOWN]]
        met += [f"{more:,} more"] if more > 0 else []
        lines.append(f"*People:* {' · '.join(met)}.{' We know one person here.' if len(shown.met) == 1 else ''}")
    ours = _ours(shown)
    if ours:
        lines.append(f"*Ours:* {formatting.listing(ours, most=_OURS_SHOWN)}.{_breadth(shown)}")
    return "\n".join(lines)


def _met(contact: KnownContact, *, is_first: bool) -> str:
    """The unit stands with the first alone."""
    times = formatting.count(contact.conversations, "conversation") if is_first else f"{contact.conversations:,}"
    times = times if contact.conversations else "not spoken to yet"
    return f"{escape(formatting.name(contact.name))}, {times}"


def _ours(shown: Card) -> list[str]:
    """The owner, the sponsor, then who spoke to them, the latest first."""
    owner, sponsor = shown.account.owner, shown.sponsor
    since = f", {formatting.date_words(shown.sponsor_since, shown.today)}" if shown.sponsor_since else ""
    named = [f"{_name(owner, shown)} (owner)"] if owner else []
    named += [f"{_name(sponsor, shown)} (sponsor{since})"] if sponsor else []
    return named + [_name(member, shown) for member in shown.ours if member not in (owner, sponsor)]


def _breadth(shown: Card) -> str:
    """An account that hangs on one of us is pointed out."""
    people = shown.breadth.people
    if not shown.tells_breadth:
        return ""
    if not shown.breadth.is_narrow:
        return f" {len(people):,} of us spoke to them in 90 days."
    who = f"Only {_name(people[0], shown)}" if people else "None of us"
    return f" *{who} spoke to them in 90 days.*"


def _open_ends(shown: Card) -> list[tuple[str, Element | None]]:
    """What is missing, each with the press that mends it."""
    account, ends = shown.account, list[tuple[str, Element | None]]()
    if account.owner is None:
        ends.append(("No owner yet.", button("I’ll take it", TAKE, account.id) if shown.may_take else None))
    if account.stage is Stage.DORMANT:
        since = f" since {formatting.date_words(account.rested_on, shown.today)}" if account.rested_on else ""
        wake = button("Wake", WAKE, account.id) if shown.may_change else None
        ends.append((f"Resting{since}; nobody is reminded.", wake))
    return ends + access_requests.withheld(account.id, shown.withheld, shown.names, shown.today)


def _ways_on(shown: Card) -> list[Element]:
    identity = shown.account.id
    return [
        button("Log", LOG, identity, style="primary"),
        button("Words to ask for 20 minutes", WORDS, identity),
        button("Plan", PLAN, identity),
        button("History", HISTORY, identity),
        {"type": "overflow", "action_id": MORE, "options": [_option(*each, identity) for each in _more(shown)]},
    ]


def _more(shown: Card) -> list[tuple[str, str]]:
    """What else can be done, by this reader, as it stands: what to choose and what it is called."""
    may, is_at_rest = shown.may_change, shown.account.stage is Stage.DORMANT
    return [
        *([(EDIT, "Edit")] if may else []),
        (ENTRIES, "My entries with them"),
        *([(SPONSOR, "Who could be their sponsor?")] if shown.sponsor is None else []),
        *([(REST, "Let it rest")] if may and not is_at_rest else []),
    ]


def _option(choice: str, label: str, identity: str) -> Element:
    return {"text": plain(label, 75), "value": f"{choice} {identity}"}


def _told(insight: QuotedInsight, shown: Card, limit: int) -> str:
    return _quoted(formatting.with_names(insight.text, insight.people, shown.names), limit)


def _quoted(text: str, limit: int) -> str:
    """On one line, escaped, cut after that, and without the full stop that ends our sentence."""
    return cut(escape(formatting.one_line(text).rstrip(".")), limit)


def _name(member_id: str, shown: Card) -> str:
    return escape(formatting.person(member_id, shown.names))
