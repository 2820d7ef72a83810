"""The first minutes: what an admin is told once, the list that ticks itself off, and the first words to everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.messages.setup import first_run, first_steps, posting, previews
from bot.messages.setup.posting import CHANNEL
from bot.messages.weekly import mondays
from bot.sandbox import PostedMessage, TeamPerson
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.test_posting import CHANNELS, JOINT, NEW, change
from tests.handlers.test_settings import words_of

FRIDAY_3PM = datetime(2026, 11, 20, 14, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
GOOD_TO_KNOW = "*Good to know, said once:*"


def fresh(open_app: Callable[..., AppFixture], **options: Any) -> AppFixture:
    team = replace(INITECH, channels=CHANNELS)
    return open_app(**{"now": FRIDAY_3PM, "team": team, "channel": None, "newcomers": True, "mondays": True, **options})


def messages_to(app: AppFixture, person: str = ANA) -> list[PostedMessage]:
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def first_message(app: AppFixture) -> PostedMessage:
    app.home(ANA)
    app.pass_time()
    (message,) = messages_to(app)
    return message


def invite(app: AppFixture, channel: str) -> None:
    assert app.sandbox.command(ANA, channel, "/invite @Touchbase").error is None


def choose(app: AppFixture, message: PostedMessage, channel: str) -> str:
    """Pick a channel in the message; how it reads then."""
    block = next(each for each in message.blocks or () if each.get("accessory", {}).get("type", "").startswith("conv"))
    action = {
        "action_id": first_run.CHANNEL,
        "type": "conversations_select",
        "block_id": block["block_id"],
        "selected_conversation": channel,
    }
    container = {"type": "message", "channel": message.channel, "ts": message.ts, "is_ephemeral": False}
    app.sandbox.action(ANA, container, action)
    app.settle()
    return messages_to(app)[0].text


def test_installed_on_friday_afternoon_nothing_is_posted_until_monday(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    message = first_message(app)
    assert message.text.splitlines()[0] == "*Where may I post?*"
    assert "Two posts a week, the first on Mon 23 Nov, none today." in message.text
    assert choose(app, message, CUSTOMERS).splitlines()[0] == f"*I post in* <#{CUSTOMERS}>."
    app.pass_time(datetime(2026, 11, 20, 16, tzinfo=UTC))
    app.pass_time(datetime(2026, 11, 22, 16, tzinfo=UTC))
    assert app.posts == []
    app.pass_time(MONDAY)
    assert [each.text.splitlines()[0][:30] for each in app.posts] == ["*How many customers will you s"]


def test_the_first_admin_who_opens_home_is_told_once(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    app.home(BO)
    app.pass_time()
    assert messages_to(app, BO) == []
    first_message(app)
    app.home(ANA)
    app.pass_time()
    assert len(messages_to(app)) == 1


def test_a_channel_chosen_on_home_is_no_question_in_the_message_any_more(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    first_message(app)
    change(app, **{CHANNEL: CUSTOMERS})
    app.pass_time()
    assert messages_to(app)[0].text.splitlines()[0] == f"*I post in* <#{CUSTOMERS}>."


def test_a_channel_it_is_not_in_is_chosen_once_it_was_invited(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    message = first_message(app)
    assert choose(app, message, NEW).splitlines()[0] == "*Invite me first:* type `/invite @Touchbase` in #new."
    app.sandbox.press(ANA, messages_to(app)[0], first_run.INVITED)
    app.settle()
    assert messages_to(app)[0].text.startswith("*Invite me first:*")
    invite(app, NEW)
    app.sandbox.press(ANA, messages_to(app)[0], first_run.INVITED)
    app.settle()
    assert messages_to(app)[0].text.startswith(f"*I post in* <#{NEW}>.")


def test_a_channel_shared_with_another_company_is_never_chosen(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    words = choose(app, first_message(app), JOINT)
    assert words.startswith("*Choose another:* #acme-joint is shared with another company; I never post there.")


def test_how_long_a_customer_may_go_is_one_press(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    message = first_message(app)
    for days, words in (
        (14, "strategic 14 days, enterprise 14, mid-market 14, standard 14"),
        (30, "strategic 14 days, enterprise 30, mid-market 30, standard 30"),
        (90, "strategic 14 days, enterprise 30, mid-market 60, standard 90"),
    ):
        app.sandbox.press(ANA, message, f"{first_run.LONGEST}:{days}")
        app.settle()
        assert words in words_of(app.home(ANA))


def test_a_preview_in_the_message_is_for_the_admin_alone(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    app.sandbox.press(ANA, first_message(app), f"{previews.SHOW}:friday")
    app.settle()
    assert "Only you see this." in app.last_seen(ANA).text


def test_the_list_ticks_itself_off_and_goes_away(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    assert "○ *A channel* for the two posts of the week\n○ *Customers:*" in words_of(app.home(ANA))
    assert "To begin with" not in str(app.home(BO).given)
    app.press_in(ANA, app.home(ANA), f"{posting.CHANGE}:first")
    app.save(ANA, **{CHANNEL: CUSTOMERS})
    app.reads(BO, "/account add Acme enterprise")
    listed = words_of(app.home(ANA))
    assert f"✓ Posts go to <#{CUSTOMERS}>, the first Mon 23 Nov\n✓ 1 customer is here\n" in listed
    assert "○ *Owners:* Acme has none; `/owner Acme @somebody`" in listed
    app.reads(ANA, "/owner Acme @bo")
    app.home(ANA)
    assert "To begin with" not in str(app.home(ANA).given)


def test_the_list_can_be_put_away(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    app.press_in(ANA, app.home(ANA), first_steps.CLOSE)
    assert "To begin with" not in str(app.home(ANA).given)


def test_a_first_line_brings_three_lines_of_what_there_is_once(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    app.reads(ANA, "/account add Acme")
    assert GOOD_TO_KNOW in app.reads(BO, "/logcall Acme 20m hello")
    assert GOOD_TO_KNOW not in app.reads(BO, "/logcall Acme 25m hello again")
    assert GOOD_TO_KNOW not in str(app.home(BO).given)


def test_a_first_number_brings_them_too(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app, channel=CUSTOMERS, now=MONDAY_9AM)
    app.home(ANA)
    app.pass_time()
    (post,) = app.sandbox.messages(CUSTOMERS)
    for _ in range(2):
        app.sandbox.press(BO, post, f"{mondays.NUMBER}:3")
        app.settle()
    seen = [each.text for each in app.sandbox.ephemerals(BO)]
    assert [GOOD_TO_KNOW in text for text in seen] == [True, False]


def test_and_so_does_a_first_look_at_home(open_app: Callable[..., AppFixture]) -> None:
    app = fresh(open_app)
    assert GOOD_TO_KNOW in words_of(app.home(CHEN))
    assert GOOD_TO_KNOW not in words_of(app.home(CHEN))


def test_what_it_said_when_it_was_invited_is_true_once_that_channel_is_chosen(
    open_app: Callable[..., AppFixture],
) -> None:
    app = fresh(open_app)
    app.home(ANA)
    invite(app, NEW)
    app.settle()
    app.pass_time()
    (greeting,) = app.sandbox.messages(NEW)
    assert greeting.text.startswith("Nothing is posted here until an admin chooses this channel on my Home tab.")
    app.press_in(ANA, app.home(ANA), posting.CHANGE)
    app.save(ANA, **{CHANNEL: NEW})
    app.pass_time()
    (greeting,) = app.sandbox.messages(NEW)
    assert greeting.text == (
        "Mondays at 09:00 I ask how many customers you will speak to, and show the sum.\n"
        "Fridays at 16:00 I say what customers said, and who listened. The first comes on Mon 23 Nov."
    )


def test_in_a_small_company_sponsors_and_departments_stay_out_of_sight_until_first_used(
    open_app: Callable[..., AppFixture],
) -> None:
    app = fresh(open_app)
    app.home(ANA)
    app.pass_time()
    assert "/sponsor" not in app.reads(BO, "/touchbase help")
    assert "People…" in str(app.home(ANA).given) and "departments…" not in str(app.home(ANA).given)
    app.reads(ANA, "/account add Acme enterprise")
    app.reads(ANA, "/sponsor Acme @bo")
    assert "/sponsor" in app.reads(BO, "/touchbase help")
    assert "People and departments…" in str(app.home(ANA).given)


def test_in_a_larger_one_they_are_there_at_once(open_app: Callable[..., AppFixture]) -> None:
    crowd = tuple(TeamPerson(f"U0X{number}", f"x{number}", f"X {number}") for number in range(21))
    app = fresh(open_app, team=replace(INITECH, people=(*INITECH.people, *crowd)))
    app.home(ANA)
    app.pass_time()
    assert "/sponsor" in app.reads(BO, "/touchbase help")
    assert "○ *Executives,* whom I suggest as sponsors" in words_of(app.home(ANA))
