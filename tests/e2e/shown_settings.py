"""The surfaces of settings and of handing over: the form, what it comes to, and the accounts of who left."""

from dataclasses import replace

from bot.domain.workspace.settings import DEPARTMENTS, NamedRoles
from bot.messages.accounts import reassignment
from bot.messages.sponsors.sponsors import CONFIRM
from bot.messages.workspace import closed_days, settings
from bot.storage.workspace import members
from tests.e2e.shown_sponsors import another, press, told
from tests.e2e.stage import Stage, Surface
from tests.house import ANA, BO, CHEN
from tests.waiting import wait_until


def settings_changed(stage: Stage) -> None:
    everybody = {named.value: [ANA] if named is NamedRoles.PROGRAMME_OWNER else [ANA, BO, CHEN] for named in NamedRoles}
    nobody: dict[str, list[str]] = {named.value: [] for named in NamedRoles}
    for filled in ({**everybody, DEPARTMENTS: ["S0SALES"]}, {**nobody, DEPARTMENTS: []}, {}):
        stage.house.press_in(ANA, stage.house.home(ANA), settings.CHANGE)
        stage.save(ANA, **filled)
        stage.house.home(ANA)
        stage.house.clock.forward(hours=7)
        stage.house.pass_time()
        stage.type(BO, "/sponsor")


def days_closed(stage: Stage) -> None:
    """Closed, open again, and words that are no day."""
    for typed in ("1 dec to 4 dec\n7 dec", "", stage.words.line[:200]):
        stage.house.press_in(ANA, stage.house.home(ANA), closed_days.CHANGE)
        stage.save(ANA, **{closed_days.FIELD: typed})
        stage.house.home(ANA)


def handed_over(stage: Stage) -> None:
    """Chen leaves an account behind, and one that they sponsor; after that they are back."""
    owned, sponsored = another(stage, 71), another(stage, 72)
    stage.type(ANA, f'/owner "{owned}" @chen')
    stage.type(BO, f'/logcall "{owned}" 20m private: {stage.words.line[:500]}')
    stage.type(BO, f'/sponsor "{sponsored}" @chen')
    stage.type(ANA, f'/sponsor "{sponsored}"')
    stage.press(f"{CONFIRM}:0", stage.house.last_seen(ANA), person=ANA)
    _change(stage, deleted=True)
    message = told(stage, ANA, "looks after")
    stage.house.press_in(ANA, stage.house.home(ANA), reassignment.LIST)
    for does in (reassignment.GIVE, reassignment.ASK):
        shown = stage.house.form(ANA)
        ways = [str(each.get("action_id")) for block in shown.given["blocks"] for each in block.get("elements", [])]
        stage.house.press_in(ANA, shown, next(each for each in ways if each.startswith(does)))
    press(stage, ANA, message, reassignment.LATER)
    _change(stage, deleted=False)


def _change(stage: Stage, *, deleted: bool) -> None:
    """Let chen leave or come back, and wait until the bot has heard of it."""
    chen = stage.house.sandbox.workspace.people[CHEN]
    stage.house.sandbox.change_person(replace(chen, deleted=deleted))

    def is_gone() -> bool:
        with stage.house.runtime.deps.database.reading() as session:
            return CHEN in members.deactivated(session, stage.house.team.id)

    wait_until(lambda: is_gone() == deleted)


SURFACES = (
    Surface(settings_changed, ("settings.form", "settings.changed", "home.home", "sponsors.coverage")),
    Surface(days_closed, ("closed_days.form", "closed_days.changed", "home.home")),
    Surface(handed_over, ("reassignment.left", "reassignment.listed", "reassignment.later")),
)
