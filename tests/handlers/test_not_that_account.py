"""Accounts that were guessed, asked about, or added by two at once."""

from tests.handlers.reading import buttons, elements, value_of
from tests.house import ANA, BO, DEE, House

NOT_MEANT = "conversation_not_meant"


def with_accounts(house: House, *names: str) -> None:
    for name in names:
        house.reads(ANA, f'/account add "{name}" @ana')


def test_a_guessed_account_is_taken_back_and_asked_about_with_the_kept_line(house: House) -> None:
    with_accounts(house, "Microsoft", "Micron", "Globex")
    assert "I read “Microsft” as *Microsoft*" in house.reads(BO, "/logcall Microsft 20m licences & <b>")
    assert buttons(house.last_seen(BO)) == ["Not Microsoft", "Edit", "Undo", "What did they say?", "Share"]
    asked = house.press(BO, NOT_MEANT)
    assert house.kept == []
    assert "> Microsft 20m licences &amp; &lt;b&gt;" in asked.text
    offered = buttons(asked)
    assert offered == ["Micron, Ana", "New customer “Microsft”", "New prospect “Microsft”", "Forget it"]
    assert "external_select" in {element["type"] for element in elements(asked)}
    assert house.press(BO, "draft_choose_0", asked).text.startswith("*Micron* · call · 20 min · today.")


def test_the_name_that_was_guessed_wrongly_may_be_a_new_customer(house: House) -> None:
    with_accounts(house, "Microsoft")
    house.reads(BO, "/logcall Microsft 20m licences")
    asked = house.press(BO, NOT_MEANT)
    assert house.press(BO, "draft_new_customer", asked).text.startswith("*Microsft* · call · 20 min · today.")
    assert [conversation.account_name for conversation in house.kept] == ["Microsft"]


def test_pressing_it_twice_asks_twice_and_logs_once(house: House) -> None:
    with_accounts(house, "Microsoft", "Micron")
    house.reads(BO, "/logcall Microsft 20m licences")
    receipt = house.last_seen(BO)
    value = value_of(receipt, NOT_MEANT)
    assert [house.deliver_press(BO, NOT_MEANT, value) for _ in range(2)] == [200, 200]
    asked = house.press(BO, NOT_MEANT, receipt)
    draft = value_of(asked, "draft_choose_0")
    for _ in range(2):
        house.deliver_press(BO, "draft_choose_0", draft)
    house.deliver_press(BO, NOT_MEANT, value)
    assert [conversation.account_name for conversation in house.kept] == ["Micron"]


def test_only_its_author_says_that_another_account_was_meant(house: House) -> None:
    with_accounts(house, "Microsoft")
    house.reads(BO, "/logcall Microsft 20m licences")
    for person in (DEE, ANA):
        house.deliver_press(person, NOT_MEANT, value_of(house.last_seen(BO), NOT_MEANT))
    assert len(house.kept) == 1


def test_the_day_of_a_line_is_the_one_it_was_typed_on(house: House) -> None:
    with_accounts(house, "Microsoft", "Micron")
    house.reads(BO, "/logcall Microsft 20m yesterday: licences")
    house.clock.forward(days=3)
    asked = house.press(BO, NOT_MEANT)
    house.press(BO, "draft_choose_0", asked)
    (conversation,) = house.kept
    assert conversation.details.on.isoformat() == "2026-11-22"


def test_a_long_name_is_cut_on_its_button(house: House) -> None:
    with_accounts(house, "Consolidated Widgets " + "of the very far North " * 4)
    house.reads(BO, f'/logcall "Consolidated Widgts {"of the very far North " * 4}" 20m: hello')
    shown, *_ = buttons(house.last_seen(BO))
    assert shown.startswith("Not Consolidated Widgets") and shown.endswith("…") and len(shown) <= 75


def test_two_who_are_asked_about_one_name_add_one_account(house: House) -> None:
    with_accounts(house, "Acme")
    house.reads(ANA, "/logcall Initech 20m: hello")
    house.reads(BO, "/logcall Initech Inc 20m: exports")
    house.press(ANA, "draft_new_customer")
    assert house.press(BO, "draft_new_customer").text.startswith("*Initech* · call · 20 min")
    assert len({conversation.account_id for conversation in house.kept}) == 1


def test_whom_slack_has_not_confirmed_is_shown_no_account(house: House) -> None:
    with_accounts(house, "Johnson & Johnson", "Johnson Controls")
    house.sandbox.delay("users.info", 1.5)
    asked = house.reads(BO, "/logcall johnson 20m renewal")
    assert "Controls" not in asked and "Ana" not in asked and "know no account" not in asked
    question = house.last_seen(BO)
    assert buttons(question) == ["New customer “johnson”", "New prospect “johnson”", "Forget it"]
    assert "external_select" not in {element["type"] for element in elements(question)}


def test_what_was_added_since_is_not_lost_with_a_wrong_account(house: House) -> None:
    with_accounts(house, "Microsoft")
    house.reads(BO, "/logcall Microsft 20m renewal")
    receipt = house.last_seen(BO)
    house.sandbox.press(BO, receipt, "conversation_edit")
    house.save(BO, insights="risk: they leave in March")
    house.deliver_press(BO, NOT_MEANT, house.kept[0].id)
    assert [insight.text for insight in house.kept[0].details.insights] == ["they leave in March"]
