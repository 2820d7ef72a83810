"""The surfaces of an account: its card with everything on it, its form, words to ask, and several questions at once."""

from bot.messages.accounts import accounts, cards
from bot.messages.sponsors import sponsors
from tests.e2e.shown_sponsors import another, press, told
from tests.e2e.stage import Stage, Surface
from tests.house import ANA, BO, CHEN


def everything_on_the_card(stage: Stage) -> None:
    line, name = stage.words.line, another(stage, 60)
    for kind in ("complaint", "about", "competitor", "opportunity"):
        said = f"20m @chen with Jo {line[:60]}, Sam Park: {line[:600]} #{kind} {line[:700]} next: {line[:300]} fri"
        stage.type(BO, f'/logcall "{name}" {kind} {said}')
    stage.type(BO, f'/logcall "{name}" voicemail')
    stage.type(BO, f'/account "{name}"')
    card = stage.house.last_seen(BO)
    assert "We owe them" in card.text and "About them" in card.text
    stage.press(cards.TAKE, card)
    for action_id in (cards.WORDS, cards.PLAN):
        stage.house.sandbox.press(BO, stage.house.last_seen(BO), action_id)
        stage.house.sandbox.close(BO, stage.house.form(BO).id)


def whose_name_is_known_at_several(stage: Stage) -> None:
    for number in (61, 62):
        stage.type(ANA, f'/account "{another(stage, number)}" contact Zoe Quist')
    stage.type(BO, "/account Zoe Quist")
    assert "is known at" in stage.house.last_seen(BO).text
    stage.press(f"{accounts.SHOW}:1", stage.house.last_seen(BO))


def form_of_an_account(stage: Stage) -> None:
    text, name = stage.words.text, another(stage, 63)
    stage.type(ANA, f'/account edit "{name}"')
    wrong = stage.save(ANA, name=f"{text}{'x' * 121}", value=text, cadence=text, since=text, aliases=f"{text}x" * 200)
    assert wrong["response_action"] == "errors"
    view = stage.house.form(ANA)
    stage.type(CHEN, "/account help")
    stage.type(ANA, f'/account "{name}" alias {stage.words.line[:60]}')
    stage.type(ANA, f'/owner "{name}" @bo')
    for person in (BO, ANA):
        stage.type(person, f'/account edit "{name}"')
        mine = {"owner": [CHEN] if person == ANA else [], "value": "1", "aliases": f"{person} {stage.words.line[:80]}"}
        answer = stage.save(person, **mine)
        assert answer["response_action"] == "update", answer
    again = stage.house.deliver_form(ANA, view, aliases=f"still {stage.words.line[:80]}", value="2")
    assert "Not saved yet" in str(again)
    stage.pages.show(ANA, again)


def several_questions_at_once(stage: Stage) -> None:
    stage.house.clock.forward(hours=2)
    for number in (64, 65, 66):
        name = another(stage, number)
        stage.type(BO, f'/logcall "{name}" 20m: hello #complaint {stage.words.line[:900]}')
        stage.type(BO, f'/sponsor "{name}" @chen')
        stage.house.clock.forward(seconds=1)
    question = told(stage, CHEN, "executive sponsor of 2 accounts")
    press(stage, CHEN, question, f"{sponsors.YES}:0")


SURFACES = (
    Surface(everything_on_the_card, ("cards.card", "words_to_ask.words_to_ask", "conversation_form.conversation")),
    Surface(whose_name_is_known_at_several, ("accounts.which", "cards.card")),
    Surface(form_of_an_account, ("account_form.account_form", "cards.card")),
    Surface(several_questions_at_once, ("proposals.proposals",)),
)
