"""The surfaces of what was private before somebody's time: the card's line, the question, its answers, the words."""

from bot.messages.conversations import access_requests
from tests.app_fixture import BO, CHEN
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.shown_sponsors import another, message_to, press


def asked_for(hostile: HostileFixture, number: int, *, entries: int = 1) -> str:
    """Log something private with an account nobody owns, which chen takes then and asks about; its name."""
    name = another(hostile, number)
    for _ in range(entries):
        hostile.app.clock.forward(minutes=11)
        hostile.type(BO, f'/logcall "{name}" private 20m with Jo Lee: {hostile.words.line[:900]} #request {number}')
    hostile.type(CHEN, f'/owner "{name}" @chen')
    hostile.type(CHEN, f'/account "{name}"')
    hostile.press(f"{access_requests.ASK}:0", hostile.app.last_seen(CHEN), person=CHEN)
    return name


def passed_on(hostile: HostileFixture) -> None:
    asked_for(hostile, 60)
    press(hostile, BO, message_to(hostile, BO, "You logged it as private"), access_requests.PASS_ON)
    answer = message_to(hostile, CHEN, "passes on what is private")
    hostile.app.sandbox.press(CHEN, answer, access_requests.READ)
    hostile.app.settle()


def several_asked_together(hostile: HostileFixture) -> None:
    asked_for(hostile, 61)
    message_to(hostile, BO, "You logged it as private")
    name = asked_for(hostile, 62, entries=2)
    question = message_to(hostile, BO, "You logged it as private")
    press(hostile, BO, question, f"{access_requests.KEEP}:0" if _has_several(question.blocks) else access_requests.KEEP)
    assert "would rather keep it private" in message_to(hostile, CHEN, "would rather").text
    hostile.type(CHEN, f'/account "{name}"')


def _has_several(blocks: object) -> bool:
    return f"{access_requests.KEEP}:0" in str(blocks)


SURFACES = (
    Surface(
        passed_on,
        ("access_requests.questions", "access_requests.passed_on", "access_requests.answers", "access_requests.entry"),
    ),
    Surface(several_asked_together, ("access_requests.questions", "access_requests.kept", "access_requests.answers")),
)
