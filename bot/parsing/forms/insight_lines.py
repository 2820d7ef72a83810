"""What they said, as it is typed into a form: one insight a line, its kind in front ("complaint: exports time out")."""

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import Insight
from bot.domain.errors import Incomplete
from bot.domain.insights.model import InsightKind
from bot.parsing.forms.fields import folded, refuse
from bot.parsing.forms.mentions import Spelled, joined, put_back
from bot.parsing.line.vocabulary import MARKERS
from bot.parsing.words import any_of

TEXT_LIMIT = 3000
"""Characters that one text of a form may have."""


@dataclass(frozen=True)
class InsightLine:
    """Insights, and who is mentioned in them."""

    insights: tuple[Insight, ...]
    users: frozenset[str] = frozenset()


def insight_of(kind: str, text: str) -> Insight:
    """One insight out of the form "What did they say?". Raises Incomplete under "kind" and "text"."""
    line = folded(text)
    wrong: dict[str, str] = {}
    if not line:
        wrong["text"] = "Write what they said, in their words."
    elif len(line) > TEXT_LIMIT:
        wrong["text"] = too_long("this", len(line))
    if kind not in set(InsightKind):
        wrong["kind"] = "Choose what it is."
    if wrong:
        raise Incomplete(wrong)
    return Insight(InsightKind(kind).value, line)


def line_of(insight: Insight) -> str:
    """The insight as it stands in the form, its white space folded: a line break would make two of it."""
    return folded(f"{insight.kind}: {insight.text}")


def read_insights(
    typed: str, before: Sequence[Insight], lines: Sequence[Spelled], elsewhere: Mapping[str, str]
) -> InsightLine:
    """Read one insight a line; `lines` are those of `before` as they stood in the form.

    A line that stood there keeps its insight to the letter. Raises Incomplete with each line that is none.
    """
    stood: dict[str, deque[int]] = defaultdict(deque)
    for place, shown in enumerate(lines):
        stood[shown.text].append(place)
    written = {number: line for number, one in enumerate(typed.splitlines(), start=1) if (line := folded(one))}
    kept = {number: stood[line].popleft() for number, line in written.items() if stood.get(line)}
    changed = {number: line for number, line in written.items() if number not in kept}
    places = frozenset(kept.values())
    left = joined(shown for place, shown in enumerate(lines) if place not in places)
    spelled = put_back(left, "\n".join(changed.values()), elsewhere)
    fresh = _read(changed, spelled.stored.split("\n") if changed else ())
    insights = tuple(before[kept[number]] if number in kept else fresh[number] for number in written)
    return InsightLine(insights, spelled.users.union(*(lines[place].users for place in places)))


def too_long(what: str, length: int) -> str:
    """What to do about a text of more than TEXT_LIMIT characters."""
    return f"Shorten {what}: it has {length:,} characters, at most {TEXT_LIMIT:,} fit."


_KINDS = f"{', '.join(list(InsightKind)[:-1])} or {list(InsightKind)[-1]}"
# ASCII: a dotless i is no i when the word is looked up.
_LINE = re.compile(rf"#?(?P<kind>{any_of(MARKERS)})(?: ?:|(?= )|\Z) ?(?P<text>.*)", re.IGNORECASE | re.ASCII)
_QUOTED = 40


def _read(written: Mapping[int, str], stored: Sequence[str]) -> dict[int, Insight]:
    """The insight of each line by its number; `stored` are the same lines with their mentions put back."""
    read, without_kind, wrong = {}, [], []
    for (number, line), words in zip(written.items(), stored, strict=True):
        match = _LINE.fullmatch(words)
        if not match:
            without_kind.append(number)
        elif not match["text"]:
            wrong.append(f"Write behind “{line}” in line {number:,} what they said.")
        elif len(line) > TEXT_LIMIT:
            wrong.append(too_long(f"line {number:,}", len(line)))
        else:
            read[number] = Insight(MARKERS[match["kind"].lower()].value, match["text"])
    if without_kind:
        wrong.insert(0, _ask_for_kinds(written, without_kind))
    if wrong:
        refuse(Field.INSIGHTS, " ".join(wrong[:3]))
    return read


def _ask_for_kinds(written: Mapping[int, str], numbers: Sequence[int]) -> str:
    first, more = numbers[0], len(numbers) - 1
    line = written[first] if len(written[first]) <= _QUOTED else written[first][: _QUOTED - 1] + "…"
    others = f" and {more:,} more {'line' if more == 1 else 'lines'}" if more else ""
    return f"Begin line {first:,} (“{line}”){others} with {'their kinds' if more else 'its kind'}: {_KINDS}."
