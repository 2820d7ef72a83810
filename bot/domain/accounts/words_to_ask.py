"""What words to ask an account for twenty minutes are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.model import Account
from bot.domain.insights.model import InsightKind

WORTH_NAMING = (InsightKind.COMPLAINT, InsightKind.REQUEST)
"""What they wait for an answer to goes before what they told of themselves."""


@dataclass(frozen=True)
class Asking:
    """What is true of an account and may be sent on to it: nothing private.

    `last` is the day somebody last spoke to them, `insights` the words to refer to, `contact` whom to write to; `names`
    maps member ids to names.
    """

    account: Account
    today: date
    last: date | None = None
    insights: QuotedInsight | None = None
    contact: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def worth_naming(insights: list[QuotedInsight]) -> QuotedInsight | None:
    """Of what they told us, the latest first, what to begin with. Risks and rivals are not for their eyes."""
    waiting = (insight for insight in insights if insight.kind in WORTH_NAMING)
    about = (insight for insight in insights if insight.kind == InsightKind.ABOUT)
    return next(waiting, None) or next(about, None)
