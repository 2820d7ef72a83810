"""Channel, days and times, zone, switches and a pause: an admin sets them on the Home tab, and each post comes once."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages.setup import pauses, posting, previews, tiers
from bot.messages.setup.posting import CHANNEL, OFF, ZONE, day_field, time_field
from bot.sandbox import Team, TeamChannel
from bot.sandbox.views import View
from bot.storage.workspace import tables as workspace_tables
from tests import forms
from tests.app_fixture import ANA, BO, CUSTOMERS, FAY, GUS, INITECH, RANDOM, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.test_settings import words_of

FRIDAY_3PM = datetime(2026, 11, 27, 14, tzinfo=UTC)
FRIDAY_DAY, FRIDAY_TIME = day_field("friday"), time_field("friday")
MONDAY_DAY, MONDAY_TIME = day_field("monday"), time_field("monday")
JOINT, NEW, OLD = "C0JOINT", "C0NEW", "C0OLD"
CHANNELS = (
    *INITECH.channels,
    TeamChannel(JOINT, "acme-joint", is_ext_shared=True, members=(ANA,)),
    TeamChannel(NEW, "new", members=(ANA,), bot_is_member=False),
    TeamChannel(OLD, "old", is_archived=True, members=(ANA,)),
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """An instant of that day, by the clocks in Berlin in winter."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def opened(app: AppFixture, person: str = ANA) -> View:
    app.press_in(person, app.home(person), posting.CHANGE)
    return app.form(person)


def change(app: AppFixture, person: str = ANA, **filled: Any) -> str:
    """What is said once the form was saved so."""
    opened(app, person)
    answer = app.save(person, **filled)
    assert "errors" not in answer, answer
    return words_of(app.sandbox.views(person)[-1])


def posted(app: AppFixture, channel: str = CUSTOMERS) -> list[str]:
    return [each.text.splitlines()[0] for each in app.sandbox.posts("chat.postMessage", channel)]


def logged(app: AppFixture) -> list[tuple[str, dict[str, Any]]]:
    audit = workspace_tables.audit
    with app.runtime.deps.database.reading() as session:
        rows = session.execute(select(audit).where(audit.c.actor == ANA).order_by(audit.c.id)).all()
    return [(row.subject, json.loads(row.details)) for row in rows]


def test_a_time_that_is_still_ahead_holds_this_week_and_is_posted_once(app: AppFixture) -> None:
    app.pass_time(MONDAY_9AM)
    assert change(app, **{FRIDAY_DAY: "3", FRIDAY_TIME: "11:30"}) == (
        "*Friday's post:* Thursdays at 11:30; the next comes Thu 26 Nov."
    )
    assert "Thursdays 11:30, Europe/Berlin" in words_of(app.home(ANA))
    assert ("friday", {"before": "4 16:00", "after": "3 11:30"}) in logged(app)
    for instant in (at(26, 11), at(26, 11, 31), at(27, 16, 1), at(27, 18)):
        app.pass_time(instant)
    assert len(posted(app)) == 1
    app.pass_time(at(3, 11, 31, month=12))
    assert len(posted(app)) == 2


def test_where_the_new_time_is_past_this_week_keeps_its_old_one(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=FRIDAY_3PM)
    assert change(app, **{FRIDAY_TIME: "14:00"}) == (
        "*Friday's post:* Fridays at 14:00, from next week on. This week’s still comes today at 16:00."
    )
    app.pass_time(at(27, 15, 30))
    assert posted(app) == []
    app.pass_time(at(27, 16))
    assert len(posted(app)) == 1
    app.pass_time(at(4, 13, 59, month=12))
    app.pass_time(at(4, 14, month=12))
    assert len(posted(app)) == 2


def test_a_time_that_is_moved_twice_makes_no_second_post(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=FRIDAY_3PM)
    change(app, **{FRIDAY_TIME: "14:00"})
    app.clock.forward(minutes=10)
    assert "the next comes today" in change(app, **{FRIDAY_TIME: "18:00"})
    app.pass_time(at(27, 16, 5))
    assert posted(app) == []
    app.pass_time(at(27, 18))
    app.pass_time(at(27, 20))
    assert len(posted(app)) == 1


def test_a_post_that_is_off_comes_no_more_and_begins_with_the_next_one_when_it_is_on_again(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=FRIDAY_3PM)
    assert "*Friday's post* is off" in change(app, **{FRIDAY_DAY: OFF})
    app.pass_time(at(27, 17))
    assert "Friday's post is off" in words_of(app.home(ANA))
    assert change(app, **{FRIDAY_DAY: "4"}) == "*Friday's post:* Fridays at 16:00; the next comes Fri 4 Dec."
    app.pass_time(at(28, 10))
    assert posted(app) == []
    assert "Did not arrive" not in str(app.home(ANA).given)
    app.pass_time(at(4, 16, month=12))
    assert len(posted(app)) == 1


def test_switched_off_after_it_was_enqueued_it_is_not_posted(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=at(27, 16))
    app.home(ANA)
    app.sandbox.refuse("chat.postMessage", "service_unavailable")
    assert f"{app.team.id} friday 2026-W48: enqueued" in app.pass_time(within=0)
    change(app, **{FRIDAY_DAY: OFF})
    app.pass_time(at(27, 17))
    assert posted(app) == []


def test_a_channel_moved_on_friday_gets_no_second_table(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=FRIDAY_3PM, team=with_channels())
    app.home(ANA)  # whose zone is the workspace's
    app.pass_time(at(27, 16))
    assert change(app, **{CHANNEL: RANDOM}) == f"*Posts go to* <#{RANDOM}>; the first comes Mon 30 Nov, none today."
    app.pass_time(at(27, 17))
    assert (len(posted(app)), posted(app, RANDOM)) == (1, [])
    app.pass_time(at(30, 9))
    app.pass_time(at(4, 16, month=12))
    assert (len(posted(app)), len(posted(app, RANDOM))) == (1, 2)


def test_home_wins_over_the_environment_and_says_so(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM, team=with_channels())
    assert f"<#{CUSTOMERS}> is what TOUCHBASE_CHANNEL says; a channel chosen here takes its place." in words_of(
        app.home(ANA)
    )
    change(app, **{CHANNEL: RANDOM})
    app.runtime.set_up_workspace()  # as the next start does
    shown = words_of(app.home(ANA))
    assert f"*Posts:* <#{RANDOM}>" in shown
    assert f"TOUCHBASE_CHANNEL says <#{CUSTOMERS}>; what was chosen here counts." in shown


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (JOINT, "Choose another: #acme-joint is shared with another company; I never post there."),
        (NEW, "Invite me first: type /invite @Touchbase in #new, then press Save again."),
        (OLD, "Choose another: #old is archived."),
        ("C0UNSEEN", "Invite me first: type /invite @Touchbase in that channel, then press Save again."),
    ],
)
def test_a_channel_that_cannot_be_comes_back_with_what_to_do(
    channel: str, words: str, open_app: Callable[..., AppFixture]
) -> None:
    app = open_app(now=MONDAY_9AM, team=with_channels())
    opened(app)
    assert app.save(ANA, **{CHANNEL: channel})["errors"] == {CHANNEL: words}
    assert f"*Posts:* <#{CUSTOMERS}>" in words_of(app.home(ANA))


def test_bad_input_gets_words_under_its_field(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    opened(app)
    assert app.save(ANA, **{FRIDAY_TIME: None})["errors"] == {FRIDAY_TIME: "Choose a time, such as 09:00."}
    assert "I know no zone of that name" in app.save(ANA, **{ZONE: "Middle/Earth"})["errors"][ZONE]
    assert [subject for subject, _ in logged(app)] == []


def test_two_admins_at_once_lose_nothing_of_each_other(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM, mondays=True)
    form = opened(app)
    change(app, **{FRIDAY_TIME: "15:00", ZONE: "Europe/Paris"})
    app.deliver_form(ANA, form, **{MONDAY_TIME: "10:15"})
    assert "Mondays 10:15 and Fridays 15:00, Europe/Paris" in words_of(app.home(ANA))


def test_a_zone_that_is_chosen_stays_whoever_comes_or_goes(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    assert "Asia/Singapore" in [each["value"] for each in found_zones(app, "singap")]
    assert change(app, **{ZONE: "Asia/Singapore"}).startswith("*Time zone:* Asia/Singapore.")
    app.pass_time(at(27, 9))  # four in the afternoon there
    assert len(posted(app)) == 1
    assert "Fridays 16:00, Asia/Singapore" in words_of(app.home(ANA))
    assert ("zone", {"before": "Europe/Berlin", "after": "Asia/Singapore"}) in logged(app)


def test_where_a_zone_is_ahead_this_weeks_post_still_comes_at_its_old_time(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=FRIDAY_3PM)
    change(app, **{ZONE: "Asia/Singapore"})  # where it is ten in the evening
    app.pass_time(at(27, 15, 59))
    assert posted(app) == []
    app.pass_time(at(27, 16))
    app.pass_time(at(28, 10))
    assert len(posted(app)) == 1


def test_a_pause_posts_nothing_loses_nothing_and_is_said_to_everybody(app: AppFixture) -> None:
    app.clock.now = FRIDAY_3PM
    app.press_in(ANA, app.home(ANA), pauses.PAUSE)
    assert app.save(ANA, **{pauses.UNTIL: "2026-11-27"})["errors"] == {
        pauses.UNTIL: "Choose a day to come: on it the posts go again. Or leave it empty."
    }
    app.save(ANA, **{pauses.UNTIL: "2026-12-04"})
    assert words_of(app.sandbox.views(ANA)[-1]).startswith("*Paused until Fri 4 Dec.* Nothing is posted")
    assert (
        "*Paused until Fri 4 Dec*, by Ana: nothing is posted in the channel, and no morning message comes."
        in words_of(app.home(ANA))
    )
    assert "The posts of the week are paused until Fri 4 Dec." in str(app.home(BO).given)
    app.reads(ANA, "/account add Acme")
    assert "Acme" in app.reads(BO, "/logcall Acme 20m hello")
    assert f"{app.team.id} friday 2026-W48: paused" in app.pass_time(at(27, 16))
    app.pass_time(at(30, 9))
    assert posted(app) == []
    assert "Did not arrive" not in str(app.home(ANA).given)
    app.pass_time(at(4, 16, month=12))
    assert len(posted(app)) == 1
    assert "paused" not in str(app.home(BO).given)


def test_what_was_due_within_the_day_comes_when_the_posts_are_taken_up_again(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=FRIDAY_3PM)
    paused(app)
    app.pass_time(at(27, 16))
    app.pass_time(at(27, 19))
    assert posted(app) == []
    app.press_in(ANA, app.home(ANA), pauses.RESUME)
    assert words_of(app.form(ANA)).startswith("*The posts go again.*")
    app.pass_time()
    app.pass_time(at(27, 20))
    assert len(posted(app)) == 1


def test_a_post_that_waits_when_the_posts_are_paused_is_held_and_comes_later(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=at(27, 16))
    app.home(ANA)
    app.sandbox.refuse("chat.postMessage", "service_unavailable")
    assert f"{app.team.id} friday 2026-W48: enqueued" in app.pass_time(within=0)
    paused(app)
    app.pass_time(at(27, 17))
    assert posted(app) == []
    app.press_in(ANA, app.home(ANA), pauses.RESUME)
    app.pass_time(at(27, 18))
    assert len(posted(app)) == 1


def test_tiers_decide_who_waits(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    app.clock.forward(days=20)
    assert "Waiting since" not in app.reads(BO, "/account Acme")
    app.press_in(ANA, app.home(ANA), tiers.CHANGE)
    assert app.save(ANA, standard="0", enterprise="twelve")["errors"] == {
        "standard": "A whole number of days from 1 to 3,650.",
        "enterprise": "A whole number of days from 1 to 3,650.",
    }
    app.save(ANA, standard="14")
    assert words_of(app.sandbox.views(ANA)[-1]).startswith("*Waits after:* standard 14 days.")
    assert "strategic 14 days, enterprise 30, mid-market 60, standard 14" in words_of(app.home(ANA))
    assert "(every 14 days)" in app.reads(BO, "/account Acme")
    assert ("tiers", {"standard": "14"}) in logged(app)


def test_two_admins_change_different_tiers(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    app.press_in(ANA, app.home(ANA), tiers.CHANGE)
    form = app.form(ANA)
    app.save(ANA, strategic="7")
    app.deliver_form(ANA, form, standard="120")
    assert "strategic 7 days, enterprise 30, mid-market 60, standard 120" in words_of(app.home(ANA))


def test_previews_show_what_is_true_now_with_nothing_to_press(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=at(25, 10), mondays=True)
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m they like it #like the new editor")
    before = len(app.sandbox.posts())
    for kind, words in (("monday", "How many customers will you speak to this week?"), ("friday", "the new editor")):
        app.press_in(ANA, app.home(ANA), f"{previews.SHOW}:{kind}")
        view = app.form(ANA)
        assert words in words_of(view)
        pressable = [block for block in view.given["blocks"] if block["type"] == "actions" or "accessory" in block]
        assert pressable == []
        app.sandbox.close(ANA, view.id)
    assert [each for each in app.sandbox.posts()[before:] if each.method == "chat.postMessage"] == []


def test_who_is_no_admin_sees_and_changes_nothing(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    form = opened(app)
    for person in (BO, GUS, FAY):
        assert app.deliver_form(person, form, **{FRIDAY_TIME: "11:00"})["response_action"] == "errors"
        for action in (posting.CHANGE, pauses.PAUSE, pauses.RESUME, tiers.CHANGE, f"{previews.SHOW}:friday"):
            app.deliver_press(person, action, "friday")
    app.settle()
    assert "Fridays 16:00" in words_of(app.home(ANA))
    assert app.sandbox.views(BO) == []
    assert "Settings" not in str(app.home(BO).given)


def test_whoever_is_no_admin_any_more_when_they_press_save_changes_nothing(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    opened(app)
    with app.runtime.deps.database.transaction() as session:
        session.execute(workspace_tables.members.update().values(is_admin=False))
    assert "Only admins change settings." in str(app.save(ANA, **{FRIDAY_TIME: "11:00"}))
    assert logged(app) == []


def paused(app: AppFixture) -> None:
    app.press_in(ANA, app.home(ANA), pauses.PAUSE)
    app.save(ANA)


def found_zones(app: AppFixture, typed: str) -> list[dict[str, Any]]:
    form = opened(app)
    block = next(each for each in form.given["blocks"] if each.get("block_id") == ZONE)
    container = {"type": "view", "view_id": form.id}
    found = app.sandbox.suggest(ANA, container, block["element"]["action_id"], ZONE, typed)
    app.sandbox.close(ANA, form.id)
    return list(found["options"])


def with_channels() -> Team:
    return replace(INITECH, channels=CHANNELS)


def test_the_form_opens_with_what_stands(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM, mondays=False)
    shown = opened(app).given
    assert [forms.shown(shown, field) for field in (CHANNEL, FRIDAY_DAY, FRIDAY_TIME, ZONE)] == [
        CUSTOMERS,
        "4",
        "16:00",
        "Europe/Berlin",
    ]
