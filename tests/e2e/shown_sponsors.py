"""The surfaces of sponsors, owners and of accounts that change: the question, its answers, lists and cards."""

from datetime import timedelta

from bot.messages.sponsors import sponsors
from bot.sandbox import PostedMessage
from tests.e2e.stage import STEM, Stage, Surface
from tests.house import ANA, BO, CHEN


def told(stage: Stage, person: str, words: str) -> PostedMessage:
    """The last direct message with these words, once everything that is due was sent."""
    stage.house.clock.now += timedelta(minutes=70)
    stage.house.pass_time()
    conversation = stage.house.sandbox.workspace.dm_of(person)
    return [each for each in stage.house.sandbox.messages(conversation) if words in each.text][-1]


def press(stage: Stage, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    stage.house.sandbox.press(person, message, action_id)
    stage.house.settle()
    return next(each for each in stage.house.sandbox.messages(message.channel) if each.ts == message.ts)


def another(stage: Stage, number: int) -> str:
    """Add another account that is called by the words; its name."""
    name = f"{number} {stage.account}"[:120]
    stage.type(ANA, f'/account add "{name}" enterprise')
    return name


def proposal_declined(stage: Stage) -> None:
    line = stage.words.line[:1000]
    stage.log(f"20m with Jo Lee: {line} #request {line}")
    stage.type(BO, f'/sponsor "{stage.account}" @chen')
    question = told(stage, CHEN, "executive sponsor?")
    stage.house.sandbox.press(CHEN, question, sponsors.SHOW)
    stage.house.settle()
    stage.house.sandbox.press(CHEN, question, sponsors.NOT_THIS)
    stage.save(CHEN, reason=stage.words.text[:2000])
    press(stage, ANA, told(stage, ANA, "passed on"), f"{sponsors.ASK}:0")


def proposal_accepted(stage: Stage) -> None:
    stage.type(BO, f'/sponsor "{another(stage, 42)}" @chen')
    accepted = press(stage, CHEN, told(stage, CHEN, "executive sponsor?"), sponsors.YES)
    press(stage, CHEN, accepted, f"{sponsors.FIRST_TALK}:2")
    assert "means to speak to them" in told(stage, BO, "executive sponsor").text


def one_more_than_people_keep_up(stage: Stage) -> None:
    for number in range(50, 55):
        stage.type(ANA, f'/sponsor "{another(stage, number)}" @ana')
    stage.type(ANA, f'/sponsor "{another(stage, 55)}" @ana')
    stage.press(sponsors.YES_ONE_MORE, stage.house.last_seen(ANA), person=ANA)


def confirmed_on_behalf(stage: Stage) -> None:
    name, other = another(stage, 43), another(stage, 48)
    for each in (name, other):
        stage.type(BO, f'/sponsor "{each}" @chen')
        stage.type(ANA, f'/sponsor "{each}"')
        if each == other:
            press(stage, CHEN, told(stage, CHEN, "executive sponsor?"), sponsors.YES)
        stage.press(f"{sponsors.CONFIRM}:0", stage.house.last_seen(ANA), person=ANA)
    stage.type(BO, f'/sponsor "{name}"')
    stage.type(ANA, f'/sponsor "{name}" none')


def coverage(stage: Stage) -> None:
    stage.type(BO, "/sponsor")
    stage.type(BO, f"/sponsor {STEM}")


def owners(stage: Stage) -> None:
    name = another(stage, 44)
    stage.type(BO, f'/owner "{name}"')
    stage.press("account_take", stage.house.last_seen(BO))
    stage.type(BO, f'/owner "{name}" @chen')


def changed_merged_and_deleted(stage: Stage) -> None:
    name, other = another(stage, 45), another(stage, 46)
    stage.type(ANA, f'/account "{name}" alias {stage.words.line[:60]}')
    stage.type(ANA, f'/account "{name}" rest')
    stage.press("card_wake", stage.house.last_seen(ANA), person=ANA)
    stage.type(ANA, f'/account merge "{other}" into "{name}"')
    stage.type(ANA, f'/account delete "{another(stage, 47)}"')


def those_that_wait(stage: Stage) -> None:
    stage.house.clock.now += timedelta(days=40)
    for person in (ANA, BO):
        stage.type(person, "/account")


def help_of_the_rest(stage: Stage) -> None:
    for command in ("/owner", "/sponsor"):
        stage.type(BO, f"{command} help")


SURFACES = (
    Surface(help_of_the_rest, ("help.owner", "help.sponsor")),
    Surface(
        proposal_declined,
        ("proposals.proposals", "sponsors.decline_form", "sponsors.declined", "sponsors.answer", "sponsors.asked"),
    ),
    Surface(proposal_accepted, ("sponsors.accepted", "sponsors.planned", "sponsors.answer")),
    Surface(one_more_than_people_keep_up, ("sponsors.one_more", "sponsors.accepted")),
    Surface(confirmed_on_behalf, ("sponsors.suggestions", "sponsors.confirmed", "sponsors.already", "sponsors.ended")),
    Surface(coverage, ("sponsors.coverage", "accounts.unclear")),
    Surface(owners, ("accounts.owned",)),
    Surface(changed_merged_and_deleted, ("cards.card", "accounts.merged", "accounts.deleted")),
    Surface(those_that_wait, ("waiting.waiting",)),
)
