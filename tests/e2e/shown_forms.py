"""The surfaces that are filled in or pressed: every form, what it becomes, and the Home tab."""

from typing import Any

from bot.domain.errors import StorageAway
from bot.storage.conversations import conversations
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, RANDOM
from tests.e2e.hostile_fixture import NAME, STEM, TEXT, HostileFixture, Surface, typed


def form_and_its_receipt(hostile: HostileFixture) -> None:
    hostile.app.type(BO, "/logcall")
    account = hostile.choose_new_account(f"Form {hostile.words.name}"[:NAME])
    assert hostile.save(BO, account=account, **everything(hostile))["response_action"] == "update"
    (kept,) = hostile.app.kept
    assert len(kept.details.insights) == 3 and kept.details.contacts
    for account in (f' "{hostile.account}"', ""):
        hostile.type(BO, f"/logcall{account}")
        hostile.app.sandbox.close(BO, hostile.app.form(BO).id)


def everything(hostile: HostileFixture, also: str = "") -> dict[str, Any]:
    """The harmful words in every field that takes words, at their full length."""
    folded = " ".join(hostile.words.full.split())[:2900]
    name = " ".join(hostile.words.text.split())[:NAME]
    return {
        "note": also + hostile.words.full[len(also) :],
        "insights": "\n".join([f"complaint: {also}{folded[:1400]}", f"like: {folded[:1400]}", f"risk: {name}"]),
        "contacts": f"Jo {name}"[:NAME].rstrip() + ", Sam Park",
        "follow_up": also + folded,
        "follow_up_due": "2026-11-27",
    }


def errors_under_fields(hostile: HostileFixture) -> None:
    text, full = hostile.words.text, hostile.words.full
    hostile.app.type(BO, f'/logcall "{hostile.account}"')
    wrong = {"duration": text, "insights": f"{text}\n{full[:1000]}", "contacts": f"Jo{'x' * NAME} {text}", "on": None}
    assert hostile.save(BO, **wrong)["response_action"] == "errors"
    assert hostile.save(BO, insights="complaint:\nlike", follow_up_due="2026-11-27")["response_action"] == "errors"
    hostile.app.sandbox.close(BO, hostile.app.form(BO).id)


def not_saved_yet(hostile: HostileFixture) -> None:
    hostile.app.type(BO, f'/logcall "{hostile.account}"')
    with hostile.patch.context() as patch:
        patch.setattr(conversations, "add", _away)
        answer = hostile.save(BO, **everything(hostile, "kept open "))
    assert "Not saved yet" in str(answer["errors"])
    assert hostile.save(BO)["response_action"] == "update"


def _away(*_: object, **__: object) -> None:
    raise StorageAway("gone")


def shortcuts(hostile: HostileFixture) -> None:
    assert hostile.app.sandbox.shortcut(BO, "log_conversation")["ok"]
    hostile.app.sandbox.close(BO, hostile.app.form(BO).id)
    for text in (hostile.words.text, hostile.words.full * 2):
        said = hostile.app.sandbox.message(ANA, CUSTOMERS, text)
        assert hostile.app.sandbox.shortcut(BO, "log_message", CUSTOMERS, said.ts)["ok"]
        hostile.pages.show(BO, {"view": hostile.app.form(BO).given})
        hostile.app.unfold(BO)
        hostile.save(BO, account=hostile.choose_new_account(f"Shortcut {hostile.words.name}"[:NAME]))


def edit(hostile: HostileFixture) -> None:
    receipt = hostile.log("20m to be edited")
    hostile.edit(BO, receipt)
    hostile.save(BO, **everything(hostile))
    hostile.edit(BO, receipt)
    hostile.save(BO, duration="45m", kind="visit")
    (kept,) = [each for each in hostile.app.kept if each.details.minutes == 45]
    assert kept.details.insights


def two_edits(hostile: HostileFixture) -> None:
    """Bo and ana, who held it, at the same moment: a field that only one of them changed, then all that both did."""
    receipt = hostile.log("21m by @ana: to be edited by two")
    (entry,) = [each.id for each in hostile.app.kept if each.details.minutes == 21]
    for mine, theirs in (
        ({"kind": "visit"}, {"contacts": f"Jo {hostile.words.text[:80]}"}),
        (everything(hostile, "by bo "), everything(hostile, "by ana ")),
    ):
        hostile.edit(BO, receipt)
        hostile.app.press_in(ANA, hostile.app.home(ANA), "conversation_edit", value=entry)
        assert hostile.save(ANA, **theirs)["response_action"] == "update"
        answer = hostile.save(BO, **mine)
        assert answer["response_action"] == "update", answer
    assert "Changed in both places" in str(answer["view"])
    hostile.save(BO)


def insight_form(hostile: HostileFixture) -> None:
    receipt = hostile.log("23m they said something")
    for text in (hostile.words.text, hostile.words.full, f"also {hostile.words.full}"[:TEXT]):
        hostile.app.sandbox.press(BO, receipt, "conversation_heard")
        hostile.save(BO, text=text, kind="request")
    hostile.app.sandbox.press(BO, receipt, "conversation_heard")
    assert hostile.save(BO, text=" ", kind="like")["response_action"] == "errors"
    hostile.app.sandbox.close(BO, hostile.app.form(BO).id)
    assert "too many to change here" in str(hostile.edit(BO, receipt).given)
    hostile.save(BO, duration="46m")
    (kept,) = [each for each in hostile.app.kept if each.details.minutes == 46]
    assert len(kept.details.insights) == 3


def share(hostile: HostileFixture) -> None:
    line = hostile.words.line
    receipt = hostile.log(f"24m with Jo {line[:80]}, Sam Park: {line[:1000]} #like {line[:900]}")
    for channel in (CUSTOMERS, CUSTOMERS, RANDOM):
        hostile.app.sandbox.press(BO, receipt, "conversation_share")
        hostile.save(BO, channel=channel)
    hostile.app.pass_time()
    assert [len(hostile.app.sandbox.posts("chat.postMessage", each)) for each in (CUSTOMERS, RANDOM)] == [1, 1]


def home_and_entries(hostile: HostileFixture) -> None:
    for number in range(4):
        hostile.type(BO, f"/logcall Unknown {number} {typed(hostile.words.text)[:60]}: 20m {hostile.words.line}")
    hostile.log(f"visit tomorrow: {hostile.words.line} on Home")
    hostile.log(f"20m by @chen: {hostile.words.line} for chen")
    for number in range(12):
        hostile.log(f"2{number}m: {number} {hostile.words.line[:700]}")
    for person in (ANA, BO, CHEN):
        home = hostile.app.home(person)
    home = hostile.app.home(BO)
    hostile.app.press_in(BO, home, "draft_finish")
    hostile.app.sandbox.close(BO, hostile.app.form(BO).id)
    hostile.app.press_in(BO, home, "home_entries")
    for action_id in ("entries_older", "entries_newer"):
        hostile.app.press_in(BO, hostile.app.form(BO), action_id)
    entries = hostile.app.form(BO)
    offered = hostile.offered(BO, {"type": "view", "view_id": entries.id}, "entries_of", STEM[:5])
    hostile.app.press_in(BO, entries, "entries_of", selected_option=offered[0])
    hostile.app.press_in(BO, hostile.app.form(BO), "entries_all")
    hostile.app.press_in(BO, hostile.app.form(BO), "conversation_edit")
    assert hostile.save(BO, note=hostile.words.full)["response_action"] == "update"


SURFACES = (
    Surface(form_and_its_receipt, ("conversation_form.conversation", "receipts.receipt", "views.as_modal")),
    Surface(errors_under_fields, ("conversation_form.conversation",)),
    Surface(not_saved_yet, ("conversation_form.conversation", "receipts.receipt")),
    Surface(shortcuts, ("conversation_form.conversation", "receipts.receipt")),
    Surface(edit, ("conversation_form.conversation", "receipts.receipt")),
    Surface(two_edits, ("conversation_form.conversation", "receipts.receipt")),
    Surface(insight_form, ("conversation_form.insight_form", "conversation_form.conversation", "receipts.receipt")),
    Surface(share, ("conversation_form.share", "shares.on_its_way", "shares.share")),
    Surface(
        home_and_entries,
        ("home.home", "home.member_conversations", "questions.question", "conversation_form.conversation"),
    ),
)
