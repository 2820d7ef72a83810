"""The monthly page: to the programme owner alone, once a month, when they may be written to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.db.types import WireTime
from bot.domain.weekly.posts import MONTHLY
from bot.domain.workspace.closed_days import Span
from bot.messages.setup import pauses, previews
from bot.messages.setup.posting import OFF, day_field, time_field
from bot.outbox import tables as outbox_tables
from bot.sandbox import PostedMessage, TeamUserGroup
from bot.storage.workspace import closed_days, departments, preferences, roles
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.test_posting import at, change
from tests.handlers.test_settings import words_of

PAGE_DAY, PAGE_TIME = day_field(MONTHLY), time_field(MONTHLY)


def december(day: int, hour: int, minute: int = 0) -> datetime:
    return at(day, hour, minute, month=12)


def run_by(app: AppFixture, *people: str) -> AppFixture:
    """Name who runs the programme; the workspace takes the zone of its first admin."""
    app.home(ANA)
    with app.runtime.deps.transaction(app.team.id) as scope:
        roles.give(scope, "programme owner", people)
    for person in people:
        app.home(person)
    return app


def pages(app: AppFixture, person: str = DEE) -> list[PostedMessage]:
    found = app.sandbox.messages(app.sandbox.workspace.dm_of(person))
    return [each for each in found if "is counted here, never quoted" in each.text]


def ends(app: AppFixture) -> list[tuple[str, str]]:
    table = outbox_tables.deliveries
    with app.runtime.deps.database.reading() as session:
        rows = session.execute(table.select().where(table.c.kind == MONTHLY).order_by(table.c.subject)).all()
    return [(row.subject, row.state) for row in rows]


def look_again(app: AppFixture) -> None:
    """What waits for a better hour is looked at after some minutes of real time, which a test does not wait."""
    with app.runtime.deps.database.transaction() as session:
        session.execute(outbox_tables.deliveries.update().values(next_at=WireTime()))


def test_on_the_first_monday_the_programme_owner_reads_one_page_about_the_month_before(app: AppFixture) -> None:
    run_by(app, DEE)
    with app.runtime.deps.transaction(app.team.id) as scope:
        roles.give(scope, "executive", [ANA])  # or sponsors were out of sight
    app.reads(ANA, "/account add Acme enterprise @ana")
    app.reads(ANA, "/account add Globex strategic @bo")
    app.reads(ANA, "/account add Hooli standard @bo")
    app.clock.now = at(25, 10)
    app.reads(BO, "/logcall Acme visit 45m: they like it")
    app.reads(BO, "/logcall Hooli 20m: hello")
    app.pass_time(december(7, 9, 59))
    assert pages(app) == []
    for instant in (december(7, 10), december(7, 10, 5), december(8, 10), december(30, 10)):
        app.pass_time(instant)
    (page,) = pages(app)
    assert page.text.splitlines() == [
        "November 2026: 2 customers",
        "2 conversations, 1 h 5 min, 1 visit.",
        "*Sponsors:* 2 strategic or enterprise customers, none spoken to by a sponsor in the last 90 days; "
        "2 without one. `/sponsor` lists them.",
        "*1 account waits for a conversation*",
        "Globex, here 14 days, not spoken to yet",
        "What is private is counted here, never quoted. An admin moves this page or switches it off on my Home tab.",
    ]
    assert [block["accessory"]["text"]["text"] for block in page.blocks or () if "accessory" in block] == ["Card"]
    assert (pages(app, ANA), pages(app, BO)) == ([], [])
    assert "November 2026" not in str([each.text for each in app.sandbox.messages(CUSTOMERS)])
    app.pass_time(at(4, 10, month=1).replace(year=2027))
    assert [each.text.splitlines()[0] for each in pages(app)[1:]] == ["December 2026: no conversation was logged"]


def test_the_month_before_stands_beside_the_month_and_reads_as_no_date(app: AppFixture) -> None:
    run_by(app, DEE)
    app.reads(ANA, "/account add Acme")
    app.clock.now = at(25, 10)
    app.reads(BO, "/logcall Acme 20m: hello")
    app.clock.now = december(15, 10)
    app.reads(BO, "/logcall Acme 20m: hello again")
    app.pass_time(at(4, 10, month=1).replace(year=2027))
    assert pages(app)[-1].text.splitlines()[:2] == [
        "December 2026: 1 customer",
        "1 customer; 1 in November. 1 conversation, 20 min.",
    ]


def test_it_waits_for_the_hours_and_the_return_of_whoever_reads_it(app: AppFixture) -> None:
    run_by(app, CHEN)  # where it is five in the afternoon
    with app.runtime.deps.transaction(app.team.id) as scope:
        preferences.add_absence(scope, CHEN, Span(date(2026, 12, 6), date(2026, 12, 8)))
    app.reads(ANA, "/account add Acme")
    for instant in (december(7, 10), december(8, 10), december(8, 22), december(9, 0, 30)):
        look_again(app)
        app.pass_time(instant)
        assert (pages(app, CHEN), ends(app)) == ([], [("2026-12", "pending")])
    look_again(app)
    app.pass_time(december(9, 1))  # eight in the morning there
    assert len(pages(app, CHEN)) == 1
    app.pass_time(december(10, 10))
    assert len(pages(app, CHEN)) == 1


def test_it_takes_the_place_of_that_mondays_digest(app: AppFixture) -> None:
    run_by(app, DEE)
    for person, name, handle in ((DEE, "Globex", "@dee"), (BO, "Hooli", "@bo")):
        app.reads(ANA, f"/account add {name} strategic {handle}")
        app.reads(ANA, f"/account add Own {name}")
        app.reads(person, f"/logcall Own {name} 20m hello")
    app.pass_time(december(7, 9, 5))
    assert (waiting_read_by(app, DEE), len(waiting_read_by(app, BO))) == ([], 1)
    app.pass_time(december(7, 10, 5))
    assert len(pages(app)) == 1
    app.pass_time(december(14, 9, 5))
    assert ["Globex" in text for text in waiting_read_by(app, DEE)] == [True]


def waiting_read_by(app: AppFixture, person: str) -> list[str]:
    """The digests that list accounts of theirs that wait."""
    found = app.sandbox.messages(app.sandbox.workspace.dm_of(person))
    return [each.text for each in found if "Yours" in each.text and not each.text.startswith("November")]


def test_without_a_programme_owner_nobody_is_written_to(app: AppFixture) -> None:
    app.home(ANA)
    app.pass_time(december(7, 10))
    assert ends(app) == [("2026-12", "expired")]
    assert "The monthly page (" not in str(app.home(ANA).given)
    assert "to the programme owner; nobody is named yet" in words_of(app.home(ANA))


def test_it_is_moved_and_switched_off_like_every_post(open_app: Callable[..., AppFixture]) -> None:
    app = run_by(open_app(now=MONDAY_9AM), DEE)
    assert "*The monthly page:* the first Monday of a month 10:00, to Dee" in words_of(app.home(ANA))
    assert change(app, **{PAGE_DAY: "1", PAGE_TIME: "11:30"}) == (
        "*The monthly page:* the first Tuesday of a month at 11:30; the next comes Tue 1 Dec."
    )
    app.pass_time(at(30, 10))
    assert pages(app) == []
    app.pass_time(december(1, 11, 30))
    assert len(pages(app)) == 1
    assert change(app, **{PAGE_DAY: "0"}).startswith("*The monthly page:* the first Monday of a month at 11:30")
    app.pass_time(december(7, 11, 30))
    assert len(pages(app)) == 1
    assert "*The monthly page* is off" in change(app, **{PAGE_DAY: OFF})
    app.pass_time(at(4, 12, month=1).replace(year=2027))
    assert len(pages(app)) == 1


def test_a_closed_monday_and_a_pause_move_it(open_app: Callable[..., AppFixture]) -> None:
    app = run_by(open_app(now=december(1, 9)), DEE)
    with app.runtime.deps.transaction(app.team.id) as scope:
        closed_days.choose(scope, [date(2026, 12, 7)])
    app.pass_time(december(7, 11))
    assert pages(app) == []
    app.press_in(ANA, app.home(ANA), pauses.PAUSE)
    app.save(ANA, **{pauses.UNTIL: "2026-12-10"})
    app.pass_time(december(8, 11))
    assert pages(app) == []
    app.pass_time(december(10, 11))
    app.pass_time(december(11, 11))
    assert len(pages(app)) == 1


def test_private_words_and_small_departments_are_in_none_of_it(open_app: Callable[..., AppFixture]) -> None:
    everybody = TeamUserGroup("S0ALL", "everybody", "Everybody", (ANA, BO, CHEN, DEE))
    two = TeamUserGroup("S0TWO", "two", "Two of us", (ANA, BO))
    app = run_by(open_app(now=at(25, 10), team=replace(INITECH, usergroups=(everybody, two))), DEE)
    with app.runtime.deps.transaction(app.team.id) as scope:
        departments.choose(scope, {group.id: group.name for group in (everybody, two)})
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m private with Canary Bird: canary #complaint canary next: canary fri")
    app.pass_time(at(26, 10))  # by now everybody is known
    app.pass_time(december(7, 10))
    (page,) = pages(app)
    assert page.text.startswith("November 2026: 1 customer\n1 conversation, 20 min.")
    assert "canary" not in str(page.blocks).lower() + page.text.lower()
    assert "*Talked to a customer in 30 days:* Everybody 1 of 4." in page.text


def test_an_admin_sees_it_beforehand_with_nothing_to_press(open_app: Callable[..., AppFixture]) -> None:
    app = run_by(open_app(now=at(25, 10)), DEE)
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m hello")
    app.press_in(ANA, app.home(ANA), f"{previews.SHOW}:{MONTHLY}")
    view = app.form(ANA)
    assert "It goes to Dee, the first Monday of a month at 10:00." in str(view.given)
    assert "November 2026: 1 customer" in str(view.given)
    assert not [block for block in view.given["blocks"] if block["type"] == "actions" or "accessory" in block]
    assert pages(app) == []
