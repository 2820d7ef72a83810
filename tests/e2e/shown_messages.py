"""The surfaces that are reached by typing: receipts, corrections, questions, cards and refusals; and the posts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from bot.domain.errors import StorageAway
from bot.messages.blocks import escape, quote
from bot.messages.conversations import line_receipts, receipts
from bot.messages.conversations.receipt_parts import doubts
from bot.sandbox import PostedMessage
from bot.sandbox.api.faults import refused
from bot.storage.conversations import conversations
from bot.storage.conversations import tables as conversation_tables
from tests.app_fixture import ANA, BO, CHEN, GUS
from tests.e2e.hostile_fixture import NAME, STEM, HostileFixture, Surface, typed
from tests.e2e.shown_sponsors import another
from tests.handlers.reading import elements

FRIDAY_IN_FOUR_WEEKS = datetime(2026, 12, 25, 15, tzinfo=UTC)
TYPO = "Kundenkontro"
PERIODS = ("", "this week", "last week", "month", "quarter", "2026")


def help_of_everything(hostile: HostileFixture) -> None:
    for command in ("/logcall", "/account", "/leaderboard", "/touchbase"):
        hostile.type(BO, f"{command} help")
        hostile.type(BO, f"/touchbase {command} help")


def added_account(hostile: HostileFixture) -> None:
    name = f"Two {typed(hostile.words.text)}".replace("@", "at ")[:NAME]
    for _ in range(2):
        hostile.type(ANA, f'/account add "{name}" strategic @bo')
    hostile.type(ANA, f"/account add {typed(hostile.words.name)}")


def receipt_of_a_line(hostile: HostileFixture) -> None:
    line = hostile.words.line
    said = f"{line[:300]} #like {line[:200]} #risk {line[:200]} next: {line[:1500]} fri"
    told = hostile.log(f"20m with Jo {line[:80]}, Sam Park: {said}").text
    assert "\nLike: " in told and "\nRisk: " in told and "\nNext: " in told
    as_typed = "\n".join(" ".join(each.split()) for each in line.splitlines()).replace("\0", "\ufffd")
    assert quote(as_typed)[:200] in hostile.log(f"1h: {line}").text


def leaderboard_of_one(hostile: HostileFixture) -> None:
    hostile.type(BO, "/leaderboard")
    assert " spoke to 1 customer" in hostile.app.last_seen(BO).text


def corrections_of_the_receipt(hostile: HostileFixture) -> None:
    line = hostile.words.line[:500]
    hostile.press("conversation_was_call", hostile.log(f"email: {line} it was a call"))
    hostile.press("conversation_was_today", hostile.log(f"20m 2026-02-03: {line} it was today"))
    hostile.press("conversation_is_planned", hostile.log(f"20m 2026-02-04: {line} it is planned"))
    named = hostile.log(f"20m: {line} because @chen said so")
    hostile.press("conversation_was_there:U0CHEN", named)


def other_readings_of_the_line(hostile: HostileFixture) -> None:
    """Another day, another length, and no promise; and what is only to be looked at."""
    line = hostile.words.line[:500]
    for said in ("3/4 20m", "20m last week", "visit next week", "20-30m"):
        hostile.press(f"{doubts.READ_OTHERWISE}:0", hostile.log(f"{said}: {line} read otherwise"))
    promised = hostile.log(f"20m: {line} I will send them the offer by friday")
    assert "\nNext: " in promised.text
    assert "\nNext: " not in hostile.press(f"{doubts.READ_OTHERWISE}:0", promised).text
    assert "is long" in hostile.log(f"9h: {line}").text


def several_in_one_line(hostile: HostileFixture) -> None:
    other, line = another(hostile, 80), hostile.words.line[:1000]
    told = hostile.log(f'and "{other}" 20-30m with Jo Lee: {line} #like {line[:200]} both of them')
    assert told.text.startswith("2 conversations logged.")
    undone = hostile.press(line_receipts.UNDO_ALL, told)
    assert undone.text.startswith("Taken back: ")
    back = hostile.press(line_receipts.PUT_ALL_BACK, undone)
    menu = next(block["accessory"] for block in back.blocks or [] if "accessory" in block)
    place = {"type": "message", "channel": back.channel, "ts": back.ts, "is_ephemeral": True}
    chosen = {"action_id": menu["action_id"], "type": "overflow", "block_id": "b"}
    undo = next(each for each in menu["options"] if each["value"].startswith(receipts.UNDO))
    hostile.app.sandbox.action(BO, place, {**chosen, "selected_option": {"value": undo["value"]}})
    hostile.app.settle()
    hostile.type(BO, "/logcall undo")
    assert "*Undo this one?*" in hostile.app.last_seen(BO).text


def no_line(hostile: HostileFixture) -> None:
    for said in (f'what about "{hostile.account}"?', "thanks"):
        hostile.type(BO, f"/logcall {said}")
        assert "othing is logged" in hostile.app.last_seen(BO).text
    assert "Nothing is logged" in hostile.app.writes(BO, f'what do we know about "{hostile.account}"?')


def wrong_account(hostile: HostileFixture) -> None:
    hostile.type(BO, f'/logcall "{hostile.account.replace(STEM, TYPO)}" 20m: {hostile.words.line} guessed')
    guess = hostile.app.last_seen(BO)
    assert "Check the account: I read" in guess.text
    asked = hostile.press("conversation_not_meant", guess)
    hostile.press("draft_forget", asked)


def taken_back_and_put_back(hostile: HostileFixture) -> None:
    receipt = hostile.log(f"25m: {hostile.words.line} taken back")
    hostile.press("conversation_put_back", hostile.press("conversation_undo", receipt))


def question(hostile: HostileFixture) -> None:
    words = typed(hostile.words.text)[:60]
    for typed_name, action_id in (
        ("Zebra", "draft_new_prospect"),
        ("Yeti", "draft_new_customer"),
        ("Ibex", "draft_forget"),
    ):
        hostile.type(BO, f"/logcall {typed_name} {words}: 20m {hostile.words.line}")
        asked = hostile.app.last_seen(BO)
        assert _searched(hostile, asked, STEM[:5])
        hostile.press(action_id, asked)
    hostile.type(BO, f"/logcall Okapi {words}: 20m {hostile.words.line}")
    with hostile.app.runtime.deps.database.transaction() as session:
        session.execute(delete(conversation_tables.drafts))
    hostile.press("draft_forget", hostile.app.last_seen(BO))
    assert "forgotten already" in hostile.app.last_seen(BO).text


def _searched(hostile: HostileFixture, asked: PostedMessage, text: str) -> list[dict[str, Any]]:
    action_id = next(each["action_id"] for each in elements(asked) if "search" in each.get("action_id", ""))
    return hostile.offered(BO, {"type": "message", "channel": asked.channel, "ts": asked.ts}, action_id, text)


def the_same_again(hostile: HostileFixture) -> None:
    said = f"35m: {hostile.words.line[:900]} the same"
    hostile.log(said)
    hostile.press("draft_is_the_same", hostile.log(said))
    hostile.press("draft_count_again", hostile.log(said))


def the_same_request_again(hostile: HostileFixture) -> None:
    said = f'/logcall "{hostile.account}" 20m: {hostile.words.line} again'
    first = hostile.app.type(BO, said)
    assert hostile.app.type(BO, said, trigger_id=first.trigger_id).error is None


def held_by_another(hostile: HostileFixture) -> None:
    hostile.log(f"40m by @chen: {hostile.words.line} held by another")
    (entry,) = [each for each in hostile.app.kept if each.details.held_by == CHEN]
    home = hostile.app.home(CHEN)
    hostile.app.press_in(CHEN, home, "conversation_not_me", value=entry.id)


def direct_message(hostile: HostileFixture) -> None:
    account = f'"{hostile.account}"'
    for line in (f"{account} 20m {hostile.words.line}", f"{account} 21m {hostile.words.text}", "help", "20m"):
        hostile.app.writes(BO, line)
    hostile.app.writes(BO, f"Xerxes: 20m {hostile.words.line}")
    assert f"what they said: {escape(account)} 20m …" in hostile.app.writes(BO, account)


def card(hostile: HostileFixture) -> None:
    for person in (ANA, BO, CHEN):
        hostile.type(person, f"/account {hostile.account}")
    hostile.type(CHEN, f"/account {hostile.account[:4]}")
    hostile.type(CHEN, f"/account Zebu {hostile.words.line}")


def leaderboard(hostile: HostileFixture) -> None:
    for period in PERIODS:
        hostile.type(BO, f"/leaderboard {period}")
    hostile.type(BO, f"/leaderboard {hostile.words.line}")
    hostile.app.sandbox.fail("response_url", refused("invalid_blocks"))
    hostile.type(BO, "/leaderboard")


def complaint_to_the_owner(hostile: HostileFixture) -> None:
    line = hostile.words.line
    hostile.log(f"20m with Jo Lee: {line[:80]} #complaint {line[:1000]} #risk {line[:1000]} it is a complaint")
    before = len(hostile.app.sandbox.posts("chat.postMessage", "D0ANA"))
    hostile.app.wait_for_working_hours(ANA)
    hostile.app.pass_time()
    assert len(hostile.app.sandbox.posts("chat.postMessage", "D0ANA")) > before


def plan_and_its_question(hostile: HostileFixture) -> None:
    for number in range(7):
        assert "planned for tomorrow" in hostile.log(f"visit tomorrow: {hostile.words.line} plan {number}").text
    hostile.app.pass_time(hostile.app.clock.now + timedelta(days=2))
    for action_id in ("plan_happened", "plan_did_not"):
        (asked,) = [each for each in hostile.app.sandbox.messages("D0BO") if "did it happen?" in each.text]
        suffixed = next(each["action_id"] for each in elements(asked) if each["action_id"].startswith(action_id))
        hostile.app.sandbox.press(BO, asked, suffixed)
        hostile.app.settle()
        hostile.app.pass_time()


def refused_lines(hostile: HostileFixture) -> None:
    words, line = typed(hostile.words.text), hostile.words.line
    hostile.type(GUS, f"/logcall Acme 20m {line}")
    hostile.type(BO, f"/logcall {hostile.words.line * 2}")
    hostile.type(BO, f"/logcall 20m {line}")
    hostile.type(BO, f"/account add {line}")
    hostile.type(BO, f"/touchbase {words} {line}")
    hostile.type(BO, "/touchbase " + words.replace(" ", "") * (12_000 // len(words)))
    hostile.log(f"20m with J{'o' * NAME}: {line}")
    status, answer = hostile.app.deliver(BO, line, command="/" + words.replace("&", "&amp;").replace("<", "&lt;"))
    assert status == 200 and answer["text"].startswith("I do not know /")
    hostile.answers.append(answer)


def button_nobody_knows(hostile: HostileFixture) -> None:
    """Its answer goes to an address that is over, as Slack takes no press of what it does not show."""
    assert hostile.app.deliver_press(BO, "a_button_of_last_year", hostile.words.line) == 200


def not_saved(hostile: HostileFixture) -> None:
    receipt = hostile.log(f"50m: {hostile.words.line} stays")
    with hostile.patch.context() as patch:
        patch.setattr(conversations, "add", _away)
        patch.setattr(conversations, "set_undone", _away)
        patch.setattr(conversations, "of_account", _away)
        assert "*NOT saved." in hostile.log(f"51m: {hostile.words.line} away").text
        hostile.press("conversation_undo", receipt)
        assert "NOT done" in hostile.app.last_seen(BO).text
        hostile.type(BO, f"/account {hostile.account}")


def _away(*_: object, **__: object) -> None:
    raise StorageAway("gone")


def logged_without_receipt(hostile: HostileFixture) -> None:
    with hostile.patch.context() as patch:
        patch.setattr("bot.services.conversations.receipts.of", _away)
        assert hostile.log(f"52m: {hostile.words.line} not drawn").text.startswith("Logged; I could not draw")


def friday(hostile: HostileFixture) -> None:
    hostile.app.clock.now = FRIDAY_IN_FOUR_WEEKS - timedelta(hours=6)
    for kind in ("request", "complaint", "like", "story"):
        hostile.log(f"30m with Jo Lee: {kind} #{kind} {hostile.words.line}")
    hostile.log(f"30m: {hostile.words.line}", person=CHEN)
    hostile.app.pass_time(FRIDAY_IN_FOUR_WEEKS)
    assert {"table", "data_visualization"} <= {block["type"] for block in hostile.app.posts[-1].blocks}


SURFACES = (
    Surface(help_of_everything, ("help.page",)),
    Surface(added_account, ("accounts.added",)),
    Surface(receipt_of_a_line, ("receipts.receipt",)),
    Surface(leaderboard_of_one, ("leaderboard.leaderboard",)),
    Surface(corrections_of_the_receipt, ("receipts.receipt",)),
    Surface(other_readings_of_the_line, ("receipts.receipt",)),
    Surface(no_line, ("lines.no_conversation",)),
    Surface(wrong_account, ("receipts.receipt", "questions.question", "questions.forgotten")),
    Surface(taken_back_and_put_back, ("receipts.undone", "receipts.receipt")),
    Surface(question, ("questions.question", "questions.forgotten", "questions.forgotten_already", "receipts.receipt")),
    Surface(the_same_again, ("questions.same_again", "questions.logged_once")),
    Surface(the_same_request_again, ("receipts.receipt",)),
    Surface(held_by_another, ("receipts.receipt", "receipts.not_you", "home.home")),
    Surface(direct_message, ("receipts.receipt", "receipts.bare", "help.page", "questions.question")),
    Surface(card, ("cards.card", "accounts.unclear")),
    Surface(leaderboard, ("leaderboard.leaderboard", "error_messages.refused"), provokes=1),
    Surface(complaint_to_the_owner, ("complaints.complaint", "complaints.several")),
    Surface(refused_lines, ("error_messages.refused", "error_messages.unknown_command")),
    Surface(button_nobody_knows, ("error_messages.unknown_button",), provokes=1),
    Surface(not_saved, ("error_messages.not_saved", "error_messages.not_done", "error_messages.not_shown")),
    Surface(logged_without_receipt, ("error_messages.saved_but_not_shown",)),
    Surface(several_in_one_line, ("line_receipts.several", "line_receipts.undo_question")),
    Surface(plan_and_its_question, ("digests.digest", "digests.several", "receipts.receipt", "receipts.undone")),
    Surface(friday, ("fridays.friday",)),
)
