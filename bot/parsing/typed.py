"""A line given back to whoever typed it: Slack's tokens and entities become what stood on their screen."""

import re

from bot.domain.visible import is_visible

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def as_typed(text: str) -> str:
    """`text` as Slack delivered it, as it was typed: `<@U1|ana>` was `@ana`, `&lt;` was `<`."""
    return _entities(_TOKEN.sub(_shown, text))


def labels(text: str) -> dict[str, str]:
    """What Slack calls the people mentioned in `text` (`<@U1|ana>`), by id: a name until theirs is known."""
    mentions = [token for token in _TOKEN.finditer(text) if token[1] == "@" and is_visible(token[3] or "")]
    return {token[2]: _entities(token[3]) for token in mentions}


def _shown(token: re.Match[str]) -> str:
    sign, target, label = token.groups()
    if sign == "!":
        return label or f"@{target}"
    return f"{sign}{label or target}"


def _entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
