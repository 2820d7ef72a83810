"""What was typed comes back as it was typed, behind the command it was typed behind."""

import pytest

from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import line_to_copy
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    return app


@in_turn(
    ("command", "typed", "back"),
    [
        ("/logcall", "20m &lt;b&gt;bold&lt;/b&gt;", "/logcall 20m <b>bold</b>"),
        ("/logcall", "20m &amp;lt; <@U0BO|bo> <https://a.example|a.example>", "/logcall 20m &lt; @bo a.example"),
        ("/touchbase", "logcall 20m hi", "/touchbase logcall 20m hi"),
        ("/touchbase", "logcall Acme " + "x" * 3001, "/touchbase logcall Acme " + "x" * 3001),
        ("/touchbase", "/LOGCALL 20m hi", "/touchbase logcall 20m hi"),
        ("/touchbase", "account add &lt;&gt;", "/touchbase account add <>"),
        ("/touchbase", "leaderboard &lt;never&gt;", "/touchbase leaderboard <never>"),
        ("/touchbase", "dance &amp; sing", "/touchbase dance & sing"),
        ("/account", "add &lt;&gt;", "/account add <>"),
        ("/leaderboard", "&lt;never&gt;", "/leaderboard <never>"),
    ],
)
def test_a_refused_line_comes_back_to_be_sent_again(acme: AppFixture, command: str, typed: str, back: str) -> None:
    _, answer = acme.deliver(BO, typed, command=command)
    assert line_to_copy(answer["blocks"]) == back


@pytest.mark.parametrize(
    ("command", "typed", "back"),
    [
        ("/touchbase", "account Acme &amp; &lt;Sons&gt;", "/touchbase account Acme & <Sons>"),
        ("/account", "add Acme enterprise", "/account add Acme enterprise"),
        ("/leaderboard", "quarter", "/leaderboard quarter"),
    ],
)
def test_whom_slack_has_not_confirmed_gets_their_words_back(
    acme: AppFixture, command: str, typed: str, back: str
) -> None:
    acme.sandbox.delay("users.info", 1.5)
    _, answer = acme.deliver(BO, typed, command=command)
    assert answer["text"].startswith("Slack has not told me who you are yet")
    assert line_to_copy(answer["blocks"]) == back


def test_an_owner_who_cannot_own_is_refused_with_the_line(acme: AppFixture) -> None:
    _, answer = acme.deliver(BO, "add Globex <@U0GUS|gus>", command="/account")
    assert line_to_copy(answer["blocks"]) == "/account add Globex @gus"


def test_an_expired_line_comes_back_to_be_sent_again(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme 20m <b> & so on")
    question = app.last_seen(BO)
    app.clock.forward(days=1, minutes=1)
    app.sandbox.press(BO, question, "draft_new_customer")
    app.settle()
    assert line_to_copy(app.last_seen(BO).blocks) == "/logcall Acme 20m <b> & so on"


def test_a_long_line_comes_back_whole_when_it_is_forgotten_or_taken_back(acme: AppFixture) -> None:
    line = "Acme 20m " + "<&>" * 990
    acme.reads(BO, f"/logcall {line}")
    assert line_to_copy(acme.press(BO, "conversation_undo").blocks) == f"/logcall {line}"
    unknown = line.replace("Acme", "Zebra")
    acme.reads(BO, f"/logcall {unknown}")
    assert line_to_copy(acme.press(BO, "draft_forget").blocks) == f"/logcall {unknown}"


def test_a_name_too_long_for_an_account_comes_back_with_its_line(acme: AppFixture) -> None:
    line = f'"{"Zebra " * 480}" 20m hello'
    acme.reads(BO, f"/logcall {line}")
    question = acme.last_seen(BO)
    acme.sandbox.press(BO, question, "draft_new_customer")
    acme.settle()
    refused = acme.last_seen(BO)
    assert "has 2,879 characters, a name at most 120" in refused.text
    assert line_to_copy(refused.blocks) == f"/logcall {line}"
    assert acme.reads(BO, "/account Zebra").startswith("I know no account like “Zebra”.")


def test_a_name_too_long_for_a_person_comes_back_with_its_line(acme: AppFixture) -> None:
    line = f"Acme 20m with {'J' * 2500}: hello"
    told = acme.reads(BO, f"/logcall {line}")
    assert "has 2,500 characters, a name at most 120" in told
    assert line_to_copy(acme.last_seen(BO).blocks) == f"/logcall {line}"
    assert acme.kept == []


def test_what_no_database_stores_is_replaced(acme: AppFixture) -> None:
    _, answer = acme.deliver(BO, "Acme 20m nul \x00 here")
    assert answer["text"].startswith("*Acme* · call")
    _, asked = acme.deliver(BO, "Zebra: 20m nul \x00 here")
    assert asked["text"].startswith("*Is Zebra new?*")
