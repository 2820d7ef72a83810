"""What Slack's JSON says of people: the name that can be seen, and whether somebody is of the workspace."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.visible import is_visible
from bot.domain.workspace.members import Origin
from bot.messages import formatting
from bot.parsing.typed import labels
from bot.slack.api.profiles import profile_of, user_group_of
from bot.slack.origins import has_caller, is_line, origin_of, workspace_of

OURS, OTHER, ORGANISATION = "T0OURS", "T0OTHER", "E0ORG"

INVISIBLE = [
    "   ", "\u00a0", "\u200b", "\u200c\u200d", "\u202e", "\u202e \u2066\u2069", "\u3164", "\u2800", "\u2060\ufeff",
    "\u115f\u1160\uffa0", "\u00ad", "\u034f", "\u180e\u180b", "\ufe0f", "\u2028\u2029", "\u3000\u2003", "\u061c\u200e",
    "\U000e0041\U000e007f", "\U000e0100", "\x00\x07\t\n", "\ufff9\ufffb", "\u17b4", "",
]  # fmt: skip
"""Each is nothing to the eye."""

VISIBLE = ["Ana", "\u202eana", "李", "محمد", "👩‍👩‍👧", "\u200dAna", ".", "é", "e\u0301", "_", "🇩🇪", "\u3164x"]


def user(**facts: Any) -> dict[str, Any]:
    return {"id": "U0BOB", "name": "bob", "team_id": OURS, **facts}


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_a_display_name_that_cannot_be_seen_is_none(name: str) -> None:
    profile = profile_of(user(real_name="Bob Real", profile={"display_name": name}), OURS)
    assert profile is not None and profile.name == "Bob Real"
    only_handle = profile_of(user(real_name=name, profile={"display_name": name, "real_name": name}), OURS)
    assert only_handle is not None and (only_handle.name, only_handle.real_names) == ("bob", ())
    nothing = profile_of(user(name=name, profile={"display_name": name}), OURS)
    assert nothing is not None and nothing.name == "U0BOB"


@pytest.mark.parametrize("name", VISIBLE, ids=ascii)
def test_one_that_can_be_seen_is_taken_as_it_stands(name: str) -> None:
    profile = profile_of(user(real_name="Bob Real", profile={"display_name": name}), OURS)
    assert profile is not None and profile.name == name
    assert formatting.name(name) != "(no name)"


@pytest.mark.parametrize("name", [each for each in INVISIBLE if "\x00" not in each], ids=ascii)
def test_a_mention_or_a_group_by_such_a_name_has_another(name: str) -> None:
    assert labels(f"<@U0BOB|{name}> and <@U0ANA|ana>") == {"U0ANA": "ana"}
    assert user_group_of({"id": "S1", "name": name, "handle": "sales"}).name == "sales"
    assert formatting.name(name) == "(no name)"


@given(st.text(alphabet="".join(INVISIBLE), max_size=20), st.text(alphabet="".join(INVISIBLE), max_size=20))
def test_nothing_visible_comes_of_what_is_not_and_one_letter_is_enough(before: str, behind: str) -> None:
    assert not is_visible(before + behind)
    assert is_visible(f"{before}a{behind}")


@given(st.text(max_size=30))
def test_every_name_that_is_taken_shows_something(name: str) -> None:
    profile = profile_of(user(profile={"display_name": name}), OURS)
    assert profile is not None and is_visible(profile.name)


@pytest.mark.parametrize(
    ("facts", "is_guest"),
    [
        ({}, False),
        ({"team_id": None}, False),
        ({"team_id": OTHER}, True),
        ({"team_id": OTHER, "enterprise_user": {"teams": [OTHER, OURS]}}, False),
        ({"team_id": OTHER, "enterprise_user": {"teams": [OTHER]}}, True),
        ({"team_id": OTHER, "enterprise_user": {"teams": []}}, True),
        ({"team_id": OTHER, "enterprise_user": {}}, True),
        ({"team_id": None, "enterprise_user": {"teams": [OTHER]}}, True),
        ({"team_id": OTHER, "enterprise_user": {"teams": [OURS]}, "is_restricted": True}, True),
        ({"team_id": OTHER, "enterprise_user": {"teams": [OURS]}, "is_ultra_restricted": True}, True),
        ({"team_id": OTHER, "enterprise_user": {"teams": [OURS]}, "is_bot": True}, True),
        ({"is_stranger": True}, True),
        ({"id": "USLACKBOT"}, True),
    ],
)
def test_who_is_of_the_workspace(facts: dict[str, Any], is_guest: bool) -> None:
    profile = profile_of(user(**facts), OURS)
    assert profile is not None and profile.is_guest is is_guest


@pytest.mark.parametrize(
    ("body", "workspace"),
    [
        ({"team": {"id": OURS}, "user": {"id": "U1", "team_id": OTHER}}, OURS),
        ({"team": OURS}, OURS),
        ({"team": None, "user": {"id": "U1", "team_id": OTHER}}, None),
        ({"team": None, "view": {"team_id": OURS}, "user": {"team_id": OTHER}}, OURS),
        ({"team": {"id": OTHER}, "view": {"app_installed_team_id": OURS}}, OURS),
        ({"team_id": OTHER, "authorizations": [{"team_id": OURS}], "event": {"team": OTHER}}, OURS),
        ({"team_id": OURS, "authorizations": []}, OURS),
        ({"authorizations": [{"team_id": None}], "team_id": OURS}, OURS),
        ({"event": "x", "type": "event_callback"}, None),
        ({"view": [], "team": 7, "authorizations": {}}, None),
        ({}, None),
    ],
)
def test_which_workspace_a_request_is_for(body: dict[str, Any], workspace: str | None) -> None:
    assert workspace_of(body) == workspace


@pytest.mark.parametrize(
    ("body", "origin"),
    [
        ({"team_id": OURS, "user_id": "U1"}, Origin.OURS),
        ({"team_id": OURS, "enterprise_id": ORGANISATION}, Origin.OURS),
        ({"team": {"id": OURS}, "user": {"team_id": OURS}, "enterprise": {"id": ORGANISATION}}, Origin.OURS),
        ({"team": {"id": OURS}, "user": {"team_id": OTHER}}, Origin.OTHER),
        ({"team": {"id": OURS}, "user": {"team_id": OTHER}, "enterprise": None}, Origin.OTHER),
        ({"team": {"id": OURS}, "user": {"team_id": OTHER}, "enterprise": {"id": ORGANISATION}}, Origin.UNCLEAR),
        ({"team": None, "user": {"team_id": OTHER}}, Origin.OTHER),
        ({"team": {"id": OURS, "enterprise_id": ORGANISATION}, "user": {"team_id": OTHER}}, Origin.UNCLEAR),
        ({"event": {"user_team": OTHER, "team": OURS}}, Origin.OTHER),
        ({"event": {"source_team": OTHER}}, Origin.OTHER),
        ({"event": {"team": OTHER}, "context_enterprise_id": ORGANISATION}, Origin.UNCLEAR),
        ({"event": {"team": OTHER}, "authorizations": [{"enterprise_id": ORGANISATION}]}, Origin.UNCLEAR),
        ({"event": "x"}, Origin.OURS),
        ({}, Origin.OURS),
    ],
)
def test_what_a_request_says_of_its_authors_company(body: dict[str, Any], origin: Origin) -> None:
    assert origin_of(body, OURS) is origin


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda children: (
            st.lists(children, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["team", "id", "team_id", "user", "event", "type", "view", "authorizations", "channel"]
                ),
                children,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_shape_of_a_request_is_too_odd(found: Any) -> None:
    for body in ({"event": found}, {"user": found}, {"team": found}, {"view": found}, {"authorizations": found}):
        workspace_of(body)
        origin_of(body, OURS)
        has_caller(body)
    if isinstance(found, dict):
        is_line(found)
