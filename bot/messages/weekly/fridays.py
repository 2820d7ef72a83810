"""Friday's post: what customers said, then who listened."""

from collections.abc import Mapping, Sequence

from bot.domain.weekly.fridays import CustomerQuote, FridayPost, Numbers, SponsorsFirst, Thanks
from bot.domain.weekly.iso_weeks import days_of_week
from bot.domain.weekly.leaderboard import WeekTotal
from bot.domain.weekly.periods import week_of
from bot.messages import blocks, formatting, labels
from bot.messages.accounts.cards import HISTORY
from bot.messages.blocks import Message, escape
from bot.messages.formatting import count, listing
from bot.messages.parts import MessagePart, Names, by_name, fit, joined, plain_text, render_parts, who
from bot.messages.weekly.leaderboard import headline, places, set_apart, time_and_visits

NOBODY_LOGGED = (
    "Nothing was logged this week. If you did speak to someone: `/logcall Acme tue`. On Monday we ask again."
)
ONLY_TOUCHES = (
    "Nobody was spoken to this week; what was logged are messages, attempts and things heard. "
    "If you did speak to someone: `/logcall Acme tue`. On Monday we ask again."
)
INVITATION = "Something missing? `/logcall Acme tue: talked`, and it counts. Your own week: `/week`"

_NAMED_AT_MOST = 10
_KEPT_AT_MOST = 20
_SPONSORS_AT_MOST = 3
_QUOTE_LIMIT = 300
_BUTTON_NAME = 40


def friday(post: FridayPost, *, plain: bool = False) -> Message:
    """The post for the channel; `plain` leaves out table and chart, for a workspace that refuses them.

    Where not all of it fits into a message, there are fewer quotes.
    """
    if post.board.is_empty and not post.quotes:
        return render_parts([plain_text(ONLY_TOUCHES if post.has_touch else NOBODY_LOGGED)])
    with_fewer_quotes = [_parts(post, quotes, plain) for quotes in range(len(post.quotes), -1, -1)]
    fitting = (parts for parts in with_fewer_quotes if fit(parts))
    return render_parts(next(fitting, with_fewer_quotes[-1]))


def _parts(post: FridayPost, quotes: int, plain: bool) -> list[MessagePart]:
    sums = joined(" ", _against(post), time_and_visits(post.board.team), set_apart(post.board))
    return [
        headline(week_of(days_of_week(post.week)[0]).title, post.board.team),
        _quotes(post, quotes),
        plain_text(joined("\n", sums, _praise(post))),
        places(post.board, post.names, " this week", plain=plain),
        _chart(post.weeks, plain) if post.has_chart else plain_text(""),
        MessagePart(INVITATION, (blocks.context(INVITATION),)),
    ]


def _quotes(post: FridayPost, quotes: int) -> MessagePart:
    """What was heard, and a way to all that these accounts ever said."""
    text = _heard(post, quotes)
    part = plain_text(text)
    accounts = {quote.account_id: quote.account for quote in post.quotes[:quotes]}
    ways = [
        blocks.button(f"History of {formatting.name(name, _BUTTON_NAME)}", f"{HISTORY}:{at}", account_id)
        for at, (account_id, name) in enumerate(accounts.items())
    ]
    return MessagePart(text, (*part.blocks, blocks.actions(*ways))) if ways else part


def _heard(post: FridayPost, quotes: int) -> str:
    if not quotes:
        return ""
    unquoted = post.more_quotes + len(post.quotes) - quotes
    quoted = "\n".join(f"> {_quoted(quote, post.names)}" for quote in post.quotes[:quotes])
    return joined("\n", "Heard this week:", quoted, f"And {unquoted:,} more." if unquoted else "")


def _quoted(quote: CustomerQuote, names: Names) -> str:
    """What it is, the words on one line, then who said them, at which account, and to whom."""
    kind = labels.INSIGHTS[quote.kind].partition(":")[0]
    text = formatting.one_line(formatting.with_names(quote.text, (*quote.named, *quote.people), names)).strip('"“” ')
    told_to = listing([who(person, names) for person in quote.people], most=3)
    source = joined(
        ", ",
        listing([escape(formatting.name(contact)) for contact in quote.contacts], most=3),
        escape(formatting.name(quote.account)),
        f"to {told_to}" if told_to else "",
    )
    return f"*{kind}* “{blocks.cut(escape(text), _QUOTE_LIMIT)}” — {source}"


def _against(post: FridayPost) -> str:
    """The sum against the week before and what was meant; nothing where there is neither to be told of."""
    reached, before = post.board.team.customers, post.before
    if post.numbers is not None and not post.numbers.are_public:
        return ""
    compared = before is not None and bool(reached or before.customers)
    if not compared and post.numbers is None:
        return ""
    earlier = (
        f", the week before {f'{before.customers:,}' if before.customers else 'none'}"
        if compared and before is not None
        else ""
    )
    return f"{count(reached, 'customer')}{earlier}{meant(post.numbers)}."


def meant(numbers: Numbers | None) -> str:
    """What of the numbers people had named was reached, behind another figure; nothing where that is not told."""
    if numbers is None or not numbers.are_public:
        return ""
    return f"; {numbers.reached:,} of the {numbers.meant:,} we meant"


def _praise(post: FridayPost) -> str:
    return joined(
        " ",
        _kept(post.numbers, post.names),
        _first_timers(post.first_timers, post.names),
        *(_sponsors_first(first, post.names) for first in post.sponsors_first[:_SPONSORS_AT_MOST]),
        _thanked(post.thanked, post.names),
    )


def _kept(numbers: Numbers | None, names: Names) -> str:
    if numbers is None or not numbers.kept:
        return ""
    people = [who(person, names) for person in by_name(numbers.kept, names)]
    return f"Kept their number: {listing(people, most=_KEPT_AT_MOST)}."


def _first_timers(people: Sequence[str], names: Names) -> str:
    everybody = [who(person, names) for person in by_name(people, names)]
    return f"For {listing(everybody, most=_NAMED_AT_MOST)} it was the first conversation ever." if everybody else ""


def _sponsors_first(first: SponsorsFirst, names: Names) -> str:
    account = escape(formatting.name(first.account))
    return f"{who(first.person, names)} spoke to {account} for the first time as their sponsor."


def _thanked(thanks: Sequence[Thanks], names: Names) -> str:
    by_person: dict[str, list[str]] = {}
    for quote in thanks:
        by_person.setdefault(quote.person, []).append(escape(formatting.name(quote.account)))
    told = [f"{who(person, names)}, by {listing(by_person[person], most=3)}" for person in by_name(by_person, names)]
    return f"Thanked by a customer: {joined('; ', *told[:_NAMED_AT_MOST])}." if told else ""


def _chart(weeks: Sequence[WeekTotal], plain: bool) -> MessagePart:
    numbers = [week.monday.isocalendar().week for week in weeks]
    lines = {"Customers": [week.customers for week in weeks]}
    if any(week.prospects for week in weeks):
        lines["Prospects"] = [week.prospects for week in weeks]
    text = f"By week, {numbers[0]} to {numbers[-1]}: {_lines_in_words(lines)}."
    if plain:
        return plain_text(text)
    chart = blocks.line_chart(
        f"{' and '.join(lines)} by week".capitalize(),
        [f"W{number}" for number in numbers],
        lines,
        x_label="Week",
        y_label="Spoken to",
    )
    return MessagePart(text, (chart,))


def _lines_in_words(lines: Mapping[str, Sequence[int]]) -> str:
    return "; ".join(f"{line.lower()} {', '.join(f'{value:,}' for value in values)}" for line, values in lines.items())
