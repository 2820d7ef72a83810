"""The surfaces of setting it up: where and when posts go, a pause, tiers, previews, and everybody's first words."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, update

from bot.domain.workspace.preferences import DIGEST, Mode
from bot.messages.setup import away, first_run, first_steps, pauses, posting, previews, switches, tiers
from bot.messages.setup.posting import OFF, day_field, time_field
from bot.sandbox import PostedMessage
from bot.storage.workspace import roles
from bot.storage.workspace import tables as workspace_tables
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, RANDOM
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.shown_sponsors import message_to

FRIDAY_DAY, FRIDAY_TIME = day_field("friday"), time_field("friday")


def posts_moved(hostile: HostileFixture) -> None:
    """Moved, off, on again, in another channel; a zone that is none; and nothing changed."""
    for filled in (
        {FRIDAY_DAY: "3", FRIDAY_TIME: "11:30"},
        {FRIDAY_DAY: OFF},
        {FRIDAY_DAY: "4", posting.CHANNEL: RANDOM, posting.ZONE: "Asia/Singapore"},
        {posting.CHANNEL: CUSTOMERS, posting.ZONE: "Europe/Berlin"},
        {},
        {posting.ZONE: hostile.words.name},
    ):
        hostile.app.press_in(ANA, hostile.app.home(ANA), posting.CHANGE)
        container = {"type": "view", "view_id": hostile.app.form(ANA).id}
        hostile.offered(ANA, container, posting.FIND_ZONE, "berl")
        hostile.save(ANA, **filled)
        hostile.app.home(ANA)


def posts_paused(hostile: HostileFixture) -> None:
    for until in ("2026-12-31", None):
        hostile.app.press_in(ANA, hostile.app.home(ANA), pauses.PAUSE)
        hostile.save(ANA, **{pauses.UNTIL: until})
        hostile.app.home(BO)
        hostile.app.press_in(ANA, hostile.app.home(ANA), pauses.RESUME)


def left_alone(hostile: HostileFixture) -> None:
    """Each switch of the Home tab, and being away: by a press, by a form, and typed, words that name no day too."""
    for mode in (Mode.MONDAYS, Mode.ON):
        option = {"selected_option": {"text": {"type": "plain_text", "text": "…"}, "value": mode.value}}
        hostile.app.press_in(BO, hostile.app.home(BO), f"{switches.CHOOSE}:{DIGEST}", **option)
    for action_id in (switches.OPT_OUT, switches.OPT_IN, away.OTHER):
        hostile.app.press_in(BO, hostile.app.home(BO), action_id)
    hostile.save(BO, **{away.LAST: "2026-12-04"})
    hostile.app.press_in(BO, hostile.app.home(BO), away.BACK)
    hostile.type(BO, "/touchbase away")
    hostile.press(f"{away.DAYS}:0", hostile.app.last_seen(BO))
    hostile.press(away.BACK, hostile.app.last_seen(BO))
    hostile.type(BO, f"/touchbase away {hostile.words.line[:300]}")
    hostile.type(BO, "/touchbase away 28 dec - 3 jan")


def tiers_changed(hostile: HostileFixture) -> None:
    for days in ("7", "14"):
        hostile.app.press_in(ANA, hostile.app.home(ANA), tiers.CHANGE)
        hostile.save(ANA, strategic=days)


def posts_previewed(hostile: HostileFixture) -> None:
    hostile.log(hostile.words.line[:500])
    for kind in ("monday", "friday", "monthly"):
        hostile.app.press_in(ANA, hostile.app.home(ANA), f"{previews.SHOW}:{kind}")
        hostile.app.sandbox.close(ANA, hostile.app.form(ANA).id)


def first_minutes(hostile: HostileFixture) -> None:
    """As if everything were new: the words to the first admin, the list that goes away, and those to a member."""
    _begin_anew(hostile)
    hostile.type(ANA, "/account add Nobody’s enterprise")
    hostile.app.home(ANA)
    hostile.app.pass_time()
    message = hostile.app.sandbox.messages(hostile.app.sandbox.workspace.dm_of(ANA))[-1]
    _choose(hostile, message, first_run.CHANNEL, selected_conversation=RANDOM)
    hostile.app.sandbox.press(ANA, message, f"{first_run.LONGEST}:14")
    hostile.app.sandbox.press(ANA, message, f"{previews.SHOW}:monday")
    hostile.app.deliver_press(ANA, first_run.INVITED, CUSTOMERS)
    hostile.app.settle()
    hostile.app.press_in(ANA, hostile.app.home(ANA), first_steps.CLOSE)
    hostile.app.home(CHEN)
    hostile.log("20m hello")


def _begin_anew(hostile: HostileFixture) -> None:
    with hostile.app.runtime.deps.database.transaction() as session:
        session.execute(delete(workspace_tables.first_words))
        session.execute(update(workspace_tables.workspaces).values(setup_closed_at=None))


def _choose(hostile: HostileFixture, message: PostedMessage, action_id: str, **choice: Any) -> None:
    container = {"type": "message", "channel": message.channel, "ts": message.ts, "is_ephemeral": False}
    block = next(each for each in message.blocks or () if each.get("accessory", {}).get("action_id") == action_id)
    action = {"action_id": action_id, "type": block["accessory"]["type"], "block_id": block["block_id"], **choice}
    hostile.app.sandbox.action(ANA, container, action)
    hostile.app.settle()


def month_page(hostile: HostileFixture) -> None:
    with hostile.app.runtime.deps.transaction(hostile.app.team.id) as scope:
        roles.give(scope, "programme owner", [ANA])
    hostile.log(f"20m {hostile.words.line[:500]}")
    hostile.app.pass_time(datetime(2026, 12, 7, 9, tzinfo=UTC))
    assert message_to(hostile, ANA, "is counted here, never quoted").text


SURFACES = (
    Surface(posts_moved, ("posting.form", "posting.changed")),
    Surface(posts_paused, ("pauses.form", "pauses.paused", "pauses.resumed")),
    Surface(left_alone, ("away.away_now", "away.chosen", "away.form", "home.home")),
    Surface(tiers_changed, ("tiers.form", "tiers.changed")),
    Surface(posts_previewed, ("previews.preview",)),
    # The button was pressed in a message that Slack does not know.
    Surface(first_minutes, ("first_run.first_run", "first_words.below_receipt"), provokes=1),
    Surface(month_page, ("months.page",)),
)
