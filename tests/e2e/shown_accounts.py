"""The surfaces of an account: its card with everything on it, its form, words to ask, and several questions at once."""

from datetime import timedelta

from bot.messages.accounts import accounts, cards, keep_or_rest
from bot.messages.sponsors import sponsors
from bot.storage.accounts import accounts as stored_accounts
from tests.app_fixture import ANA, BO, CHEN
from tests.e2e.hostile_fixture import STEM, HostileFixture, Surface
from tests.e2e.shown_sponsors import another, message_to, press
from tests.handlers.reading import whole_id


def everything_on_the_card(hostile: HostileFixture) -> None:
    line, name = hostile.words.line, another(hostile, 60)
    for kind in ("complaint", "about", "competitor", "opportunity"):
        said = f"20m @chen with Jo {line[:60]}, Sam Park: {line[:600]} #{kind} {line[:700]} next: {line[:300]} fri"
        hostile.type(BO, f'/logcall "{name}" {kind} {said}')
    hostile.type(BO, f'/logcall "{name}" voicemail')
    hostile.type(BO, f'/account "{name}"')
    card = hostile.app.last_seen(BO)
    assert "We owe them" in card.text and "About them" in card.text
    hostile.press(cards.TAKE, card)
    for action_id in (cards.WORDS, cards.PLAN):
        hostile.app.sandbox.press(BO, hostile.app.last_seen(BO), action_id)
        hostile.app.sandbox.close(BO, hostile.app.form(BO).id)


def whose_name_is_known_at_several(hostile: HostileFixture) -> None:
    for number in (61, 62):
        hostile.type(ANA, f'/account "{another(hostile, number)}" contact Zoe Quist')
    hostile.type(BO, "/account Zoe Quist")
    assert "is known at" in hostile.app.last_seen(BO).text
    hostile.press(f"{accounts.SHOW}:1", hostile.app.last_seen(BO))


def message_about_an_owner(hostile: HostileFixture) -> None:
    name = another(hostile, 68)
    hostile.type(ANA, f'/owner "{name}" @bo')
    hostile.app.wait_for_next_digest(BO)
    given = message_to(hostile, BO, "is yours now")
    hostile.app.sandbox.press(BO, given, whole_id(given, accounts.SHOW))
    hostile.app.settle()
    hostile.type(ANA, f'/owner "{name}" none')
    hostile.app.wait_for_next_digest(BO)
    message_to(hostile, BO, "left it without an owner")


def card_from_a_list(hostile: HostileFixture) -> None:
    hostile.type(ANA, "/account")
    listed = hostile.app.last_seen(ANA)
    way = next(block["accessory"]["action_id"] for block in listed.blocks or [] if "accessory" in block)
    hostile.app.sandbox.press(ANA, listed, way)
    hostile.app.sandbox.close(ANA, hostile.app.form(ANA).id)


def form_of_an_account(hostile: HostileFixture) -> None:
    text, name = hostile.words.text, another(hostile, 63)
    hostile.type(ANA, f'/account edit "{name}"')
    wrong = hostile.save(ANA, name=f"{text}{'x' * 121}", value=text, cadence=text, since=text, aliases=f"{text}x" * 200)
    assert wrong["response_action"] == "errors"
    view = hostile.app.form(ANA)
    hostile.type(CHEN, "/account help")
    hostile.type(ANA, f'/account "{name}" alias {hostile.words.line[:60]}')
    hostile.type(ANA, f'/owner "{name}" @bo')
    for person in (BO, ANA):
        hostile.type(person, f'/account edit "{name}"')
        mine = {
            "owner": [CHEN] if person == ANA else [],
            "value": "1",
            "aliases": f"{person} {hostile.words.line[:80]}",
        }
        answer = hostile.save(person, **mine)
        assert answer["response_action"] == "update", answer
    again = hostile.app.deliver_form(ANA, view, aliases=f"still {hostile.words.line[:80]}", value="2")
    assert "Not saved yet" in str(again)
    hostile.pages.show(ANA, again)


def several_questions_at_once(hostile: HostileFixture) -> None:
    hostile.app.clock.forward(hours=2)
    for number in (64, 65, 66):
        name = another(hostile, number)
        hostile.type(BO, f'/logcall "{name}" 20m: hello #complaint {hostile.words.line[:900]}')
        hostile.type(BO, f'/sponsor "{name}" @chen')
        hostile.app.clock.forward(seconds=1)
    question = message_to(hostile, CHEN, "executive sponsor of 2 accounts")
    press(hostile, CHEN, question, f"{sponsors.YES}:0")


def lists_of_accounts(hostile: HostileFixture) -> None:
    for words in ("list", "mine", "waiting", f"search {STEM[:5]}", "search zzzz"):
        hostile.type(BO, f"/account {words}")


def keep_hand_over_or_rest(hostile: HostileFixture) -> None:
    """On the Home tab of whoever owns what nobody has spoken to for long, and sponsors another."""
    before = _accounts(hostile)
    name, now = another(hostile, 68), hostile.app.clock.now
    (account_id,) = _accounts(hostile) - before
    hostile.type(ANA, f'/owner "{name}" me')
    hostile.app.clock.now = now + timedelta(days=70)
    hostile.app.home(ANA)
    for action_id in (keep_or_rest.HAND_OVER, keep_or_rest.REST):
        assert hostile.app.deliver_press(ANA, action_id, account_id) == 200
        hostile.app.settle()
    hostile.app.clock.now = now


def _accounts(hostile: HostileFixture) -> set[str]:
    with hostile.app.runtime.deps.reading(hostile.app.team.id) as scope:
        return {account.id for account in stored_accounts.every(scope)}


def people_by_their_names(hostile: HostileFixture) -> None:
    name = another(hostile, 67)
    hostile.type(BO, f'/owner "{name}" {STEM}')
    assert f"*Who is “{STEM}”?*" in hostile.app.last_seen(BO).text
    hostile.press(f"{accounts.GIVE}:0", hostile.app.last_seen(BO))
    hostile.type(BO, f'/sponsor "{name}" {STEM}')
    hostile.type(BO, f'/account "{name}" owner nobody called {hostile.words.line[:60]}')
    hostile.type(BO, f'/account "{name}" sponsor')


def commands_that_are_not_built(hostile: HostileFixture) -> None:
    for typed in (f"/touchbase ask {hostile.words.line[:60]}", "/logcall ask"):
        hostile.type(BO, typed)
        assert "is not built yet" in hostile.app.last_seen(BO).text


SURFACES = (
    Surface(lists_of_accounts, ("waiting.everything", "waiting.mine", "waiting.those_that_wait", "accounts.matches")),
    Surface(keep_hand_over_or_rest, ("home.home", "account_form.account_form", "keep_or_rest.rested"), provokes=1),
    Surface(people_by_their_names, ("accounts.which_owner", "accounts.which_person", "sponsors.which_sponsor")),
    Surface(commands_that_are_not_built, ("help.not_built",)),
    Surface(everything_on_the_card, ("cards.card", "words_to_ask.words_to_ask", "conversation_form.conversation")),
    Surface(whose_name_is_known_at_several, ("accounts.which", "cards.card")),
    Surface(message_about_an_owner, ("digests.digest", "cards.card")),
    Surface(card_from_a_list, ("waiting.waiting", "cards.card")),
    Surface(form_of_an_account, ("account_form.account_form", "cards.card")),
    Surface(several_questions_at_once, ("proposals.proposals",)),
)
