"""The surfaces of what was private before somebody's time: the card's line, the question, its answers, the words."""

from bot.messages.conversations import access_requests
from tests.e2e.shown_sponsors import another, press, told
from tests.e2e.stage import Stage, Surface
from tests.house import BO, CHEN


def asked_for(stage: Stage, number: int, *, entries: int = 1) -> str:
    """Log something private with an account nobody owns, which chen takes then and asks about; its name."""
    name = another(stage, number)
    for _ in range(entries):
        stage.house.clock.forward(minutes=11)
        stage.type(BO, f'/logcall "{name}" private 20m with Jo Lee: {stage.words.line[:900]} #request {number}')
    stage.type(CHEN, f'/owner "{name}" @chen')
    stage.type(CHEN, f'/account "{name}"')
    stage.press(f"{access_requests.ASK}:0", stage.house.last_seen(CHEN), person=CHEN)
    return name


def passed_on(stage: Stage) -> None:
    asked_for(stage, 60)
    press(stage, BO, told(stage, BO, "You logged it as private"), access_requests.PASS_ON)
    answer = told(stage, CHEN, "passes on what is private")
    stage.house.sandbox.press(CHEN, answer, access_requests.READ)
    stage.house.settle()


def several_asked_together(stage: Stage) -> None:
    asked_for(stage, 61)
    told(stage, BO, "You logged it as private")
    name = asked_for(stage, 62, entries=2)
    question = told(stage, BO, "You logged it as private")
    press(stage, BO, question, f"{access_requests.KEEP}:0" if _has_several(question.blocks) else access_requests.KEEP)
    assert "would rather keep it private" in told(stage, CHEN, "would rather").text
    stage.type(CHEN, f'/account "{name}"')


def _has_several(blocks: object) -> bool:
    return f"{access_requests.KEEP}:0" in str(blocks)


SURFACES = (
    Surface(
        passed_on,
        ("access_requests.questions", "access_requests.passed_on", "access_requests.answers", "access_requests.entry"),
    ),
    Surface(several_asked_together, ("access_requests.questions", "access_requests.kept", "access_requests.answers")),
)
