"""The surfaces that are filled in or pressed: every form, what it becomes, and the Home tab."""

from typing import Any

from bot.domain.errors import StorageAway
from bot.storage.conversations import conversations
from tests.e2e.stage import NAME, STEM, TEXT, Stage, Surface, typed
from tests.house import ANA, BO, CHEN, CUSTOMERS, RANDOM


def form_and_its_receipt(stage: Stage) -> None:
    stage.house.type(BO, "/logcall")
    account = stage.choose_new_account(f"Form {stage.words.name}"[:NAME])
    assert stage.save(BO, account=account, **everything(stage))["response_action"] == "update"
    (kept,) = stage.house.kept
    assert len(kept.details.insights) == 3 and kept.details.contacts
    for account in (f' "{stage.account}"', ""):
        stage.type(BO, f"/logcall{account}")
        stage.house.sandbox.close(BO, stage.house.form(BO).id)


def everything(stage: Stage, also: str = "") -> dict[str, Any]:
    """The harmful words in every field that takes words, at their full length."""
    folded = " ".join(stage.words.full.split())[:2900]
    name = " ".join(stage.words.text.split())[:NAME]
    return {
        "note": also + stage.words.full[len(also) :],
        "insights": "\n".join([f"complaint: {also}{folded[:1400]}", f"like: {folded[:1400]}", f"risk: {name}"]),
        "contacts": f"Jo {name}"[:NAME].rstrip() + ", Sam Park",
        "follow_up": also + folded,
        "follow_up_due": "2026-11-27",
    }


def errors_under_fields(stage: Stage) -> None:
    text, full = stage.words.text, stage.words.full
    stage.house.type(BO, f'/logcall "{stage.account}"')
    wrong = {"duration": text, "insights": f"{text}\n{full[:1000]}", "contacts": f"Jo{'x' * NAME} {text}", "on": None}
    assert stage.save(BO, **wrong)["response_action"] == "errors"
    assert stage.save(BO, insights="complaint:\nlike", follow_up_due="2026-11-27")["response_action"] == "errors"
    stage.house.sandbox.close(BO, stage.house.form(BO).id)


def not_saved_yet(stage: Stage) -> None:
    stage.house.type(BO, f'/logcall "{stage.account}"')
    with stage.patch.context() as patch:
        patch.setattr(conversations, "add", _away)
        answer = stage.save(BO, **everything(stage, "kept open "))
    assert "Not saved yet" in str(answer["errors"])
    assert stage.save(BO)["response_action"] == "update"


def _away(*_: object, **__: object) -> None:
    raise StorageAway("gone")


def shortcuts(stage: Stage) -> None:
    assert stage.house.sandbox.shortcut(BO, "log_conversation")["ok"]
    stage.house.sandbox.close(BO, stage.house.form(BO).id)
    for text in (stage.words.text, stage.words.full * 2):
        said = stage.house.sandbox.message(ANA, CUSTOMERS, text)
        assert stage.house.sandbox.shortcut(BO, "log_message", CUSTOMERS, said.ts)["ok"]
        stage.save(BO, account=stage.choose_new_account(f"Shortcut {stage.words.name}"[:NAME]))


def edit(stage: Stage) -> None:
    receipt = stage.log("20m to be edited")
    stage.edit(BO, receipt)
    stage.save(BO, **everything(stage))
    stage.edit(BO, receipt)
    stage.save(BO, duration="45m", kind="visit")
    (kept,) = [each for each in stage.house.kept if each.details.minutes == 45]
    assert kept.details.insights


def two_edits(stage: Stage) -> None:
    """Bo and ana, who held it, at the same moment: a field that only one of them changed, then all that both did."""
    receipt = stage.log("21m by @ana: to be edited by two")
    (entry,) = [each.id for each in stage.house.kept if each.details.minutes == 21]
    for mine, theirs in (
        ({"kind": "visit"}, {"contacts": f"Jo {stage.words.text[:80]}"}),
        (everything(stage, "by bo "), everything(stage, "by ana ")),
    ):
        stage.edit(BO, receipt)
        stage.house.press_in(ANA, stage.house.home(ANA), "conversation_edit", value=entry)
        assert stage.save(ANA, **theirs)["response_action"] == "update"
        answer = stage.save(BO, **mine)
        assert answer["response_action"] == "update", answer
    assert "Changed in both places" in str(answer["view"])
    stage.save(BO)


def heard(stage: Stage) -> None:
    receipt = stage.log("23m they said something")
    for text in (stage.words.text, stage.words.full, f"also {stage.words.full}"[:TEXT]):
        stage.house.sandbox.press(BO, receipt, "conversation_heard")
        stage.save(BO, text=text, kind="request")
    stage.house.sandbox.press(BO, receipt, "conversation_heard")
    assert stage.save(BO, text=" ", kind="like")["response_action"] == "errors"
    stage.house.sandbox.close(BO, stage.house.form(BO).id)
    assert "too many to change here" in str(stage.edit(BO, receipt).given)
    stage.save(BO, duration="46m")
    (kept,) = [each for each in stage.house.kept if each.details.minutes == 46]
    assert len(kept.details.insights) == 3


def share(stage: Stage) -> None:
    line = stage.words.line
    receipt = stage.log(f"24m with Jo {line[:80]}, Sam Park: {line[:1000]} #like {line[:900]}")
    for channel in (CUSTOMERS, CUSTOMERS, RANDOM):
        stage.house.sandbox.press(BO, receipt, "conversation_share")
        stage.save(BO, channel=channel)
    stage.house.pass_time()
    assert [len(stage.house.sandbox.posts("chat.postMessage", each)) for each in (CUSTOMERS, RANDOM)] == [1, 1]


def home_and_entries(stage: Stage) -> None:
    for number in range(4):
        stage.type(BO, f"/logcall Unknown {number} {typed(stage.words.text)[:60]}: 20m {stage.words.line}")
    stage.log(f"visit tomorrow: {stage.words.line} on Home")
    stage.log(f"20m by @chen: {stage.words.line} for chen")
    for number in range(12):
        stage.log(f"2{number}m: {number} {stage.words.line[:700]}")
    for person in (ANA, BO, CHEN):
        home = stage.house.home(person)
    home = stage.house.home(BO)
    stage.house.press_in(BO, home, "draft_finish")
    stage.house.sandbox.close(BO, stage.house.form(BO).id)
    stage.house.press_in(BO, home, "home_entries")
    for action_id in ("entries_older", "entries_newer"):
        stage.house.press_in(BO, stage.house.form(BO), action_id)
    entries = stage.house.form(BO)
    offered = stage.offered(BO, {"type": "view", "view_id": entries.id}, "entries_of", STEM[:5])
    stage.house.press_in(BO, entries, "entries_of", selected_option=offered[0])
    stage.house.press_in(BO, stage.house.form(BO), "entries_all")
    stage.house.press_in(BO, stage.house.form(BO), "conversation_edit")
    assert stage.save(BO, note=stage.words.full)["response_action"] == "update"


SURFACES = (
    Surface(form_and_its_receipt, ("conversation_form.conversation", "receipts.receipt", "views.as_modal")),
    Surface(errors_under_fields, ("conversation_form.conversation",)),
    Surface(not_saved_yet, ("conversation_form.conversation", "receipts.receipt")),
    Surface(shortcuts, ("conversation_form.conversation", "receipts.receipt")),
    Surface(edit, ("conversation_form.conversation", "receipts.receipt")),
    Surface(two_edits, ("conversation_form.conversation", "receipts.receipt")),
    Surface(heard, ("conversation_form.heard", "conversation_form.conversation", "receipts.receipt")),
    Surface(share, ("conversation_form.share", "shares.on_its_way", "shares.share")),
    Surface(home_and_entries, ("home.home", "home.entries", "questions.question", "conversation_form.conversation")),
)
