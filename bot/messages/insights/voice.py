"""The answer to `/voice`: quotes by account and month, and the themes that several accounts share."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from bot.domain.insights.model import InsightKind
from bot.domain.insights.passages import Quote
from bot.domain.insights.voice import Theme, Voice, VoiceQuery
from bot.messages import formatting, labels
from bot.messages.accounts.cards import OPEN
from bot.messages.blocks import Block, Message, View, actions, button, context, escape, section
from bot.messages.insights.quotes import ask_button, quoted
from bot.messages.pages import turning
from bot.messages.views import reading

ALL = "voice_all"
NEWER, OLDER = "voice_newer", "voice_older"

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WORDS_SHOWN, _ACCOUNTS_SHOWN = 60, 5
_LEFT_OUT = "What is private is neither here nor counted."


def voice(shown: Voice) -> Message:
    """The first quotes, for the one who asked; the others are behind a button."""
    parts = [section(line) for line in _heading(shown)]
    parts += _quotes(shown)
    if shown.page.older is not None:
        parts.append(actions(button(f"All {shown.found:,}", ALL, query_value(shown.query), style="primary")))
    if shown.found:
        parts.append(context(_LEFT_OUT))
    lines = [*_heading(shown), *(_line(quote, shown) for quote in shown.page.items)]
    return Message("\n".join(lines), parts)


def page(shown: Voice) -> View:
    """A page of all of them. The view remembers what was asked and where the page stands."""
    blocks = [*(section(line) for line in _heading(shown)), *_quotes(shown)]
    blocks += [*turning(shown.page, newer=NEWER, older=OLDER), context(_LEFT_OUT)]
    metadata = json.dumps({"query": query_value(shown.query), "skip": shown.page.skip})
    return reading("What customers told us", blocks, metadata=metadata)


def query_value(query: VoiceQuery) -> str:
    """What was asked, as a button brings it back."""
    return json.dumps(asdict(query), ensure_ascii=False)


def read_query(value: str) -> VoiceQuery:
    """What `query_value` wrote. ValueError, KeyError or TypeError for what it never writes."""
    asked = json.loads(value)
    days, kind = asked["days"], asked["kind"]
    return VoiceQuery(
        str(asked["words"]), None if days is None else int(days), None if kind is None else InsightKind(kind)
    )


def _heading(shown: Voice) -> list[str]:
    query = shown.query
    about = f"“{escape(formatting.name(query.words, _WORDS_SHOWN))}”" if query.words else "What customers told us"
    kind = f", {_kind(query.kind)} alone" if query.kind is not None else ""
    when = f" in the last {formatting.count(query.days, 'day')}" if query.days is not None else ""
    if not shown.found:
        return [f"*{about}{kind}{when}:* nothing that everybody may read.\n{_instead(query)}"]
    more = "the latest " if shown.is_cut else ""
    sums = f"{more}{formatting.count(shown.found, 'quote')} from {formatting.count(len(shown.accounts), 'account')}"
    whose = [f"{escape(formatting.name(name))} {number:,}" for name, number in shown.accounts]
    told = f"*{about}{kind}{when}:* {sums}: {formatting.listing(whose, most=_ACCOUNTS_SHOWN)}."
    return [told, *([_themes(shown.themes)] if shown.themes else [])]


def _kind(kind: InsightKind) -> str:
    name = labels.INSIGHTS[kind].partition(":")[0].casefold()
    return f"{name}s"


def _instead(query: VoiceQuery) -> str:
    if query.words:
        return "Another word for it may be: every form of a word is found, so one word is enough."
    return "Put it behind a # when you log: `/logcall Acme 20m #complaint exports time out`."


def _themes(themes: tuple[Theme, ...]) -> str:
    shown = [f"*{escape(theme.word)}* ({len(theme.accounts):,}: {_accounts(theme)})" for theme in themes]
    return f"Several speak of: {' · '.join(shown)}"


def _accounts(theme: Theme) -> str:
    return formatting.listing([escape(formatting.name(each)) for each in theme.accounts], most=3)


def _quotes(shown: Voice) -> Iterator[Block]:
    """Below each account and month what they said, with the press that asks whoever heard it."""
    before = "", ""
    for at, quote in enumerate(shown.page.items):
        heading = quote.entry.account_id, _month(quote.entry.details.on, shown.today)
        if heading != before:
            name = escape(formatting.name(quote.entry.account_name))
            card = {"accessory": button("Card", f"{OPEN}:{at}", heading[0])} if heading[0] != before[0] else {}
            yield {**section(f"*{name}*, {heading[1]}"), **card}
        before = heading
        text = section(quoted(quote, shown.names, shown.today))
        asked = shown.asks.get(quote.entry.id)
        if asked is None:
            yield text
        else:
            ask = ask_button(asked, quote.entry.id, quote.passage.position, shown.names, suffix=at)
            yield {**text, "accessory": ask}


def _line(quote: Quote, shown: Voice) -> str:
    return f"{escape(formatting.name(quote.entry.account_name))}\n{quoted(quote, shown.names, shown.today)}"


def _month(on: date, today: date) -> str:
    return _MONTHS[on.month - 1] + ("" if on.year == today.year else f" {on.year}")
