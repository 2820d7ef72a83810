"""People leave: what they looked after is handed over by who is in charge; they come back: it is theirs again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from bot.messages.accounts.reassignment import ASK, GIVE, LATER, LIST
from bot.messages.sponsors.sponsors import CONFIRM, YES
from bot.outbox import tables as outbox_tables
from bot.sandbox import PostedMessage
from bot.storage.workspace import members, roles, workspaces
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, elements, value_of
from tests.waiting import wait_until


def settled(app: AppFixture) -> AppFixture:
    """Bo owns two accounts and sponsors a third; chen talked most to the first."""
    for person in (ANA, BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    for line in ("Acme enterprise @bo", "Globex @bo", "Hooli enterprise @chen", "Umbrella strategic @chen"):
        app.reads(ANA, f"/account add {line}")
    for _ in range(2):
        app.reads(CHEN, "/logcall Acme 20m: hello again")
        app.clock.forward(minutes=20)
    app.reads(DEE, "/logcall Acme 20m private: the canary sings")
    app.reads(ANA, "/sponsor Hooli @bo")
    app.reads(ANA, "/sponsor Hooli")
    app.press(ANA, f"{CONFIRM}:0")
    app.clock.forward(minutes=10)
    app.pass_time()
    return app


def change(app: AppFixture, person: str, **facts: Any) -> None:
    """Change what Slack says of somebody, and wait until the bot has heard of it."""
    before = app.sandbox.workspace.people[person]
    app.sandbox.change_person(replace(before, **facts))
    deleted = facts.get("deleted")
    if deleted is not None:
        wait_until(lambda: (person in gone(app)) == deleted)


def gone(app: AppFixture) -> list[str]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return list(members.deactivated(scope))


def messages_to(app: AppFixture, person: str) -> list[PostedMessage]:
    """What the bot wrote to somebody about accounts of people who left."""
    app.pass_time()
    found = app.sandbox.messages(app.sandbox.workspace.dm_of(person))
    return [each for each in found if "looks after" in each.text or "to hand over" in each.text]


def press(app: AppFixture, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    app.sandbox.press(person, message, action_id)
    app.settle()
    return next(each for each in app.sandbox.messages(message.channel) if each.ts == message.ts)


def name(app: AppFixture, role: str, *people: str) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        roles.give(scope, role, people)


def deliveries(app: AppFixture) -> int:
    with app.runtime.deps.database.reading() as session:
        query = (
            select(func.count())
            .select_from(outbox_tables.deliveries)
            .where(outbox_tables.deliveries.c.kind == "hand over")
        )
        return int(session.execute(query).scalar_one())


def labels(home: Any) -> str:
    return str([each for block in home.given["blocks"] for each in block.get("elements", [])])


def test_who_is_in_charge_hands_over_what_somebody_left_behind(app: AppFixture) -> None:
    settled(app)
    name(app, "programme owner", DEE)
    change(app, BO, deleted=True)
    assert messages_to(app, ANA) == []
    (message,) = messages_to(app, DEE)
    assert message.text.splitlines() == [
        "*Bo left. Who looks after their 3 accounts?*",
        "*Acme*: Bo owned it. Chen: 2 conversations with them, owns 2 accounts; "
        "Dee: 1 conversation with them, owns none yet.",
        "*Globex*: Bo owned it. Dee: owns none yet; Chen: owns 2 accounts.",
        "*Hooli*: Bo was its executive sponsor. Dee: sponsors none yet.",
        "Somebody else: /owner or /sponsor, the account and their name.",
    ]
    assert buttons(message) == ["Give to Chen", "Give to Dee", "Give to Dee", "Give to Chen", "Ask Dee", "Later"]
    assert "canary" not in str(message.blocks)
    given = press(app, DEE, message, f"{GIVE}:0:{CHEN}")
    assert given.text.startswith("Acme is Chen’s now.\n*Who looks after 2 accounts of people who left?*")
    assert app.reads(CHEN, "/owner Acme") == "*Acme* is owned by Chen."
    asked = press(app, DEE, given, f"{ASK}:1:{DEE}")
    assert asked.text.startswith(
        "Dee is asked to be Hooli’s executive sponsor.\n*Who looks after 1 account of people who left?*"
    )
    assert "nobody" not in app.reads(CHEN, "/sponsor Hooli")
    assert press(app, DEE, asked, f"{GIVE}:0:{DEE}").text.endswith("Nothing is left to hand over.")
    assert app.posts == [], "nobody is named in a channel"


def test_an_account_that_was_given_meanwhile_stays_where_it_is(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    change(app, BO, deleted=True)
    (message,) = messages_to(app, ANA)
    app.reads(ANA, "/owner Acme @dee")
    value = value_of(message, f"{GIVE}:0:{CHEN}")
    app.sandbox.press(ANA, message, f"{GIVE}:0:{CHEN}")
    app.settle()
    assert "Acme is given already: Dee owns it now." in app.last_seen(ANA).text
    for person in (CHEN, DEE, GUS):
        app.deliver_press(person, f"{GIVE}:1:{DEE}", value.replace(CHEN, person))
        app.deliver_press(person, LIST, "home")
    app.settle()
    assert app.reads(ANA, "/owner Acme") == "*Acme* is owned by Dee."
    assert app.sandbox.views(CHEN) == []


def test_the_same_list_stands_on_home_for_who_may_and_for_nobody_else(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    change(app, BO, deleted=True)
    (message,) = messages_to(app, ANA)
    assert press(app, ANA, message, LATER).text == "Later. Your Home tab has the list until then: 3 accounts."
    assert "people who left" not in labels(app.home(CHEN))
    name(app, "programme owner", CHEN)
    for person in (ANA, CHEN):
        home = app.home(person)
        assert "3 accounts of people who left" in labels(home)
        app.press_in(person, home, LIST)
        assert "Who looks after 3 accounts of people who left?" in str(app.form(person).given)
    app.press_in(CHEN, app.form(CHEN), f"{GIVE}:0:{DEE}")
    assert "Acme is Dee’s now." in str(app.sandbox.views(CHEN)[-1].given)
    wait_until(lambda: "2 accounts of people who left" in labels(app.sandbox.home(CHEN)))
    assert app.reads(ANA, "/owner Acme") == "*Acme* is owned by Dee."


def test_the_event_twice_and_the_daily_look_are_one_message(app: AppFixture) -> None:
    settled(app)
    app.sandbox.double_deliveries()
    change(app, BO, deleted=True)
    app.clock.forward(days=1)
    assert len(messages_to(app, ANA)) == 1
    change(app, BO, deleted=True)
    app.clock.forward(days=1)
    assert len(messages_to(app, ANA)) == 1 == deliveries(app)


def test_who_vanished_while_the_bot_was_down_is_noticed_within_a_day(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    bo = app.sandbox.workspace.people[BO]
    app.sandbox.workspace.change_person(replace(bo, deleted=True))
    app.clock.forward(hours=12)
    assert messages_to(app, ANA) == []
    app.clock.forward(hours=13)
    app.sandbox.refuse("users.list", "internal_error")
    assert messages_to(app, ANA) == []
    app.clock.forward(hours=2)
    assert "members who are not what they were: 1" in " ".join(app.pass_time())
    assert len(messages_to(app, ANA)) == 1
    assert GUS not in gone(app) and deliveries(app) == 1


def test_who_is_back_has_again_what_was_not_handed_over_and_nobody_is_told(app: AppFixture) -> None:
    settled(app)
    app.reads(ANA, "/sponsor Umbrella @bo")
    change(app, BO, deleted=True)
    (message,) = messages_to(app, ANA)
    press(app, ANA, message, f"{GIVE}:0:{CHEN}")
    assert app.reads(CHEN, "/sponsor Hooli").startswith("*Who could be Hooli’s executive sponsor?*")
    app.clock.forward(minutes=70)
    app.pass_time()
    before = len(app.sandbox.posts("chat.postMessage"))
    change(app, BO, deleted=False)
    app.clock.forward(minutes=10)
    app.pass_time()
    assert len(app.sandbox.posts("chat.postMessage")) == before
    assert app.reads(CHEN, "/owner Acme") == "*Acme* is owned by Chen."
    assert app.reads(CHEN, "/owner Globex") == "*Globex* is owned by Bo."
    assert "*Bo is Hooli’s executive sponsor*" in app.reads(CHEN, "/sponsor Hooli")
    assert "*Bo is asked* to be Umbrella’s executive sponsor" in app.reads(CHEN, "/sponsor Umbrella")
    assert "people who left" not in labels(app.home(ANA))
    app.clock.forward(hours=1)
    change(app, BO, deleted=True)
    assert len(messages_to(app, ANA)) == 2, "who leaves again is told of again"


def test_several_who_leave_within_the_hour_are_one_message_after_the_first(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    change(app, BO, deleted=True)
    assert len(messages_to(app, ANA)) == 1
    for person in (CHEN, DEE):
        change(app, person, deleted=True)
    assert len(messages_to(app, ANA)) == 1
    app.clock.forward(hours=1)
    message = messages_to(app, ANA)[-1]
    assert message.text.startswith("*Chen left. Who looks after their 2 accounts?*"), "dee looked after none"
    assert buttons(message) == ["Later"], "nobody is left who knows them or looks after others"
    assert "4 accounts of people who left" in labels(app.home(ANA))


def test_a_sponsorship_that_another_took_meanwhile_stays_theirs(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    change(app, BO, deleted=True)
    app.reads(ANA, "/sponsor Hooli @dee")
    app.pass_time()
    question = app.sandbox.messages(app.sandbox.workspace.dm_of(DEE))[-1]
    press(app, DEE, question, next(each for each in actions_of(question) if each.startswith(YES)))
    change(app, BO, deleted=False)
    assert app.reads(CHEN, "/sponsor Hooli") == "*Dee is Hooli’s executive sponsor*."


def actions_of(message: PostedMessage) -> list[str]:
    return [str(each["action_id"]) for each in elements(message) if "action_id" in each]


def test_when_the_programme_owner_leaves_the_admins_stand_in_and_settings_say_so(
    open_app: Callable[..., AppFixture],
) -> None:
    app = settled(open_app(now=MONDAY_9AM))
    name(app, "programme owner", BO)
    change(app, BO, deleted=True)
    assert len(messages_to(app, ANA)) == 1
    assert "*Programme owner:* nobody since Bo left; the admins stand in" in str(app.home(ANA).given)


def test_the_zone_stays_when_its_admin_leaves_and_the_next_admins_is_taken(open_app: Callable[..., AppFixture]) -> None:
    app = settled(open_app(now=MONDAY_9AM))

    def zone() -> tuple[str, str | None]:
        with app.runtime.deps.reading(app.team.id) as scope:
            found = workspaces.find(scope)
        assert found is not None
        return found.zone, found.zone_of

    assert zone() == ("Europe/Berlin", ANA)
    change(app, ANA, deleted=True)
    assert zone() == ("Europe/Berlin", None)
    change(app, CHEN, is_admin=True)
    wait_until(lambda: zone() == ("Asia/Singapore", CHEN))
    assert "Settings" in str(app.home(CHEN).given)


def test_what_slack_says_of_somebody_is_kept_of_those_who_have_to_do_with_us_alone(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=MONDAY_9AM)
    app.reads(BO, "/account add Acme @bo")
    change(app, CHEN, real_name="Chen the First")
    change(app, BO, real_name="Bo the Second")
    wait_until(lambda: "Bo the Second" in app.reads(BO, "/owner Acme"))
    with app.runtime.deps.reading(app.team.id) as scope:
        assert members.find(scope, CHEN) is None
    change(app, BO, is_restricted=True)
    wait_until(lambda: "guests cannot use it" in str(app.type(BO, "/account", channel=CUSTOMERS).body))
