"""Who decides whether somebody may read a private conversation, and how a request stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.conversations.access_requests import AccessRequest, RequestState, decider, state_for
from bot.domain.conversations.model import Conversation, Details, Kind, State

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENTRY = Conversation(
    "c1", "acme", "Acme", "ana", NOW, Details(State.HELD, Kind.CALL, 20, NOW.date(), held_by="bo", private=True)
)
REQUEST = AccessRequest("r1", "c1", asked_by="eva", asked_of="ana", state=RequestState.OPEN, asked_at=NOW)


@pytest.mark.parametrize(
    ("here", "asks"),
    [
        ({"ana", "bo", "petra"}, "ana"),
        ({"bo", "petra"}, "bo"),
        ({"petra", "eva"}, "petra"),
        ({"eva"}, None),
        (set(), None),
    ],
)
def test_its_author_is_asked_else_its_holder_else_a_programme_owner_but_nobody_for_themself(
    here: set[str], asks: str | None
) -> None:
    assert decider(ENTRY, "eva", here=here, programme_owners=["eva", "petra"]) == asks


def test_one_may_ask_until_an_answer_comes_and_anew_where_who_was_asked_left() -> None:
    assert state_for(None, {"ana"}) is None
    assert state_for(REQUEST, {"ana"}) is RequestState.OPEN
    assert state_for(REQUEST, {"bo"}) is None
    for state in (RequestState.GRANTED, RequestState.DENIED):
        assert state_for(replace(REQUEST, state=state), {"bo"}) is state
