"""What Slack makes of the words somebody types before an app gets them: entities first, then tokens.

Docs: Slack, "Formatting text for app surfaces" and "Slash commands: should_escape".
"""

import re
from collections.abc import Callable, Iterable

from bot.sandbox.team import TeamPerson, TeamUserGroup

Token = Callable[[str], str | None]

_DOMAIN_ENDINGS = "com|org|net|io|dev|ai|co|app|eu|de|fr|es|it|nl|se|ch|at|uk|us|ca|sg|info|biz|edu|gov"
_TYPED = re.compile(
    r"(?P<url>https?://[^\s<>|\"]+)"
    r"|(?P<mail>(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<domain>(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_DOMAIN_ENDINGS})\b(?!\.\w)(?:/[^\s<>|\"]*)?)"
    r"|(?P<handle>(?<![\w@])@[\w][\w.-]*)"
    r"|(?P<channel>(?<![\w#&])#[\w][\w-]*)",
    re.IGNORECASE,
)
_BROADCASTS = {"here", "channel", "everyone"}
_TRAILING = ".,;:!?)'"


def entities(text: str) -> str:
    """The three characters Slack reserves, as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str, mention: Token, channel: Token) -> str:
    """`words` as Slack hands them on: `mention` and `channel` turn a name into a token, or None."""

    def token(found: re.Match[str]) -> str:
        kind, whole = found.lastgroup, found.group()
        if kind == "handle":
            return _named(whole, mention)
        if kind == "channel":
            return channel(whole[1:]) or whole
        kept = whole.rstrip(_TRAILING)
        return _link(kind or "", kept) + whole[len(kept) :]

    return _TYPED.sub(token, entities(text))


def mentions(
    people: Iterable[TeamPerson], groups: Iterable[TeamUserGroup] = (), *, labelled: bool
) -> Callable[[str], str | None]:
    """How `@handle` becomes a token; commands carry the handle as its label, message events do not."""
    tokens = {group.handle.lower(): _token("!subteam^" + group.id, "@" + group.handle) for group in groups}
    for person in people:
        if not person.deleted:
            tokens[person.name.lower()] = _token("@" + person.id, person.name if labelled else "")
    tokens.update({word: f"<!{word}>" for word in _BROADCASTS})
    return lambda handle: tokens.get(handle.lower())


def channels(names: Iterable[tuple[str, str]]) -> Callable[[str], str | None]:
    """How `#name` becomes a token, from (id, name) of the channels the person can see."""
    tokens = {name.lower(): f"<#{id}|{name}>" for id, name in names}
    return lambda name: tokens.get(name.lower())


def _named(whole: str, mention: Token) -> str:
    """`@ana.` is ana and a full stop unless somebody is called so."""
    handle = whole[1:]
    while handle:
        token = mention(handle)
        if token:
            return token + whole[1 + len(handle) :]
        if handle[-1] not in "._-":
            break
        handle = handle[:-1]
    return whole


def _link(kind: str, text: str) -> str:
    if kind == "url":
        return f"<{text}>"
    prefix = "mailto:" if kind == "mail" else "http://"
    return f"<{prefix}{text}|{text}>"


def _token(target: str, label: str) -> str:
    return f"<{target}|{label}>" if label else f"<{target}>"
