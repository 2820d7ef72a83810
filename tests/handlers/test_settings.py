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
from tests.conftest import MONDAY_9AM
from tests.house import ANA, BO, CHEN, DEE, FAY, GUS, House
from tests.waiting import wait_until

EXECUTIVE, FOUNDER, RUNS_IT, ADMIN = (named.value for named in NamedRoles)


def opened(house: House, person: str) -> View:
    """The form of settings, from their Home tab."""
    house.press_in(person, house.home(person), CHANGE)
    return house.form(person)


def change(house: House, person: str, **filled: Any) -> dict[str, Any]:
    """Open the form, put these into it and save; what the page shows."""
    opened(house, person)
    return house.save(person, **filled)


def said(view: View) -> str:
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in view.given["blocks"])


def logged(house: House) -> list[tuple[str, str, dict[str, Any]]]:
    """Who changed what in settings, as the audit log has it."""
    with house.runtime.deps.database.reading() as session:
        rows = session.execute(
            select(workspace_tables.audit)
            .where(
                workspace_tables.audit.c.workspace_id == house.team.id,
                workspace_tables.audit.c.action == "change settings",
            )
            .order_by(workspace_tables.audit.c.id)
        ).all()
    return [(row.actor, row.subject, json.loads(row.details)) for row in rows]


def known(house: House) -> House:
    for person in (ANA, BO, CHEN, DEE):
        house.reads(person, "/account Acme")
    return house


def test_an_admin_names_people_and_departments_and_coverage_counts_them(house: House) -> None:
    known(house)
    home = house.home(ANA)
    assert "Nobody is named yet" in said(home)
    change(house, ANA, **{EXECUTIVE: [DEE, CHEN], RUNS_IT: [BO], DEPARTMENTS: ["S0ENG"]})
    assert said(house.sandbox.views(ANA)[-1]) == (
        "*Executives:* now Dee and Chen\n*Programme owner:* now Bo\n*Departments:* now Engineering"
    )
    house.settle()
    after = house.sandbox.home(ANA)
    assert after is not None
    assert "*Executives:* Chen and Dee\n*Programme owner:* Bo\n*Departments:* Engineering" in said(after)
    assert sorted(logged(house)) == [
        (ANA, DEPARTMENTS, {"added": "S0ENG", "removed": ""}),
        (ANA, EXECUTIVE, {"added": f"{DEE} {CHEN}", "removed": ""}),
        (ANA, RUNS_IT, {"added": BO, "removed": ""}),
    ]
    house.pass_time()
    house.reads(ANA, "/account add Acme enterprise")
    house.reads(CHEN, "/logcall Acme 20m: hello")
    assert house.reads(BO, "/sponsor").splitlines()[-1] == "Engineering: 1 of 2 talked to a customer in 30 days"
    shown = opened(house, ANA)
    assert forms.shown(shown.given, EXECUTIVE) == [CHEN, DEE]
    assert forms.shown(shown.given, DEPARTMENTS) == ["S0ENG"]
    house.save(ANA, **{EXECUTIVE: [DEE], DEPARTMENTS: []})
    assert said(house.sandbox.views(ANA)[-1]) == "*Executives:* no longer Chen\n*Departments:* no longer Engineering"
    assert "Engineering" not in house.reads(BO, "/sponsor")


def test_who_is_no_admin_sees_and_changes_nothing(open_house: Callable[..., House]) -> None:
    house = known(open_house(now=MONDAY_9AM))
    form = opened(house, ANA)
    for person in (BO, GUS, FAY):
        house.sandbox.open_home(person)
        answer = house.deliver_form(person, form, **{ADMIN: [person]})
        assert answer["response_action"] == "errors"
        house.deliver_press(person, CHANGE, "home")
    house.settle()
    assert "Settings" not in str(house.home(BO).given)
    assert house.sandbox.views(BO) == []
    assert logged(house) == []


def test_who_lost_the_right_while_the_form_was_open_is_refused_and_keeps_what_they_chose(
    open_house: Callable[..., House],
) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{ADMIN: [BO]})
    opened(house, BO)
    change(house, ANA, **{ADMIN: []})
    answer = house.save(BO, **{ADMIN: [BO], EXECUTIVE: [BO]})
    assert answer["errors"] == {EXECUTIVE: "Only admins change settings."}
    with house.runtime.deps.database.reading() as session:
        assert roles.having(session, house.team.id, EXECUTIVE) == []


def test_a_named_admin_who_names_nobody_any_more_leaves_slacks_own_admins_in(open_house: Callable[..., House]) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{ADMIN: [BO]})
    change(house, BO, **{ADMIN: []})
    assert "Settings" not in str(house.home(BO).given)
    assert "Settings" in str(house.home(ANA).given)


def test_guests_and_people_of_other_companies_are_refused_by_name_and_nothing_is_saved(
    open_house: Callable[..., House],
) -> None:
    house = open_house(now=MONDAY_9AM)
    answer = change(house, ANA, **{EXECUTIVE: [BO, GUS], FOUNDER: [FAY], RUNS_IT: [CHEN]})
    assert set(answer["errors"]) == {EXECUTIVE, FOUNDER}
    assert answer["errors"][EXECUTIVE].startswith("Gus Guest: a guest")
    assert answer["errors"][FOUNDER].startswith("Fay Foreign: ")
    assert logged(house) == []
    house.save(ANA, **{EXECUTIVE: [BO], FOUNDER: []})
    assert [what for _, what, _ in logged(house)] == [EXECUTIVE]


def test_whom_slack_does_not_tell_of_in_time_is_asked_for_again(open_house: Callable[..., House]) -> None:
    house = open_house(now=MONDAY_9AM)
    opened(house, ANA)
    house.sandbox.fail("users.info", refused("internal_error"))
    answer = house.save(ANA, **{EXECUTIVE: [BO]})
    assert answer["errors"][EXECUTIVE].endswith("press Save again in a minute.")
    house.save(ANA, **{EXECUTIVE: [BO]})
    assert [what for _, what, _ in logged(house)] == [EXECUTIVE]


def named(house: House, role: str) -> list[str]:
    with house.runtime.deps.database.reading() as session:
        return roles.having(session, house.team.id, role)


def with_groups(house: House, *groups: TeamUserGroup) -> None:
    house.sandbox.workspace.team = replace(house.sandbox.workspace.team, usergroups=groups)


def test_what_another_admin_saved_while_the_form_was_open_stands_beside_what_one_changed(
    open_house: Callable[..., House],
) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{ADMIN: [BO], EXECUTIVE: [DEE], DEPARTMENTS: ["S0ENG"]})
    opened(house, BO)
    change(house, ANA, **{EXECUTIVE: [DEE, CHEN], FOUNDER: [ANA], RUNS_IT: [DEE], DEPARTMENTS: ["S0ENG", "S0SALES"]})
    house.save(BO, **{EXECUTIVE: [BO], RUNS_IT: [CHEN], DEPARTMENTS: []})
    assert said(house.sandbox.views(BO)[-1]) == (
        "*Executives:* now Bo; no longer Dee\n*Programme owner:* now Chen; no longer Dee\n"
        "*Departments:* no longer Engineering"
    )
    assert [named(house, role) for role in (EXECUTIVE, FOUNDER, RUNS_IT, ADMIN)] == [[BO, CHEN], [ANA], [CHEN], [BO]]
    assert "*Departments:* Sales" in said(house.home(ANA))


def test_a_save_of_something_else_leaves_whoever_left_and_a_disabled_group_in_their_places(
    open_house: Callable[..., House],
) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{EXECUTIVE: [BO, CHEN], RUNS_IT: [BO], DEPARTMENTS: ["S0ENG", "S0SALES"]})
    sales, engineering = house.sandbox.workspace.team.usergroups
    person = house.sandbox.workspace.people[BO]
    house.sandbox.change_person(replace(person, deleted=True))
    with_groups(house, engineering)
    wait_until(lambda: "Bo left" in said(house.home(ANA)))
    change(house, ANA, **{FOUNDER: [DEE]})
    assert said(house.sandbox.views(ANA)[-1]) == "*Founders:* now Dee"
    house.sandbox.change_person(person)
    with_groups(house, sales, engineering)
    wait_until(lambda: "Bo left" not in said(house.home(ANA)))
    assert "*Executives:* Bo and Chen" in said(house.home(ANA)) and "Engineering and Sales" in said(house.home(ANA))
    house.sandbox.change_person(replace(person, deleted=True))
    wait_until(lambda: "Bo left" in said(house.home(ANA)))
    change(house, ANA, **{RUNS_IT: [CHEN], LEFT: [f"{RUNS_IT}:{BO}"]})
    assert said(house.sandbox.views(ANA)[-1]) == (
        "*Executives:* no longer Bo\n*Programme owner:* now Chen; no longer Bo"
    )


def test_departments_are_what_their_groups_are_whatever_those_are_called(open_house: Callable[..., House]) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{DEPARTMENTS: ["S0ENG"]})
    sales, engineering = house.sandbox.workspace.team.usergroups
    with_groups(house, replace(sales, name="Engineering"), replace(engineering, name="R&D"))
    change(house, ANA, **{FOUNDER: [DEE]})
    assert said(house.sandbox.views(ANA)[-1]) == "*Founders:* now Dee", "a group that has another name is the same"
    change(house, ANA, **{DEPARTMENTS: ["S0SALES"]})
    assert said(house.sandbox.views(ANA)[-1]) == "*Departments:* now Engineering; no longer Engineering"
    audited = [details for _, what, details in logged(house) if what == DEPARTMENTS]
    assert len(audited) == 2 and {"added": "S0SALES", "removed": "S0ENG"} in audited


def test_without_the_scope_or_an_answer_departments_are_left_out_in_one_line(open_house: Callable[..., House]) -> None:
    house = known(open_house(now=MONDAY_9AM))
    change(house, ANA, **{DEPARTMENTS: ["S0SALES"]})
    for error, words in (("missing_scope", "usergroups:read"), ("internal_error", "did not tell me your user groups")):
        house.sandbox.refuse("usergroups.list", error)
        view = opened(house, ANA)
        assert DEPARTMENTS not in dict(forms.fields(view.given))
        assert words in str(view.given["blocks"][-1])
        house.save(ANA, **{FOUNDER: [BO]})
    assert "Sales" in said(house.home(ANA))


def test_departments_follow_their_groups_a_few_times_a_day_and_keep_still_while_slack_does(
    open_house: Callable[..., House],
) -> None:
    house = known(open_house(now=MONDAY_9AM))
    house.reads(ANA, "/account add Acme enterprise")
    change(house, ANA, **{DEPARTMENTS: ["S0SALES"]})
    assert "departments looked at: 1" in " ".join(house.pass_time())
    house.pass_time()
    assert "Sales: 0 of 1 talked" in house.reads(BO, "/sponsor"), "a guest is none of us"
    assert "departments looked at" not in " ".join(house.pass_time())
    sales, engineering = house.sandbox.workspace.team.usergroups
    house.sandbox.workspace.team = replace(
        house.sandbox.workspace.team, usergroups=(replace(sales, name="Selling", users=(BO, ANA)), engineering)
    )
    house.clock.forward(hours=7)
    house.sandbox.refuse("usergroups.list", "internal_error")
    house.pass_time()
    assert "Sales: 0 of 1 talked" in house.reads(BO, "/sponsor")
    house.clock.forward(hours=1)
    house.pass_time()
    assert "Selling: 0 of 2 talked" in house.reads(BO, "/sponsor")
