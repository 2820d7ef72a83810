"""Executive sponsors: proposed, asked once in a direct message, answered, and heard of by whom it concerns."""

from datetime import UTC, datetime

import pytest

from bot.domain.conversations.model import State
from bot.messages.sponsors.sponsors import ASK, CONFIRM, FIRST_CONVERSATION, NOT_THIS, YES, YES_ONE_MORE
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, CHEN, DEE, GUS, AppFixture
from tests.handlers.reading import buttons, value_of


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme enterprise @ana")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    return app


def messages_to(app: AppFixture, person: str) -> list[PostedMessage]:
    """What the bot wrote to somebody directly, once everything due was sent, the questions of an hour too."""
    app.clock.forward(minutes=70)
    app.pass_time()
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def press(app: AppFixture, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    app.sandbox.press(person, message, action_id)
    app.settle()
    return next(each for each in app.sandbox.messages(message.channel) if each.ts == message.ts)


def sponsored(app: AppFixture, account: str) -> None:
    """Propose dee, and let an admin confirm it on her behalf."""
    app.reads(BO, f"/sponsor {account} @dee")
    app.reads(ANA, f"/sponsor {account}")
    app.press(ANA, f"{CONFIRM}:0")


def test_whoever_is_proposed_is_asked_once_and_the_proposer_reads_it(acme: AppFixture) -> None:
    said = acme.reads(BO, "/sponsor Acme @dee")
    assert said == "Dee is asked to be Acme’s executive sponsor. You hear what they say; they are asked once."
    (question,) = messages_to(acme, DEE)
    assert question.text.startswith("*Will you be Acme’s executive sponsor?* Bo asks. Ana stays the owner;")
    assert "It would be your first." in question.text
    assert buttons(question) == ["Yes", "Not this one…", "Show me Acme"]
    assert acme.reads(BO, "/sponsor Acme @dee").startswith("Dee is already asked")
    assert len(messages_to(acme, DEE)) == 1


def test_a_yes_asks_for_the_first_day_and_plans_it_and_the_others_hear_of_it(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    (question,) = messages_to(acme, DEE)
    accepted = press(acme, DEE, question, YES)
    assert "When will you first speak to them?" in accepted.text
    planned = press(acme, DEE, accepted, f"{FIRST_CONVERSATION}:2")
    assert "executive sponsor and mean to speak to them on Fri 4 Dec." in planned.text
    (plan,) = acme.kept
    assert (plan.details.state, plan.details.held_by, plan.details.on.isoformat()) == (State.PLANNED, DEE, "2026-12-04")
    for person in (BO, ANA):
        assert messages_to(acme, person)[-1].text == (
            "Dee is Acme’s executive sponsor and means to speak to them on Fri 4 Dec."
        )
    assert messages_to(acme, DEE)[-1].text == planned.text


def test_a_no_says_why_and_whom_to_ask_instead(acme: AppFixture) -> None:
    acme.clock.forward(hours=-1)  # eight here, and in Singapore the day is long enough
    acme.reads(CHEN, "/logcall Acme 20m hello")
    acme.reads(BO, "/sponsor Acme @dee")
    (question,) = messages_to(acme, DEE)
    acme.sandbox.press(DEE, question, NOT_THIS)
    acme.save(DEE, reason="I know nobody there")
    heard = messages_to(acme, BO)[-1]
    assert heard.text == "*Ask Chen, who has spoken to Acme?* Dee passed on Acme: “I know nobody there”"
    assert press(acme, BO, heard, f"{ASK}:0").text.startswith("Chen is asked to be Acme’s executive sponsor.")
    assert "Will you be Acme’s executive sponsor?" in messages_to(acme, CHEN)[-1].text


def test_an_admin_confirms_on_behalf_and_it_is_shown_as_that(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    assert "Confirm" not in str(buttons(acme.last_seen(BO)))
    acme.reads(ANA, "/sponsor Acme")
    assert buttons(acme.last_seen(ANA)) == ["Confirm for Dee"]
    assert "confirmed by you on their behalf" in acme.press(ANA, f"{CONFIRM}:0").text
    assert "Dee is Acme’s executive sponsor*, confirmed by Ana." in acme.reads(BO, "/sponsor Acme")
    assert "confirmed by Ana on their behalf" in messages_to(acme, BO)[-1].text


def test_nobody_else_answers_or_confirms(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    (question,) = messages_to(acme, DEE)
    for person in (BO, CHEN, GUS):
        acme.deliver_press(person, YES, value_of(question, YES))
        acme.deliver_press(person, f"{CONFIRM}:0", value_of(question, YES))
    assert "*Dee is asked*" in acme.reads(BO, "/sponsor Acme")


def test_the_sixth_is_asked_for_once_more(acme: AppFixture) -> None:
    for number in range(5):
        acme.reads(ANA, f"/account add Customer{number} enterprise")
        sponsored(acme, f"Customer{number}")
    acme.reads(BO, "/sponsor Acme @dee")
    question = next(each for each in messages_to(acme, DEE) if "Will you be Acme" in each.text)
    assert "It would be your sixth; five is what people keep up." in question.text
    once_more = press(acme, DEE, question, YES)
    assert once_more.text.startswith("*You sponsor 5 accounts; 5 is what people keep up.*")
    assert "When will you first speak to them?" in press(acme, DEE, once_more, YES_ONE_MORE).text
    assert "Dee is Acme’s executive sponsor" in acme.reads(BO, "/sponsor Acme")


def test_an_account_has_one_sponsor_until_it_is_ended(acme: AppFixture) -> None:
    sponsored(acme, "Acme")
    assert "Dee is Acme's sponsor: /sponsor Acme none ends it first." in acme.reads(BO, "/sponsor Acme @chen")
    assert "can end this" in acme.reads(CHEN, "/sponsor Acme none")
    assert acme.reads(ANA, "/sponsor Acme none").startswith("Ended: Dee and Acme.")
    assert acme.reads(BO, "/sponsor Acme @chen").startswith("Chen is asked")


def test_whoever_is_asked_reads_in_the_list_that_it_is_they(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    assert acme.reads(BO, "/sponsor").endswith("\nAcme: Dee is asked")
    assert acme.reads(DEE, "/sponsor").endswith("\nAcme: you are asked; the question stands on your Home tab")


def test_coverage_counts_who_spoke_to_them_and_names_what_nobody_sponsors(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex strategic")
    acme.reads(ANA, "/account add Small")
    sponsored(acme, "Acme")
    said = acme.reads(BO, "/sponsor")
    assert said.splitlines() == [
        "*2 strategic or enterprise customers, none covered yet*: "
        "covered is whom a sponsor spoke to in the last 90 days. 1 in name only.",
        "● Acme: Dee, in name only so far",
        "● Globex: nobody",
    ]
    globex = next(each for each in acme.last_seen(BO).blocks or [] if "accessory" in each)
    acme.press(BO, globex["accessory"]["action_id"], acme.last_seen(BO))
    assert "Who could be Globex" in str(acme.form(BO).given)
    acme.reads(DEE, "/logcall Acme 20m hello")
    assert acme.reads(BO, "/sponsor").startswith("*1 of 2 strategic or enterprise customers covered (50 %)*")


def test_a_guest_cannot_be_asked(acme: AppFixture) -> None:
    assert "cannot sponsor an account" in acme.reads(BO, "/sponsor Acme @gus")


def test_a_name_that_is_only_like_an_accounts_is_asked_about(acme: AppFixture) -> None:
    assert acme.reads(BO, "/sponsor Acmme @dee").startswith("*Which account?* “Acmme” could be:\n/sponsor Acme")


def test_the_owner_is_given_taken_and_shown(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    assert acme.reads(BO, "/owner Globex") == "*Globex* has no owner yet."
    assert acme.press(BO, "account_take").text == "*Globex* is owned by Bo now; it was nobody’s."
    assert "Its owner, its sponsor or an admin" in acme.reads(CHEN, "/owner Globex @chen")
    assert acme.reads(BO, "/owner Globex @chen") == "*Globex* is owned by Chen now; it was Bo’s."
    assert acme.reads(ANA, "/owner Globex none") == "*Globex* has no owner now; it was Chen’s."


def test_a_risk_reaches_the_owner_and_the_sponsor_a_complaint_the_owner_alone(acme: AppFixture) -> None:
    sponsored(acme, "Acme")
    acme.reads(BO, "/logcall Acme 20m #risk they may leave over exports")
    acme.reads(BO, "/logcall Acme 25m #complaint slow answers")
    assert any("may leave" in message.text for message in messages_to(acme, DEE))
    assert not any("slow answers" in message.text for message in messages_to(acme, DEE))
    assert {"may leave", "slow answers"} <= {
        words for words in ("may leave", "slow answers") if any(words in each.text for each in messages_to(acme, ANA))
    }


def test_who_sponsored_it_then_reads_a_private_entry_and_who_sponsors_it_since_does_not(acme: AppFixture) -> None:
    sponsored(acme, "Acme")
    acme.reads(BO, "/logcall Acme 20m private: the canary sings")
    for reader in (BO, ANA, DEE):
        assert "the canary sings" in acme.reads(reader, "/account Acme")
    assert "canary" not in acme.reads(CHEN, "/account Acme")
    acme.reads(ANA, "/sponsor Acme none")
    acme.reads(BO, "/sponsor Acme @chen")
    press(acme, CHEN, messages_to(acme, CHEN)[0], YES)
    assert "canary" not in acme.reads(CHEN, "/account Acme")
    assert "the canary sings" in acme.reads(DEE, "/account Acme")


def test_who_passed_on_it_is_not_asked_again_and_the_owner_is_never_asked(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    acme.sandbox.press(DEE, messages_to(acme, DEE)[0], NOT_THIS)
    acme.save(DEE, reason="no time")
    assert "Dee passed on Acme, and is asked once" in acme.reads(CHEN, "/sponsor Acme @dee")
    assert "Ana owns Acme: the sponsor stands beside the owner." in acme.reads(CHEN, "/sponsor Acme @ana")
    assert len(messages_to(acme, DEE)) == 1


def test_who_proposes_themself_waits_for_an_admin_and_reads_nothing_private_even_then(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m private: the canary sings")
    assert acme.reads(CHEN, "/sponsor Acme @chen").startswith("You offered to be Acme’s executive sponsor")
    assert "canary" not in acme.reads(CHEN, "/account Acme")
    acme.reads(ANA, "/sponsor Acme")
    acme.press(ANA, f"{CONFIRM}:0")
    card = acme.reads(CHEN, "/account Acme")
    assert "Chen (sponsor" in card and "canary" not in card
    assert "There is something private by Bo, Mon 23 Nov." in card


def test_an_admin_who_proposes_themself_has_said_yes_and_the_owner_hears_of_it(acme: AppFixture) -> None:
    acme.reads(BO, "/account add Globex enterprise @bo")
    assert "When will you first speak to them?" in acme.reads(ANA, "/sponsor Globex @ana")
    assert messages_to(acme, BO)[-1].text == "Ana is Globex’s executive sponsor."


def test_one_yes_ends_what_others_were_asked(acme: AppFixture) -> None:
    for name in ("dee", "chen"):
        acme.reads(BO, f"/sponsor Acme @{name}")
    questions = {person: messages_to(acme, person)[0] for person in (DEE, CHEN)}
    press(acme, DEE, questions[DEE], YES)
    acme.sandbox.press(CHEN, questions[CHEN], YES)
    acme.settle()
    assert acme.reads(BO, "/sponsor Acme") == "*Dee is Acme’s executive sponsor*."


def test_who_said_yes_is_not_shown_as_confirmed_on_behalf(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    acme.reads(ANA, "/sponsor Acme")
    older = acme.last_seen(ANA)
    press(acme, DEE, messages_to(acme, DEE)[0], YES)
    assert "already: they said yes." in acme.press(ANA, f"{CONFIRM}:0", older).text


def test_merging_keeps_the_sponsor_who_said_yes(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli enterprise")
    sponsored(acme, "Hooli")
    acme.reads(BO, "/sponsor Acme @chen")
    acme.confirms(ANA, "/account merge Hooli into Acme")
    assert acme.reads(BO, "/sponsor Acme").startswith("*Dee is Acme’s executive sponsor*")


@pytest.mark.parametrize(("line", "is_praised"), [("Acme 20m hello", True), ("Acme 20m private hello", False)])
def test_friday_praises_a_sponsors_first_conversation_and_no_later_one(
    acme: AppFixture, line: str, is_praised: bool
) -> None:
    acme.reads(DEE, "/logcall Acme 20m before they were asked, last week tue")
    sponsored(acme, "Acme")
    acme.reads(DEE, f"/logcall {line}")
    said = "Dee spoke to Acme for the first time as their sponsor."
    acme.pass_time(datetime(2026, 11, 27, 15, tzinfo=UTC))
    assert (said in acme.posts[-1].text) is is_praised
    acme.clock.forward(days=3)
    acme.reads(DEE, "/logcall Acme 20m hello again")
    acme.pass_time(datetime(2026, 12, 4, 15, tzinfo=UTC))
    assert said not in acme.posts[-1].text
