"""The surfaces that are reached by typing: receipts, corrections, questions, cards and refusals; and the posts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.errors import StorageAway
from bot.messages.blocks import escape
from bot.sandbox import PostedMessage
from bot.sandbox.api.faults import refused
from bot.storage.conversations import conversations
from tests.e2e.stage import NAME, STEM, Stage, Surface, typed
from tests.handlers.reading import elements
from tests.house import ANA, BO, CHEN, GUS

FRIDAY_IN_FOUR_WEEKS = datetime(2026, 12, 25, 15, tzinfo=UTC)
TYPO = "Kundenkontro"
PERIODS = ("", "this week", "last week", "month", "quarter", "2026")


def help_of_everything(stage: Stage) -> None:
    for command in ("/logcall", "/account", "/leaderboard", "/touchbase"):
        stage.type(BO, f"{command} help")
        stage.type(BO, f"/touchbase {command} help")


def added_account(stage: Stage) -> None:
    name = f"Two {typed(stage.words.text)}".replace("@", "at ")[:NAME]
    for _ in range(2):
        stage.type(ANA, f'/account add "{name}" strategic @bo')
    stage.type(ANA, f"/account add {typed(stage.words.name)}")


def receipt_of_a_line(stage: Stage) -> None:
    line = stage.words.line
    said = f"{line[:300]} #like {line[:200]} #risk {line[:200]} next: {line[:1500]} fri"
    told = stage.log(f"20m with Jo {line[:80]}, Sam Park: {said}").text
    assert "\nLike: " in told and "\nRisk: " in told and "\nNext: " in told
    as_typed = " ".join(line.split()).replace("\0", "\ufffd")
    assert f"> {escape(as_typed)[:200]}" in stage.log(f"1h: {line}").text


def leaderboard_of_one(stage: Stage) -> None:
    stage.type(BO, "/leaderboard")
    assert " spoke to 1 customer" in stage.house.last_seen(BO).text


def corrections_of_the_receipt(stage: Stage) -> None:
    line = stage.words.line[:500]
    stage.press("conversation_was_call", stage.log(f"email 5m: {line} it was a call"))
    stage.press("conversation_was_today", stage.log(f"20m 2026-02-03: {line} it was today"))
    stage.press("conversation_is_planned", stage.log(f"20m 2026-02-04: {line} it is planned"))
    named = stage.log(f"20m: {line} because @chen said so")
    stage.press("conversation_was_there:U0CHEN", named)


def wrong_account(stage: Stage) -> None:
    stage.type(BO, f'/logcall "{stage.account.replace(STEM, TYPO)}" 20m: {stage.words.line} guessed')
    guess = stage.house.last_seen(BO)
    assert "Check the account: I read" in guess.text
    asked = stage.press("conversation_not_meant", guess)
    stage.press("draft_forget", asked)


def taken_back_and_put_back(stage: Stage) -> None:
    receipt = stage.log(f"25m: {stage.words.line} taken back")
    stage.press("conversation_put_back", stage.press("conversation_undo", receipt))


def question(stage: Stage) -> None:
    words = typed(stage.words.text)[:60]
    for typed_name, action_id in (
        ("Zebra", "draft_new_prospect"),
        ("Yeti", "draft_new_customer"),
        ("Ibex", "draft_forget"),
    ):
        stage.type(BO, f"/logcall {typed_name} {words}: 20m {stage.words.line}")
        asked = stage.house.last_seen(BO)
        assert _searched(stage, asked, STEM[:5])
        stage.press(action_id, asked)


def _searched(stage: Stage, asked: PostedMessage, text: str) -> list[dict[str, Any]]:
    action_id = next(each["action_id"] for each in elements(asked) if "search" in each.get("action_id", ""))
    return stage.offered(BO, {"type": "message", "channel": asked.channel, "ts": asked.ts}, action_id, text)


def the_same_again(stage: Stage) -> None:
    said = f"35m: {stage.words.line[:900]} the same"
    stage.log(said)
    stage.press("draft_is_the_same", stage.log(said))
    stage.press("draft_count_again", stage.log(said))


def the_same_request_again(stage: Stage) -> None:
    said = f'/logcall "{stage.account}" 20m: {stage.words.line} again'
    first = stage.house.type(BO, said)
    assert stage.house.type(BO, said, trigger_id=first.trigger_id).error is None


def held_by_another(stage: Stage) -> None:
    stage.log(f"40m by @chen: {stage.words.line} held by another")
    (entry,) = [each for each in stage.house.kept if each.details.held_by == CHEN]
    home = stage.house.home(CHEN)
    stage.house.press_in(CHEN, home, "conversation_not_me", value=entry.id)


def direct_message(stage: Stage) -> None:
    account = f'"{stage.account}"'
    for line in (f"{account} 20m {stage.words.line}", f"{account} 21m {stage.words.text}", "help", "20m"):
        stage.house.writes(BO, line)
    stage.house.writes(BO, f"Xerxes: 20m {stage.words.line}")
    assert f"what they said: {escape(account)} 20m …" in stage.house.writes(BO, account)


def card(stage: Stage) -> None:
    for person in (ANA, BO, CHEN):
        stage.type(person, f"/account {stage.account}")
    stage.type(CHEN, f"/account {stage.account[:4]}")
    stage.type(CHEN, f"/account Zebu {stage.words.line}")


def leaderboard(stage: Stage) -> None:
    for period in PERIODS:
        stage.type(BO, f"/leaderboard {period}")
    stage.type(BO, f"/leaderboard {stage.words.line}")
    stage.house.sandbox.fail("response_url", refused("invalid_blocks"))
    stage.type(BO, "/leaderboard")


def complaint_to_the_owner(stage: Stage) -> None:
    line = stage.words.line
    stage.log(f"20m with Jo Lee: {line[:80]} #complaint {line[:1000]} #risk {line[:1000]} it is a complaint")
    before = len(stage.house.sandbox.posts("chat.postMessage", "D0ANA"))
    stage.house.pass_time()
    assert len(stage.house.sandbox.posts("chat.postMessage", "D0ANA")) > before


def plan_and_its_question(stage: Stage) -> None:
    for number in range(7):
        assert "planned for tomorrow" in stage.log(f"visit tomorrow: {stage.words.line} plan {number}").text
    stage.house.pass_time(stage.house.clock.now + timedelta(days=2))
    for action_id in ("plan_happened", "plan_did_not"):
        (asked,) = [each for each in stage.house.sandbox.messages("D0BO") if "did it happen?" in each.text]
        stage.house.sandbox.press(BO, asked, action_id)
        stage.house.settle()


def refusals(stage: Stage) -> None:
    words, line = typed(stage.words.text), stage.words.line
    stage.type(GUS, f"/logcall Acme 20m {line}")
    stage.type(BO, f"/logcall {stage.words.line * 2}")
    stage.type(BO, f"/logcall 20m {line}")
    stage.type(BO, f"/account add {line}")
    stage.type(BO, f"/touchbase {words} {line}")
    stage.type(BO, "/touchbase " + words.replace(" ", "") * (12_000 // len(words)))
    stage.log(f"20m with J{'o' * NAME}: {line}")
    status, answer = stage.house.deliver(BO, line, command="/" + words.replace("&", "&amp;").replace("<", "&lt;"))
    assert status == 200 and answer["text"].startswith("I do not know /")
    stage.answers.append(answer)


def button_nobody_knows(stage: Stage) -> None:
    """Its answer goes to an address that is over, as Slack takes no press of what it does not show."""
    assert stage.house.deliver_press(BO, "a_button_of_last_year", stage.words.line) == 200


def not_saved(stage: Stage) -> None:
    receipt = stage.log(f"50m: {stage.words.line} stays")
    with stage.patch.context() as patch:
        patch.setattr(conversations, "add", _away)
        patch.setattr(conversations, "set_undone", _away)
        patch.setattr(conversations, "of_account", _away)
        assert "*NOT saved." in stage.log(f"51m: {stage.words.line} away").text
        stage.press("conversation_undo", receipt)
        assert "NOT done" in stage.house.last_seen(BO).text
        stage.type(BO, f"/account {stage.account}")


def _away(*_: object, **__: object) -> None:
    raise StorageAway("gone")


def logged_but_not_drawn(stage: Stage) -> None:
    with stage.patch.context() as patch:
        patch.setattr("bot.services.conversations.receipts.of", _away)
        assert stage.log(f"52m: {stage.words.line} not drawn").text.startswith("Logged; I could not draw")


def friday(stage: Stage) -> None:
    stage.house.clock.now = FRIDAY_IN_FOUR_WEEKS - timedelta(hours=6)
    for kind in ("request", "complaint", "like", "story"):
        stage.log(f"30m with Jo Lee: {kind} #{kind} {stage.words.line}")
    stage.log(f"30m: {stage.words.line}", person=CHEN)
    stage.house.pass_time(FRIDAY_IN_FOUR_WEEKS)
    assert {"table", "data_visualization"} <= {block["type"] for block in stage.house.posts[-1].blocks}


SURFACES = (
    Surface(help_of_everything, ("help.logcall", "help.account", "help.leaderboard", "help.everything")),
    Surface(added_account, ("accounts.added",)),
    Surface(receipt_of_a_line, ("receipts.receipt",)),
    Surface(leaderboard_of_one, ("leaderboard.leaderboard",)),
    Surface(corrections_of_the_receipt, ("receipts.receipt",)),
    Surface(wrong_account, ("receipts.receipt", "questions.question", "questions.forgotten")),
    Surface(taken_back_and_put_back, ("receipts.undone", "receipts.receipt")),
    Surface(question, ("questions.question", "questions.forgotten", "receipts.receipt")),
    Surface(the_same_again, ("questions.same_again", "questions.logged_once")),
    Surface(the_same_request_again, ("receipts.receipt",)),
    Surface(held_by_another, ("receipts.receipt", "receipts.not_you", "home.home")),
    Surface(direct_message, ("receipts.receipt", "receipts.bare", "help.logcall", "questions.question")),
    Surface(card, ("cards.card", "accounts.unclear")),
    Surface(leaderboard, ("leaderboard.leaderboard", "error_messages.refused"), provokes=1),
    Surface(complaint_to_the_owner, ("complaints.complaint",)),
    Surface(refusals, ("error_messages.refused", "error_messages.unknown_command")),
    Surface(button_nobody_knows, ("error_messages.unknown_button",), provokes=1),
    Surface(not_saved, ("error_messages.not_saved", "error_messages.not_done", "error_messages.not_shown")),
    Surface(logged_but_not_drawn, ("error_messages.done_but_not_drawn",)),
    Surface(plan_and_its_question, ("plans.question", "receipts.receipt", "receipts.undone")),
    Surface(friday, ("fridays.friday",)),
)
