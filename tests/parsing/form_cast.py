"""An entry, the people in it, and its form as somebody leaves it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.conversations.fields import Filled
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, State
from bot.domain.errors import Incomplete
from bot.parsing.forms.conversation_form import read, shown

MONDAY = date(2026, 11, 23)
ANA, BO, CHEN, DEE = "U0ANA", "U0BO", "U0CHEN", "U0DEE"
NAMES = {ANA: "Ana", BO: "Bo", CHEN: "Chen", DEE: "Dee"}
BARE = Filled(on="2026-11-23")
ENTRY = Details(
    state=State.HELD,
    kind=Kind.VISIT,
    minutes=90,
    on=date(2026, 11, 19),
    held_by=ANA,
    colleagues=(BO,),
    contacts=("Jo Lee", "Sam Park"),
    note="saw <@U0CHEN> there",
    insights=(Insight("complaint", "exports time out"), Insight("risk", "<@U0CHEN> heard of a freeze")),
    follow_up=FollowUp("send pricing to <@U0DEE>", date(2026, 11, 27), BO),
    named=(CHEN, DEE),
)


def filled_in(**fields: Any) -> Details:
    return read(replace(BARE, **fields), author=ANA, today=MONDAY)


def edited(before: Details = ENTRY, *, names: dict[str, str] = NAMES, **fields: Any) -> Details:
    return read(replace(shown(before, names), **fields), author=DEE, today=MONDAY, before=before, names=names)


def wrong(**fields: Any) -> dict[str, str]:
    """What stands under which field of a new conversation."""
    with pytest.raises(Incomplete) as refused:
        filled_in(**fields)
    return refused.value.fields
