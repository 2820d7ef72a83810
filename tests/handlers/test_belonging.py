"""Who is one of us: whom Slack does not confirm, and the request calls foreign, does nothing; a colleague logs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.messages.conversations import lines
from bot.messages.workspace import home as home_view
from bot.sandbox import TeamPerson
from bot.storage.conversations import drafts
from tests.app_fixture import ANA, BO, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url, lent_database
from tests.e2e import envelopes
from tests.e2e.envelopes import Envelope
from tests.handlers.reading import buttons
from tests.scopes import scoped
from tests.ways import WAYS, in_turn

ELSEWHERE, ORGANISATION = "T0ELSEWHERE", "E0ORG"
GIA, STAN = "U0GIA", "W0STAN"
GRID = replace(
    INITECH,
    enterprise_id=ORGANISATION,
    people=(
        *INITECH.people,
        TeamPerson(GIA, "gia", "Gia Grid", team_id=ELSEWHERE, workspaces=(ELSEWHERE, INITECH.id)),
        TeamPerson(STAN, "stan", "Stan Stranger", team_id=ELSEWHERE, workspaces=(ELSEWHERE,)),
    ),
)
LINE = "Acme 20m renewal chat"
FOR_MEMBERS = "Touchbase is for members of Initech"
KEPT = "*Kept, not logged yet.* Slack has not told me yet that you are with Initech."


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    return app


@pytest.fixture(params=WAYS)
def grid(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppFixture]:
    """Initech as one of an organisation's workspaces; gia's home is another, stan is of that one alone."""
    kind, _, way = request.param.partition("-")
    with (
        lent_database(kind, request, tmp_path) as url,
        AppFixture.open(as_engine_url(url), now=MONDAY_9AM, team=GRID, socket=way == "socket") as app,
    ):
        app.reads(ANA, "/account add Acme")
        yield app


def sent(app: AppFixture, person: str, envelope: Envelope, **more: Any) -> tuple[int, dict[str, Any]]:
    """Let Slack send a request as it stands, but for what `more` puts in its place."""
    whole = {**envelope, **more}
    if "event" in whole:
        said = {"user": person, "channel": app.sandbox.workspace.dm_of(person), "ts": "1795000000.000100"}
        body = json.dumps({**whole, "event_id": f"Ev{id(whole)}", "event": {**said, **envelope["event"]}}).encode()
    elif "command" in whole:
        body = urlencode({"user_id": person, **whole}).encode()
    else:
        whole = {
            "trigger_id": app.sandbox.trigger(person),
            "team": {"id": app.team.id},
            "user": {"id": person, "team_id": ELSEWHERE},
            **whole,
        }
        body = urlencode({"payload": json.dumps(whole)}).encode()
    return app._send(body)


def line_of(app: AppFixture, person: str, **facts: Any) -> None:
    """Let a line be typed to the bot of which Slack tells as given."""
    body = {"authorizations": [{"team_id": app.team.id, "enterprise_id": None}], "team_id": app.team.id}
    event = envelopes.event("message", text=LINE, channel_type="im", **facts)
    sent(app, person, {**body, **event})
    app.settle()


def messages_to(app: AppFixture, person: str) -> list[str]:
    return [each.text for each in app.sandbox.messages(app.sandbox.workspace.dm_of(person)) if each.user != person]


def silence(app: AppFixture, times: int = 4) -> None:
    """Let Slack answer nothing about anybody."""
    app.sandbox.refuse("users.info", "internal_error", times)


@in_turn(
    ["foreign", "error"],
    product(
        [{"user_team": ELSEWHERE}, {"source_team": ELSEWHERE}, {"team": ELSEWHERE}],
        ["internal_error", "user_not_found", "user_not_visible"],
    ),
)
def test_whom_slack_does_not_confirm_and_an_event_calls_foreign_logs_nothing(
    acme: AppFixture, foreign: dict[str, str], error: str
) -> None:
    acme.sandbox.refuse("users.info", error, 2)
    line_of(acme, BO, **foreign)
    assert acme.kept == []
    assert messages_to(acme, BO)[-1].startswith(FOR_MEMBERS)


def test_what_happened_in_another_workspace_is_not_ours_whoever_is_authorized(acme: AppFixture) -> None:
    silence(acme)
    body = {"authorizations": [{"team_id": acme.team.id}], "team_id": ELSEWHERE}
    sent(acme, BO, {**body, **envelopes.event("message", text=LINE, channel_type="im")})
    acme.settle()
    assert acme.kept == []


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
def test_who_is_nobody_to_slack_is_not_one_of_us_whatever_the_request_says(acme: AppFixture, error: str) -> None:
    acme.sandbox.refuse("users.info", error)
    assert acme.reads(BO, f"/logcall {LINE}").startswith(FOR_MEMBERS)
    line_of(acme, BO, team=acme.team.id)
    assert acme.kept == [] and messages_to(acme, BO)[-1].startswith(FOR_MEMBERS)


def test_who_was_nobody_to_slack_for_a_moment_is_asked_about_again(acme: AppFixture) -> None:
    acme.sandbox.refuse("users.info", "user_not_found")
    assert acme.reads(BO, f"/logcall {LINE}").startswith(FOR_MEMBERS)
    acme.clock.forward(minutes=11)
    assert acme.reads(BO, f"/logcall {LINE}").startswith("*Acme*")
    assert acme.runtime.deps.confirmations is not None and len(acme.kept) == 1


@pytest.mark.parametrize("team", [{"team": INITECH.id}, {}, {"user_team": INITECH.id, "source_team": INITECH.id}])
def test_a_colleague_in_a_slow_minute_logs(acme: AppFixture, team: dict[str, str]) -> None:
    silence(acme)
    line_of(acme, BO, **team)
    assert [each.logged_by for each in acme.kept] == [BO]
    acme.reads(BO, "/logcall Acme 25m by command")
    assert len(acme.kept) == 2


def test_a_form_of_a_foreign_person_is_not_saved_while_slack_is_silent(acme: AppFixture) -> None:
    acme.type(ANA, "/logcall Acme")
    form = acme.form(ANA)
    silence(acme)
    filled = envelopes.submitted(form.given, {"note": "told at length"}, form.id)
    status, answer = sent(acme, BO, filled)
    assert status == 200 and FOR_MEMBERS in str(answer) and acme.kept == []


@pytest.mark.parametrize("where", [{"team": None}, {"team": None, "enterprise": None}])
def test_a_request_without_a_team_is_for_us_and_its_author_may_be_foreign(
    acme: AppFixture, where: dict[str, Any]
) -> None:
    silence(acme)
    status, _ = sent(acme, BO, envelopes.press("home_log", "home"), **where)
    acme.settle()
    assert status == 200 and acme.sandbox.views(BO) == []
    own = {"user": {"id": BO, "team_id": acme.team.id}}
    sent(acme, BO, envelopes.press("home_log", "home"), **where, **own)
    assert acme.form(BO).given["title"]["text"] == "Log a conversation"


def test_a_colleague_at_home_in_another_workspace_of_the_organisation_takes_part(grid: AppFixture) -> None:
    assert grid.reads(GIA, f"/logcall {LINE}").startswith("*Acme* · call · 20 min")
    assert grid.reads(GIA, "/account Acme").startswith("Acme")
    assert "20 min" in grid.writes(GIA, "Acme 20m by line")
    assert grid.reads(STAN, f"/logcall {LINE}").startswith(FOR_MEMBERS)
    assert {each.logged_by for each in grid.kept} == {GIA}


def kept_by_line(app: AppFixture, person: str) -> None:
    """Let somebody whose home is another workspace type a line while Slack says nothing of them."""
    silence(app, 1)
    app.writes(person, LINE)


def test_a_line_that_may_be_a_strangers_is_kept_said_so_and_logged_once_slack_answers(grid: AppFixture) -> None:
    kept_by_line(grid, GIA)
    assert messages_to(grid, GIA)[-1].startswith(KEPT) and grid.kept == []
    grid.pass_time()
    grid.pass_time()
    assert [(each.logged_by, each.details.note) for each in grid.kept] == [(GIA, "renewal chat")]
    assert "Acme" in str(grid.home(GIA).given) and "Not logged yet" not in str(grid.home(GIA).given)


@pytest.mark.parametrize("is_pressed", [False, True])
def test_every_customer_of_a_kept_line_is_logged(grid: AppFixture, is_pressed: bool) -> None:
    grid.reads(ANA, "/account add Hooli")
    silence(grid, 1)
    grid.writes(GIA, "Acme + Hooli 20m renewal chat")
    asked = grid.sandbox.messages(grid.sandbox.workspace.dm_of(GIA))[-1]
    if is_pressed:
        grid.sandbox.press(GIA, asked, lines.LOG_NOW)
        grid.settle()
    else:
        grid.pass_time()
        grid.pass_time()
    assert sorted(each.account_name for each in grid.kept) == ["Acme", "Hooli"]


def test_its_day_is_the_day_when_it_was_typed(grid: AppFixture) -> None:
    kept_by_line(grid, GIA)
    silence(grid, 1)
    grid.pass_time(grid.clock.now + timedelta(days=2))
    assert grid.kept == []
    grid.pass_time()
    assert [each.details.on for each in grid.kept] == [MONDAY_9AM.date()]


def test_one_press_logs_it(grid: AppFixture) -> None:
    kept_by_line(grid, GIA)
    conversation = grid.sandbox.workspace.dm_of(GIA)
    asked = grid.sandbox.messages(conversation)[-1]
    assert buttons(asked) == ["Log it now", "Forget it"]
    silence(grid, 1)
    grid.sandbox.press(GIA, asked, lines.LOG_NOW)
    grid.settle()
    assert grid.kept == []
    for _ in range(2):
        grid.sandbox.press(GIA, asked, lines.LOG_NOW)
    grid.settle()
    assert len(grid.kept) == 1
    assert grid.sandbox.messages(conversation)[-1].text.startswith("*Acme* · call · 20 min")


def test_what_it_leaves_open_is_asked_on_their_home_tab(grid: AppFixture) -> None:
    silence(grid, 1)
    assert KEPT in grid.writes(GIA, "Nobody Knows Them 20m hello")
    grid.pass_time()
    grid.pass_time()
    assert grid.kept == []
    home = grid.home(GIA)
    assert "Nobody Knows Them" in str(home.given)
    grid.press_in(GIA, home, home_view.FINISH)
    assert "Nobody Knows Them" in str(grid.form(GIA).given)


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
def test_a_line_is_not_lost_where_slack_does_not_find_its_author_for_a_moment(grid: AppFixture, error: str) -> None:
    kept_by_line(grid, GIA)
    grid.sandbox.refuse("users.info", error)
    grid.pass_time()
    grid.pass_time()
    assert grid.kept == []
    grid.clock.forward(minutes=11)
    home = grid.home(GIA)
    assert LINE in str(home.given)
    conversation = grid.sandbox.workspace.dm_of(GIA)
    grid.sandbox.press(GIA, grid.sandbox.messages(conversation)[-1], lines.LOG_NOW)
    grid.settle()
    assert [(each.logged_by, each.details.note) for each in grid.kept] == [(GIA, "renewal chat")]


def test_nothing_is_logged_for_a_stranger_and_nothing_shown(grid: AppFixture) -> None:
    kept_by_line(grid, STAN)
    assert messages_to(grid, STAN)[-1].startswith(KEPT)
    grid.pass_time()
    grid.pass_time()
    assert grid.kept == []
    with scoped(grid.runtime.deps.database.reading(), grid.team.id, grid.clock.now) as scope:
        assert drafts.unfinished(scope, STAN) == []
    assert grid.reads(STAN, "/account Acme").startswith(FOR_MEMBERS)


@in_turn(
    ["envelope"],
    [
        envelopes.press("home_log", "home"),
        envelopes.press("draft_new_customer", "d"),
        envelopes.shortcut("log_conversation"),
        envelopes.shortcut("log_message", "hello"),
        envelopes.in_view(envelopes.press("home_entries"), "home"),
        envelopes.event("app_home_opened", tab="home", team=ELSEWHERE),
        envelopes.event("app_mention", text="hi", team=ELSEWHERE),
    ],
    app="grid",
    ids=lambda each: (
        str(each.get("callback_id") or each.get("actions") or each.get("event"))[:40]
        if isinstance(each, dict)
        else None
    ),
)
def test_all_else_waits_until_slack_has_said_who_somebody_of_the_organisation_is(
    grid: AppFixture, envelope: Envelope
) -> None:
    silence(grid, 3)
    named = {"enterprise": {"id": ORGANISATION}, "authorizations": [{"team_id": grid.team.id}]}
    status, _ = sent(grid, GIA, envelope, **named, context_enterprise_id=ORGANISATION)
    grid.settle()
    assert status == 200
    shown = str([each.given for each in grid.sandbox.views(GIA)]) + str(messages_to(grid, GIA))
    assert "Acme" not in shown and grid.kept == [] and grid.sandbox.home(GIA) is None
