"""Two people change one entry at the same time: nobody's change is lost without a word."""

import json
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.conversations.model import Conversation, Details, Kind
from bot.domain.errors import NotAllowed
from bot.messages.conversations import conversation_form as drawn
from bot.messages.conversations.receipts import EDIT, PUT_BACK, UNDO, WAS_CALL, WAS_THERE
from bot.sandbox.views import View
from bot.services.conversations import conversation_form
from bot.services.workspace import members
from bot.storage.conversations import revisions
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.forms import shown

KEPT_OPEN = "*Not saved yet: Bo changed this entry while this form was open.* Save keeps what stands below."
ROUNDS = 24
CANARY = "zeppelin"

Saved = Mapping[str, Any]


@pytest.fixture
def entry(app: AppFixture) -> AppFixture:
    """An app with one entry, typed by bo, held by chen, and an admin, ana; each is known by name."""
    app.reads(ANA, "/account add Acme")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    app.reads(BO, "/logcall Acme 20m by @chen with Jo Lee: renewal chat")
    return app


def test_what_they_changed_in_different_fields_is_all_kept_and_said(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    open_from_receipt(entry, BO)
    entry.save(BO, note="renewal chat, in spring")
    told = entry.save(CHEN, duration="45m")
    assert "Bo changed this entry while you had it open: what you both wrote is kept." in words(told)
    details = only(entry).details
    assert (details.note, details.minutes, details.contacts) == ("renewal chat, in spring", 45, ("Jo Lee",))


def test_who_is_alone_is_told_nothing_of_others(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    assert "while you had it open" not in words(entry.save(CHEN, duration="45m"))


def test_of_the_same_field_the_second_is_shown_what_the_first_wrote_and_decides(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    open_from_receipt(entry, BO)
    entry.save(BO, note="renewal chat, says bo", duration="30m")
    told = entry.save(CHEN, note="renewal chat, says chen")
    assert KEPT_OPEN in words(told) and "renewal chat, says bo" in words(told) and "Taken over: " in words(told)
    assert only(entry).details.note == "renewal chat, says bo"
    view = entry.form(CHEN).given
    assert (shown(view, "note"), shown(view, "duration")) == ("renewal chat, says chen", "30m")
    assert "Saved" in words(entry.save(CHEN))
    details = only(entry).details
    assert (details.note, details.minutes) == ("renewal chat, says chen", 30)
    assert [each.note for each in states(entry)] == ["renewal chat", "renewal chat, says bo", "renewal chat, says chen"]


def test_who_meets_a_third_change_is_asked_once_more(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    for note in ("first", "second"):
        saved_by(entry, BO, opened(entry, BO), note=note)
        assert note in words(entry.save(CHEN, note="chen's"))
    entry.save(CHEN)
    assert [each.note for each in states(entry)] == ["renewal chat", "first", "second", "chen's"]


def test_one_says_who_held_it_while_the_other_says_who_took_part(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    saved_by(entry, BO, opened(entry, BO), colleagues=[DEE])
    entry.save(CHEN, held_by=DEE)
    assert (only(entry).details.held_by, only(entry).details.colleagues) == (DEE, ())


def test_what_was_taken_back_meanwhile_stays_so_and_no_word_of_the_form_is_lost(entry: AppFixture) -> None:
    receipt = entry.last_seen(BO)
    open_from_home(entry, CHEN)
    undone = entry.press(BO, UNDO, receipt)
    told = entry.save(CHEN, note="chen's")
    assert told["response_action"] == "errors"
    assert "That entry was taken back: put it back first." in told["errors"].values()
    assert entry.kept == []
    entry.press(BO, PUT_BACK, undone)
    assert entry.save(CHEN, note="chen's")["response_action"] == "update"
    assert only(entry).details.note == "chen's"


def test_what_is_taken_back_after_an_edit_comes_back_edited(entry: AppFixture) -> None:
    receipt = entry.last_seen(BO)
    open_from_home(entry, CHEN)
    entry.save(CHEN, note="chen's")
    undone = entry.press(BO, UNDO, receipt)
    assert "chen's" in entry.press(BO, PUT_BACK, undone).text
    assert [each.note for each in states(entry)] == ["renewal chat", "chen's"]


def test_a_correction_pressed_meanwhile_is_kept_beside_the_edit(app: AppFixture) -> None:
    logged(app, "/logcall Acme email by @chen: terms, as @dee asked")
    receipt = app.last_seen(BO)
    open_from_home(app, CHEN)
    corrected = app.press(BO, WAS_CALL, receipt)
    app.press(BO, f"{WAS_THERE}:{DEE}", corrected)
    told = app.save(CHEN, note="terms, as asked")
    assert "Bo changed this entry while you had it open" in words(told)
    details = only(app).details
    assert (details.kind, details.colleagues, details.note, details.named) == (
        Kind.CALL,
        (DEE,),
        "terms, as asked",
        (),
    )


def test_a_correction_of_what_the_form_changes_too_is_shown_first(app: AppFixture) -> None:
    logged(app, "/logcall Acme email by @chen: terms")
    receipt = app.last_seen(BO)
    open_from_home(app, CHEN)
    app.press(BO, WAS_CALL, receipt)
    told = app.save(CHEN, kind="visit")
    assert KEPT_OPEN in words(told) and only(app).details.kind is Kind.CALL
    app.save(CHEN)
    assert [each.kind for each in states(app)] == [Kind.MESSAGE, Kind.CALL, Kind.VISIT]


def test_a_press_after_an_edit_corrects_what_stands_then(app: AppFixture) -> None:
    logged(app, "/logcall Acme email by @chen: terms")
    receipt = app.last_seen(BO)
    open_from_home(app, CHEN)
    app.save(CHEN, note="terms, signed")
    assert "terms, signed" in app.press(BO, WAS_CALL, receipt).text


def test_an_admin_who_edits_what_became_private_is_refused_and_reads_none_of_it(entry: AppFixture) -> None:
    as_admin = opened(entry, ANA)
    saved_by(entry, BO, opened(entry, BO), note=f"only for us: {CANARY}", private=True)
    told = saved_by(entry, ANA, as_admin, note="by the admin", duration="45m")
    assert "Only its author, the person who held it, or an admin can change this entry." in told["errors"].values()
    assert CANARY not in str(told)
    details = only(entry).details
    assert (details.note, details.minutes, details.private) == (f"only for us: {CANARY}", 20, True)
    with pytest.raises(NotAllowed):
        opened(entry, ANA)


def test_who_is_no_holder_any_more_is_refused_with_their_words_still_there(entry: AppFixture) -> None:
    open_from_home(entry, CHEN)
    saved_by(entry, BO, opened(entry, BO), held_by=DEE)
    assert entry.save(CHEN, note="chen's")["response_action"] == "errors"
    assert only(entry).details.note == "renewal chat"


def test_a_new_entry_saved_once_more_takes_nothing_back_that_another_wrote(entry: AppFixture) -> None:
    entry.type(BO, "/logcall Acme")
    view = entry.unfold(BO)
    entry.deliver_form(BO, view, note="first", held_by=CHEN)
    (first,) = [kept for kept in entry.kept if kept.details.note == "first"]
    saved_by(entry, CHEN, opened(entry, CHEN, first.id), duration="45m")
    told = entry.deliver_form(BO, view, note="first, and more", held_by=CHEN)
    assert "Chen changed this entry while you had it open" in words(told)
    (now,) = [kept for kept in entry.kept if kept.id == first.id]
    assert (now.details.note, now.details.minutes) == ("first, and more", 45)
    saved_by(entry, CHEN, opened(entry, CHEN, first.id), note="chen's")
    told = entry.deliver_form(BO, view, note="bo's", held_by=CHEN)
    assert "*Not saved yet: Chen changed this entry" in words(told)
    assert states(entry, first.id)[-1].note == "chen's"


def test_of_two_who_save_at_the_same_moment_nobody_loses_a_word_unheard(entry: AppFixture) -> None:
    ever_saved = ["renewal chat"]
    with ThreadPoolExecutor(2) as both:
        for number in range(ROUNDS):
            same_field = number % 2 == 0
            wanted = {
                BO: {"note": f"bo {number}"},
                CHEN: {"note": f"chen {number}"} if same_field else {"contacts": f"Chen {number}"},
            }
            told = at_once(both, entry, wanted)
            back = [person for person in told if is_form(told[person])]
            assert len(back) == int(same_field)
            if same_field:
                (loser,), (winner,) = back, set(told) - set(back)
                assert wanted[winner]["note"] in words(told[loser])
                assert only(entry).details.note == wanted[winner]["note"]
                again = View(f"V{number}", loser, "", told[loser]["view"], f"V{number}")
                assert "Saved" in words(saved_by(entry, loser, again))
                assert only(entry).details.note == wanted[loser]["note"]
            else:
                details = only(entry).details
                assert (details.note, details.contacts) == (f"bo {number}", (f"Chen {number}",))
                heard = [person for person in told if "while you had it open" in words(told[person])]
                assert len(heard) == 1
            ever_saved += [text for each in wanted.values() for text in each.values()]
    stood = {text for each in states(entry) for text in (each.note, *each.contacts)}
    assert set(ever_saved) <= stood
    assert len(states(entry)) == 1 + 2 * ROUNDS


def test_of_an_edit_and_an_undo_at_the_same_moment_both_are_done(entry: AppFixture) -> None:
    with ThreadPoolExecutor(2) as both:
        for number in range(ROUNDS):
            kept, ready = only(entry), threading.Barrier(2)
            view = opened(entry, CHEN)

            def undo(conversation_id: str = kept.id, ready: threading.Barrier = ready) -> int:
                ready.wait(10)
                return entry.deliver_press(BO, UNDO, conversation_id)

            undone = both.submit(undo)
            ready.wait(10)
            saved_by(entry, CHEN, view, note=f"chen {number}")
            assert undone.result(10) == 200
            assert entry.kept == []
            entry.deliver_press(BO, PUT_BACK, kept.id)
    assert entry.kept != []


def at_once(both: ThreadPoolExecutor, app: AppFixture, wanted: Mapping[str, Saved]) -> dict[str, Saved]:
    """Each fills in a form of their own, opened before, and presses Save in the same moment."""
    ready = threading.Barrier(len(wanted))
    views = {person: opened(app, person) for person in wanted}

    def save(person: str) -> Saved:
        ready.wait(10)
        return saved_by(app, person, views[person], **wanted[person])

    return dict(zip(wanted, both.map(save, wanted), strict=True))


def logged(app: AppFixture, line: str) -> None:
    app.reads(ANA, "/account add Acme")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    app.reads(BO, line)


def open_from_home(app: AppFixture, person: str) -> None:
    app.press_in(person, app.home(person), EDIT)
    assert app.form(person).given["title"]["text"] == "Edit"


def open_from_receipt(app: AppFixture, person: str) -> None:
    app.sandbox.press(person, app.last_seen(person), EDIT)
    assert app.form(person).given["title"]["text"] == "Edit"


def opened(app: AppFixture, person: str, conversation_id: str | None = None) -> View:
    """The form of the entry as it opens for somebody now, wherever they found it."""
    deps = app.runtime.deps
    caller = members.recognise(deps, app.team.id, person)
    form = replace(conversation_form.of_entry(deps, caller, conversation_id or only(app).id), is_unfolded=True)
    metadata = json.dumps({"conversation": form.conversation_id, "version": form.version})
    return View("V0", person, "", drawn.conversation(form, metadata=metadata, names=form.names), "V0")


def saved_by(app: AppFixture, person: str, view: View, **filled: Any) -> dict[str, Any]:
    return app.deliver_form(person, view, **filled)


def is_form(told: Saved) -> bool:
    return bool(told["view"].get("callback_id") == drawn.FORM)


def words(told: Saved) -> str:
    return json.dumps(told, ensure_ascii=False)


def only(app: AppFixture) -> Conversation:
    (kept,) = app.kept
    return kept


def states(app: AppFixture, conversation_id: str | None = None) -> list[Details]:
    """Every state the entry had, as the revisions have it, and as it stands."""
    found = [kept for kept in app.kept if conversation_id in (None, kept.id)]
    (now,) = found
    with app.runtime.deps.reading(app.team.id) as scope:
        before = [revisions.find(scope, now.id, version) for version in range(1, now.version)]
    return [*(each[1] for each in before if each is not None), now.details]
