"""The account card, and what adding an account answers (MESSAGES.md 8)."""

from collections.abc import Mapping

from bot.domain.accounts import Account, Stage
from bot.domain.cards import Card
from bot.domain.conversations import Conversation, Kind
from bot.domain.insights import InsightKind
from bot.domain.receipts import Choice
from bot.messages import words
from bot.messages.blocks import Block, Message, actions, button, context, escape, header, section

LOG = "account_log"
TAKE = "account_take"
WAKE = "account_wake"

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
_QUOTE_LIMIT = 300
_MET_SHOWN = 4


def added(account: Account, owner: str | None, *, is_new: bool) -> Message:
    """One line: what stands now, and how to use it."""
    name = escape(words.name(account.name))
    whose = f", owned by {escape(words.name(owner))}" if owner else ", no owner yet"
    if is_new:
        said = f"*{name}* is here: {_standing(account)}{whose}. Log with /logcall {name} 20m …"
    else:
        said = f"*{name}* was here already: {_standing(account)}{whose}. Nothing was changed."
    return Message(said, [section(said)])


def card(shown: Card) -> Message:
    """What to know before a call; lines without data are left out."""
    every = (_ask(shown), _owed(shown), _last(shown), _about(shown), _people(shown), _owner(shown))
    lines = [line for line in every if line]
    name = words.name(shown.account.name)
    small = _small(shown.account)
    blocks: list[Block] = [header(name), *[section(line) for line in lines], context(escape(small)), _ways_on(shown)]
    return Message("\n".join([escape(name), *lines, escape(small)]), blocks)


def merged(gone: Account, into: Account) -> Message:
    """Two were one."""
    name, other = escape(words.name(into.name)), escape(words.name(gone.name))
    said = f"*{other}* is *{name}* now: all its conversations, people and names are there."
    return Message(said, [section(said)])


def deleted(gone: Account) -> Message:
    """It was added by mistake."""
    said = f"*{escape(words.name(gone.name))}* is deleted. Nobody had spoken to it."
    return Message(said, [section(said)])


def owned(account: Account, names: Mapping[str, str]) -> Message:
    """Who owns it; where nobody does, one press takes it."""
    name = escape(words.name(account.name))
    if account.owner is None:
        said = f"*{name}* has no owner yet."
        return Message(said, [section(said), actions(button("I’ll take it", TAKE, account.id))])
    said = f"*{name}* is owned by {_name(account.owner, names)}."
    return Message(said, [section(said)])


def unclear(typed: str, choices: tuple[Choice, ...], command: str = "/account") -> Message:
    """Nothing is clearly meant; the nearest names to send instead."""
    name = escape(words.name(typed))
    if not choices:
        said = f"I know no account like “{name}”. Add it: /account add {name}"
    else:
        near = "\n".join(f"{command} {escape(words.name(choice.name))}" for choice in choices)
        said = f"*Which account?* “{name}” could be:\n{near}"
    return Message(said, [section(said)])


def _ways_on(shown: Card) -> Block:
    account = shown.account
    ways = [button("Log", LOG, account.id, style="primary")]
    ways += [button("I’ll take it", TAKE, account.id)] if shown.may_take else []
    ways += [button("Wake", WAKE, account.id)] if account.stage is Stage.DORMANT else []
    return actions(*ways)


def _owed(shown: Card) -> str:
    """What was promised them, in the order it is due."""
    steps = []
    for step in shown.owed:
        due = f", {words.date_words(step.due, shown.today)}" if step.due else ""
        text = escape(words.one_line(words.with_names(step.text, shown.names, shown.names))[:_QUOTE_LIMIT])
        steps.append(f"{text}{due}, {_name(step.assignee, shown.names)}")
    return f"*We owe them:* {' · '.join(steps)}." if steps else ""


def _about(shown: Card) -> str:
    """What they told of themselves."""
    told = [f"{escape(_cut(each.text))} ({words.date_words(each.on, shown.today)})" for each in shown.about]
    return f"*About them:* {' · '.join(told)}" if told else ""


def _cut(said: str) -> str:
    line = words.one_line(said)
    return line if len(line) <= _QUOTE_LIMIT else f"{line[: _QUOTE_LIMIT - 1]}…"


_ASK = {
    InsightKind.COMPLAINT: "They were unhappy on {on}: “{said}”. Is it better?",
    InsightKind.REQUEST: "They wished on {on}: “{said}”. Do they still?",
    InsightKind.RISK: "They were at risk on {on}: “{said}”. How is it now?",
}


def _ask(shown: Card) -> str:
    if shown.ask is not None:
        on = words.date_words(shown.ask.on, shown.today)
        return "*Ask:* " + _ASK[InsightKind(shown.ask.kind)].format(on=on, said=escape(_cut(shown.ask.text)))
    if shown.last is not None:
        return ""
    is_customer = shown.account.stage is Stage.CUSTOMER
    question = "*Ask:* What made you choose us?" if is_customer else "*Ask:* What do you want most this year?"
    name = escape(words.name(shown.account.name))
    if shown.account.last_activity is not None:
        active = words.date_words(shown.account.last_activity, shown.today)
        return f"{question} *No conversation with {name} is logged yet*; last activity {active}."
    here = words.count(shown.days, "day")
    return f"{question} *Nobody has spoken to {name} yet*; here {here}."


def _last(shown: Card) -> str:
    parts = []
    if shown.last is not None:
        parts.append(f"*Last:* {_told(shown.last, shown)}")
    if shown.waiting_since is not None:
        since = words.date_words(shown.waiting_since, shown.today)
        parts.append(f"Waiting since {since} (every {words.count(shown.account.cadence_days, 'day')}).")
    if shown.touch is not None:
        details = shown.touch.details
        who = _name(details.held_by, shown.names)
        parts.append(f"{_DID[details.kind]} by {who}, {words.date_words(details.on, shown.today)}.")
    if shown.plan is not None:
        details = shown.plan.details
        when = words.day_words(details.on, shown.today)
        parts.append(f"*Planned:* {details.kind.value} {when}, {_name(details.held_by, shown.names)}.")
    return " ".join(parts)


def _told(conversation: Conversation, shown: Card) -> str:
    details = conversation.details
    whom = words.listing([escape(words.name(contact)) for contact in details.contacts], most=3) or "them"
    did = f"{_name(details.held_by, shown.names)} {_DID[details.kind]} {whom}"
    when = words.ago((shown.today - details.on).days)
    said = details.note or next((insight.text for insight in details.insights), "")
    quoted = escape(words.one_line(words.with_names(said, details.people, shown.names))[:_QUOTE_LIMIT])
    told = f"{did} {when}, {words.duration(details.counted_minutes)}"
    return f"{told}: “{quoted}”" if quoted else f"{told}."


def _people(shown: Card) -> str:
    parts = []
    if shown.met:
        met = [
            f"{escape(words.name(each.name))}, {words.count(each.conversations, 'conversation')}"
            for each in shown.met[:_MET_SHOWN]
        ]
        parts.append(f"*People:* {' · '.join(met)}.")
        if len(shown.met) == 1:
            parts.append("We know one person here.")
    if shown.ours:
        ours = [_name(member_id, shown.names) for member_id in shown.ours]
        parts.append(f"*Ours:* {words.listing(ours, most=5)}.")
    return " ".join(parts)


def _owner(shown: Card) -> str:
    owner = shown.account.owner
    said = "No owner yet." if owner is None else f"*Owner:* {_name(owner, shown.names)}."
    if shown.sponsor is not None:
        since = f", since {words.date_words(shown.sponsor_since, shown.today)}" if shown.sponsor_since else ""
        said += f" *Sponsor:* {_name(shown.sponsor, shown.names)}{since}."
    if shown.account.rested_on is not None:
        said += f" Resting since {words.date_words(shown.account.rested_on, shown.today)}; nobody is reminded."
    return said


def _small(account: Account) -> str:
    since = f" since {account.customer_since.year}" if account.customer_since else ""
    value = f" · {account.value:,} a year" if account.value else ""
    aliases = f" · also {words.listing([words.name(alias) for alias in account.aliases], most=4)}"
    return _standing(account).capitalize() + since + value + (aliases if account.aliases else "")


def _standing(account: Account) -> str:
    stage = "at rest" if account.stage is Stage.DORMANT else account.stage.value
    return f"{account.tier.value} {stage}"


def _name(member_id: str, names: Mapping[str, str]) -> str:
    return escape(words.person(member_id, names))
