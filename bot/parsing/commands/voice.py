"""What is typed behind `/voice`.

/voice · exports · complaint · 90d · exports 12w complaint · "complaint" for the word itself
"""

import re

from bot.domain.errors import Refusal
from bot.domain.insights.model import InsightKind
from bot.domain.insights.passages import search_words
from bot.domain.insights.voice import VoiceQuery
from bot.parsing.slack_text import read_tokens

DAYS = 30
"""What was told in so many days is shown where neither words nor days are typed."""

_LONGEST = 200
_PERIOD = re.compile(r"(?P<number>[0-9]{1,4})(?a:(?P<unit>[dwmy]))", re.IGNORECASE)
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
_QUOTES = "\"'“”„«»"


def read_voice(text: str) -> VoiceQuery:
    """Read `text` as Slack delivers it. Raises Refusal where it has no word that could be looked for."""
    words: list[str] = []
    days: int | None = None
    kind: InsightKind | None = None
    for token in read_tokens(text).words.split():
        period = _PERIOD.fullmatch(token)
        if period is not None:
            days = max(int(period["number"]) * _UNITS[period["unit"].casefold()], 1)
        elif (named := _kind(token)) is not None:
            kind = named
        else:
            words.append(token.strip(_QUOTES))
    typed = " ".join(filter(None, words))
    if len(typed) > _LONGEST:
        raise Refusal(f"A search takes at most {_LONGEST} characters: send fewer words.")
    if typed and not search_words(typed):
        raise Refusal("I look for words with a letter or a digit, as in: /voice exports")
    return VoiceQuery(typed, DAYS if days is None and not typed else days, kind)


def _kind(token: str) -> InsightKind | None:
    """A kind of insight, in the plural too, with or without its #."""
    word = token.casefold().removeprefix("#")
    return next((kind for kind in InsightKind if word in (kind, f"{kind}s", _PLURALS.get(kind))), None)


_PLURALS = {InsightKind.OPPORTUNITY: "opportunities", InsightKind.STORY: "stories"}
