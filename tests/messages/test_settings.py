"""Settings and accounts of people who left: their words, and that Slack takes all of it."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.reassignment import Offer, OrphanedAccount, OrphanedRole, Reassignment
from bot.domain.deliveries.failed_deliveries import FailedDelivery
from bot.domain.deliveries.model import DeliveryState
from bot.domain.setup.first_steps import FirstSteps
from bot.domain.setup.pause import Pause
from bot.domain.setup.posting import Posting, PostTime, WeeklyPost
from bot.domain.sponsors.model import SponsorCandidate
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.home import Home, Unfinished
from bot.domain.workspace.settings import DEPARTMENTS, ChangedSettings, NamedRoles, WorkspaceSettings
from bot.messages.accounts import reassignment
from bot.messages.blocks import View
from bot.messages.views import as_modal
from bot.messages.workspace import home, settings
from tests.messages.views import HOSTILE, NAMES, TODAY, conversation, fields, labels, plan, problems, rings, sections

SETTINGS = WorkspaceSettings(
    people={
        NamedRoles.EXECUTIVE: ("U0ANA", "U0CHEN"),
        NamedRoles.FOUNDER: (),
        NamedRoles.PROGRAMME_OWNER: ("U0BO",),
        NamedRoles.ADMIN: ("U0CHEN",),
    },
    departments={"S1": "Engineering", "S2": "Sales"},
    names=NAMES,
)
GROUPS = (UserGroup("S3", "Finance"), UserGroup("S1", "Engineering"))
ACME = Account("a1", "Acme", Stage.CUSTOMER, Tier.ENTERPRISE, date(2026, 1, 1), owner="U0BO")
PAUSED = Posting(
    "C0CUSTOMERS",
    "Europe/Berlin",
    (WeeklyPost("friday", "Friday's post", PostTime(4, time(16)), (2, 3, 4)),),
    pause=Pause("U0ANA", None),
)
USUAL_TIERS = "*Waits after:* strategic 14 days, enterprise 30, mid-market 60, standard 90"


def form(standing: WorkspaceSettings, groups: tuple[UserGroup, ...] | NoGroups) -> View:
    view = settings.form(standing, groups, metadata="{}")
    assert problems(view) == [] and rings(view) == []
    return view


def on_home(standing: WorkspaceSettings) -> str:
    return sections({"blocks": settings.on_home(standing, TODAY)})[0]


def test_home_says_what_is_set_and_leaves_out_what_is_not() -> None:
    assert on_home(SETTINGS).splitlines() == [
        USUAL_TIERS,
        "*Executives:* Ana and Chen",
        "*Programme owner:* Bo",
        "*Admins beside Slack’s own:* Chen",
        "*Departments:* Engineering and Sales",
    ]
    nobody = "Nobody is named yet: executives, founders, who runs the programme."
    assert on_home(WorkspaceSettings()).splitlines() == [USUAL_TIERS, nobody]
    small = on_home(WorkspaceSettings(with_sponsors=False))
    assert small.endswith("Nobody is named yet: founders, who runs the programme.")


def test_home_says_who_of_them_left_and_who_stands_in_for_the_programme_owner() -> None:
    told = on_home(replace(SETTINGS, left=frozenset({"U0BO", "U0CHEN"})))
    assert "*Executives:* Ana and Chen (left)" in told
    assert "*Programme owner:* nobody since Bo left; the admins stand in until you name another." in told


def test_who_left_does_not_stand_in_the_form_which_tells_what_it_showed_as_chosen() -> None:
    standing = replace(SETTINGS, left=frozenset({"U0CHEN"}))
    view = form(standing, GROUPS)
    chosen = settings.chosen(standing, GROUPS)
    assert (chosen.named(NamedRoles.EXECUTIVE), chosen.named(NamedRoles.ADMIN)) == (("U0ANA", "U0CHEN"), ("U0CHEN",))
    gone = fields(view)[settings.LEFT]["element"]
    assert [each["value"] for each in gone["initial_options"]] == ["executive:U0CHEN", "admin:U0CHEN"]
    assert settings.LEFT not in fields(form(SETTINGS, GROUPS))
    assert chosen.departments == {"S1": "Engineering", "S2": "Sales"}, "also where the group is disabled"
    assert settings.chosen(standing, NoGroups.NO_ANSWER).departments is None
    assert fields(view)[NamedRoles.EXECUTIVE]["element"]["initial_users"] == ["U0ANA"]
    assert "initial_users" not in fields(view)[NamedRoles.ADMIN]["element"]
    assert fields(view)[NamedRoles.PROGRAMME_OWNER]["element"]["max_selected_items"] == 1


def test_what_is_chosen_as_the_form_opens_fits_into_what_slack_keeps_with_it() -> None:
    people = tuple(f"U{number:010}" for number in range(200))
    groups = tuple(UserGroup(f"S{number:010}", f"Group {number}") for number in range(200))
    departments = {group.id: group.name for group in groups}
    standing = WorkspaceSettings(dict.fromkeys(NamedRoles, people), departments, left=frozenset(people[:50]))
    chosen, view = settings.chosen(standing, groups), form(standing, groups)
    assert fields(view)[NamedRoles.FOUNDER]["element"]["initial_users"] == list(chosen.named(NamedRoles.FOUNDER))
    assert "Of 150 only 35 fit in here; the others stay." in fields(view)[NamedRoles.FOUNDER]["hint"]["text"]
    assert len(fields(view)[NamedRoles.PROGRAMME_OWNER]["element"]["initial_users"]) == 1
    ids = [*(chosen.departments or ()), *(each for named in NamedRoles for each in chosen.named(named))]
    assert len(" ".join(ids)) < 2_800


def test_departments_are_picked_from_the_groups_there_are() -> None:
    picked = fields(form(SETTINGS, GROUPS))[DEPARTMENTS]["element"]
    assert [each["value"] for each in picked["options"]] == ["S1", "S2", "S3"]
    assert [each["value"] for each in picked["initial_options"]] == ["S1", "S2"]
    assert "initial_options" not in fields(form(WorkspaceSettings(), GROUPS))[DEPARTMENTS]["element"]
    many = tuple(UserGroup(f"S{number}", f"Group {number:03}") for number in range(250, 0, -1))
    shown = fields(form(SETTINGS, many))[DEPARTMENTS]
    assert [each["value"] for each in shown["element"]["options"]][:3] == ["S1", "S2", "S3"]
    assert len(shown["element"]["options"]) == 100 and "Of 250 the first 100" in shown["hint"]["text"]


@pytest.mark.parametrize("groups", [*NoGroups, ()])
def test_without_groups_a_line_says_why_there_is_nothing_to_pick(groups: tuple[UserGroup, ...] | NoGroups) -> None:
    view = form(replace(SETTINGS, departments={}), groups)
    assert DEPARTMENTS not in fields(view)
    said = view["blocks"][-1]["elements"][0]["text"]
    assert said.startswith(("Departments are user groups", "Slack did not tell me"))


def test_what_changed_is_said_by_name() -> None:
    changes = (
        ChangedSettings(NamedRoles.FOUNDER, ("U0ANA",), ("U0BO", "U0CHEN")),
        ChangedSettings(DEPARTMENTS, (), ("S4",)),
    )
    assert settings.changed(changes, {**NAMES, "S4": "R&D"}).text.splitlines() == [
        "*Founders:* now Ana; no longer Bo and Chen",
        "*Departments:* no longer R&amp;D",
    ]
    assert settings.changed((), NAMES).text == "Nothing was changed."


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_ring_nobody(hostile: str) -> None:
    named = replace(SETTINGS, departments={"S1": hostile}, names=dict.fromkeys(NAMES, hostile))
    form(named, (UserGroup("S1", hostile),))
    assert rings(settings.on_home(named, TODAY)) == []
    candidates = (SponsorCandidate("U0ANA", 2, 0), SponsorCandidate("U0CHEN", 0, 3))
    offers = tuple(
        Offer(OrphanedAccount(replace(ACME, name=hostile), "U0BO", part), candidates) for part in OrphanedRole
    )
    for message in (
        reassignment.orphaned_accounts(Reassignment(offers, accounts=1, names=named.names)),
        reassignment.listed(Reassignment(offers, accounts=1, more=3, names=named.names)),
    ):
        assert problems(as_modal("Touchbase", message)) == []
        assert rings(message.blocks) == []


def test_nothing_left_to_hand_over_is_said_in_a_line() -> None:
    assert reassignment.listed(Reassignment(()), done="Acme is Bo’s now.").text == (
        "Acme is Bo’s now.\nNothing is left to hand over."
    )


def test_a_home_tab_of_everything_there_may_be_stays_under_slacks_hundred_blocks() -> None:
    long = Unfinished("d", "x" * 4000, TODAY)
    stuck = FailedDelivery("s", "friday", "2026-W48", DeliveryState.UNKNOWN, None, TODAY)
    full = Home(
        "U0ANA",
        TODAY,
        unfinished=(long,) * 40,
        plans=tuple(plan(number) for number in range(1, 20)) * 3,
        credits=(conversation(7, by="U0BO", colleagues=("U0ANA",)),) * 40,
        recent=(conversation(8),) * 40,
        has_more=True,
        left=99,
        settings=replace(SETTINGS, posting=PAUSED),
        first_steps=FirstSteps(None, None, 0, 0, ("Acme",) * 9, 0),
        pause=PAUSED.pause,
        has_first_words=True,
        failed_deliveries=(stuck,) * 40,
        names=NAMES,
    )
    view = home.home(full)
    assert len(view["blocks"]) <= 100
    shown = ["Show me Monday", "Show me Friday", "Show me the month"]
    assert labels(view)[-6:] == ["Closed days…", *shown, "Import…", "Export…"]
    assert "99 accounts of people who left" in labels(view)
