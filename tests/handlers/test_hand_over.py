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
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, elements, value_of
from tests.house import ANA, BO, CHEN, CUSTOMERS, DEE, GUS, House
from tests.waiting import wait_until


def settled(house: House) -> House:
    """Bo owns two accounts and sponsors a third; chen talked most to the first."""
    for person in (ANA, BO, CHEN, DEE):
        house.reads(person, "/account Acme")
    for line in ("Acme enterprise @bo", "Globex @bo", "Hooli enterprise @chen", "Umbrella strategic @chen"):
        house.reads(ANA, f"/account add {line}")
    for _ in range(2):
        house.reads(CHEN, "/logcall Acme 20m: hello again")
        house.clock.forward(minutes=20)
    house.reads(DEE, "/logcall Acme 20m private: the canary sings")
    house.reads(ANA, "/sponsor Hooli @bo")
    house.reads(ANA, "/sponsor Hooli")
    house.press(ANA, f"{CONFIRM}:0")
    house.clock.forward(minutes=10)
    house.pass_time()
    return house


def change(house: House, person: str, **facts: Any) -> None:
    """Change what Slack says of somebody, and wait until the bot has heard of it."""
    before = house.sandbox.workspace.people[person]
    house.sandbox.change_person(replace(before, **facts))
    deleted = facts.get("deleted")
    if deleted is not None:
        wait_until(lambda: (person in gone(house)) == deleted)


def gone(house: House) -> list[str]:
    with house.runtime.deps.database.reading() as session:
        return list(members.deactivated(session, house.team.id))


def told(house: House, person: str) -> list[PostedMessage]:
    """What the bot wrote to somebody about accounts of people who left."""
    house.pass_time()
    found = house.sandbox.messages(house.sandbox.workspace.dm_of(person))
    return [each for each in found if "looks after" in each.text or "to hand over" in each.text]


def press(house: House, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    house.sandbox.press(person, message, action_id)
    house.settle()
    return next(each for each in house.sandbox.messages(message.channel) if each.ts == message.ts)


def name(house: House, role: str, *people: str) -> None:
    with house.runtime.deps.database.transaction() as session:
        roles.give(session, house.team.id, role, people)


def deliveries(house: House) -> int:
    with house.runtime.deps.database.reading() as session:
        query = (
            select(func.count())
            .select_from(outbox_tables.deliveries)
            .where(outbox_tables.deliveries.c.kind == "hand over")
        )
        return int(session.execute(query).scalar_one())


def labels(home: Any) -> str:
    return str([each for block in home.given["blocks"] for each in block.get("elements", [])])


def test_who_is_in_charge_hands_over_what_somebody_left_behind(house: House) -> None:
    settled(house)
    name(house, "programme owner", DEE)
    change(house, BO, deleted=True)
    assert told(house, ANA) == []
    (message,) = told(house, DEE)
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
    given = press(house, DEE, message, f"{GIVE}:0:{CHEN}")
    assert given.text.startswith("Acme is Chen’s now.\n*Who looks after 2 accounts of people who left?*")
    assert house.reads(CHEN, "/owner Acme") == "*Acme* is owned by Chen."
    asked = press(house, DEE, given, f"{ASK}:1:{DEE}")
    assert asked.text.startswith(
        "Dee is asked to be Hooli’s executive sponsor.\n*Who looks after 1 account of people who left?*"
    )
    assert "nobody" not in house.reads(CHEN, "/sponsor Hooli")
    assert press(house, DEE, asked, f"{GIVE}:0:{DEE}").text.endswith("Nothing is left to hand over.")
    assert house.posts == [], "nobody is named in a channel"


def test_an_account_that_was_given_meanwhile_stays_where_it_is(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    change(house, BO, deleted=True)
    (message,) = told(house, ANA)
    house.reads(ANA, "/owner Acme @dee")
    value = value_of(message, f"{GIVE}:0:{CHEN}")
    house.sandbox.press(ANA, message, f"{GIVE}:0:{CHEN}")
    house.settle()
    assert "Acme is given already: Dee owns it now." in house.last_seen(ANA).text
    for person in (CHEN, DEE, GUS):
        house.deliver_press(person, f"{GIVE}:1:{DEE}", value.replace(CHEN, person))
        house.deliver_press(person, LIST, "home")
    house.settle()
    assert house.reads(ANA, "/owner Acme") == "*Acme* is owned by Dee."
    assert house.sandbox.views(CHEN) == []


def test_the_same_list_stands_on_home_for_who_may_and_for_nobody_else(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    change(house, BO, deleted=True)
    (message,) = told(house, ANA)
    assert press(house, ANA, message, LATER).text == "Later. Your Home tab has the list until then: 3 accounts."
    assert "people who left" not in labels(house.home(CHEN))
    name(house, "programme owner", CHEN)
    for person in (ANA, CHEN):
        home = house.home(person)
        assert "3 accounts of people who left" in labels(home)
        house.press_in(person, home, LIST)
        assert "Who looks after 3 accounts of people who left?" in str(house.form(person).given)
    house.press_in(CHEN, house.form(CHEN), f"{GIVE}:0:{DEE}")
    assert "Acme is Dee’s now." in str(house.sandbox.views(CHEN)[-1].given)
    wait_until(lambda: "2 accounts of people who left" in labels(house.sandbox.home(CHEN)))
    assert house.reads(ANA, "/owner Acme") == "*Acme* is owned by Dee."


def test_the_event_twice_and_the_daily_look_are_one_message(house: House) -> None:
    settled(house)
    house.sandbox.double_deliveries()
    change(house, BO, deleted=True)
    house.clock.forward(days=1)
    assert len(told(house, ANA)) == 1
    change(house, BO, deleted=True)
    house.clock.forward(days=1)
    assert len(told(house, ANA)) == 1 == deliveries(house)


def test_who_vanished_while_the_bot_was_down_is_noticed_within_a_day(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    bo = house.sandbox.workspace.people[BO]
    house.sandbox.workspace.change_person(replace(bo, deleted=True))
    house.clock.forward(hours=12)
    assert told(house, ANA) == []
    house.clock.forward(hours=13)
    house.sandbox.refuse("users.list", "internal_error")
    assert told(house, ANA) == []
    house.clock.forward(hours=2)
    assert "members who are not what they were: 1" in " ".join(house.pass_time())
    assert len(told(house, ANA)) == 1
    assert GUS not in gone(house) and deliveries(house) == 1


def test_who_is_back_has_again_what_was_not_handed_over_and_nobody_is_told(house: House) -> None:
    settled(house)
    house.reads(ANA, "/sponsor Umbrella @bo")
    change(house, BO, deleted=True)
    (message,) = told(house, ANA)
    press(house, ANA, message, f"{GIVE}:0:{CHEN}")
    assert house.reads(CHEN, "/sponsor Hooli").startswith("*Who could be Hooli’s executive sponsor?*")
    before = len(house.sandbox.posts("chat.postMessage"))
    change(house, BO, deleted=False)
    house.clock.forward(minutes=10)
    house.pass_time()
    assert len(house.sandbox.posts("chat.postMessage")) == before
    assert house.reads(CHEN, "/owner Acme") == "*Acme* is owned by Chen."
    assert house.reads(CHEN, "/owner Globex") == "*Globex* is owned by Bo."
    assert "*Bo is Hooli’s executive sponsor*" in house.reads(CHEN, "/sponsor Hooli")
    assert "*Bo is asked* to be Umbrella’s executive sponsor" in house.reads(CHEN, "/sponsor Umbrella")
    assert "people who left" not in labels(house.home(ANA))
    house.clock.forward(hours=1)
    change(house, BO, deleted=True)
    assert len(told(house, ANA)) == 2, "who leaves again is told of again"


def test_several_who_leave_within_the_hour_are_one_message_after_the_first(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    change(house, BO, deleted=True)
    assert len(told(house, ANA)) == 1
    for person in (CHEN, DEE):
        change(house, person, deleted=True)
    assert len(told(house, ANA)) == 1
    house.clock.forward(hours=1)
    message = told(house, ANA)[-1]
    assert message.text.startswith("*Chen left. Who looks after their 2 accounts?*"), "dee looked after none"
    assert buttons(message) == ["Later"], "nobody is left who knows them or looks after others"
    assert "4 accounts of people who left" in labels(house.home(ANA))


def test_a_sponsorship_that_another_took_meanwhile_stays_theirs(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    change(house, BO, deleted=True)
    house.reads(ANA, "/sponsor Hooli @dee")
    house.pass_time()
    question = house.sandbox.messages(house.sandbox.workspace.dm_of(DEE))[-1]
    press(house, DEE, question, next(each for each in actions_of(question) if each.startswith(YES)))
    change(house, BO, deleted=False)
    assert house.reads(CHEN, "/sponsor Hooli") == "*Dee is Hooli’s executive sponsor*."


def actions_of(message: PostedMessage) -> list[str]:
    return [str(each["action_id"]) for each in elements(message) if "action_id" in each]


def test_when_the_programme_owner_leaves_the_admins_stand_in_and_settings_say_so(
    open_house: Callable[..., House],
) -> None:
    house = settled(open_house(now=MONDAY_9AM))
    name(house, "programme owner", BO)
    change(house, BO, deleted=True)
    assert len(told(house, ANA)) == 1
    assert "*Programme owner:* nobody since Bo left; the admins stand in" in str(house.home(ANA).given)


def test_the_zone_stays_when_its_admin_leaves_and_the_next_admins_is_taken(open_house: Callable[..., House]) -> None:
    house = settled(open_house(now=MONDAY_9AM))

    def zone() -> tuple[str, str | None]:
        with house.runtime.deps.database.reading() as session:
            found = workspaces.find(session, house.team.id)
        assert found is not None
        return found.zone, found.zone_of

    assert zone() == ("Europe/Berlin", ANA)
    change(house, ANA, deleted=True)
    assert zone() == ("Europe/Berlin", None)
    change(house, CHEN, is_admin=True)
    wait_until(lambda: zone() == ("Asia/Singapore", CHEN))
    assert "Settings" in str(house.home(CHEN).given)


def test_what_slack_says_of_somebody_is_kept_of_those_who_have_to_do_with_us_alone(
    open_house: Callable[..., House],
) -> None:
    house = open_house(now=MONDAY_9AM)
    house.reads(BO, "/account add Acme @bo")
    change(house, CHEN, real_name="Chen the First")
    change(house, BO, real_name="Bo the Second")
    wait_until(lambda: "Bo the Second" in house.reads(BO, "/owner Acme"))
    with house.runtime.deps.database.reading() as session:
        assert members.find(session, house.team.id, CHEN) is None
    change(house, BO, is_restricted=True)
    wait_until(lambda: "guests cannot use it" in str(house.type(BO, "/account", channel=CUSTOMERS).body))
