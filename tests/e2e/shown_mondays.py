"""The surfaces of Monday's question, and of what is edited after it was sent."""

from datetime import UTC, datetime

from bot.messages.weekly import mondays
from bot.sandbox import PostedMessage
from bot.storage.accounts import accounts
from tests.e2e.shown_sponsors import told
from tests.e2e.stage import Stage, Surface
from tests.house import ANA, BO, CUSTOMERS

A_MONDAY = datetime(2027, 1, 25, 8, tzinfo=UTC)


def question(stage: Stage) -> PostedMessage:
    stage.house.pass_time()
    return stage.house.sandbox.messages(CUSTOMERS)[-1]


def monday_and_its_numbers(stage: Stage) -> None:
    stage.house.ask_on_mondays()
    stage.house.clock.now = A_MONDAY
    stage.house.sandbox.press(BO, question(stage), f"{mondays.NUMBER}:3")
    stage.house.settle()
    first = stage.house.last_seen(BO)
    assert "Who first?" in first.text
    stage.house.sandbox.press(BO, first, f"{mondays.TALK}:0")
    stage.house.settle()
    stage.press(mondays.SEE, first)
    stage.house.sandbox.press(BO, question(stage), mondays.OTHER)
    stage.save(BO, number="999")
    assert "1 person, 999 customers so far." in question(stage).text


def withdrawn(stage: Stage) -> None:
    line = stage.words.line[:800]
    receipt = stage.log(f"20m with Jo Lee: {line} #complaint {line} to be withdrawn")
    assert "is unhappy" in told(stage, ANA, "to be withdrawn").text
    stage.press("conversation_undo", receipt)
    told(stage, ANA, "Withdrawn by ")


def with_somebody_else(stage: Stage) -> None:
    line = stage.words.line[:800]
    receipt = stage.log(f"21m with Jo Lee: {line} #complaint {line} to be moved")
    told(stage, ANA, "to be moved")
    stage.type(ANA, "/account add Elsewhere @bo")
    stage.log("22m: hello")
    with stage.house.runtime.deps.database.reading() as session:
        (other,) = [each for each in accounts.every(session, stage.house.team.id) if each.name == "Elsewhere"]
    stage.edit(BO, receipt)
    stage.save(BO, account=other.id)
    told(stage, ANA, "This is with somebody else now")


SURFACES = (
    Surface(
        monday_and_its_numbers,
        ("mondays.monday", "mondays.pledged", "mondays.before_the_call", "mondays.later", "mondays.other"),
    ),
    Surface(withdrawn, ("complaints.complaint", "complaints.withdrawn")),
    Surface(with_somebody_else, ("complaints.no_longer_yours",)),
)
