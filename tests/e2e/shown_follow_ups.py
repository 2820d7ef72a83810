"""The surfaces of promises and of the digest: what is given, due, done, dropped and told back."""

from datetime import datetime, timedelta

from bot.messages.conversations import follow_ups
from bot.messages.weekly import digests
from bot.sandbox import PostedMessage
from bot.services.conversations import message_updates
from bot.storage.conversations import conversations
from tests.app_fixture import ANA, BO, CHEN
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.handlers.reading import elements


def given_at_once_and_done(hostile: HostileFixture) -> None:
    """Bo promises for ana, who is told now, does it, and finds words to call back."""
    words = hostile.words.line
    hostile.log(f"20m with Jo {words[:80]}, Sam Park: {words[:300]} next: @ana {words[:900]} tomorrow")
    hostile.app.pass_time()
    told = _last(hostile, ANA)
    assert "wrote down for you" in told.text
    answer = _press(hostile, ANA, told, follow_ups.DONE)
    hostile.app.pass_time()
    _press(hostile, ANA, answer, follow_ups.WORDS)
    hostile.press(follow_ups.REOPEN, answer, person=ANA)


def chosen_in_the_menu(hostile: HostileFixture) -> None:
    """On the receipt and on the card, where there is a menu."""
    receipt = hostile.log(f"25m: {hostile.words.line[:200]} next: {hostile.words.line[:900]} fri")
    _choose(hostile, receipt, follow_ups.TOMORROW)
    hostile.type(BO, f"/account {hostile.account}")
    _choose(hostile, hostile.app.last_seen(BO), follow_ups.DROP)


def on_the_home_tab(hostile: HostileFixture) -> None:
    hostile.log(f"26m: {hostile.words.line[:200]} next: {hostile.words.line[:900]} fri")
    for action_id in (follow_ups.TOMORROW, follow_ups.DROP):
        hostile.app.press_in(BO, hostile.app.home(BO), action_id)


def a_digest_of_everything(hostile: HostileFixture) -> None:
    """Whatever there is to tell, until nothing of it is left; and how somebody wants it."""
    line = hostile.words.line
    hostile.log(f"27m: {line[:300]} next: {line[:900]} thu")
    hostile.log(f"28m by @ana with @chen: {line[:900]} held by another", person=BO)
    hostile.log(f"visit thu by @ana @bo: {line[:900]} a plan", person=BO)
    hostile.log(f"29m with Jo: {line[:900]} by a colleague", person=CHEN)
    hostile.log(f"30m: a word of ana's next: @bo {line[:900]} 11 dec", person=ANA)
    for moment in _mornings(hostile.app.clock.now):
        hostile.app.pass_time(moment)
    told = _last(hostile, BO)
    for action_id in (digests.MONDAYS, digests.OFF):
        answer = _press(hostile, BO, told, action_id)
    _press(hostile, BO, answer, digests.ON)
    hostile.app.home(BO)
    _undo_everything(hostile)
    hostile.app.pass_time()


def _undo_everything(hostile: HostileFixture) -> None:
    workspace_id, now = hostile.app.team.id, hostile.app.clock.now
    for entry in hostile.app.kept:
        with hostile.app.runtime.deps.transaction(workspace_id) as scope:
            conversations.set_undone(scope, entry.id, by=entry.logged_by, at=now)
            message_updates.entry_changed(scope, entry.id)


def _mornings(now: datetime) -> list[datetime]:
    """Nine in Berlin on each of the next ten days."""
    first = now.replace(hour=8, minute=0, second=0)
    return [first + timedelta(days=number) for number in range(1, 11)]


def _last(hostile: HostileFixture, person: str) -> PostedMessage:
    return hostile.app.sandbox.messages(hostile.app.sandbox.workspace.dm_of(person))[-1]


def _press(hostile: HostileFixture, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    suffixed = next(
        each["action_id"] for each in elements(message) if each.get("action_id", "").partition(":")[0] == action_id
    )
    hostile.app.sandbox.press(person, message, suffixed)
    hostile.app.settle()
    return hostile.app.last_seen(person)


def _choose(hostile: HostileFixture, message: PostedMessage, choice: str) -> None:
    """Choose in the first menu beside a promise."""
    block = next(
        block
        for block in message.blocks or ()
        if block.get("accessory", {}).get("action_id", "").startswith(follow_ups.MENU)
    )
    menu = block["accessory"]
    option = next(each for each in menu["options"] if each["value"].startswith(choice))
    pressed = {"type": "overflow", "action_id": menu["action_id"], "selected_option": option}
    container = {"type": "message", "channel": message.channel, "ts": message.ts, "is_ephemeral": True}
    hostile.app.sandbox.action(BO, container, {**pressed, "block_id": block["block_id"]})
    hostile.app.settle()


SURFACES = (
    Surface(given_at_once_and_done, ("digests.several", "follow_ups.answer", "follow_ups.words_to_call_back")),
    Surface(chosen_in_the_menu, ("follow_ups.answer", "follow_ups.above", "receipts.receipt", "cards.card")),
    Surface(on_the_home_tab, ("home.home",)),
    Surface(a_digest_of_everything, ("digests.digest", "digests.chosen", "digests.nothing_left", "home.home")),
)
