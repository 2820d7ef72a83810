"""The surfaces of what customers told us: an account's history, /voice, the form that asks, and the question."""

from bot.messages.accounts import cards
from bot.messages.conversations import receipts
from bot.messages.insights import asking, history, quotes, voice
from tests.app_fixture import BO, CHEN
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.shown_sponsors import another, message_to


def history_of_an_account(hostile: HostileFixture) -> None:
    name = _said_often(hostile, 80, entries=11)
    hostile.type(CHEN, f'/account "{name}" history')
    hostile.app.sandbox.close(CHEN, hostile.app.form(CHEN).id)
    hostile.type(CHEN, f'/account "{name}"')
    hostile.app.sandbox.press(CHEN, hostile.app.last_seen(CHEN), cards.HISTORY)
    for action_id in (history.OLDER, history.NEWER):
        hostile.app.press_in(CHEN, hostile.app.form(CHEN), action_id)
    view = hostile.app.form(CHEN)
    elements = [element for block in view.given["blocks"] for element in block.get("elements", ())]
    contact = next(each for each in elements if each.get("action_id") == history.CONTACT)["options"][1]
    hostile.app.press_in(CHEN, view, history.CONTACT, selected_option=contact)
    hostile.app.sandbox.close(CHEN, hostile.app.form(CHEN).id)


def answers_to_voice(hostile: HostileFixture) -> None:
    _said_often(hostile, 81, entries=5)
    for typed in ("", "hello", "hello 90d complaint", "xylophone", hostile.words.line[:150]):
        hostile.app.type(CHEN, f"/voice {typed}")
        hostile.app.settle()
    hostile.type(CHEN, "/voice hello")
    hostile.app.sandbox.press(CHEN, hostile.app.last_seen(CHEN), voice.ALL)
    for action_id in (voice.OLDER, voice.NEWER):
        hostile.app.press_in(CHEN, hostile.app.form(CHEN), action_id)
    hostile.app.sandbox.close(CHEN, hostile.app.form(CHEN).id)


def question_about_a_quote(hostile: HostileFixture) -> None:
    _said_often(hostile, 82, entries=1)
    receipt = hostile.app.last_seen(BO)
    hostile.type(CHEN, "/voice hello82")
    hostile.app.sandbox.press(CHEN, hostile.app.last_seen(CHEN), f"{quotes.ASK}:0")
    answer = hostile.save(CHEN, **{asking.QUESTION: hostile.words.full})
    assert answer["response_action"] == "update"
    message_to(hostile, BO, "asks you about")
    hostile.press(receipts.UNDO, receipt)
    message_to(hostile, BO, "What it was about was withdrawn by")


def _said_often(hostile: HostileFixture, number: int, *, entries: int) -> str:
    line, name = hostile.words.line, another(hostile, number)
    for entry in range(entries):
        hostile.type(
            BO,
            f'/logcall "{name}" 20m with Jo {line[:60]}: hello hello{number} {entry} {line[:500]}'
            f" #complaint hello {line[:500]} next: hello {line[:200]} fri",
        )
    return name


SURFACES = (
    Surface(history_of_an_account, ("history.history",)),
    Surface(answers_to_voice, ("voice.voice", "voice.page")),
    Surface(question_about_a_quote, ("asking.form", "asking.sent", "asking.question", "asking.withdrawn")),
)
