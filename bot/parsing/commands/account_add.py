"""What is typed behind `/account add`, and what all commands about accounts share.

/account add Acme enterprise @ana
/account add "Axon Enterprise" customer strategic @ana
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.accounts.model import Stage, Tier
from bot.domain.errors import Refusal
from bot.parsing.names.quotes import quoted_at
from bot.parsing.slack_text import SlackText, read_tokens

NAME_LIMIT = 120


class NotUnderstood(Refusal, ValueError):
    """The command cannot be carried out as typed; the words say what to type."""


@dataclass(frozen=True)
class ShowAccount:
    """The card of the account with this name; none was typed where `name` is empty."""

    name: str


@dataclass(frozen=True)
class AddAccount:
    """A new account; None where nothing is said. `owner` is a Slack user id."""

    name: str
    stage: Stage | None = None
    tier: Tier | None = None
    owner: str | None = None


def read_added(text: str) -> AddAccount:
    """Read `text`, which begins with `add`. Raises NotUnderstood with what to type instead.

    Stage, tier and owner stand behind the name in any order; a name that ends in such a word is quoted.
    """
    line = read_tokens(text)
    lead = _ADD.match(line.words)
    try:
        return _read_added(line, lead.end() if lead else 0)
    except NotUnderstood as error:
        raise NotUnderstood(error.words, typed=text) from None


def stage_named(word: str) -> Stage | None:
    """The stage a single word names, case aside."""
    return _STAGES.get(word.casefold())


def tier_named(word: str) -> Tier | None:
    """The tier a word or two name; `mid-market` however it is spaced."""
    return _TIERS.get(re.sub(r"[\s_-]", "", word.casefold()))


_ADD = re.compile(r"add(?:\Z| )", re.IGNORECASE)
_STAGES: Mapping[str, Stage] = {stage.value: stage for stage in Stage}
_TIERS: Mapping[str, Tier] = {tier.value.replace("-", ""): tier for tier in Tier}
_EXAMPLE = "/account add Acme enterprise @ana"
Value = TypeVar("Value", Stage, Tier, str)


def _read_added(line: SlackText, start: int) -> AddAccount:
    quoted = quoted_at(line.words, start)
    name_end = quoted.end if quoted else start
    added, rest = _properties(line, AddAccount(quoted.text if quoted else ""), name_end)
    if quoted and rest > name_end:
        raise NotUnderstood(f"Behind the name I know stage, tier and owner only, as in: {_EXAMPLE}")
    name = quoted.text if quoted else line.words[start:rest].strip(" ,")
    return replace(added, name=_checked(line, name, start, rest))


def _properties(line: SlackText, added: AddAccount, start: int) -> tuple[AddAccount, int]:
    """Take stage, tier and owner off the end, each once; where the words before them end."""
    end = len(line.words)
    while end > start:
        first = _word_start(line, start, end)
        if not added.name and first <= start:
            break
        taken = _with_property(line, added, first, end)
        if taken is None:
            break
        added, end = taken, len(line.words[:first].rstrip(" ,"))
    return added, max(start, end)


def _word_start(line: SlackText, start: int, end: int) -> int:
    first = max(line.words.rfind(" ", start, end) + 1, start)
    return first - len("mid ") if line.words[max(start, first - 4) : end].casefold() == "mid market" else first


def _with_property(line: SlackText, added: AddAccount, start: int, end: int) -> AddAccount | None:
    word = line.words[start:end]
    mention = line.mention_at(start)
    if mention and mention.end == end:
        return replace(added, owner=_once(added.owner, mention.user, "owner"))
    if (stage := stage_named(word)) is not None:
        return replace(added, stage=_once(added.stage, stage, "stage"))
    if (tier := tier_named(word)) is not None:
        return replace(added, tier=_once(added.tier, tier, "tier"))
    return None


def _once(known: Value | None, value: Value, what: str) -> Value:
    if known is not None:
        raise NotUnderstood(f"That names more than one {what}: send one, as in {_EXAMPLE}")
    return value


def _checked(line: SlackText, name: str, start: int, end: int) -> str:
    if not any(c.isalnum() for c in name):
        raise NotUnderstood(f"Which account? Send its name too, as in: {_EXAMPLE}")
    if any(line.mentions_within(start, end)) or name.startswith("@") or " @" in name:
        raise NotUnderstood(f"Put the owner last and pick them from the list that @ opens, as in: {_EXAMPLE}")
    if len(name) > NAME_LIMIT:
        raise NotUnderstood(f"That name has {len(name)} characters; at most {NAME_LIMIT} fit. Send a shorter one.")
    return name
