"""What people type without having read the help: it works, or says what does."""

import pytest

from bot.messages.accounts.accounts import GIVE, SHOW
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, AppFixture
from tests.handlers.reading import buttons, line_to_copy
from tests.waiting import wait_until
from tests.ways import in_turn

TOYOTA = "株式会社トヨタ"


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    for account in ("Acme enterprise", "Globex", "Hooli", TOYOTA):
        app.reads(ANA, f"/account add {account}")
    app.reads(ANA, f"/account {TOYOTA} alias Toyota")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")  # who is known by name from then on
    app.reads(BO, "/logcall Acme 20m with Jo Lee: renewal")
    return app


@in_turn(
    ("typed", "answer"),
    [
        ("/account jo lee", "Acme\n*Last:* Bo called Jo Lee today"),
        ("/account toyota", TOYOTA),
        ("/account show acme", "Acme\n*Last:*"),
        ("/account mine", "No account is yours yet. `/owner Acme me` makes one yours."),
        ("/account waiting", "No account waits."),
        ("/account list", f"*None of these waits*\nAcme, Globex, Hooli and {TOYOTA}."),
        ("/account search zzz", "I know no account like “zzz”. Add it: /account add zzz"),
        ("/account remove Globex", "Did you mean this? /account delete Globex"),
        ("/account create Initech", "Did you mean this? /account add Initech"),
        ("/account rename Globex", "Send the name it has and the new one, as in: /account Acme name New Name"),
        ("/account New Horizons", "I know no account like “New Horizons”. Add it: /account add New Horizons"),
        ("/owner toyota", f"*{TOYOTA}* has no owner yet."),
        ("/owner me", "Which account? Send its name first, as in: /owner Acme @ana. /account mine lists yours."),
        ("/owner list", "Which account?"),
        ("/owner Acme zed", "I know nobody called “zed”: nothing is changed."),
        ("/sponsor Globex", "*Who could be Globex’s executive sponsor?*"),
        ("/sponsor list", "*1 strategic or enterprise customer, none covered yet*"),
        ("/leaderboard sales", "I know these: this week, last week, month, quarter"),
        ("/touchbase week", "*Week 48 (23–27 Nov): 1 customer.*"),
        ("/touchbase voice exports", "*“exports”:* nothing that everybody may read."),
        ("/touchbase /ask what", "/ask is not built yet."),
        ("/touchbase goal 50", "*Your goal: 50 % of a 40-hour week with customers.*"),
        ("/touchbase away", "*You are not away.*"),
        ("/touchbase away until 5 dec", "*Away until Sat 5 Dec.* Back on Mon 7 Dec."),
        ("/touchbase hi", "Hello. Tell me whom you spoke to"),
        ("/touchbase undo", "*Undo this one?* It is the last you logged, today."),
        ("/touchbase Acme 20m pricing", "I do not know “Acme”. A conversation goes behind /logcall"),
    ],
)
def test_a_command_that_somebody_tries_works_or_says_what_does(acme: AppFixture, typed: str, answer: str) -> None:
    assert acme.reads(BO, typed).startswith(answer)


def test_an_account_is_given_to_whoever_is_named(acme: AppFixture) -> None:
    for typed, owner in (("Globex me", "Bo"), ("Globex to chen", "Chen"), ("Globex @dee", "Dee")):
        asker = BO if owner == "Bo" else ANA
        assert acme.reads(asker, f"/owner {typed}").startswith(f"*Globex* is owned by {owner} now; it was ")
    assert acme.reads(ANA, "/account Globex owner bo") == "*Globex* is owned by Bo now; it was Dee’s."
    assert acme.reads(ANA, "/account Globex owner none") == "*Globex* has no owner now; it was Bo’s."
    assert "*Who is “chn”?* Globex is not changed yet." in acme.reads(BO, "/owner Globex chn")
    assert buttons(acme.last_seen(BO)) == ["Chen"]
    assert acme.press(BO, f"{GIVE}:0").text == "*Globex* is owned by Chen now; it was nobody’s."
    assert acme.reads(BO, "/owner Globex me").startswith(
        "Chen owns Globex. Its owner, its sponsor or an admin passes it on: ask one of them."
    )


def test_a_sponsor_is_proposed_by_name_too(acme: AppFixture) -> None:
    assert acme.reads(BO, "/sponsor Globex chen").startswith("Chen is asked to be Globex’s executive sponsor.")
    assert acme.reads(BO, "/account Acme sponsor me").startswith("You offered to be Acme’s executive sponsor")
    assert acme.reads(ANA, "/sponsor Acme nobody").startswith("Ended: Bo and Acme.")
    assert "I have nobody to suggest" in acme.reads(BO, "/sponsor Hooli")


def test_a_first_name_or_words_behind_a_name_lead_to_the_card(acme: AppFixture) -> None:
    for typed in ("jo", "Acme minutes"):
        assert acme.reads(BO, f"/account {typed}").startswith(f"*Which account?* “{typed}” ")
        assert buttons(acme.last_seen(BO)) == ["Acme, no owner, today"]
        assert acme.press(BO, f"{SHOW}:0").text.startswith("Acme\n")


def test_a_search_shows_the_card_by_one_press(acme: AppFixture) -> None:
    assert acme.reads(BO, "/account search ho").startswith("*1 account like “ho”*")
    assert acme.press(BO, f"{SHOW}:0").text.startswith("Hooli\n")


def test_rename_gives_an_account_another_name(acme: AppFixture) -> None:
    renamed = acme.reads(ANA, "/account rename Globex to Globex Corp")
    assert renamed.startswith("*Saved:* Globex Corp, name Globex Corp (before: Globex).\nGlobex Corp\n")


def test_lists_tell_mine_from_those_that_wait(acme: AppFixture) -> None:
    acme.reads(BO, "/owner Globex me")
    acme.clock.forward(days=100)
    assert acme.reads(BO, "/account mine") == "*Yours*\n● Globex: waits, here 100 days, not spoken to yet"
    waiting = acme.reads(BO, "/account waiting")
    assert waiting.startswith("*Yours*\n● Globex") and "*Others that wait*\n" in waiting


EVERYWHERE = [
    ("hi", "Hello. Tell me whom you spoke to, and I put it down: `/logcall Acme 20m what they said`."),
    ("good morning", "Hello."),
    ("thank you very much", "Any time; nothing is logged."),
    (":+1:", "Any time;"),
    ("👍", "Any time;"),
    ("oops", "Any time;"),
    ("how are you?", "I have no answer to that; nothing is logged. `/account` shows the customers"),
    ("who are you?", "*/logcall* puts a conversation down in one line"),
    ("how do I log a call?", "*/logcall* puts a conversation down in one line"),
    ("help", "*/logcall* puts a conversation down in one line"),
    ("who owns Acme?", "Nothing is logged. `/account Acme` shows what we know of them."),
    ("remind me to call Hooli", "Nothing is logged. `/account Hooli` shows what we know of them; "),
    ("list", "Your entries stand on the Home tab; `/account list` lists the accounts"),
    ("leaderboard", "Your entries stand on the Home tab; `/account list` lists the accounts, `/leaderboard` who"),
    ("undo", "*Undo this one?* It is the last you logged, today.\n*Acme* · call · 20 min"),
    ("last", "*Acme* · call · 20 min"),
    ("week", "Nothing is logged: that is a command of its own"),
    ("away until friday", "Nothing is logged: that is a command of its own"),
    ("account Acme", "Nothing is logged: that is a command of its own"),
    ("owner Acme me", "Nothing is logged: that is a command of its own"),
]


@in_turn(("typed", "answer"), EVERYWHERE)
def test_what_is_no_line_is_answered_alike_wherever_it_is_typed(acme: AppFixture, typed: str, answer: str) -> None:
    assert acme.reads(BO, f"/logcall {typed}").startswith(answer)
    assert acme.writes(BO, typed).startswith(answer)
    called = len(acme.sandbox.ephemerals(BO))
    acme.sandbox.message(BO, CUSTOMERS, f"@touchbase {typed}")
    wait_until(lambda: len(acme.sandbox.ephemerals(BO)) > called)
    assert acme.last_seen(BO).text.startswith(answer)
    assert len(acme.kept) == 1


def test_another_command_typed_as_a_line_is_given_back_with_its_slash(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall sponsor Acme @chen")
    assert line_to_copy(acme.last_seen(BO).blocks) == "/sponsor Acme @chen"


def test_away_is_given_back_behind_our_own_command_since_slack_has_one_of_that_name(acme: AppFixture) -> None:
    for typed in ("away", "/away until 5 dec", "away off"):
        acme.reads(BO, f"/logcall {typed}")
        assert line_to_copy(acme.last_seen(BO).blocks) == f"/touchbase {typed.removeprefix('/')}"


def test_a_line_that_begins_with_such_a_word_is_a_line(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall account review with Globex 20m, they want more")
    assert len(acme.kept) == 2
