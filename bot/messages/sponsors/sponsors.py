"""Executive sponsors: the answers, and who could be asked."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.accounts.model import Account
from bot.domain.sponsors.model import KEPT_UP, SponsorCandidate, Sponsorship, SponsorState
from bot.domain.sponsors.proposals import Suggestions
from bot.messages import formatting
from bot.messages.accounts.accounts import which_person
from bot.messages.blocks import (
    BUTTON_LIMIT,
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    escape,
    section,
)
from bot.messages.views import asking, field, text_input

YES = "sponsor_yes"
YES_ONE_MORE = "sponsor_yes_one_more"
NOT_THIS = "sponsor_not_this"
SHOW = "sponsor_show_account"
FIRST_CONVERSATION = "sponsor_first_talk"
ASK = "sponsor_ask"
OFFER = "sponsor_offer"
CONFIRM = "sponsor_confirm"
CONFIRM_ONE_MORE = "sponsor_confirm_one_more"
DECLINE_FORM = "sponsor_decline_form"
REASON = "reason"
THIS_WEEK, NEXT_WEEK, THIS_MONTH = "week", "next week", "month"


def one_more(
    account: Account,
    sponsorship: Sponsorship,
    accounts: int,
    *,
    on_behalf: str | None = None,
    is_beside_others: bool = False,
) -> Message:
    """They sponsor as many as people keep up. Beside other questions the no stays where it is asked."""
    whose = f"{escape(formatting.name(on_behalf))} sponsors" if on_behalf else "You sponsor"
    text = (
        f"*{whose} {formatting.count(accounts, 'account')}; {KEPT_UP} is what people keep up.* "
        f"{_account(account)} would be one more."
    )
    again = CONFIRM_ONE_MORE if on_behalf else YES_ONE_MORE
    ways = [button("Yes, this one too", again, sponsorship.id)]
    ways += [] if on_behalf or is_beside_others else [button("Not this one…", NOT_THIS, sponsorship.id)]
    return Message(text, [section(text), actions(*ways)])


def accepted(account: Account, sponsorship: Sponsorship) -> Message:
    """After a yes: when will you speak to them?"""
    text = f"You are {_account(account)}’s executive sponsor. *When will you first speak to them?* It becomes a plan."
    days = [
        button("This week", f"{FIRST_CONVERSATION}:1", f"{sponsorship.id} {THIS_WEEK}"),
        button("Next week", f"{FIRST_CONVERSATION}:2", f"{sponsorship.id} {NEXT_WEEK}"),
        button("This month", f"{FIRST_CONVERSATION}:3", f"{sponsorship.id} {THIS_MONTH}"),
    ]
    return Message(text, [section(text), actions(*days)])


def planned(account: Account, day: date, today: date) -> Message:
    """The day is put down."""
    text = (
        f"You are {_account(account)}’s executive sponsor and mean to speak to them "
        f"on {formatting.date_words(day, today)}. "
        "The day after I ask once whether it happened; another day is one press away then, and on your Home tab."
    )
    return Message(text, [section(text)])


def confirmed(account: Account, sponsorship: Sponsorship, names: Mapping[str, str]) -> Message:
    """An admin said yes for somebody else."""
    member = _person(sponsorship.member, names)
    text = (
        f"{member} is {_account(account)}’s executive sponsor, confirmed by you on their behalf. "
        "Everybody sees that it was you."
    )
    return Message(text, [section(text)])


def already(account: Account, sponsorship: Sponsorship, names: Mapping[str, str]) -> Message:
    """They had said yes themselves."""
    text = f"{_person(sponsorship.member, names)} is {_account(account)}’s executive sponsor already: they said yes."
    return Message(text, [section(text)])


def declined(account: Account) -> Message:
    """After a no."""
    text = f"Not {_account(account)}, then. Who asked you hears why; I do not ask again."
    return Message(text, [section(text)])


def decline_form(account: Account, metadata: str) -> View:
    """Why not? It helps to ask somebody else."""
    why = f"Why not {formatting.name(account.name)}?"
    reason = field(REASON, why, text_input("value", multiline=True, placeholder="I know nobody there"))
    return asking(DECLINE_FORM, "Not this one", [reason], submit="Save", metadata=metadata)


def asked(account: Account, sponsorship: Sponsorship, name: str, *, reader: str, is_new: bool) -> Message:
    """What the proposer reads at once; `reader` is their member id."""
    who, whom = escape(formatting.name(name or formatting.SOMEBODY)), _account(account)
    if sponsorship.state is SponsorState.ACCEPTED:
        return accepted(account, sponsorship)
    if sponsorship.was_offered:
        offered = "You" if reader == sponsorship.member else who
        text = f"{offered} offered to be {whom}’s executive sponsor: an admin confirms it with /sponsor {whom}."
        return Message(text, [section(text)])
    once_more = "" if is_new else " already"
    text = f"{who} is{once_more} asked to be {whom}’s executive sponsor. You hear what they say; they are asked once."
    return Message(text, [section(text)])


def answer(
    account: Account,
    sponsorship: Sponsorship,
    names: Mapping[str, str],
    *,
    next_one: SponsorCandidate | None,
    today: date,
    reader: str = "",
) -> Message:
    """What the proposer and the owner read of a yes or a no, and who became the sponsor by somebody else's yes."""
    member, whom = _person(sponsorship.member, names), _account(account)
    if reader == sponsorship.member and sponsorship.was_confirmed_on_behalf:
        by = _person(sponsorship.decided_by or "", names)
        text = f"*You are {whom}’s executive sponsor.* {by} confirmed it for you."
        return Message(text, [section(text)])
    if sponsorship.state is SponsorState.ACCEPTED:
        return Message(text := _yes(sponsorship, member, whom, names, today), [section(text)])
    why = f": “{escape(formatting.one_line(sponsorship.reason))}”" if sponsorship.reason else "."
    text = f"{member} passed on {whom}{why}"
    if next_one is None:
        return Message(text, [section(text)])
    other = _person(next_one.member, names)
    knows = f", who has spoken to {whom}" if next_one.conversations else ""
    text = f"*Ask {other}{knows}?* {text}"
    label = f"Ask {formatting.person(next_one.member, names, BUTTON_LIMIT - 4)}"
    return Message(text, [section(text), actions(button(label, f"{ASK}:0", f"{account.id} {next_one.member}"))])


def ended(account: Account, standing: Sequence[Sponsorship], names: Mapping[str, str]) -> Message:
    """Nobody sponsors it any more; what was stays in its history."""
    if not standing:
        text = f"{_account(account)} has no executive sponsor. Name one: /sponsor {_account(account)} @somebody"
    else:
        were = formatting.listing([_person(sponsorship.member, names) for sponsorship in standing])
        text = f"Ended: {were} and {_account(account)}. What was stays in its history."
    return Message(text, [section(text)])


def which_sponsor(account: Account, typed: str, members: Sequence[str], names: Mapping[str, str]) -> Message:
    """Whom to propose? One press asks them."""
    buttons = [
        button(f"Ask {formatting.person(member, names, BUTTON_LIMIT - 4)}", f"{ASK}:{at}", f"{account.id} {member}")
        for at, member in enumerate(members)
    ]
    return which_person(account, typed, buttons, command="/sponsor")


def suggestions(given: Suggestions) -> Message:
    """Whom to ask, each with a reason."""
    account = _account(given.account)
    lines = [_stands(sponsorship, account, given.names) for sponsorship in given.current]
    if not lines:
        lines = [f"*Who could be {account}’s executive sponsor?* An executive beside the owner, never instead."]
    blocks: list[Block] = [section("\n".join(lines))]
    waiting = [each for each in given.current if each.is_open]
    if given.may_confirm and waiting:
        labels = [formatting.person(each.member, given.names, BUTTON_LIMIT - 12) for each in waiting[:5]]
        pairs = enumerate(zip(waiting, labels, strict=False))
        blocks.append(
            actions(*[button(f"Confirm for {name}", f"{CONFIRM}:{at}", each.id) for at, (each, name) in pairs])
        )
    if not given.current and not given.candidates:
        lines.append(
            f"I have nobody to suggest: an admin names the executives on the Home tab. "
            f"Ask somebody yourself with `/sponsor {account} @ceo`, or offer to be it with `/sponsor {account} me`."
        )
        blocks.append(section(lines[-1]))
    if not given.current and given.candidates:
        lines += [_reason(candidate, given.names) for candidate in given.candidates]
        blocks += [section("\n".join(lines[1:])), actions(*_askable(given))]
    return Message("\n".join(lines), blocks)


def _yes(sponsorship: Sponsorship, member: str, whom: str, names: Mapping[str, str], today: date) -> str:
    text = f"{member} is {whom}’s executive sponsor"
    if sponsorship.was_confirmed_on_behalf:
        text += f", confirmed by {_person(sponsorship.decided_by or '', names)} on their behalf"
    if sponsorship.first_conversation is not None:
        text += f" and means to speak to them on {formatting.date_words(sponsorship.first_conversation, today)}"
    return f"{text}."


def _stands(sponsorship: Sponsorship, account: str, names: Mapping[str, str]) -> str:
    member = _person(sponsorship.member, names)
    if sponsorship.is_accepted:
        by = (
            f", confirmed by {_person(sponsorship.decided_by or '', names)}"
            if sponsorship.was_confirmed_on_behalf
            else ""
        )
        return f"*{member} is {account}’s executive sponsor*{by}."
    if sponsorship.was_offered:
        return f"*{member} offered* to be {account}’s executive sponsor: an admin confirms it."
    return f"*{member} is asked* to be {account}’s executive sponsor, by {_person(sponsorship.proposed_by, names)}."


def _reason(candidate: SponsorCandidate, names: Mapping[str, str]) -> str:
    knows = (
        f"spoke to them in {formatting.count(candidate.conversations, 'conversation')}"
        if candidate.conversations
        else ""
    )
    has = f"sponsors {formatting.count(candidate.accounts, 'account')}" if candidate.accounts else "sponsors none yet"
    return f"{_person(candidate.member, names)}: {', '.join(filter(None, [knows, has]))}"


def _askable(suggestions: Suggestions) -> list[Element]:
    return [
        button(
            f"Ask {formatting.person(candidate.member, suggestions.names, BUTTON_LIMIT - 4)}",
            f"{ASK}:{at}",
            f"{suggestions.account.id} {candidate.member}",
        )
        for at, candidate in enumerate(suggestions.candidates)
    ]


def _account(account: Account) -> str:
    return escape(formatting.name(account.name))


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
