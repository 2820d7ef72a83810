"""The surfaces of sponsors, owners and of accounts that change: the question, its answers, lists and cards."""

from datetime import timedelta

from bot.messages.accounts import removals, saved
from bot.messages.sponsors import sponsors
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, CHEN
from tests.e2e.hostile_fixture import STEM, HostileFixture, Surface


def message_to(hostile: HostileFixture, person: str, words: str) -> PostedMessage:
    """The last direct message with these words, once everything that is due by their next working hour was sent."""
    hostile.app.clock.now += timedelta(minutes=70)
    hostile.app.wait_for_working_hours(person)
    hostile.app.pass_time()
    conversation = hostile.app.sandbox.workspace.dm_of(person)
    return [each for each in hostile.app.sandbox.messages(conversation) if words in each.text][-1]


def press(hostile: HostileFixture, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    hostile.app.sandbox.press(person, message, action_id)
    hostile.app.settle()
    return next(each for each in hostile.app.sandbox.messages(message.channel) if each.ts == message.ts)


def another(hostile: HostileFixture, number: int) -> str:
    """Add another account that is called by the words; its name."""
    name = f"{number} {hostile.account}"[:120]
    hostile.type(ANA, f'/account add "{name}" enterprise')
    return name


def proposal_declined(hostile: HostileFixture) -> None:
    line = hostile.words.line[:1000]
    hostile.log(f"20m with Jo Lee: {line} #request {line}")
    hostile.type(BO, f'/sponsor "{hostile.account}" @chen')
    question = message_to(hostile, CHEN, "executive sponsor?")
    hostile.app.sandbox.press(CHEN, question, sponsors.SHOW)
    hostile.app.settle()
    hostile.app.sandbox.press(CHEN, question, sponsors.NOT_THIS)
    hostile.save(CHEN, reason=hostile.words.text[:2000])
    press(hostile, ANA, message_to(hostile, ANA, "passed on"), f"{sponsors.ASK}:0")


def proposal_accepted(hostile: HostileFixture) -> None:
    hostile.type(BO, f'/sponsor "{another(hostile, 42)}" @chen')
    accepted = press(hostile, CHEN, message_to(hostile, CHEN, "executive sponsor?"), sponsors.YES)
    press(hostile, CHEN, accepted, f"{sponsors.FIRST_CONVERSATION}:2")
    assert message_to(hostile, BO, "means to speak to them")


def one_more_than_people_keep_up(hostile: HostileFixture) -> None:
    for number in range(50, 55):
        hostile.type(ANA, f'/sponsor "{another(hostile, number)}" @ana')
    hostile.type(ANA, f'/sponsor "{another(hostile, 55)}" @ana')
    hostile.press(sponsors.YES_ONE_MORE, hostile.app.last_seen(ANA), person=ANA)


def confirmed_on_behalf(hostile: HostileFixture) -> None:
    name, other = another(hostile, 43), another(hostile, 48)
    for each in (name, other):
        hostile.type(BO, f'/sponsor "{each}" @chen')
        hostile.type(ANA, f'/sponsor "{each}"')
        if each == other:
            press(hostile, CHEN, message_to(hostile, CHEN, "executive sponsor?"), sponsors.YES)
        hostile.press(f"{sponsors.CONFIRM}:0", hostile.app.last_seen(ANA), person=ANA)
    hostile.type(BO, f'/sponsor "{name}"')
    hostile.type(ANA, f'/sponsor "{name}" none')


def coverage(hostile: HostileFixture) -> None:
    another(hostile, 56)
    hostile.type(BO, "/sponsor")
    listed = hostile.app.last_seen(BO)
    whom = next(each["accessory"]["action_id"] for each in listed.blocks or [] if "accessory" in each)
    hostile.press(whom, listed)
    hostile.app.sandbox.close(BO, hostile.app.form(BO).id)
    hostile.type(BO, f"/sponsor {STEM}")


def owners(hostile: HostileFixture) -> None:
    name = another(hostile, 44)
    hostile.type(BO, f'/owner "{name}"')
    hostile.press("account_take", hostile.app.last_seen(BO))
    hostile.type(BO, f'/owner "{name}" @chen')


def changed_merged_and_deleted(hostile: HostileFixture) -> None:
    name, other = another(hostile, 45), another(hostile, 46)
    hostile.type(ANA, f'/account "{name}" alias {hostile.words.line[:60]}')
    hostile.type(ANA, f'/account "{name}" rest')
    hostile.press("card_wake", hostile.app.last_seen(ANA), person=ANA)
    hostile.type(ANA, f'/account "{name}" tier strategic')
    hostile.press(saved.UNDO, hostile.app.last_seen(ANA), person=ANA)
    hostile.type(ANA, f'/account merge "{other}" into "{name}"')
    hostile.press(removals.LEAVE, hostile.app.last_seen(ANA), person=ANA)
    questions = []
    for _ in range(2):
        hostile.type(ANA, f'/account merge "{other}" into "{name}"')
        questions.append(hostile.app.last_seen(ANA))
    for question in questions:
        hostile.press(removals.MERGE, question, person=ANA)
    hostile.type(ANA, f'/account delete "{another(hostile, 47)}"')
    hostile.press(removals.DELETE, hostile.app.last_seen(ANA), person=ANA)


def those_that_wait(hostile: HostileFixture) -> None:
    hostile.app.clock.now += timedelta(days=40)
    for person in (ANA, BO):
        hostile.type(person, "/account")


def help_of_the_rest(hostile: HostileFixture) -> None:
    for command in ("/owner", "/sponsor"):
        hostile.type(BO, f"{command} help")


SURFACES = (
    Surface(help_of_the_rest, ("help.page",)),
    Surface(
        proposal_declined,
        ("proposals.proposals", "sponsors.decline_form", "sponsors.declined", "sponsors.answer", "sponsors.asked"),
    ),
    Surface(proposal_accepted, ("sponsors.accepted", "sponsors.planned", "sponsors.answer")),
    Surface(one_more_than_people_keep_up, ("sponsors.one_more", "sponsors.accepted")),
    Surface(confirmed_on_behalf, ("sponsors.suggestions", "sponsors.confirmed", "sponsors.already", "sponsors.ended")),
    Surface(coverage, ("coverage.coverage", "accounts.unclear")),
    Surface(owners, ("accounts.owned",)),
    Surface(
        changed_merged_and_deleted,
        (
            "cards.card",
            "saved.undone",
            "removals.merge",
            "removals.merged",
            "removals.merged_before",
            "removals.delete",
            "removals.deleted",
            "removals.left",
        ),
    ),
    Surface(those_that_wait, ("waiting.waiting",)),
)
