"""Several proposals to one person: the first goes at once, those of the next hour are one message."""

from collections.abc import Callable, Iterator

import pytest

from bot.domain.workspace.members import Profile
from bot.messages.sponsors.sponsors import CONFIRM, FIRST_CONVERSATION, NOT_THIS, SHOW, YES, YES_ONE_MORE
from bot.sandbox import PostedMessage
from bot.storage.workspace import members
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons
from tests.handlers.test_sponsors import press, sponsored
from tests.scopes import scoped

NAMES = ("Acme", "Globex", "Hooli", "Umbrella")


@pytest.fixture
def asked(open_app: Callable[..., AppFixture]) -> Iterator[AppFixture]:
    """An app in which dee was asked for four accounts within a quarter of an hour."""
    app = open_app(now=MONDAY_9AM)
    for person in (ANA, BO, CHEN, DEE):
        app.reads(person, "/account help")
    for name in NAMES:
        app.reads(ANA, f"/account add {name} enterprise @ana")
        app.reads(BO, f"/sponsor {name} @dee")
        app.pass_time()
        app.clock.forward(minutes=5)
    yield app


def messages(app: AppFixture, person: str = DEE) -> list[PostedMessage]:
    app.pass_time()
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def joined(app: AppFixture) -> PostedMessage:
    """The message with those of the hour, once it is over."""
    app.clock.forward(minutes=60)
    return messages(app)[-1]


def test_the_first_goes_at_once_and_the_rest_of_the_hour_as_one(app: AppFixture) -> None:
    for name in ("Acme", "Globex", "Hooli"):
        app.reads(ANA, f"/account add {name} enterprise @ana")
        app.reads(DEE, "/account help")
        app.reads(BO, f"/sponsor {name} @dee")
        app.clock.forward(seconds=1)
    assert [each.text.splitlines()[0] for each in messages(app)] == [
        "*Will you be Acme’s executive sponsor?* Bo asks. Ana stays the owner; you are the second door."
    ]
    later = joined(app)
    assert len(messages(app)) == 2
    assert later.text.startswith("*Will you be the executive sponsor of 2 accounts?*")
    assert "*Globex*, Bo asks. Ana stays the owner. Nobody has spoken to them yet." in later.text
    assert buttons(later) == [
        *("Yes", "Not this one…", "Show me Globex"),
        *("Yes", "Not this one…", "Show me Hooli"),
    ]
    left = press(app, DEE, later, f"{YES}:0")
    assert left.text.startswith("*Will you be Hooli’s executive sponsor?*")
    assert "You are Globex’s executive sponsor." in messages(app)[-1].text


def test_what_was_answered_or_withdrawn_meanwhile_is_not_in_it(asked: AppFixture) -> None:
    asked.reads(BO, "/sponsor Hooli none")
    said = joined(asked).text
    assert "Globex" in said and "Umbrella" in said and "Hooli" not in said and "Acme" not in said
    asked.reads(BO, "/sponsor Umbrella none")
    left = press(asked, DEE, messages(asked)[-1], f"{YES}:0")
    assert left.text.startswith("You are Globex’s executive sponsor. *When will you first speak to them?*")


def test_where_only_one_is_left_it_is_asked_as_one(asked: AppFixture) -> None:
    for name in ("Hooli", "Globex"):
        asked.reads(BO, f"/sponsor {name} none")
    assert joined(asked).text.startswith("*Will you be Umbrella’s executive sponsor?*")


def test_where_nothing_is_left_nothing_is_sent(asked: AppFixture) -> None:
    for name in ("Hooli", "Globex", "Umbrella"):
        asked.reads(BO, f"/sponsor {name} none")
    assert joined(asked).text.startswith("*Will you be Acme’s executive sponsor?*")
    assert len(messages(asked)) == 1


def test_after_one_answer_the_others_stand_there_still_and_the_answer_below(asked: AppFixture) -> None:
    question = joined(asked)
    left = press(asked, DEE, question, f"{YES}:1")
    assert left.text.startswith("*Will you be the executive sponsor of 2 accounts?*")
    assert buttons(left)[2::3] == ["Show me Globex", "Show me Umbrella"]
    accepted = messages(asked)[-1]
    assert "You are Hooli’s executive sponsor." in accepted.text
    assert "You are Hooli’s executive sponsor and mean" in press(asked, DEE, accepted, f"{FIRST_CONVERSATION}:2").text
    asked.sandbox.press(DEE, left, f"{SHOW}:1")
    assert "Umbrella" in str(asked.form(DEE).given)


def test_a_no_leaves_the_others_where_they_are(asked: AppFixture) -> None:
    question = joined(asked)
    asked.sandbox.press(DEE, question, f"{NOT_THIS}:0")
    told = asked.save(DEE, reason="no time")
    assert "Not Globex, then." in str(told)
    (left,) = [each for each in messages(asked) if each.ts == question.ts]
    assert buttons(left)[2::3] == ["Show me Hooli", "Show me Umbrella"]
    assert "Dee passed on Globex: “no time”" in messages(asked, BO)[-1].text


def test_another_person_is_asked_at_once(asked: AppFixture) -> None:
    asked.reads(BO, "/sponsor Acme @chen")
    assert len(messages(asked, CHEN)) == 1


def test_no_hour_has_two_of_them_and_none_is_lost(asked: AppFixture) -> None:
    assert len(joined(asked).text.splitlines()) > 3
    for name in ("Initech", "Soylent"):
        asked.reads(ANA, f"/account add {name} enterprise @ana")
        asked.reads(BO, f"/sponsor {name} @dee")
        asked.clock.forward(minutes=1)
    assert len(messages(asked)) == 2
    later = joined(asked)
    assert "Initech" in later.text and "Soylent" in later.text and "Globex" not in later.text
    assert len(messages(asked)) == 3


def test_more_than_one_message_takes_come_in_the_place_of_those_that_are_answered(asked: AppFixture) -> None:
    for number in range(7):
        asked.reads(ANA, f"/account add Customer{number} enterprise @ana")
        asked.reads(BO, f"/sponsor Customer{number} @dee")
        asked.clock.forward(seconds=1)
    question = joined(asked)
    assert question.text.startswith("*Will you be the executive sponsor of 10 accounts?*")
    assert "2 more come in the place of those you answer." in question.text
    assert "Customer5" not in question.text
    left = press(asked, DEE, question, f"{YES}:0").text
    assert "Customer5" in left and "1 more comes in the place of the first you answer." in left


def test_until_when_it_may_be_answered_stays_the_day_it_was(asked: AppFixture) -> None:
    question = joined(asked)
    assert "What is open on Mon 7 Dec stands under /sponsor." in question.text
    asked.clock.forward(days=6)
    assert "What is open on Mon 7 Dec stands under /sponsor." in press(asked, DEE, question, f"{YES}:0").text


def test_where_nobody_was_asked_after_all_the_next_one_is_asked_at_once(asked: AppFixture) -> None:
    asked.reads(BO, "/sponsor Acme @chen")
    asked.reads(BO, "/sponsor Acme none")
    assert messages(asked, CHEN) == []
    asked.clock.forward(minutes=1)
    asked.reads(BO, "/sponsor Acme @chen")
    assert len(messages(asked, CHEN)) == 1


def test_more_than_people_keep_up_is_confirmed_beside_the_others_which_stay(asked: AppFixture) -> None:
    for number in range(5):
        asked.reads(ANA, f"/account add Customer{number} enterprise @ana")
        sponsored(asked, f"Customer{number}")
    joined(asked)
    (question,) = [each for each in messages(asked) if "the executive sponsor of 3 accounts?" in each.text]
    for place, (name, left_over) in enumerate((("Globex", ["Hooli", "Umbrella"]), ("Hooli", ["Umbrella"])), start=5):
        assert buttons(press(asked, DEE, question, f"{YES}:0")) == buttons(question)
        assert f"You sponsor {place} accounts; 5 is what people keep up." in str(asked.form(DEE).given)
        asked.press_in(DEE, asked.form(DEE), YES_ONE_MORE)
        assert f"You are {name}’s executive sponsor." in str(asked.form(DEE).given)
        (question,) = [each for each in messages(asked) if each.ts == question.ts]
        assert buttons(question)[2::3] == [f"Show me {each}" for each in left_over]


def test_who_owns_the_account_by_now_is_asked_no_longer_and_cannot_say_yes(asked: AppFixture) -> None:
    for name in ("Acme", "Globex"):
        asked.reads(ANA, f"/owner {name} @dee")
    assert "Globex" not in "".join(each.text for each in messages(asked) if "executive sponsor" in each.text)
    joined(asked)
    press(asked, DEE, messages(asked)[0], YES)
    assert "You own Acme by now: the sponsor stands beside the owner." in asked.last_seen(DEE).text
    asked.reads(ANA, "/sponsor Acme")
    asked.press(ANA, f"{CONFIRM}:0")
    assert "Dee owns Acme by now" in asked.last_seen(ANA).text
    assert "(sponsor" not in asked.reads(ANA, "/account Acme")


def test_what_is_open_with_them_is_told_by_name_and_as_the_card_tells_it(asked: AppFixture) -> None:
    asked.reads(BO, "/logcall Acme 20m #complaint @dee promised exports and forgot")
    asked.reads(CHEN, "/logcall Acme 20m #complaint they are crooks")
    with scoped(asked.runtime.deps.database.transaction(), asked.team.id, asked.clock.now) as scope:
        members.remember(scope, Profile(CHEN, "Chen", None, is_guest=True))
    asked.reads(ANA, "/owner Acme none")
    asked.reads(BO, "/sponsor Acme @ana")
    (question,) = messages(asked, ANA)
    assert "Open with them: @Dee promised exports and forgot, heard today." in question.text
    assert "crooks" not in question.text + asked.reads(BO, "/account Acme")
