"""The surfaces of settings and of handing over: the form, what it comes to, and the accounts of who left."""

from dataclasses import replace

from bot.domain.workspace.settings import DEPARTMENTS, NamedRoles
from bot.messages.accounts import reassignment
from bot.messages.sponsors.sponsors import CONFIRM
from bot.messages.workspace import closed_days, settings
from bot.storage.workspace import members
from tests.app_fixture import ANA, BO, CHEN
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.shown_sponsors import another, message_to, press
from tests.waiting import wait_until


def settings_changed(hostile: HostileFixture) -> None:
    everybody = {named.value: [ANA] if named is NamedRoles.PROGRAMME_OWNER else [ANA, BO, CHEN] for named in NamedRoles}
    nobody: dict[str, list[str]] = {named.value: [] for named in NamedRoles}
    for filled in ({**everybody, DEPARTMENTS: ["S0SALES"]}, {**nobody, DEPARTMENTS: []}, {}):
        hostile.app.press_in(ANA, hostile.app.home(ANA), settings.CHANGE)
        hostile.save(ANA, **filled)
        hostile.app.home(ANA)
        hostile.app.clock.forward(hours=7)
        hostile.app.pass_time()
        hostile.type(BO, "/sponsor")


def days_closed(hostile: HostileFixture) -> None:
    """Closed, open again, and words that are no day."""
    for typed in ("1 dec to 4 dec\n7 dec", "", hostile.words.line[:200]):
        hostile.app.press_in(ANA, hostile.app.home(ANA), closed_days.CHANGE)
        hostile.save(ANA, **{closed_days.FIELD: typed})
        hostile.app.home(ANA)


def handed_over(hostile: HostileFixture) -> None:
    """Chen leaves an account behind, and one that they sponsor; after that they are back."""
    owned, sponsored = another(hostile, 71), another(hostile, 72)
    hostile.type(ANA, f'/owner "{owned}" @chen')
    hostile.type(BO, f'/logcall "{owned}" 20m private: {hostile.words.line[:500]}')
    hostile.type(BO, f'/sponsor "{sponsored}" @chen')
    hostile.type(ANA, f'/sponsor "{sponsored}"')
    hostile.press(f"{CONFIRM}:0", hostile.app.last_seen(ANA), person=ANA)
    _change(hostile, deleted=True)
    message = message_to(hostile, ANA, "looks after")
    hostile.app.press_in(ANA, hostile.app.home(ANA), reassignment.LIST)
    for does in (reassignment.GIVE, reassignment.ASK):
        shown = hostile.app.form(ANA)
        ways = [str(each.get("action_id")) for block in shown.given["blocks"] for each in block.get("elements", [])]
        hostile.app.press_in(ANA, shown, next(each for each in ways if each.startswith(does)))
    press(hostile, ANA, message, reassignment.LATER)
    _change(hostile, deleted=False)


def _change(hostile: HostileFixture, *, deleted: bool) -> None:
    """Let chen leave or come back, and wait until the bot has heard of it."""
    chen = hostile.app.sandbox.workspace.people[CHEN]
    hostile.app.sandbox.change_person(replace(chen, deleted=deleted))

    def is_gone() -> bool:
        with hostile.app.runtime.deps.reading(hostile.app.team.id) as scope:
            return CHEN in members.deactivated(scope)

    wait_until(lambda: is_gone() == deleted)


SURFACES = (
    Surface(settings_changed, ("settings.form", "settings.changed", "home.home", "coverage.coverage")),
    Surface(days_closed, ("closed_days.form", "closed_days.changed", "home.home")),
    Surface(handed_over, ("reassignment.orphaned_accounts", "reassignment.listed", "reassignment.later")),
)
