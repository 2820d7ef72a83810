"""/account and /leaderboard, as people read them."""

from datetime import UTC, datetime

import pytest

from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture


def test_an_account_is_added_with_its_tier_and_owner(app: AppFixture) -> None:
    assert app.reads(ANA, '/account add "Acme Corp" enterprise @bo') == (
        "*Acme Corp* is here: enterprise customer, owned by Bo. Log with /logcall Acme Corp 20m …"
    )
    assert "*Acme Corp* was here already" in app.reads(BO, '/account add "acme corp" standard')


def test_a_guest_cannot_own_an_account(app: AppFixture) -> None:
    assert app.reads(ANA, "/account add Acme @gus").startswith("Gus Guest cannot own an account here")


def test_the_card_says_what_to_know_before_a_call(app: AppFixture) -> None:
    app.reads(BO, "/account add Acme enterprise @bo")
    app.reads(BO, "/logcall Acme 20m with Jo Lee: worried about exports")
    app.reads(CHEN, "/logcall Acme voicemail today")
    app.reads(CHEN, "/logcall Acme visit tomorrow")
    app.clock.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert app.reads(DEE, "/account acme").splitlines() == [
        "Acme",
        "*Last:* Bo called Jo Lee 42 days ago, 20 min: “worried about exports”. Waiting since Wed 23 Dec 2026 "
        "(every 30 days). Attempt by Chen, Mon 23 Nov 2026.",
        "*People:* Jo Lee, 1 conversation. We know one person here.",
        "*Ours:* Bo (owner). *Only Bo spoke to them in 90 days.*",
        "Enterprise customer",
    ]


def test_the_card_of_an_account_nobody_spoke_to_says_what_to_ask(app: AppFixture) -> None:
    app.reads(ANA, "/account add Initech")
    app.clock.forward(days=33)
    card = app.reads(BO, "/account Initech")
    assert "*Ask:* What made you choose us? *Nobody has spoken to Initech yet*; here 33 days." in card
    assert "No owner yet." in card


def test_private_words_are_on_the_card_for_their_readers_only(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme @ana")
    app.reads(BO, "/logcall Acme 20m private with Jo Canary: their CFO is leaving canary #risk canary")
    assert "canary" in app.reads(BO, "/account Acme")
    assert "canary" in app.reads(ANA, "/account Acme").casefold()
    seen_by_others = app.reads(CHEN, "/account Acme")
    assert "Bo called them today, 20 min." in seen_by_others
    assert "canary" not in seen_by_others.casefold()


def test_a_name_that_is_not_clear_offers_the_nearest(app: AppFixture) -> None:
    for name in ("Johnson & Johnson", "Johnson Controls"):
        app.reads(ANA, f'/account add "{name}"')
    heading, *offered = app.reads(BO, "/account johnson").splitlines()
    assert heading == "*Which account?* “johnson” could be:"
    assert sorted(offered) == ["/account Johnson &amp; Johnson", "/account Johnson Controls"]
    assert app.reads(BO, "/account Zebra").startswith("I know no account like “Zebra”.")


def test_a_name_made_to_harm_is_only_a_name(app: AppFixture) -> None:
    app.deliver(ANA, 'add "Evil *_~` &lt;!channel&gt; &amp; &lt;@U0ANA&gt; Ltd"', command="/account")
    _, answer = app.deliver(
        BO, 'logcall "Evil *_~` &lt;!channel&gt; &amp; &lt;@U0ANA&gt; Ltd" 20m: hi', command="/touchbase"
    )
    assert "&lt;!channel&gt; &amp; &lt;@U0ANA&gt;" in answer["text"]
    assert [conversation.details.people for conversation in app.kept] == [(BO,)]


def test_the_leaderboard_shows_a_table_and_ones_own_place(app: AppFixture) -> None:
    for name in ("Acme", "Globex"):
        app.reads(ANA, f"/account add {name}")
    app.reads(ANA, "/logcall Acme 20m: one")
    app.reads(ANA, "/logcall Globex 20m: two")
    app.reads(BO, "/logcall Acme 10m: three")
    app.pass_time()
    app.type(BO, "/leaderboard this week")
    app.settle()
    board = app.last_seen(BO)
    assert "1 Ana: 2 customers, 2 conversations, 40 min" in board.text
    assert "Your place: 2nd, with 1 customer, 1 conversation, 10 min." in board.text
    assert "table" in {block["type"] for block in board.blocks or []}


def test_the_leaderboard_says_which_periods_it_knows(app: AppFixture) -> None:
    assert app.reads(BO, "/leaderboard yesteryear").startswith("I know these: this week, last week, month")


def test_a_workspace_that_refuses_tables_gets_the_leaderboard_in_words(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/logcall Acme 20m: one")
    app.sandbox.refuse("response_url", "invalid_blocks")
    app.type(ANA, "/leaderboard")
    app.settle()
    assert "Ana spoke to 1 customer" in app.last_seen(ANA).text


def test_the_same_company_written_otherwise_was_here_already(app: AppFixture) -> None:
    app.reads(ANA, "/account add Globex strategic @bo")
    words = app.reads(BO, '/account add "Globex, Inc." standard')
    assert words == "*Globex* was here already: strategic customer, owned by Bo. Nothing was changed."
    assert app.reads(BO, "/account add Globez").startswith("*Globez* is here:")


@pytest.mark.parametrize("line", ["/account Acme", "/account add acme", "/leaderboard"])
def test_whom_slack_does_not_confirm_is_asked_to_send_it_again(app: AppFixture, line: str) -> None:
    app.reads(ANA, "/account add Acme strategic @bo")
    app.sandbox.delay("users.info", 1.5)
    words = app.reads(CHEN, line)
    assert words.startswith("Slack has not told me who you are yet: send it again in a minute.")
    assert "Bo" not in words and "strategic" not in words
    app.sandbox.delay("users.info", 0)
    if line != "/leaderboard":
        assert "Bo" in app.reads(CHEN, line)
