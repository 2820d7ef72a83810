"""The receipt of a line that told of several conversations: each doubt once, each press answered with the whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bot.domain.conversations.model import Kind
from bot.messages.conversations import line_receipts, receipts
from bot.messages.conversations.receipt_parts import doubts
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, value_of

TODAY = MONDAY_9AM.date()


@pytest.fixture
def customers(app: AppFixture) -> AppFixture:
    for name in ("Acme", "Globex", "Hooli"):
        app.reads(ANA, f"/account add {name}")
    return app


def test_a_doubt_of_the_line_stands_once_and_one_press_corrects_every_entry(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme + Globex 3/4 20m pricing")
    assert receipt.text.count("Check the date") == 1 and "Check the date: I read it as Fri 3 Apr" in receipt.text
    assert buttons(receipt) == ["It was Wed 4 Mar", "Undo all"]
    corrected = customers.press(BO, f"{doubts.READ_OTHERWISE}:several-0")
    assert {kept.details.on for kept in customers.kept} == {date(2026, 3, 4)}
    assert buttons(corrected) == ["It was today", "It is planned", "Undo all"]  # the day is still long past
    customers.press(BO, line_receipts.UNDO_ALL)
    assert customers.kept == []


def test_a_doubt_of_one_entry_names_its_customer_and_corrects_that_one(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme 20m renewal\nHooli 10/11 20m pricing")
    assert "Check the date of *Hooli*: I read it as Tue 10 Nov." in receipt.text
    assert buttons(receipt) == ["Hooli: It was Sun 11 Oct", "Undo all"]
    corrected = customers.press(BO, f"{doubts.READ_OTHERWISE}:several-0")
    assert days(customers) == {"Acme": TODAY, "Hooli": date(2026, 10, 11)}
    assert "*Acme* · call · 20 min · today." in corrected.text
    assert "*Hooli* · call · 20 min · Sun 11 Oct." in corrected.text


def test_however_much_is_doubtful_two_rows_of_buttons_ask_about_it(customers: AppFixture) -> None:
    line = "Acme + Globex + Hooli 3/4 20-30m prices because @chen said so"
    first, second, last = (block for block in typed(customers, line).blocks or [] if block["type"] == "actions")
    assert labels(first) == ["It was Wed 4 Mar"] and labels(last) == ["Undo all"]
    assert labels(second) == ["It was 20 min", "chen was there"]
    customers.press(BO, f"{doubts.READ_OTHERWISE}:several-1")
    assert {(kept.details.on, kept.details.minutes) for kept in customers.kept} == {(date(2026, 4, 3), 20)}


def test_what_is_corrected_by_one_press_leaves_the_other_doubts_open(customers: AppFixture) -> None:
    typed(customers, "Acme + Globex 10/11 20-30m pricing")
    corrected = customers.press(BO, f"{doubts.READ_OTHERWISE}:several-0")
    assert buttons(corrected) == ["It was 20 min", "Undo all"]
    customers.press(BO, f"{doubts.READ_OTHERWISE}:several-0")
    assert {(kept.details.on, kept.details.minutes) for kept in customers.kept} == {(date(2026, 10, 11), 20)}


def test_a_message_to_several_is_made_a_call_by_one_press(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme + Globex email: prices")
    assert "Kept as a message, so Acme and Globex still wait for a conversation." in receipt.text
    customers.press(BO, f"{doubts.WAS_CALL}:several-0")
    assert {kept.details.kind for kept in customers.kept} == {Kind.CALL}


def test_somebody_only_named_is_credited_with_every_entry_by_one_press(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme + Globex 20m: prices because @chen said so")
    assert receipt.text.count("chen is named, not credited.") == 1
    customers.press(BO, f"{doubts.WAS_THERE}:several-0-U0CHEN")
    assert [kept.details.colleagues for kept in customers.kept] == [("U0CHEN",)] * 2


def test_what_all_entries_have_in_common_is_told_once(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme, Globex and Hooli: dinner 3h, budgets are frozen #complaint exports fail")
    for words in ("budgets are frozen", "Complaint: exports fail", "3 customers this week"):
        assert receipt.text.count(words) == 1
    assert "Our first conversations with Acme, Globex and Hooli." in receipt.text


def test_the_owners_of_several_who_read_a_complaint_are_told_of_in_one_sentence(customers: AppFixture) -> None:
    for account, owner in (("Acme", "ana"), ("Globex", "chen")):
        customers.reads(ANA, f"/owner {account} @{owner}")
    customers.reads("U0CHEN", "/account")  # Slack says who they are
    receipt = typed(customers, "Acme + Globex 20m #complaint exports fail")
    assert "Ana and Chen (owners) read the complaint now." in receipt.text


def test_each_of_several_has_a_menu_and_is_undone_and_put_back_within_the_receipt(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme 20m renewal\nGlobex 30m pricing")
    assert list(menu(receipt, 1)) == ["Edit", "Undo", "What did they say?", "Share"]
    undone = choose(customers, receipt, 1, "Undo")
    assert "Taken back: *Globex*, call." in undone.text and "*Acme* · call · 20 min" in undone.text
    assert [kept.account_name for kept in customers.kept] == ["Acme"]
    back = customers.press(BO, f"{receipts.PUT_BACK}:several-1")
    assert sorted(days(customers)) == ["Acme", "Globex"]
    assert "*Globex* · call · 30 min" in back.text and buttons(back) == ["Undo all"]


def test_undo_all_is_undone_by_one_press(customers: AppFixture) -> None:
    typed(customers, "Acme + Globex 30m pricing")
    undone = customers.press(BO, line_receipts.UNDO_ALL)
    assert "Acme and Globex" in undone.text and "Acme + Globex 30m pricing" in undone.text
    assert (buttons(undone), customers.kept) == (["Put them back"], [])
    back = customers.press(BO, line_receipts.PUT_ALL_BACK)
    assert sorted(kept.account_name for kept in customers.kept) == ["Acme", "Globex"]
    assert back.text.startswith("2 conversations logged.")


def test_what_was_undone_by_itself_is_not_put_back_with_the_others(customers: AppFixture) -> None:
    receipt = typed(customers, "Acme + Globex + Hooli 30m pricing")
    choose(customers, receipt, 0, "Undo")
    customers.clock.forward(minutes=1)
    undone = customers.press(BO, line_receipts.UNDO_ALL)
    assert "They count nowhere" in undone.text
    back = customers.press(BO, line_receipts.PUT_ALL_BACK)
    assert sorted(kept.account_name for kept in customers.kept) == ["Globex", "Hooli"]
    assert "Taken back: *Acme*, call." in back.text and buttons(back) == ["Undo all"]


def test_an_edited_entry_is_shown_anew_among_the_others(customers: AppFixture) -> None:
    choose(customers, typed(customers, "Acme + Globex 30m pricing"), 1, "Edit")
    customers.save(BO, duration="45")
    seen = customers.last_seen(BO)
    assert "*Acme* · call · 30 min" in seen.text and "*Globex* · call · 45 min" in seen.text


def test_words_added_to_one_of_several_are_shown_among_the_others(customers: AppFixture) -> None:
    choose(customers, typed(customers, "Acme + Globex 30m pricing"), 1, "What did they say?")
    customers.save(BO, kind="request", text="a discount")
    seen = customers.last_seen(BO)
    assert "*Acme* · call · 30 min" in seen.text and seen.text.count("Request: a discount") == 1


def test_last_brings_back_the_whole_line_with_its_doubts(customers: AppFixture) -> None:
    first = typed(customers, "Acme + Globex 10/11 20m pricing")
    again = typed(customers, "last")
    assert (again.text, buttons(again)) == (first.text, buttons(first))
    assert menu(again, 1) == menu(first, 1)


def test_typing_undo_asks_about_the_whole_line(customers: AppFixture) -> None:
    typed(customers, "Acme + Globex 20m pricing")
    question = typed(customers, "undo")
    assert question.text.startswith("*Undo these 2?* They are from the last line you logged, today.")
    assert (buttons(question), len(customers.kept)) == (["Undo all"], 2)
    customers.press(BO, line_receipts.UNDO_ALL)
    assert customers.kept == []


def test_the_buttons_of_a_receipt_from_before_go_on_working(customers: AppFixture) -> None:
    """Each entry had buttons of its own, with its own id as their value."""
    receipt = typed(customers, "Acme + Globex email 10/11 pricing")
    acme, globex = value_of(receipt, line_receipts.UNDO_ALL).split()
    customers.deliver_press(BO, f"{doubts.READ_OTHERWISE}:several-1", f"{globex} 2026-10-11")
    customers.deliver_press(BO, f"{doubts.WAS_CALL}:several-0", acme)
    customers.settle()
    assert days(customers) == {"Acme": date(2026, 11, 10), "Globex": date(2026, 10, 11)}
    assert [kept.details.kind for kept in customers.kept if kept.id == acme] == [Kind.CALL]
    customers.deliver_press(BO, f"{doubts.WAS_TODAY}:several-1", globex)
    assert days(customers)["Globex"] == TODAY
    customers.deliver_press(BO, f"{receipts.UNDO}:several-1", globex)
    assert sorted(days(customers)) == ["Acme"]
    customers.deliver_press(BO, line_receipts.UNDO_ALL, f"{acme} {globex}")
    assert customers.kept == []
    customers.settle()


def test_a_wrongly_guessed_account_of_several_is_put_right_in_the_form(customers: AppFixture) -> None:
    customers.reads(ANA, "/account add Umbrella Motor Company")
    receipt = typed(customers, "Acme 20m renewal\nUmbrella 30m pricing")
    assert "Not Umbrella Motor Company" in buttons(receipt)
    customers.press(BO, f"{doubts.NOT_MEANT}:several-0")
    assert customers.form(BO).given["callback_id"] == "conversation_form" and len(customers.kept) == 2


def typed(app: AppFixture, line: str) -> PostedMessage:
    app.reads(BO, f"/logcall {line}")
    return app.last_seen(BO)


def labels(row: Mapping[str, Any]) -> list[str]:
    return [element["text"]["text"] for element in row["elements"]]


def days(app: AppFixture) -> dict[str, date]:
    return {kept.account_name: kept.details.on for kept in app.kept}


def menu(receipt: PostedMessage, number: int) -> Mapping[str, str]:
    """What can be done with an entry: each label with what it sends."""
    action_id = f"{line_receipts.MENU}:several-{number}"
    (found,) = [each for each in accessories(receipt) if each["action_id"] == action_id]
    return {each["text"]["text"]: each["value"] for each in found["options"]}


def choose(app: AppFixture, receipt: PostedMessage, number: int, label: str) -> PostedMessage:
    """Choose something in the menu of an entry; the receipt as it then reads."""
    option = {"value": menu(receipt, number)[label]}
    place = {"type": "message", "channel": receipt.channel, "ts": receipt.ts, "is_ephemeral": True}
    action = {"action_id": f"{line_receipts.MENU}:several-{number}", "type": "overflow", "block_id": "b"}
    app.sandbox.action(BO, place, {**action, "selected_option": option})
    app.settle()
    return next(seen for seen in app.sandbox.ephemerals(BO) if seen.ts == receipt.ts)


def accessories(receipt: PostedMessage) -> list[dict[str, Any]]:
    return [block["accessory"] for block in receipt.blocks or [] if "accessory" in block]
