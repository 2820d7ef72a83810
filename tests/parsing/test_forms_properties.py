"""The form against any entry there can be and anything that can be typed: nothing is lost, nothing is invented."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import MENTION, Details, FollowUp, Insight, Kind, State
from bot.domain.errors import Incomplete
from bot.domain.insights.model import InsightKind
from bot.parsing.forms.conversation_form import account_of, insight_of, read, shown
from bot.parsing.forms.mentions import put_back, spell
from bot.parsing.slack_text import storable

ANA, BO, CHEN, DEE, CEO = PEOPLE = ("U0ANA", "U0BO", "U0CHEN", "U0DEE", "U0CEO")
TODAY = date(2026, 11, 23)

NAMED = st.sampled_from(
    [
        "Ana",
        "Ana Maria",
        "Ana M",
        "An",
        "ana",
        "Bo",
        "Bo@Ana",
        "@Bo",
        "U0CEO",
        "<@U0CEO>",
        "Chen\nrisk: x",
        " ",
        "ÅÄ 日本",
    ]
)
NAMES = st.dictionaries(st.sampled_from(PEOPLE), NAMED | st.text(max_size=6))
TOKENS = [f"<@{person}>" for person in PEOPLE] + [
    "<@U0BO|bo the\nbuilder>",
    "<!channel>",
    "<#C1|x>",
    "<@u0bo>",
    "<@U0X",
]
SAID = ["@Ana", "@Ana Maria", "@U0CEO", "@", "s", "risk:", "#like", "complaint", "and", "And", "&", ",", ";", ":", "\n"]
ODD = ["\t", ".", "'", "exports", "&lt;", "日本", "🎉", "\u2028", "\u200f", " "]
PIECES = st.sampled_from([*TOKENS, *SAID, *ODD])
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=20)
STORED = TEXTS.map(storable)
WITH_WORDS = STORED.filter(str.strip)
IDS = st.sampled_from(PEOPLE)
DAYS = st.dates()


@st.composite
def entries(draw: st.DrawFn) -> Details:
    """Any entry that storage may hold."""
    holder = draw(IDS)
    colleagues = tuple(each for each in draw(st.lists(IDS, unique=True)) if each != holder)
    note = draw(STORED.map(str.strip))
    insights = tuple(draw(st.lists(st.builds(Insight, st.sampled_from([*InsightKind]).map(str), STORED), max_size=4)))
    mentioned = dict.fromkeys(MENTION.findall(" ".join([note, *(each.text for each in insights)])))
    named = [each for each in mentioned if each not in (holder, *colleagues)]
    return Details(
        state=draw(st.sampled_from(State)),
        kind=draw(st.sampled_from(Kind)),
        minutes=draw(st.none() | st.integers(1, 720)),
        on=draw(DAYS),
        held_by=holder,
        colleagues=colleagues,
        contacts=tuple(draw(st.lists(WITH_WORDS, max_size=4))),
        note=note,
        insights=insights,
        follow_up=draw(st.none() | st.builds(FollowUp, WITH_WORDS, st.none() | DAYS, IDS)),
        private=draw(st.booleans()),
        named=tuple(draw(st.permutations(named))[: draw(st.integers(0, len(named)))]),
    )


ENTRIES = entries()
BARE = Details(State.HELD, Kind.CALL, None, TODAY, ANA)
TYPED = TEXTS | st.text(st.characters(codec=None), max_size=12)
FILLED = st.builds(
    Filled,
    account=TYPED | st.sampled_from(["customer:", "prospect:Acme"]),
    note=TYPED,
    kind=TYPED | st.sampled_from(Kind).map(str),
    on=TYPED | DAYS.map(str),
    duration=TYPED | st.from_regex(r"[0-9]{1,5} ?[hm.]?[0-9]{0,3}", fullmatch=True),
    insights=TYPED | st.lists(st.tuples(st.sampled_from(InsightKind), TYPED).map(": ".join), max_size=3).map("\n".join),
    contacts=TYPED,
    colleagues=st.lists(IDS).map(tuple),
    held_by=IDS | st.just(""),
    follow_up=TYPED,
    follow_up_due=TYPED | DAYS.map(str) | st.just(""),
    follow_up_assignee=IDS | st.just(""),
    private=st.booleans(),
)


@given(ENTRIES, NAMES, IDS, DAYS)
@example(replace(BARE, contacts=("Smith, Jones and Sons", "Jo & Sam", "")), {}, ANA, TODAY)
@example(replace(BARE, insights=(Insight("risk", "a\nlike: b"), Insight("like", ""))), {}, ANA, TODAY)
@example(replace(BARE, insights=(Insight("like", "<@U0ANA>"),)), {ANA: "A\x00"}, ANA, TODAY)
@example(replace(BARE, note="<@U0BO> @Sam <@U0CHEN|c>", named=(CHEN, BO)), {BO: "Sam", CHEN: "Sam"}, ANA, TODAY)
def test_a_form_saved_as_it_opened_changes_nothing(
    entry: Details, names: Mapping[str, str], author: str, today: date
) -> None:
    assert read(shown(entry, names), author=author, today=today, before=entry, names=names) == entry


@given(ENTRIES, NAMES)
def test_what_slack_does_to_the_ends_of_lines_changes_nothing(entry: Details, names: Mapping[str, str]) -> None:
    opened = shown(entry, names)
    texts = {each: getattr(opened, each) for each in ("note", "insights", "contacts", "follow_up", "duration")}
    padded: dict[str, Any] = {each: f" {text} ".replace("\n", "\r\n") for each, text in texts.items()}
    returned = replace(opened, **padded)
    if "\r" not in entry.note:
        assert read(returned, author=DEE, today=TODAY, before=entry, names=names) == entry


Change = Callable[[Details], tuple[dict[str, Any], Details]]
CHANGES: dict[str, Change] = {
    "kind": lambda entry: ({"kind": "event"}, replace(entry, kind=Kind.EVENT)),
    "on": lambda entry: ({"on": "2026-11-20"}, replace(entry, on=date(2026, 11, 20), state=_state(entry))),
    "duration": lambda entry: ({"duration": "1.5h"}, replace(entry, minutes=90)),
    "no duration": lambda entry: ({"duration": ""}, replace(entry, minutes=None)),
    "contacts": lambda entry: ({"contacts": "Eve Ash; Max"}, replace(entry, contacts=("Eve Ash", "Max"))),
    "no contacts": lambda entry: ({"contacts": ""}, replace(entry, contacts=())),
    "follow-up": lambda entry: (
        {"follow_up": "call", "follow_up_due": "", "follow_up_assignee": BO},
        replace(entry, follow_up=FollowUp("call", None, BO)),
    ),
    "no follow-up": lambda entry: ({"follow_up": ""}, replace(entry, follow_up=None)),
    "private": lambda entry: ({"private": not entry.private}, replace(entry, private=not entry.private)),
}


def _state(entry: Details) -> State:
    return entry.state if entry.on == date(2026, 11, 20) else State.HELD


@given(ENTRIES, NAMES)
def test_changing_one_field_changes_that_one_alone(entry: Details, names: Mapping[str, str]) -> None:
    opened = shown(entry, names)
    for field, change in CHANGES.items():
        typed, expected = change(entry)
        saved = read(replace(opened, **typed), author=DEE, today=TODAY, before=entry, names=names)
        assert saved == expected, field


@given(ENTRIES, NAMES, IDS, st.lists(IDS).map(tuple))
def test_changing_who_took_part_changes_no_word_and_names_nobody_new(
    entry: Details, names: Mapping[str, str], holder: str, colleagues: tuple[str, ...]
) -> None:
    typed = replace(shown(entry, names), held_by=holder, colleagues=colleagues)
    changed = read(typed, author=DEE, today=TODAY, before=entry, names=names)
    pool = tuple(dict.fromkeys(each for each in colleagues if each != holder))
    assert changed == replace(entry, held_by=holder, colleagues=pool, named=changed.named)
    assert not {*changed.named} & {holder, *pool}
    assert {*changed.named} <= {*entry.named, entry.held_by, *entry.colleagues}
    assert {*changed.named} >= {*entry.named} - {holder, *pool}


@given(ENTRIES.filter(lambda entry: "\r" not in entry.note), NAMES)
def test_words_added_at_either_end_of_the_note_leave_every_mention_where_it_was(
    entry: Details, names: Mapping[str, str]
) -> None:
    opened = shown(entry, names)
    for before, behind in (("", " zz"), ("zz ", "")):
        typed = replace(opened, note=f"{before}{opened.note}{behind}")
        expected = replace(entry, note=f"{before}{entry.note}{behind}".strip())
        assert read(typed, author=DEE, today=TODAY, before=entry, names=names) == expected


@given(ENTRIES, NAMES, st.integers(0, 4))
def test_an_insight_added_between_others_touches_none_of_them(
    entry: Details, names: Mapping[str, str], place: int
) -> None:
    opened = shown(entry, names)
    lines = opened.insights.split("\n") if opened.insights else []
    added = [*lines[:place], "request: a longer zz", *lines[place:]]
    insights = (*entry.insights[:place], Insight("request", "a longer zz"), *entry.insights[place:])
    typed = replace(opened, insights="\n".join(added))
    assert read(typed, author=DEE, today=TODAY, before=entry, names=names) == replace(entry, insights=insights)


OWN_NAMES = dict(zip(PEOPLE, ["Ana", "Ana M", "Ana Maria", "Ana Maria Lou", "Bo"], strict=True))
PLAIN = st.sampled_from(["saw", "and", "exports,", "x", "@", "Maria"])


@given(st.lists(IDS | PLAIN, max_size=8), st.randoms(use_true_random=False), st.lists(PLAIN, max_size=4))
@example([ANA, BO], None, [])
def test_where_everybody_has_a_name_of_their_own_each_mention_comes_back_wherever_it_went(
    pieces: list[str], order: Any, added: list[str]
) -> None:
    moved = [*pieces[::-1], *added]
    if order:
        order.shuffle(moved)
    stored, wanted = (" ".join(f"<@{each}>," if each in PEOPLE else each for each in some) for some in (pieces, moved))
    typed = spell(wanted, PEOPLE, OWN_NAMES).text
    assert put_back(spell(stored, PEOPLE, OWN_NAMES), typed, {}).stored == wanted


@given(FILLED, st.none() | ENTRIES, NAMES)
def test_whatever_is_typed_is_read_or_refused_under_its_field(
    filled: Filled, before: Details | None, names: Mapping[str, str]
) -> None:
    try:
        details = read(filled, author=DEE, today=TODAY, before=before, names=names)
    except Incomplete as refused:
        assert set(refused.fields) <= set(Field) - {Field.ACCOUNT}
        assert all(0 < len(words) < 500 for words in refused.fields.values())
    else:
        for text in texts_of(details):
            assert "\x00" not in text
            text.encode()  # no half of a character that UTF-8 cannot hold
        assert details.held_by == (filled.held_by or DEE)
        assert set(details.colleagues) == set(filled.colleagues) - {details.held_by}
        before_people = (*before.named, before.held_by, *before.colleagues) if before else ()
        assert set(details.named) <= set(before_people) - {details.held_by, *details.colleagues}
        assert read(shown(details, names), author=ANA, today=TODAY, before=details, names=names) == details


@given(FILLED)
def test_any_account_is_read_or_refused_under_it(filled: Filled) -> None:
    try:
        assert account_of(filled)
    except Incomplete as refused:
        assert list(refused.fields) == [Field.ACCOUNT]


@given(TYPED, TYPED | st.sampled_from(InsightKind).map(str))
def test_whatever_was_heard_is_kept_or_refused_under_its_field(text: str, kind: str) -> None:
    try:
        insight = insight_of(kind, text)
    except Incomplete as refused:
        assert set(refused.fields) <= {"kind", "text"}
    else:
        assert insight == Insight(kind, " ".join(storable(text).split()))


WRONG: dict[Field, dict[str, str]] = {
    Field.KIND: {"kind": "chatter"},
    Field.ON: {"on": (TODAY - timedelta(days=367)).isoformat()},
    Field.DURATION: {"duration": "13h"},
    Field.NOTE: {"note": "x" * 3001},
    Field.INSIGHTS: {"insights": "exports time out"},
    Field.CONTACTS: {"contacts": "J" * 121},
    Field.FOLLOW_UP: {"follow_up": "y" * 3001},
    Field.FOLLOW_UP_DUE: {"follow_up_due": "31 feb"},
}


@given(st.sets(st.sampled_from(list(WRONG)), min_size=1), st.none() | ENTRIES)
def test_every_wrong_field_is_named_and_no_other(wrong: set[Field], before: Details | None) -> None:
    typed: dict[str, Any] = {name: value for field in wrong for name, value in WRONG[field].items()}
    right = Filled(on=TODAY.isoformat(), follow_up="call")
    with pytest.raises(Incomplete) as refused:
        read(replace(right, **typed), author=ANA, today=TODAY, before=before)
    # One thing at a time where the words of a follow-up and its day are wrong.
    at_once = wrong - {Field.FOLLOW_UP_DUE} if Field.FOLLOW_UP in wrong else wrong
    assert set(refused.value.fields) == at_once


def test_every_field_of_the_form_is_filled_from_the_entry_or_left_to_the_account() -> None:
    full = Details(
        State.HELD,
        Kind.VISIT,
        5,
        TODAY,
        BO,
        (CHEN,),
        ("Jo",),
        "x",
        (Insight("risk", "y"),),
        FollowUp("z", TODAY, DEE),
        True,
    )
    blank = Filled()
    same = {each.name for each in fields(Filled) if getattr(shown(full, {}), each.name) == getattr(blank, each.name)}
    assert same <= {"account", "account_name", "left_out"}


def texts_of(details: Details) -> list[str]:
    step = details.follow_up
    return [details.note, *details.contacts, *(each.text for each in details.insights), *([step.text] if step else [])]
