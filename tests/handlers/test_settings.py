"""Settings: admins name executives, founders, the programme owner, admins and departments; nobody else sees them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.domain.workspace.settings import DEPARTMENTS, NamedRoles
from bot.messages.workspace.settings import CHANGE, LEFT
from bot.sandbox import TeamUserGroup
from bot.sandbox.api.faults import refused
from bot.sandbox.views import View
from bot.storage.workspace import roles
from bot.storage.workspace import tables as workspace_tables
from tests import forms
from tests.app_fixture import ANA, BO, CHEN, DEE, FAY, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.waiting import wait_until

EXECUTIVE, FOUNDER, RUNS_IT, ADMIN = (named.value for named in NamedRoles)


def opened(app: AppFixture, person: str) -> View:
    """The form of settings, from their Home tab."""
    app.press_in(person, app.home(person), CHANGE)
    return app.form(person)


def change(app: AppFixture, person: str, **filled: Any) -> dict[str, Any]:
    """Open the form, put these into it and save; what the page shows."""
    opened(app, person)
    return app.save(person, **filled)


def words_of(view: View) -> str:
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in view.given["blocks"])


def logged(app: AppFixture) -> list[tuple[str, str, dict[str, Any]]]:
    """Who changed what in settings, as the audit log has it."""
    with app.runtime.deps.database.reading() as session:
        rows = session.execute(
            select(workspace_tables.audit)
            .where(
                workspace_tables.audit.c.workspace_id == app.team.id,
                workspace_tables.audit.c.action == "change settings",
            )
            .order_by(workspace_tables.audit.c.id)
        ).all()
    return [(row.actor, row.subject, json.loads(row.details)) for row in rows]


def known(app: AppFixture) -> AppFixture:
    for person in (ANA, BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    return app


def test_an_admin_names_people_and_departments_and_coverage_counts_them(app: AppFixture) -> None:
    known(app)
    home = app.home(ANA)
    assert "Nobody is named yet" in words_of(home)
    change(app, ANA, **{EXECUTIVE: [DEE, CHEN], RUNS_IT: [BO], DEPARTMENTS: ["S0ENG"]})
    assert words_of(app.sandbox.views(ANA)[-1]) == (
        "*Executives:* now Dee and Chen\n*Programme owner:* now Bo\n*Departments:* now Engineering"
    )
    app.settle()
    after = app.sandbox.home(ANA)
    assert after is not None
    assert "*Executives:* Chen and Dee\n*Programme owner:* Bo\n*Departments:* Engineering" in words_of(after)
    assert sorted(logged(app)) == [
        (ANA, DEPARTMENTS, {"added": "S0ENG", "removed": ""}),
        (ANA, EXECUTIVE, {"added": f"{DEE} {CHEN}", "removed": ""}),
        (ANA, RUNS_IT, {"added": BO, "removed": ""}),
    ]
    app.pass_time()
    app.reads(ANA, "/account add Acme enterprise")
    app.reads(CHEN, "/logcall Acme 20m: hello")
    assert app.reads(BO, "/sponsor").splitlines()[-1] == "Engineering: 1 of 2 talked to a customer in 30 days"
    shown = opened(app, ANA)
    assert forms.shown(shown.given, EXECUTIVE) == [CHEN, DEE]
    assert forms.shown(shown.given, DEPARTMENTS) == ["S0ENG"]
    app.save(ANA, **{EXECUTIVE: [DEE], DEPARTMENTS: []})
    assert words_of(app.sandbox.views(ANA)[-1]) == "*Executives:* no longer Chen\n*Departments:* no longer Engineering"
    assert "Engineering" not in app.reads(BO, "/sponsor")


def test_who_is_no_admin_sees_and_changes_nothing(open_app: Callable[..., AppFixture]) -> None:
    app = known(open_app(now=MONDAY_9AM))
    form = opened(app, ANA)
    for person in (BO, GUS, FAY):
        app.sandbox.open_home(person)
        answer = app.deliver_form(person, form, **{ADMIN: [person]})
        assert answer["response_action"] == "errors"
        app.deliver_press(person, CHANGE, "home")
    app.settle()
    assert "Settings" not in str(app.home(BO).given)
    assert app.sandbox.views(BO) == []
    assert logged(app) == []


def test_who_lost_the_right_while_the_form_was_open_is_refused_and_keeps_what_they_chose(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{ADMIN: [BO]})
    opened(app, BO)
    change(app, ANA, **{ADMIN: []})
    answer = app.save(BO, **{ADMIN: [BO], EXECUTIVE: [BO]})
    assert answer["errors"] == {EXECUTIVE: "Only admins change settings."}
    with app.runtime.deps.reading(app.team.id) as scope:
        assert roles.having(scope, EXECUTIVE) == []


def test_a_named_admin_who_names_nobody_any_more_leaves_slacks_own_admins_in(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{ADMIN: [BO]})
    change(app, BO, **{ADMIN: []})
    assert "Settings" not in str(app.home(BO).given)
    assert "Settings" in str(app.home(ANA).given)


def test_guests_and_people_of_other_companies_are_refused_by_name_and_nothing_is_saved(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=MONDAY_9AM)
    answer = change(app, ANA, **{EXECUTIVE: [BO, GUS], FOUNDER: [FAY], RUNS_IT: [CHEN]})
    assert set(answer["errors"]) == {EXECUTIVE, FOUNDER}
    assert answer["errors"][EXECUTIVE].startswith("Gus Guest: a guest")
    assert answer["errors"][FOUNDER].startswith("Fay Foreign: ")
    assert logged(app) == []
    app.save(ANA, **{EXECUTIVE: [BO], FOUNDER: []})
    assert [what for _, what, _ in logged(app)] == [EXECUTIVE]


def test_whom_slack_does_not_tell_of_in_time_is_asked_for_again(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    opened(app, ANA)
    app.sandbox.fail("users.info", refused("internal_error"))
    answer = app.save(ANA, **{EXECUTIVE: [BO]})
    assert answer["errors"][EXECUTIVE].endswith("press Save again in a minute.")
    app.save(ANA, **{EXECUTIVE: [BO]})
    assert [what for _, what, _ in logged(app)] == [EXECUTIVE]


def named(app: AppFixture, role: str) -> list[str]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return roles.having(scope, role)


def with_groups(app: AppFixture, *groups: TeamUserGroup) -> None:
    app.sandbox.workspace.team = replace(app.sandbox.workspace.team, usergroups=groups)


def test_what_another_admin_saved_while_the_form_was_open_stands_beside_what_one_changed(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{ADMIN: [BO], EXECUTIVE: [DEE], DEPARTMENTS: ["S0ENG"]})
    opened(app, BO)
    change(app, ANA, **{EXECUTIVE: [DEE, CHEN], FOUNDER: [ANA], RUNS_IT: [DEE], DEPARTMENTS: ["S0ENG", "S0SALES"]})
    app.save(BO, **{EXECUTIVE: [BO], RUNS_IT: [CHEN], DEPARTMENTS: []})
    assert words_of(app.sandbox.views(BO)[-1]) == (
        "*Executives:* now Bo; no longer Dee\n*Programme owner:* now Chen; no longer Dee\n"
        "*Departments:* no longer Engineering"
    )
    assert [named(app, role) for role in (EXECUTIVE, FOUNDER, RUNS_IT, ADMIN)] == [[BO, CHEN], [ANA], [CHEN], [BO]]
    assert "*Departments:* Sales" in words_of(app.home(ANA))


def test_a_save_of_something_else_leaves_whoever_left_and_a_disabled_group_in_their_places(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{EXECUTIVE: [BO, CHEN], RUNS_IT: [BO], DEPARTMENTS: ["S0ENG", "S0SALES"]})
    sales, engineering = app.sandbox.workspace.team.usergroups
    person = app.sandbox.workspace.people[BO]
    app.sandbox.change_person(replace(person, deleted=True))
    with_groups(app, engineering)
    wait_until(lambda: "Bo left" in words_of(app.home(ANA)))
    change(app, ANA, **{FOUNDER: [DEE]})
    assert words_of(app.sandbox.views(ANA)[-1]) == "*Founders:* now Dee"
    app.sandbox.change_person(person)
    with_groups(app, sales, engineering)
    wait_until(lambda: "Bo left" not in words_of(app.home(ANA)))
    assert "*Executives:* Bo and Chen" in words_of(app.home(ANA)) and "Engineering and Sales" in words_of(app.home(ANA))
    app.sandbox.change_person(replace(person, deleted=True))
    wait_until(lambda: "Bo left" in words_of(app.home(ANA)))
    change(app, ANA, **{RUNS_IT: [CHEN], LEFT: [f"{RUNS_IT}:{BO}"]})
    assert words_of(app.sandbox.views(ANA)[-1]) == (
        "*Executives:* no longer Bo\n*Programme owner:* now Chen; no longer Bo"
    )


def test_departments_are_what_their_groups_are_whatever_those_are_called(open_app: Callable[..., AppFixture]) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{DEPARTMENTS: ["S0ENG"]})
    sales, engineering = app.sandbox.workspace.team.usergroups
    with_groups(app, replace(sales, name="Engineering"), replace(engineering, name="R&D"))
    change(app, ANA, **{FOUNDER: [DEE]})
    assert words_of(app.sandbox.views(ANA)[-1]) == "*Founders:* now Dee", "a group that has another name is the same"
    change(app, ANA, **{DEPARTMENTS: ["S0SALES"]})
    assert words_of(app.sandbox.views(ANA)[-1]) == "*Departments:* now Engineering; no longer Engineering"
    audited = [details for _, what, details in logged(app) if what == DEPARTMENTS]
    assert len(audited) == 2 and {"added": "S0SALES", "removed": "S0ENG"} in audited


def test_without_the_scope_or_an_answer_departments_are_left_out_in_one_line(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    change(app, ANA, **{DEPARTMENTS: ["S0SALES"]})
    for error, words in (("missing_scope", "usergroups:read"), ("internal_error", "did not tell me your user groups")):
        app.sandbox.refuse("usergroups.list", error)
        view = opened(app, ANA)
        assert DEPARTMENTS not in dict(forms.fields(view.given))
        assert words in str(view.given["blocks"][-1])
        app.save(ANA, **{FOUNDER: [BO]})
    assert "Sales" in words_of(app.home(ANA))


def test_departments_follow_their_groups_a_few_times_a_day_and_keep_still_while_slack_does(
    open_app: Callable[..., AppFixture],
) -> None:
    app = known(open_app(now=MONDAY_9AM))
    app.reads(ANA, "/account add Acme enterprise")
    change(app, ANA, **{DEPARTMENTS: ["S0SALES"]})
    assert "departments looked at: 1" in " ".join(app.pass_time())
    app.pass_time()
    assert "Sales: 0 of 1 talked" in app.reads(BO, "/sponsor"), "a guest is none of us"
    assert "departments looked at" not in " ".join(app.pass_time())
    sales, engineering = app.sandbox.workspace.team.usergroups
    app.sandbox.workspace.team = replace(
        app.sandbox.workspace.team, usergroups=(replace(sales, name="Selling", users=(BO, ANA)), engineering)
    )
    app.clock.forward(hours=7)
    app.sandbox.refuse("usergroups.list", "internal_error")
    app.pass_time()
    assert "Sales: 0 of 1 talked" in app.reads(BO, "/sponsor")
    app.clock.forward(hours=1)
    app.pass_time()
    assert "Selling: 0 of 2 talked" in app.reads(BO, "/sponsor")
