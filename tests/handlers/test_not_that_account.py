"""Accounts that were guessed, asked about, or added by two at once."""

from tests.app_fixture import ANA, BO, DEE, AppFixture
from tests.handlers.reading import buttons, elements, value_of

NOT_MEANT = "conversation_not_meant"


def with_accounts(app: AppFixture, *names: str) -> None:
    for name in names:
        app.reads(ANA, f'/account add "{name}" @ana')


def test_a_guessed_account_is_taken_back_and_asked_about_with_the_kept_line(app: AppFixture) -> None:
    with_accounts(app, "Microsoft", "Micron", "Globex")
    assert "I read “Microsft” as *Microsoft*" in app.reads(BO, "/logcall Microsft 20m licences & <b>")
    assert buttons(app.last_seen(BO)) == ["Not Microsoft", "Edit", "Undo", "What did they say?", "Share"]
    asked = app.press(BO, NOT_MEANT)
    assert app.kept == []
    assert "> Microsft 20m licences &amp; &lt;b&gt;" in asked.text
    offered = buttons(asked)
    assert offered == ["Micron, Ana", "New customer “Microsft”", "New prospect “Microsft”", "Forget it"]
    assert "external_select" in {element["type"] for element in elements(asked)}
    assert app.press(BO, "draft_choose_0", asked).text.startswith("*Micron* · call · 20 min · today.")


def test_the_name_that_was_guessed_wrongly_may_be_a_new_customer(app: AppFixture) -> None:
    with_accounts(app, "Microsoft")
    app.reads(BO, "/logcall Microsft 20m licences")
    asked = app.press(BO, NOT_MEANT)
    assert app.press(BO, "draft_new_customer", asked).text.startswith("*Microsft* · call · 20 min · today.")
    assert [conversation.account_name for conversation in app.kept] == ["Microsft"]


def test_pressing_it_twice_asks_twice_and_logs_once(app: AppFixture) -> None:
    with_accounts(app, "Microsoft", "Micron")
    app.reads(BO, "/logcall Microsft 20m licences")
    receipt = app.last_seen(BO)
    value = value_of(receipt, NOT_MEANT)
    assert [app.deliver_press(BO, NOT_MEANT, value) for _ in range(2)] == [200, 200]
    asked = app.press(BO, NOT_MEANT, receipt)
    draft = value_of(asked, "draft_choose_0")
    for _ in range(2):
        app.deliver_press(BO, "draft_choose_0", draft)
    app.deliver_press(BO, NOT_MEANT, value)
    assert [conversation.account_name for conversation in app.kept] == ["Micron"]


def test_only_its_author_says_that_another_account_was_meant(app: AppFixture) -> None:
    with_accounts(app, "Microsoft")
    app.reads(BO, "/logcall Microsft 20m licences")
    for person in (DEE, ANA):
        app.deliver_press(person, NOT_MEANT, value_of(app.last_seen(BO), NOT_MEANT))
    assert len(app.kept) == 1


def test_the_day_of_a_line_is_the_one_it_was_typed_on(app: AppFixture) -> None:
    with_accounts(app, "Microsoft", "Micron")
    app.reads(BO, "/logcall Microsft 20m yesterday: licences")
    app.clock.forward(days=3)
    asked = app.press(BO, NOT_MEANT)
    app.press(BO, "draft_choose_0", asked)
    (conversation,) = app.kept
    assert conversation.details.on.isoformat() == "2026-11-22"


def test_a_long_name_is_cut_on_its_button(app: AppFixture) -> None:
    with_accounts(app, "Consolidated Widgets " + "of the very far North " * 4)
    app.reads(BO, f'/logcall "Consolidated Widgts {"of the very far North " * 4}" 20m: hello')
    shown, *_ = buttons(app.last_seen(BO))
    assert shown.startswith("Not Consolidated Widgets") and shown.endswith("…") and len(shown) <= 75


def test_two_who_are_asked_about_one_name_add_one_account(app: AppFixture) -> None:
    with_accounts(app, "Acme")
    app.reads(ANA, "/logcall Initech 20m: hello")
    app.reads(BO, "/logcall Initech Inc 20m: exports")
    app.press(ANA, "draft_new_customer")
    assert app.press(BO, "draft_new_customer").text.startswith("*Initech* · call · 20 min")
    assert len({conversation.account_id for conversation in app.kept}) == 1


def test_whom_slack_has_not_confirmed_is_shown_no_account(app: AppFixture) -> None:
    with_accounts(app, "Johnson & Johnson", "Johnson Controls")
    app.sandbox.delay("users.info", 1.5)
    asked = app.reads(BO, "/logcall johnson 20m renewal")
    assert "Controls" not in asked and "Ana" not in asked and "know no account" not in asked
    question = app.last_seen(BO)
    assert buttons(question) == ["New customer “johnson”", "New prospect “johnson”", "Forget it"]
    assert "external_select" not in {element["type"] for element in elements(question)}


def test_what_was_added_since_is_not_lost_with_a_wrong_account(app: AppFixture) -> None:
    with_accounts(app, "Microsoft")
    app.reads(BO, "/logcall Microsft 20m renewal")
    receipt = app.last_seen(BO)
    app.sandbox.press(BO, receipt, "conversation_edit")
    app.save(BO, insights="risk: they leave in March")
    app.deliver_press(BO, NOT_MEANT, app.kept[0].id)
    assert [insight.text for insight in app.kept[0].details.insights] == ["they leave in March"]


def test_what_was_logged_once_is_kept_for_two_weeks(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme Corporation")
    app.reads(BO, "/logcall Acmee Corp 20m hello")
    receipt = app.last_seen(BO)
    asked = app.press(BO, NOT_MEANT)
    assert "It is taken back; your line is kept for two weeks." in asked.text
    app.clock.forward(days=13)
    assert "kept for two weeks" in app.press(BO, NOT_MEANT, receipt).text
    app.pass_time()
    assert "Acmee Corp 20m hello" in str(app.home(BO).given["blocks"])
