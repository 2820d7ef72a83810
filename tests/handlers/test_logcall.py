"""What somebody reads who types /logcall: over signed HTTP, on both databases."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.app_fixture import ANA, BO, CHEN, DEE, FAY, GUS, AppFixture
from tests.handlers.reading import buttons, line_to_copy
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An app with Acme Corp, owned by ana, and Globex."""
    app.reads(ANA, '/account add "Acme Corp" enterprise @ana')
    app.reads(BO, "/account add Globex strategic @bo")
    app.clock.forward(minutes=1)
    return app


def test_the_receipt_shows_the_record_and_what_it_brought(acme: AppFixture) -> None:
    assert acme.reads(BO, "/logcall Acme Corp 20m renewal chat, worried about exports").splitlines() == [
        "*Acme Corp* · call · 20 min · today.",
        "> renewal chat, worried about exports",
        "Our first conversation with Acme Corp. 1 customer this week.",
    ]
    assert buttons(acme.last_seen(BO)) == ["Edit", "Undo", "What did they say?", "Share"]


def test_a_line_without_a_duration_says_what_it_assumes(acme: AppFixture) -> None:
    assert "30 min (assumed)" in acme.reads(BO, "/logcall Globex: they like it")


@in_turn(["word"], ["payload", "the payload=large", '{"type"', "ssl_check=1"])
def test_words_that_an_envelope_is_made_of_are_words_in_a_line(acme: AppFixture, word: str) -> None:
    assert f"> {word} was the trouble" in acme.reads(BO, f"/logcall Globex 20m: {word} was the trouble")
    assert [entry.details.note for entry in acme.kept] == [f"{word} was the trouble"]


def test_a_second_conversation_with_the_same_account_is_still_one_customer(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m first")
    second = acme.reads(BO, "/logcall Globex 20m second")
    assert second.splitlines() == ["*Globex* · call · 20 min · today.", "> second"]
    assert "2 customers this week." in acme.reads(BO, "/logcall Acme Corp 20m third")


def test_a_message_is_kept_and_the_account_still_waits(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Acme Corp email: sent the terms")
    assert words.startswith("Kept as a message, so Acme Corp still waits for a conversation.")


def test_a_plan_counts_nothing_yet(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Acme Corp visit tomorrow with Jo")
    assert "planned for tomorrow, with Jo" in words
    assert "A plan counts nothing yet" in words


def test_a_date_long_ago_is_pointed_out(acme: AppFixture) -> None:
    assert "Check the date: Wed 31 Dec 2025 is 327 days ago." in acme.reads(
        BO, "/logcall Acme Corp 31 dec 2025 planning"
    )


def test_a_day_that_cannot_be_is_pointed_out_with_one_edit_button(acme: AppFixture) -> None:
    told = acme.reads(BO, "/logcall Acme 20m 31 feb")
    assert told.startswith("Check the date: “31 feb” is no day of the last year, so I put down today.")
    assert buttons(acme.last_seen(BO)).count("Edit") == 1


def test_a_typo_is_logged_and_pointed_out(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Globx 20m budget")
    assert words.startswith("Check the account: I read “Globx” as *Globex*.")


def test_a_first_conversation_in_weeks_is_told(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m hello")
    acme.clock.forward(days=20)
    assert "First conversation with Globex in 20 days." in acme.reads(BO, "/logcall Globex 20m again")


def test_who_else_spoke_of_it_is_told(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m #complaint exports time out")
    assert "Globex spoke of exports too this quarter." in acme.reads(
        CHEN, "/logcall Acme Corp 20m #request faster exports"
    )


def test_a_private_entry_is_nobodys_echo(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m private #complaint exports time out")
    assert "spoke of" not in acme.reads(CHEN, "/logcall Acme Corp 20m #request faster exports")


def test_a_complaint_reaches_the_owner_at_once(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Acme Corp 20m with Jo Lee #complaint exports <!channel> time out")
    assert "Ana (owner) reads the complaint now." in words
    acme.pass_time()
    (told,) = acme.sandbox.posts("chat.postMessage")
    assert (
        told.arguments["text"]
        == "*Acme Corp is unhappy.*\n> exports &lt;!channel&gt; time out\nBo heard it today from Jo Lee."
    )
    assert not told.notifies


def test_a_complaint_that_was_taken_back_in_time_reaches_nobody(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme Corp 20m #complaint exports time out")
    acme.press(BO, "conversation_undo")
    acme.pass_time()
    assert acme.sandbox.posts("chat.postMessage") == []


def test_a_person_named_in_the_note_is_not_credited(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Acme Corp 20m: security, @chen to send the report")
    assert "> security, @chen to send the report" in words
    assert "chen is named, not credited." in words


def test_who_was_mentioned_is_looked_up_in_the_next_round(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme Corp 20m: security, @chen to send the report")
    acme.pass_time()
    assert "> pricing, @Chen asks" in acme.reads(BO, "/logcall Acme Corp 20m: pricing, @chen asks")


def test_undo_takes_it_back_and_gives_the_line_back(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m budget & <plans>")
    undone = acme.press(BO, "conversation_undo")
    assert "Taken back: *Globex*" in undone.text
    assert "> /logcall Globex 20m budget &amp; &lt;plans&gt;" in undone.text
    assert "1 customer this week" in acme.reads(BO, "/logcall Acme Corp 10m other")


def test_what_was_undone_can_be_put_back(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m budget")
    pressed = acme.press(BO, "conversation_undo")
    assert acme.press(BO, "conversation_put_back", pressed).text.startswith("*Globex* · call · 20 min")


def test_pressing_undo_twice_changes_nothing_more(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m budget")
    receipt = acme.last_seen(BO)
    assert acme.press(BO, "conversation_undo", receipt).text == acme.press(BO, "conversation_undo", receipt).text


def test_candidates_stand_under_a_kept_line_and_one_click_logs_it(app: AppFixture) -> None:
    for name in ("Johnson & Johnson", "Johnson Controls", "Johnson Outdoors"):
        app.reads(ANA, f'/account add "{name}" @ana')
    app.reads(BO, '/logcall "Johnson Controls" 10m: hello')
    asked = app.reads(BO, "/logcall johnson 20m renewal chat, worried about exports")
    assert asked.splitlines()[:2] == [
        "*Which account?* Nothing is saved yet; your line is kept until tomorrow.",
        "> johnson 20m renewal chat, worried about exports",
    ]
    offered = buttons(app.last_seen(BO))
    assert {"Johnson & Johnson, Ana", "Johnson Controls, Ana, today", "Johnson Outdoors, Ana"} <= set(offered)
    assert offered[3:] == ["New customer “johnson”", "New prospect “johnson”", "Forget it"]
    chosen = offered.index("Johnson Outdoors, Ana")
    receipt = app.press(BO, f"draft_choose_{chosen}")
    assert receipt.text.startswith("*Johnson Outdoors* · call · 20 min · today.\n> renewal chat, worried about exports")


def shown_blocks(app: AppFixture, person: str) -> Sequence[Mapping[str, Any]]:
    """The blocks of the last message only this person sees."""
    return app.last_seen(person).blocks or ()


def test_clicking_a_candidate_twice_is_one_conversation(app: AppFixture) -> None:
    for name in ("Johnson & Johnson", "Johnson Controls", "Johnson Outdoors"):
        app.reads(ANA, f'/account add "{name}"')
    app.reads(BO, "/logcall johnson 20m renewal")
    value = next(e["value"] for e in shown_blocks(app, BO)[1]["elements"])
    assert [app.deliver_press(BO, "draft_choose_0", value) for _ in range(2)] == [200, 200]
    assert len(app.kept) == 1


def test_a_new_name_becomes_a_customer_with_one_click(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    assert app.reads(BO, "/logcall Zebra Works: 20m hello").startswith(
        "*Is Zebra Works new?* I know no account like it."
    )
    assert app.press(BO, "draft_new_customer").text.startswith("*Zebra Works* · call")


def test_the_very_first_account_is_asked_for(app: AppFixture) -> None:
    asked = app.reads(BO, "/logcall Acme 20m hello")
    assert asked.startswith("*Is Acme a customer or a prospect?* It is the first account here.")
    assert buttons(app.last_seen(BO)) == ["Customer", "Prospect", "Forget it"]
    assert "1 prospect this week." in app.press(BO, "draft_new_prospect").text


def test_a_forgotten_line_comes_back_to_its_author(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme 20m with @ana: hello")
    assert "> /logcall Acme 20m with @ana: hello" in app.press(BO, "draft_forget").text


def test_search_offers_accounts_and_a_pick_logs_the_line(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall zzz 20m hello")
    question = acme.last_seen(BO)
    block, element = next(
        (block, element)
        for block in question.blocks or []
        for element in block.get("elements", [])
        if element["type"] == "external_select"
    )
    container = {"type": "message", "channel": question.channel, "ts": question.ts, "is_ephemeral": True}
    found = acme.sandbox.suggest(BO, container, element["action_id"], block["block_id"], "glo")
    (option,) = found["options"]
    assert option["text"]["text"] == "Globex, Bo"
    picked = {**element, "block_id": block["block_id"], "selected_option": option}
    acme.sandbox.action(BO, container, picked)
    acme.settle()
    assert acme.last_seen(BO).text.startswith("*Globex* · call · 20 min · today.")


def test_the_same_line_within_ten_minutes_is_asked_about(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 20m budget")
    assert acme.reads(BO, "/logcall Globex 20m budget").startswith("*Once more?*")
    assert acme.press(BO, "draft_count_again").text.startswith("*Globex* · call · 20 min")
    acme.clock.forward(minutes=11)
    assert acme.reads(BO, "/logcall Globex 20m budget").startswith("*Globex* · call")


def test_a_kept_line_expires_after_a_day_and_comes_back(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme 20m hello")
    question = app.last_seen(BO)
    app.clock.forward(days=1, minutes=1)
    app.sandbox.press(BO, question, "draft_new_customer")
    app.settle()
    assert "has expired. Send it again:" in app.last_seen(BO).text
    assert "/logcall Acme 20m hello" in app.last_seen(BO).text


def test_the_same_trigger_twice_is_one_conversation(acme: AppFixture) -> None:
    first = acme.reads(BO, "/logcall Globex 20m budget", trigger_id="1.1")
    second = acme.reads(BO, "/logcall Globex 20m budget", trigger_id="1.1")
    assert second == f"Already logged: you sent this twice, it counts once.\n{first}"


def test_eight_deliveries_of_one_trigger_at_once_are_one_conversation(acme: AppFixture) -> None:
    answers: list[str] = []

    def deliver() -> None:
        _, answer = acme.deliver(BO, "Globex 20m budget", trigger_id="77.1")
        answers.append(answer["text"])

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([text for text in answers if text.startswith("*Globex*")]) == 1, answers
    assert len([text for text in answers if text.startswith("Already logged")]) == 7, answers


@pytest.mark.parametrize("person", [GUS, FAY])
def test_guests_and_people_of_other_companies_may_do_nothing(acme: AppFixture, person: str) -> None:
    assert "Touchbase is for members of Initech" in acme.reads(person, "/logcall Globex 20m hello")


def test_somebody_elses_line_is_not_theirs_to_decide(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme 20m hello")
    value = shown_blocks(app, BO)[-1]["elements"][0]["value"]
    app.deliver_press(DEE, "draft_new_customer", value)
    assert app.kept == []


def test_a_line_of_over_3000_characters_is_given_back(acme: AppFixture) -> None:
    words = acme.reads(BO, "/logcall Globex 20m " + "x" * 3001)
    assert words.startswith("A line has at most 3000 characters, this one 3012: shorten it.")
    assert line_to_copy(acme.last_seen(BO).blocks) == "/logcall Globex 20m " + "x" * 3001


def test_every_command_is_also_one_of_touchbase(acme: AppFixture) -> None:
    assert acme.reads(BO, "/touchbase logcall Globex 20m hello").startswith("*Globex* · call")
    assert acme.reads(BO, "/touchbase account Globex").startswith("Globex")
    assert "/touchbase logcall" in acme.reads(BO, "/touchbase help")
    assert "I do not know “dance”" in acme.reads(BO, "/touchbase dance with me")


def test_a_line_asks_the_database_as_often_however_much_its_author_logged_before(acme: AppFixture) -> None:
    asked: list[str] = []

    def ask(*call: object) -> None:
        asked.append(str(call[2]))

    def questions(words: str) -> int:
        asked.clear()
        event.listen(Engine, "before_cursor_execute", ask)
        acme.reads(BO, f"/logcall Globex 20m {words}")
        event.remove(Engine, "before_cursor_execute", ask)
        return len(asked)

    acme.reads(BO, "/logcall Globex 20m hello")  # the names of accounts are read now, and kept
    first = questions("first")
    for number in range(5):
        acme.reads(BO, f"/logcall Globex 20m number {number}")
    assert questions("last") == first
