"""The forms as Slack draws them: what is asked, what stands there, and what no hostile word can do."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.concurrent_edits import Changer, ConcurrentEdit
from bot.domain.conversations.conversation_form import Form
from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import Kind
from bot.domain.insights.model import InsightKind
from bot.messages.blocks import Message, View, section, table
from bot.messages.conversations import conversation_form
from bot.messages.form_fields import VALUE
from bot.messages.views import INPUT_LIMIT, as_modal
from tests.messages.views import (
    HOSTILE,
    NAMES,
    TODAY,
    fields,
    literal,
    named,
    of_type,
    problems,
    rings,
    sections,
)

FILLED = Filled(
    account="a1",
    account_name="Acme Corp",
    note="renewal chat, worried about exports",
    kind="visit",
    on="2026-11-24",
    duration="20 min",
    insights="complaint: exports time out\nlike: the new editor",
    contacts="Jo Lee, Sam Park",
    colleagues=("U0BO", "U0CHEN"),
    held_by="U0BO",
    follow_up="send pricing",
    follow_up_due="2026-11-27",
    follow_up_assignee="U0CHEN",
    private=True,
)
NEW = Form(Filled(), "U0ANA", TODAY, is_unfolded=True)
FOLDED = replace(NEW, is_unfolded=False)
CHEN = Changer("Chen")
EDITED = Form(FILLED, "U0ANA", TODAY, "c1", version=3)
TEXTS = ("note", "duration", "insights", "contacts", "follow_up")
REQUIRED = {"account", "kind", "on", "held_by"}


def checked_view(form: Form) -> View:
    view = conversation_form.conversation(form, metadata="kept", names=NAMES)
    assert problems(view) == [] and rings(view) == []
    return view


def initial_values(view: View) -> dict[str, Any]:
    """What stands in each field when it opens."""
    starts = ("initial_value", "initial_option", "initial_options", "initial_user", "initial_users", "initial_date")
    return {
        block_id: next((block["element"][start] for start in starts if start in block["element"]), None)
        for block_id, block in fields(view).items()
    }


def test_a_new_form_asks_for_every_field_the_quick_ones_first() -> None:
    view = checked_view(NEW)
    assert list(fields(view)) == [each.value for each in Field]
    assert list(fields(view))[:5] == ["account", "note", "kind", "on", "duration"]
    assert (view["callback_id"], view["private_metadata"]) == (conversation_form.FORM, "kept")
    assert [view[part]["text"] for part in ("title", "submit", "close")] == ["Log a conversation", "Save", "Cancel"]


def test_a_new_form_shows_what_matters_and_says_what_is_behind_more() -> None:
    view = checked_view(FOLDED)
    assert list(fields(view)) == ["account", "note", "kind", "on", "duration"]
    (more,) = of_type(view, "section")
    assert more["text"]["text"] == (
        "Also: what they said, contacts at the customer, colleagues who took part, held by, what you promised "
        "and private."
    )
    assert more["accessory"]["action_id"] == conversation_form.MORE


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"contacts": "Jo Lee"}, ["contacts"]),
        ({"insights": "like: the editor"}, ["insights"]),
        ({"colleagues": ("U0BO",)}, ["colleagues"]),
        ({"held_by": "U0BO"}, ["held_by"]),
        ({"held_by": "U0ANA"}, []),
        ({"follow_up": "send pricing"}, ["follow_up", "follow_up_due", "follow_up_assignee"]),
        ({"private": True}, ["private"]),
    ],
)
def test_what_says_something_is_never_folded_away(said: dict[str, Any], shown: list[str]) -> None:
    assert list(fields(checked_view(replace(FOLDED, filled=Filled(**said)))))[5:] == shown


def test_where_a_colleague_changed_something_all_of_the_form_is_shown() -> None:
    edit: ConcurrentEdit[Field] = ConcurrentEdit(CHEN, (), {Field.CONTACTS: "Jo Lee"})
    assert len(fields(checked_view(replace(FOLDED, concurrent_edit=edit)))) == len(Field)


def test_what_need_not_be_said_may_stay_empty() -> None:
    asked = {block_id for block_id, block in fields(checked_view(NEW)).items() if not block["optional"]}
    assert asked == REQUIRED
    held = initial_values(checked_view(NEW))
    assert {block_id for block_id in REQUIRED if held[block_id] is None} == {"account"}
    assert (held["on"], held["held_by"], held["kind"]["value"]) == ("2026-11-25", "U0ANA", "call")


def test_the_form_of_an_entry_holds_all_of_it() -> None:
    view = checked_view(EDITED)
    held = initial_values(view)
    assert view["title"]["text"] == "Edit"
    assert {each: held[each] for each in TEXTS} == {each: getattr(FILLED, each) for each in TEXTS}
    assert held["account"] == {"text": {"type": "plain_text", "text": "Acme Corp", "emoji": False}, "value": "a1"}
    assert held["kind"]["text"]["text"] == "Visit, on their turf"
    assert (held["on"], held["follow_up_due"]) == ("2026-11-24", "2026-11-27")
    assert (held["held_by"], held["colleagues"]) == ("U0BO", ["U0BO", "U0CHEN"])
    assert held["follow_up_assignee"] == "U0CHEN"
    assert [box["value"] for box in held["private"]] == [conversation_form.PRIVATE]


def test_every_kind_is_on_offer_and_says_where_it_does_not_count() -> None:
    options = fields(checked_view(NEW))["kind"]["element"]["options"]
    offered = {each["value"]: each["text"]["text"] for each in options}
    assert list(offered) == [kind.value for kind in Kind]
    assert {value for value, label in offered.items() if label.endswith("(kept, counts nothing)")} == {
        kind.value for kind in Kind if not kind.is_conversation
    }


def test_the_account_is_searched_while_one_types_and_the_first_are_there_at_once() -> None:
    search = fields(checked_view(NEW))["account"]["element"]
    assert (search["type"], search["action_id"], search["min_query_length"]) == (
        "external_select",
        conversation_form.ACCOUNT,
        0,
    )


@pytest.mark.parametrize(
    ("value", "words"), [("customer:Acme", "New customer “Acme”"), ("prospect:Acme", "New prospect “Acme”")]
)
def test_an_account_still_to_be_added_stands_there_as_new(value: str, words: str) -> None:
    held = initial_values(checked_view(replace(NEW, filled=Filled(account=value, account_name="Acme"))))
    assert (held["account"]["text"]["text"], held["account"]["value"]) == (words, value)


def test_one_begins_where_something_is_left_to_say() -> None:
    def first(form: Form) -> list[str]:
        return [
            block_id for block_id, block in fields(checked_view(form)).items() if block["element"].get("focus_on_load")
        ]

    assert first(NEW) == ["account"]
    assert first(EDITED) == ["note"]
    assert first(replace(EDITED, concurrent_edit=ConcurrentEdit(CHEN))) == []


def test_who_is_not_known_yet_reads_why_no_account_is_offered() -> None:
    assert "hint" not in fields(checked_view(NEW))["account"]
    unknown = replace(NEW, may_see_accounts=False)
    assert "I show no accounts" in fields(checked_view(unknown))["account"]["hint"]["text"]


def test_the_hint_names_every_kind_of_insight() -> None:
    hint = fields(checked_view(NEW))["insights"]["hint"]["text"]
    assert all(kind.value in hint for kind in InsightKind)


def test_a_message_cut_to_the_note_says_how_long_it_was() -> None:
    whole, cut = checked_view(NEW), checked_view(replace(NEW, cut_from=5120))
    assert sections(whole) == []
    assert sections(cut) == ["The message has 5,120 characters; the first 3,000 stand below."]


def _with(field: str, text: str) -> Filled:
    filled: dict[str, Any] = {field: text}
    return replace(FILLED, **filled)


@pytest.mark.parametrize("each", TEXTS)
def test_a_text_too_long_for_its_field_is_left_out_and_said_to_stay(each: str) -> None:
    fits = checked_view(replace(EDITED, filled=_with(each, "x" * INPUT_LIMIT)))
    assert initial_values(fits)[each] == "x" * INPUT_LIMIT
    too_long = checked_view(replace(EDITED, filled=_with(each, "x" * (INPUT_LIMIT + 1))))
    assert set(fields(fits)) - set(fields(too_long)) == {each}
    said = [block["elements"][0]["text"] for block in of_type(too_long, "context")]
    assert any("3,001 characters, too many to change here. They stay as they are." in words for words in said)


def test_lines_in_a_field_of_one_line_stay_apart() -> None:
    held = initial_values(checked_view(replace(EDITED, filled=replace(FILLED, contacts="Jo Lee\nSam Park"))))
    assert held["contacts"] == "Jo Lee Sam Park"


def test_what_a_colleague_wrote_meanwhile_is_read_in_full_above_the_fields() -> None:
    theirs = "<@U0CEO> & *" + "&" * (INPUT_LIMIT - 12)
    edit = ConcurrentEdit(CHEN, (Field.ON, Field.DURATION), {Field.NOTE: theirs, Field.FOLLOW_UP: ""})
    view = checked_view(replace(EDITED, concurrent_edit=edit))
    assert sections(view) == [
        "*Not saved yet: Chen changed this entry while this form was open.* Save keeps what stands below.\n"
        "Taken over: Date, Duration."
    ]
    assert literal(view) == [
        "Changed in both places; what you wrote here stands below. Saved so far:",
        "Note",
        theirs,
        "What you promised: left empty",
    ]
    kinds = [block["type"] for block in view["blocks"]]
    assert kinds[:3] == ["section", "rich_text", "input"]


@pytest.mark.parametrize(
    ("each", "value", "words"),
    [
        (Field.KIND, "visit", "Visit, on their turf"),
        (Field.ON, "2026-11-20", "Fri 20 Nov"),
        (Field.FOLLOW_UP_DUE, "2027-01-04", "Mon 4 Jan 2027"),
        (Field.COLLEAGUES, "U0BO, U0CHEN", "Bo and Chen"),
        (Field.HELD_BY, "U0GONE", "somebody"),
        (Field.NOTE, "ask <@U0BO>", "ask @Bo"),
        (Field.NOTE, "ask <@U0CEO>", "ask <@U0CEO>"),
    ],
)
def test_a_colleagues_change_reads_as_people_say_it(each: Field, value: str, words: str) -> None:
    assert (
        literal(checked_view(replace(EDITED, concurrent_edit=ConcurrentEdit(CHEN, conflicts={each: value}))))[-1]
        == words
    )


def test_only_a_field_that_shall_show_a_colleagues_change_forgets_what_was_typed() -> None:
    before = {block_id: block["element"]["action_id"] for block_id, block in fields(checked_view(EDITED)).items()}
    taken = (Field.ACCOUNT, Field.NOTE, Field.PRIVATE)
    later = replace(EDITED, version=4, concurrent_edit=ConcurrentEdit(CHEN, taken, {Field.KIND: "event"}))
    after = {block_id: block["element"]["action_id"] for block_id, block in fields(checked_view(later)).items()}
    assert {block_id: after[block_id] for block_id in after if after[block_id] != before[block_id]} == {
        "account": f"{conversation_form.ACCOUNT}:4",
        "note": f"{VALUE}:4",
        "private": f"{VALUE}:4",
    }
    step = replace(later, concurrent_edit=ConcurrentEdit(CHEN, (Field.FOLLOW_UP,)))
    renewed = [
        block_id for block_id, block in fields(checked_view(step)).items() if block["element"]["action_id"][-1] == "4"
    ]
    assert renewed == ["follow_up", "follow_up_due", "follow_up_assignee"]
    again = fields(checked_view(replace(later, version=5)))
    assert again["note"]["element"]["action_id"] == f"{VALUE}:5"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stand_in_the_form_to_the_letter_and_do_nothing(hostile: str) -> None:
    words: dict[str, Any] = {
        "note": hostile,
        "insights": hostile,
        "follow_up": hostile,
        "contacts": hostile,
        "duration": hostile,
    }
    filled = replace(FILLED, account_name=hostile, **words)
    edit = ConcurrentEdit(Changer(hostile), tuple(Field), {Field.NOTE: hostile})
    view = checked_view(replace(EDITED, filled=filled, concurrent_edit=edit, cut_from=10**6))
    held = initial_values(view)
    assert held["note"] == held["insights"] == hostile
    assert literal(view).count(hostile.strip()) == bool(hostile.strip())


def test_more_than_slack_takes_in_one_form_is_cut_and_said() -> None:
    emoji: dict[str, Any] = dict.fromkeys(TEXTS, "🧨" * INPUT_LIMIT)
    edit = ConcurrentEdit(CHEN, conflicts={Field(each): words for each, words in emoji.items()})
    view = checked_view(replace(EDITED, filled=replace(FILLED, **emoji), concurrent_edit=edit))
    assert initial_values(view) == {**initial_values(checked_view(EDITED)), **emoji}
    assert literal(view)[2] == "🧨" * 1000 + "… (and 2,000 more characters)"


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("stage", ["customer", "prospect"])
def test_a_hostile_name_can_be_added_as_new(hostile: str, stage: str) -> None:
    name = hostile[:120]
    held = initial_values(checked_view(replace(NEW, filled=Filled(account=f"{stage}:{name}", account_name=name))))
    assert held["account"]["value"] == f"{stage}:{name}"


def test_an_account_slack_cannot_hold_is_asked_for_again() -> None:
    assert initial_values(checked_view(replace(NEW, filled=Filled(account="customer:" + "x" * 150))))["account"] is None


def test_what_they_said_takes_words_and_any_kind() -> None:
    view = conversation_form.insight_form("kept")
    assert problems(view) == []
    assert (view["callback_id"], view["private_metadata"]) == (conversation_form.INSIGHT_FORM, "kept")
    asked = fields(view)
    assert set(asked) == {conversation_form.INSIGHT_TEXT, conversation_form.INSIGHT_KIND}
    assert asked["text"]["element"]["max_length"] == INPUT_LIMIT
    assert {each["value"] for each in asked["kind"]["element"]["options"]} == {kind.value for kind in InsightKind}
    assert not any(block["optional"] for block in asked.values())


@pytest.mark.parametrize("hostile", ["Acme", *HOSTILE])
def test_a_channel_shared_with_another_company_is_not_offered(hostile: str) -> None:
    view = conversation_form.share(hostile, "kept")
    assert problems(view) == [] and rings(view) == []
    where = fields(view)[conversation_form.CHANNEL]["element"]
    assert where["filter"]["exclude_external_shared_channels"] and where["default_to_current_conversation"]
    assert where["filter"]["include"] == ["public", "private"]


def test_a_message_is_read_in_a_modal_without_what_only_messages_draw() -> None:
    message = Message(
        "Ana 5, Bo 4", [section("*This week*"), table([["Who", "Customers"], ["Ana", "5"]], ["left", "right"])]
    )
    view = as_modal("This week and everything before it", message, metadata="kept")
    assert problems(view) == []
    assert sections(view) == ["*This week*"] and list(named(view, "rows")) == []
    assert (view["title"]["text"], view["private_metadata"]) == ("This week and everythin…", "kept")
    assert sections(as_modal("Table", replace(message, blocks=message.blocks[1:]))) == ["Ana 5, Bo 4"]
