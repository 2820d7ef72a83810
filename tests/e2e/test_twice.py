"""Whatever is done twice in a row leaves the same behind as once: every listener of the Bolt app, and every job.

Each listener is listed with the surfaces that reach it, so a new one fails here until somebody says what reaches it.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import handlers
from bot.db.types import WireTime
from bot.domain.conversations.model import Source
from bot.messages.accounts import cards
from bot.messages.conversations import lines, plans, questions
from bot.messages.workspace import csv_transfers, home
from bot.outbox import queue
from bot.outbox import tables as outbox_tables
from bot.slack import app as bolt
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, drafts
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import departments, members, workspaces
from jobs import due_jobs
from tests.app_fixture import ANA, BO, CUSTOMERS, DEE, RANDOM, AppFixture
from tests.conftest import MONDAY_9AM
from tests.e2e import (
    shown_access_requests,
    shown_accounts,
    shown_data,
    shown_failed_deliveries,
    shown_follow_ups,
    shown_forms,
    shown_insights,
    shown_lines,
    shown_messages,
    shown_mondays,
    shown_settings,
    shown_setup,
    shown_sponsors,
)
from tests.e2e.hostile_fixture import HostileFixture, Surface, Words
from tests.e2e.twice import Twice, listeners_of, name_of
from tests.handlers.reading import elements
from tests.scopes import scoped

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)


def cards_of_accounts(hostile: HostileFixture) -> None:
    hostile.type(BO, f"/account {hostile.account}")
    more = next(each for each in elements(hostile.app.last_seen(BO)) if each.get("action_id") == cards.MORE)
    _press(hostile, cards.MORE, more["options"][0]["value"])
    _press(hostile, cards.LOG, _account(hostile))


def lines_that_name_several(hostile: HostileFixture) -> None:
    for name in ("Johnson Controls", "Johnson Outdoors"):
        hostile.type(ANA, f"/account add {name}")
    hostile.type(BO, "/logcall johnson 20m: the first")
    hostile.press(f"{questions.CHOOSE}_0", hostile.app.last_seen(BO))
    hostile.type(BO, "/logcall johnson 30m: the second")
    with scoped(hostile.app.runtime.deps.database.reading(), hostile.app.team.id, hostile.app.clock.now) as scope:
        (draft,) = drafts.unfinished(scope, BO)
    _press(hostile, f"{questions.SEARCH}:{draft.id}", _account(hostile))


def from_the_home_tab(hostile: HostileFixture) -> None:
    _press(hostile, home.LOG, "home")
    hostile.app.deliver_press(ANA, csv_transfers.IMPORT, "home")
    hostile.log("visit tomorrow: a plan to be moved")
    with hostile.app.runtime.deps.reading(hostile.app.team.id) as scope:
        plan = next(each for each in conversations.active(scope) if each.details.state == "planned")
    _press(hostile, f"{plans.PLAN_MOVED}:{plan.id}", "2026-12-30")


def a_kept_line_is_logged_now(hostile: HostileFixture) -> None:
    hostile.type(BO, "/logcall Zebra Ltd 20m: hello")
    with scoped(hostile.app.runtime.deps.database.reading(), hostile.app.team.id, hostile.app.clock.now) as scope:
        (draft,) = drafts.unfinished(scope, BO)
    _press(hostile, lines.LOG_NOW, draft.id)


def slack_events(hostile: HostileFixture) -> None:
    """One after the other: what is on disk is compared before and after each."""
    app = hostile.app
    bot = {"oauth": [], "bot": [app.sandbox.workspace.bot_user_id]}
    for event in (
        {"type": "channel_shared", "channel": RANDOM},
        {"type": "channel_unshared", "channel": RANDOM, "is_ext_shared": False},
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": bot},
    ):
        body = {"type": "event_callback", "event_id": f"Ev{event['type']}", "team_id": app.team.id, "event": event}
        assert app._send(json.dumps(body).encode())[0] == 200


def _press(hostile: HostileFixture, action_id: str, value: str) -> None:
    assert hostile.app.deliver_press(BO, action_id, value) == 200
    hostile.app.settle()


def _account(hostile: HostileFixture) -> str:
    with hostile.app.runtime.deps.reading(hostile.app.team.id) as scope:
        return next(each.id for each in accounts.every(scope) if each.name == hostile.account)


Reached = tuple[Sequence[Surface], str]

REACHED: dict[str, Reached] = {
    "the rest": (
        (Surface(cards_of_accounts, ()), Surface(lines_that_name_several, ()), Surface(from_the_home_tab, ())),
        """account.account cards.choose cards.log csv_transfers.open_import drafts.choose drafts.pick home.log
        logcall.logcall plans.moved""",
    ),
    "mondays": (
        shown_mondays.SURFACES,
        """complaints.call conversation_form.edit conversation_form.save own_week.goal own_week.set_goal own_week.week
        pledges.ask_for_another pledges.name_another
        pledges.name_number pledges.see pledges.talk_to_them receipts.undo thursdays.not_this_week thursdays.spoke
        thursdays.stop thursdays.tomorrow thursdays.turn_on""",
    ),
    "setup": (
        shown_setup.SURFACES,
        """away.ask away.choose_days away.come_back away.save first_run.choose_channel first_run.choose_longest
        first_run.put_away home.opened pauses.ask pauses.pause pauses.resume posting.ask posting.find_zones
        posting.save previews.show switches.choose switches.join switches.leave tiers.ask tiers.save""",
    ),
    "settings": (
        shown_settings.SURFACES,
        """closed_days.ask closed_days.save reassignment.ask reassignment.changed reassignment.give reassignment.later
        reassignment.show home.opened owners.owner settings.ask settings.save sponsors.confirm
        sponsors.sponsor""",
    ),
    "lines": (
        (*shown_lines.SURFACES, Surface(a_kept_line_is_logged_now, ()), Surface(slack_events, ())),
        """drafts.log_now events.joined events.mentioned events.revoked events.shared events.uninstalled
        events.unshared""",
    ),
    "follow-ups": (
        shown_follow_ups.SURFACES,
        """follow_ups.done follow_ups.tomorrow follow_ups.drop follow_ups.reopen follow_ups.words follow_ups.choose
        digests.mondays digests.turn_off digests.turn_on""",
    ),
    "failed_deliveries": (
        shown_failed_deliveries.SURFACES,
        "failed_deliveries.is_there failed_deliveries.leave failed_deliveries.send_again",
    ),
    "data": (shown_data.SURFACES, "csv_transfers.open_export csv_transfers.export csv_transfers.import_rows"),
    "accounts": (
        shown_accounts.SURFACES,
        """account_form.save cards.ask cards.open_card cards.plan cards.show cards.take keep_or_rest.hand_over
        keep_or_rest.rest owners.choose sponsors.accept""",
    ),
    "insights": (
        shown_insights.SURFACES,
        """asking.open_form asking.send history.choose_contact history.open_history history.turn_page voice.answer
        voice.show_all voice.turn_page""",
    ),
    "private words": (
        shown_access_requests.SURFACES,
        "access_requests.ask access_requests.keep access_requests.pass_on access_requests.read",
    ),
    "sponsors": (
        shown_sponsors.SURFACES,
        """cards.undo cards.wake owners.take removals.delete removals.leave removals.merge sponsors.ask
        sponsors.ask_why sponsors.decline sponsors.offer sponsors.plan
        sponsors.show""",
    ),
    "messages": (
        shown_messages.SURFACES,
        """corrections.ask_anew corrections.was_call corrections.was_today corrections.is_planned corrections.credit
        corrections.not_me corrections.read_otherwise drafts.add_customer drafts.add_prospect drafts.count_again
        drafts.forget drafts.is_the_same leaderboard.show lines.log plans.did_not plans.happened receipts.put_back
        receipts.undo_all receipts.put_all_back receipts.choose commands.touchbase commands.unknown""",
    ),
    "forms": (
        shown_forms.SURFACES,
        """corrections.add_insight corrections.ask_what_was_said drafts.finish conversation_form.log_anywhere
        conversation_form.log_message conversation_form.suggest conversation_form.suggest_existing
        conversation_form.unfold
        home.entries_of_account home.entries_of_all home.entries home.turn_page sharing.ask_where
        sharing.share""",
    ),
}
"""The surfaces of a room, and the listeners that are looked at there."""


@pytest.mark.parametrize("room", REACHED)
def test_a_listener_that_runs_twice_leaves_the_same_as_once(
    room: str, tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = Twice(monkeypatch)
    url = f"sqlite:///{tmp_path / 'touchbase.db'}"
    (tmp_path / "touchbase.db").write_bytes(migrated_file.read_bytes())
    surfaces, listeners = REACHED[room]
    with HostileFixture.open(url, Words("plain words"), monkeypatch, socket=False) as hostile:
        for surface in surfaces:
            surface.reach(hostile)
            hostile.app.settle()
    assert twice.differing == {}
    assert set(listeners.split()) - twice.ran == set()


def test_every_listener_is_looked_at() -> None:
    slack_app = bolt.build(
        authorizer=lambda *_: None,  # type: ignore[arg-type]
        recognise=lambda *_: None,  # type: ignore[arg-type]
        answer_error=lambda *_: None,  # type: ignore[arg-type]
        executor=ThreadPoolExecutor(1),
    )
    handlers.register(slack_app, None, run_later=None, user_replies=None)  # type: ignore[arg-type]
    names = {name_of(listener.ack_function) for listener in listeners_of(slack_app)}
    assert names == {name for _, listeners in REACHED.values() for name in listeners.split()}


def a_post_is_due(app: AppFixture) -> None:
    app.clock.now = FRIDAY_4PM


def a_plan_has_passed(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme visit tomorrow: a plan")
    app.clock.now = MONDAY_9AM + timedelta(days=2)


def a_sender_stopped(app: AppFixture) -> None:
    app.clock.now = FRIDAY_4PM
    due_jobs.run(app.runtime.deps)
    with scoped(app.runtime.deps.database.transaction(), app.team.id, FRIDAY_4PM) as scope:
        (waiting,) = queue.due(scope, limit=9)
        delivery = queue.lock(scope, waiting)
        assert delivery is not None
        queue.claim(scope.session, delivery, owner="stopped", channel=CUSTOMERS, lease=-1.0, rendered=0, there=None)


def a_clock_was_ahead(app: AppFixture) -> None:
    app.clock.now = FRIDAY_4PM
    due_jobs.run(app.runtime.deps)
    with app.runtime.deps.database.transaction() as session:
        session.execute(outbox_tables.deliveries.update().values(next_at=WireTime(7200.0)))


def somebody_is_named(app: AppFixture) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        members.mention(scope, [DEE])


def somebody_left(app: AppFixture) -> None:
    app.sandbox.workspace.change_person(replace(app.sandbox.workspace.people[BO], deleted=True))


def a_line_was_kept(app: AppFixture) -> None:
    now = app.clock.now
    kept = Draft(
        "", BO, "Acme 25m kept", now.date(), None, Source.COMMAND, None, now + timedelta(days=7), awaits_member=True
    )
    with scoped(app.runtime.deps.database.transaction(), app.team.id, now) as scope:
        drafts.keep(scope, kept)


def a_line_is_past_its_day(app: AppFixture) -> None:
    now = app.clock.now
    over = Draft("", BO, "Acme 25m over", now.date(), None, Source.COMMAND, None, now - timedelta(days=1))
    with scoped(app.runtime.deps.database.transaction(), app.team.id, now) as scope:
        drafts.keep(scope, over)


def departments_are_chosen(app: AppFixture) -> None:
    with scoped(app.runtime.deps.database.transaction(), app.team.id, app.clock.now) as scope:
        departments.choose(scope, {"S0SALES": "Sales"})


WORK: dict[str, Callable[[AppFixture], None]] = {
    "enqueue posts": a_post_is_due,
    "enqueue digests": a_plan_has_passed,
    "shorten waits": a_clock_was_ahead,
    "park expired leases": a_sender_stopped,
    "look up members": somebody_is_named,
    "log kept lines": a_line_was_kept,
    "look for leavers": somebody_left,
    "refresh departments": departments_are_chosen,
    "delete kept lines": a_line_is_past_its_day,
}
"""For each job, what gives it something to do."""


@pytest.mark.parametrize("name", WORK)
def test_a_job_that_runs_twice_leaves_the_same_as_once(
    name: str, open_app: Callable[..., AppFixture], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(now=MONDAY_9AM)
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m hello")
    WORK[name](app)
    twice = Twice(monkeypatch)
    job = next(each for each in due_jobs.JOBS if each.name == name)
    with app.runtime.deps.reading(app.team.id) as scope:
        workspace = workspaces.find(scope)
    assert workspace is not None
    job.run(app.runtime.deps, workspace)
    assert twice.changing == {name}
    assert twice.differing == {}


def test_every_job_is_looked_at() -> None:
    assert set(WORK) == {job.name for job in due_jobs.JOBS}
