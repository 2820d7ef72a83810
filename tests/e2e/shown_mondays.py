"""The surfaces of Monday's question, and of what is edited after it was sent."""

from datetime import UTC, datetime, timedelta

from bot.domain.weekly.iso_weeks import week_subject
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import PLAN
from bot.messages.conversations import complaints
from bot.messages.weekly import mondays, own_week, thursdays
from bot.messages.weekly.thursdays import THURSDAY_ON
from bot.sandbox import PostedMessage
from bot.storage.accounts import accounts
from tests.app_fixture import ANA, BO, CUSTOMERS
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.shown_sponsors import message_to
from tests.handlers.reading import elements, whole_id

A_MONDAY = datetime(2027, 1, 25, 8, tzinfo=UTC)


def question(hostile: HostileFixture) -> PostedMessage:
    hostile.app.pass_time()
    return hostile.app.sandbox.messages(CUSTOMERS)[-1]


def monday_and_its_numbers(hostile: HostileFixture) -> None:
    hostile.app.ask_on_mondays()
    hostile.app.clock.now = A_MONDAY
    hostile.app.sandbox.press(BO, question(hostile), f"{mondays.NUMBER}:3")
    hostile.app.settle()
    first = hostile.app.last_seen(BO)
    assert "Who first?" in first.text
    hostile.app.sandbox.press(BO, first, f"{mondays.SPEAK_TO}:0")
    hostile.app.settle()
    hostile.press(mondays.SEE, first)
    hostile.app.sandbox.press(BO, question(hostile), mondays.OTHER)
    hostile.save(BO, number="999")
    assert "1 person, 999 customers so far." in question(hostile).text


def withdrawn(hostile: HostileFixture) -> None:
    line = hostile.words.line[:800]
    receipt = hostile.log(f"20m with Jo Lee: {line} #complaint {line} to be withdrawn")
    assert "is unhappy" in message_to(hostile, ANA, "to be withdrawn").text
    hostile.press("conversation_undo", receipt)
    message_to(hostile, ANA, ": withdrawn by ")


def with_somebody_else(hostile: HostileFixture) -> None:
    line = hostile.words.line[:800]
    receipt = hostile.log(f"21m with Jo Lee: {line} #complaint {line} to be moved")
    message_to(hostile, ANA, "to be moved")
    hostile.type(ANA, "/account add Elsewhere @bo")
    hostile.log("22m: hello")
    with hostile.app.runtime.deps.reading(hostile.app.team.id) as scope:
        (other,) = [each for each in accounts.every(scope) if each.name == "Elsewhere"]
    hostile.edit(BO, receipt)
    hostile.save(BO, account=other.id)
    message_to(hostile, ANA, "This is with somebody else now")


def a_call_about_a_complaint(hostile: HostileFixture) -> None:
    line = hostile.words.line[:800]
    hostile.log(f"23m with Jo Lee: {line} #complaint {line} to be called about")
    alert = message_to(hostile, ANA, "to be called about")
    for action_id in (SHOW, complaints.CALL, PLAN):
        hostile.app.sandbox.press(ANA, alert, whole_id(alert, action_id))
        hostile.app.settle()
    assert "planned for" in hostile.app.last_seen(ANA).text or "is planned" in hostile.app.last_seen(ANA).text


def own_week_and_goal(hostile: HostileFixture) -> None:
    hostile.type(BO, "/week")
    hostile.type(BO, "/goal")
    hostile.press(f"{own_week.SET_GOAL}:50", hostile.app.last_seen(BO))
    hostile.type(BO, f"/goal {hostile.words.line[:200]}")


def thursday_and_its_answers(hostile: HostileFixture) -> None:
    """Asked, tapped, put off, stopped and wanted back."""
    app, monday = hostile.app, A_MONDAY + timedelta(weeks=8)
    hostile.log(f"24m with Jo Lee: {hostile.words.line[:800]} #complaint {hostile.words.line[:800]} to be asked")
    app.clock.now = monday + timedelta(hours=3)
    assert app.deliver_press(ANA, f"{mondays.NUMBER}:9", f"{week_subject(monday.date())} 9") == 200
    for days, hours in ((3, 0), (3, 6)):
        app.pass_time(monday + timedelta(days=days, hours=hours))
    asked = message_to(hostile, ANA, "How many customers did you speak to this week?")
    for action_id in (thursdays.SPOKE, thursdays.TOMORROW, thursdays.NOT_THIS_WEEK, thursdays.STOP):
        _press_beside(hostile, asked, action_id)
    hostile.press(THURSDAY_ON, app.last_seen(ANA), person=ANA)
    app.pass_time(monday + timedelta(days=4))
    assert app.deliver_press(ANA, thursdays.TOMORROW, f"{app.clock.now.date()}") == 200


def _press_beside(hostile: HostileFixture, message: PostedMessage, action_id: str) -> None:
    """Press a button of a digest, which stays as it is."""
    found = [each["action_id"] for each in elements(message)]
    hostile.app.sandbox.press(ANA, message, next(each for each in found if each.startswith(action_id)))
    hostile.app.settle()


SURFACES = (
    Surface(own_week_and_goal, ("own_week.own_week", "own_week.goal")),
    Surface(
        monday_and_its_numbers,
        (
            "mondays.monday",
            "mondays.pledged",
            "first_words.below_number",
            "mondays.before_the_call",
            "mondays.later",
            "mondays.other",
        ),
    ),
    Surface(a_call_about_a_complaint, ("complaints.complaint", "receipts.receipt", "cards.card")),
    Surface(withdrawn, ("complaints.complaint", "complaints.withdrawn")),
    Surface(with_somebody_else, ("complaints.no_longer_yours",)),
    Surface(
        thursday_and_its_answers,
        (
            "thursdays.again_tomorrow",
            "thursdays.no_more_this_week",
            "thursdays.not_this_week",
            "thursdays.stopped",
            "thursdays.turned_on",
        ),
        provokes=2,  # the answers to what was pressed in messages that are gone
    ),
)
