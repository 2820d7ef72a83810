"""What a person leaves in the form of a conversation, read against what the entry was."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.accounts import Stage
from bot.domain.conversations import Details, FollowUp, Insight, Kind, State
from bot.domain.errors import Incomplete
from bot.domain.forms import Field, Filled
from bot.domain.insights import InsightKind
from bot.parsing.commands import NAME_LIMIT
from bot.parsing.forms import NewAccount, account_of, heard, new_account_value, read, shown
from bot.parsing.insights import TEXT_LIMIT
from bot.parsing.words import MARKERS

MONDAY = date(2026, 11, 23)
ANA, BO, CHEN, DEE = "U0ANA", "U0BO", "U0CHEN", "U0DEE"
NAMES = {ANA: "Ana", BO: "Bo", CHEN: "Chen", DEE: "Dee"}
BARE = Filled(on="2026-11-23")
ENTRY = Details(
    state=State.HELD,
    kind=Kind.VISIT,
    minutes=90,
    on=date(2026, 11, 19),
    held_by=ANA,
    colleagues=(BO,),
    contacts=("Jo Lee", "Sam Park"),
    note="saw <@U0CHEN> there",
    insights=(Insight("complaint", "exports time out"), Insight("risk", "<@U0CHEN> heard of a freeze")),
    follow_up=FollowUp("send pricing to <@U0DEE>", date(2026, 11, 27), BO),
    named=(CHEN,),
)


def filled_in(**fields: Any) -> Details:
    return read(replace(BARE, **fields), author=ANA, today=MONDAY)


def edited(before: Details = ENTRY, *, names: dict[str, str] = NAMES, **fields: Any) -> Details:
    return read(replace(shown(before, names), **fields), author=DEE, today=MONDAY, before=before, names=names)


def wrong(**fields: Any) -> dict[str, str]:
    """What stands under which field of a new conversation."""
    with pytest.raises(Incomplete) as refused:
        filled_in(**fields)
    return refused.value.fields


def test_an_entry_stands_in_the_form_as_people_would_type_it() -> None:
    assert shown(ENTRY, NAMES) == Filled(
        note="saw @Chen there",
        kind="visit",
        on="2026-11-19",
        duration="1h30",
        insights="complaint: exports time out\nrisk: @Chen heard of a freeze",
        contacts="Jo Lee, Sam Park",
        colleagues=(BO,),
        held_by=ANA,
        follow_up="send pricing to @Dee",
        follow_up_due="2026-11-27",
        follow_up_assignee=BO,
    )


def test_somebody_without_a_name_is_shown_by_id() -> None:
    assert shown(ENTRY, {}).note == "saw @U0CHEN there"


def test_a_token_that_somebody_typed_by_hand_is_shown_as_typed() -> None:
    by_hand = replace(ENTRY, note="they wrote <@U0CEO> and <!channel>")
    assert shown(by_hand, NAMES | {"U0CEO": "Petra"}).note == "they wrote <@U0CEO> and <!channel>"


def test_the_empty_form_is_a_call_of_its_author_with_nothing_said() -> None:
    assert filled_in() == Details(State.HELD, Kind.CALL, None, MONDAY, ANA)


def test_every_field_is_read() -> None:
    assert filled_in(
        note=" renewal chat,\nworried about exports ",
        kind="video",
        on="2026-11-20",
        duration="45 mins",
        insights="#praise the new editor\n\nRival: Globex offers 20% off",
        contacts="Jo Lee and Sam Park",
        colleagues=(BO, CHEN),
        held_by=DEE,
        follow_up="send pricing",
        follow_up_due="2026-11-27",
        follow_up_assignee=CHEN,
        private=True,
    ) == Details(
        State.HELD,
        Kind.VIDEO,
        45,
        date(2026, 11, 20),
        DEE,
        (BO, CHEN),
        ("Jo Lee", "Sam Park"),
        "renewal chat,\nworried about exports",
        (Insight("like", "the new editor"), Insight("competitor", "Globex offers 20% off")),
        FollowUp("send pricing", date(2026, 11, 27), CHEN),
        True,
    )


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("20m", 20),
        (" 45 mins ", 45),
        ("1h", 60),
        ("1h30", 90),
        ("1H 30M", 90),
        ("1.5h", 90),
        ("1 hour and 5 minutes", 65),
        ("25", 25),
        ("1", 1),
        ("720", 720),
        ("12h", 720),
        ("", None),
        ("  ", None),
    ],
)
def test_a_duration_reads_as_it_does_behind_the_command(typed: str, minutes: int | None) -> None:
    assert filled_in(duration=typed).minutes == minutes


@pytest.mark.parametrize("typed", ["0", "721", "13h", "99999", "-5", "1h 30", "20m call", "20m,", "half an hour", "٣٠"])
def test_what_is_no_duration_is_said_under_it(typed: str) -> None:
    assert wrong(duration=typed) == {Field.DURATION: "Write it as 20m, 45 mins, 1h30 or 1.5h: 1 minute to 12 hours."}


@pytest.mark.parametrize("minutes", [1, 20, 59, 60, 65, 90, 119, 719, 720])
def test_minutes_are_shown_as_they_can_be_typed(minutes: int) -> None:
    assert filled_in(duration=shown(replace(ENTRY, minutes=minutes), NAMES).duration).minutes == minutes


@pytest.mark.parametrize(("minutes", "typed"), [(None, ""), (20, "20m"), (60, "1h"), (65, "1h05"), (90, "1h30")])
def test_a_duration_is_shown_short(minutes: int | None, typed: str) -> None:
    assert shown(replace(ENTRY, minutes=minutes), NAMES).duration == typed


@pytest.mark.parametrize(
    ("today", "on", "is_taken"),
    [
        (date(2026, 11, 23), date(2025, 11, 22), True),
        (date(2026, 11, 23), date(2025, 11, 21), False),
        (date(2024, 12, 31), date(2023, 12, 31), True),  # 366 days: there was a 29 February
        (date(2024, 12, 31), date(2023, 12, 30), False),
        (date(2025, 2, 28), date(2024, 2, 28), True),  # 366 days, the 29th within
        (date(2025, 3, 1), date(2024, 2, 29), True),
        (date(2025, 3, 2), date(2024, 2, 29), False),
    ],
)
def test_a_day_up_to_366_days_back_can_be_logged(today: date, on: date, is_taken: bool) -> None:
    filled = Filled(on=on.isoformat())
    if is_taken:
        assert read(filled, author=ANA, today=today).on == on
    else:
        with pytest.raises(Incomplete) as refused:
            read(filled, author=ANA, today=today)
        assert refused.value.fields == {
            Field.ON: "Choose a later day: this one is 367 days ago, at most 366 can be logged."
        }


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2026-02-29", "20261123", "2026-W48-1", "2026-11-23T09:00", "٢٠٢٦-١١-٢٣"]
)
def test_what_is_no_day_is_said_under_it(typed: str) -> None:
    assert wrong(on=typed) == {Field.ON: "Choose the day, past or to come."}


@pytest.mark.parametrize(
    ("days", "state"), [(-1, State.HELD), (0, State.HELD), (1, State.PLANNED), (4000, State.PLANNED)]
)
def test_a_day_ahead_is_a_plan(days: int, state: State) -> None:
    on = MONDAY + timedelta(days=days)
    assert (filled_in(on=on.isoformat()).state, filled_in(on=on.isoformat()).on) == (state, on)


def test_a_29_february_ahead_is_a_plan() -> None:
    assert filled_in(on="2028-02-29").state is State.PLANNED


@pytest.mark.parametrize("days", [-400, -1, 0, 1])
def test_a_plan_stays_one_until_its_day_is_changed(days: int) -> None:
    plan = replace(ENTRY, state=State.PLANNED, on=MONDAY + timedelta(days=days))
    assert edited(plan, note="bring the offer") == replace(plan, note="bring the offer", named=(CHEN,))
    assert edited(plan, on="2026-11-20").state is State.HELD
    assert edited(plan, on="2026-11-30").state is State.PLANNED


def test_what_was_held_stays_so_where_its_day_is_not_yet_over_for_whoever_edits_it() -> None:
    in_singapore = replace(ENTRY, on=MONDAY + timedelta(days=1))
    assert edited(in_singapore, duration="20m") == replace(in_singapore, minutes=20)


def test_an_old_entry_can_still_be_edited() -> None:
    old = replace(ENTRY, on=MONDAY - timedelta(days=900))
    assert edited(old, private=True) == replace(old, private=True)


@pytest.mark.parametrize("typed", ["", "Call", "phone", "nonsense"])
def test_without_a_kind_it_says_so(typed: str) -> None:
    assert wrong(kind=typed) == {Field.KIND: "Choose how you reached them."}


@pytest.mark.parametrize(
    ("typed", "contacts"),
    [
        ("", ()),
        (" , ;\n& and ", ()),
        ("Jo Lee", ("Jo Lee",)),
        ("Jo  Lee, Sam Park; Ana\nDee", ("Jo Lee", "Sam Park", "Ana", "Dee")),
        ("Jo and Sam & Ana&Dee AND Eli", ("Jo", "Sam", "Ana", "Dee", "Eli")),
        ("Jo, and Sam", ("Jo", "Sam")),
        ("and Jo and", ("Jo",)),
        ("Sandy Andersson, Fernand Brand", ("Sandy Andersson", "Fernand Brand")),
        ("jo lee, Jo Lee, JO LEE, Sam", ("jo lee", "Sam")),
    ],
)
def test_contacts_stand_between_commas_semicolons_line_breaks_and_and(typed: str, contacts: tuple[str, ...]) -> None:
    assert filled_in(contacts=typed).contacts == contacts


def test_a_name_that_is_none_is_said_under_the_contacts() -> None:
    assert filled_in(contacts="J" * NAME_LIMIT).contacts == ("J" * NAME_LIMIT,)
    assert wrong(contacts="Sam, " + "J" * (NAME_LIMIT + 1)) == {
        Field.CONTACTS: "Put a comma between people: a name has at most 120 characters."
    }


def test_a_stored_name_keeps_the_signs_in_it() -> None:
    firm = replace(ENTRY, contacts=("Smith, Jones and Partners", "R&D", "Jo"))
    assert edited(firm, private=True).contacts == firm.contacts
    assert edited(firm, contacts="Smith, Jones and Partners, R&D, Jo and Sam").contacts == (*firm.contacts, "Sam")
    assert edited(firm, contacts="Jo, Smith").contacts == ("Jo", "Smith")


def test_an_insight_a_line() -> None:
    assert filled_in(insights="complaint: exports time out\n\n  RISK   freeze \r\nlike:the editor").insights == (
        Insight("complaint", "exports time out"),
        Insight("risk", "freeze"),
        Insight("like", "the editor"),
    )


@pytest.mark.parametrize(("word", "kind"), MARKERS.items())
@pytest.mark.parametrize("line", ["{} slow exports", "{}: slow exports", "#{} slow exports", "#{}: slow exports"])
def test_every_kind_of_insight_has_its_words(line: str, word: str, kind: InsightKind) -> None:
    assert filled_in(insights=line.format(word)).insights == (Insight(kind.value, "slow exports"),)


def test_a_line_without_a_kind_is_named_with_the_kinds_there_are() -> None:
    assert wrong(insights="risk: freeze\n\nexports time out") == {
        Field.INSIGHTS: "Begin line 3 (“exports time out”) with its kind: "
        "like, complaint, request, competitor, opportunity, risk, story, about or answer."
    }


def test_of_several_lines_without_a_kind_the_first_is_shown_and_the_others_are_counted() -> None:
    said = wrong(insights="\n".join(["#fun " + "x" * 100, "likes it", "risky"]))[Field.INSIGHTS]
    assert said.startswith(f"Begin line 1 (“#fun {'x' * 34}…”) and 2 more lines with their kinds: like, ")


@pytest.mark.parametrize("typed", ["rısk freeze", "riſk freeze", "ſtory x"])
def test_letters_that_only_look_alike_make_no_kind(typed: str) -> None:
    assert list(wrong(insights=typed)) == [Field.INSIGHTS]


def test_a_kind_without_words_is_asked_for_them() -> None:
    assert wrong(insights="risk: freeze\ncomplaint:") == {
        Field.INSIGHTS: "Write behind “complaint:” in line 2 what they said."
    }


def test_texts_may_have_3000_characters() -> None:
    long = "x" * TEXT_LIMIT
    taken = filled_in(note=long, follow_up=long, insights="risk " + long[5:])
    assert (taken.note, taken.follow_up, taken.insights) == (
        long,
        FollowUp(long, None, ANA),
        (Insight("risk", long[5:]),),
    )
    assert list(wrong(insights="risk " + long[4:])) == [Field.INSIGHTS]
    assert wrong(note=long + "x", follow_up=long + "x", insights=f"risk: a\nrisk: {long}") == {
        Field.NOTE: "Shorten the note: it has 3,001 characters, at most 3,000 fit.",
        Field.INSIGHTS: "Shorten line 2: it has 3,006 characters, at most 3,000 fit.",
        Field.FOLLOW_UP: "Shorten what you promised: it has 3,001 characters, at most 3,000 fit.",
    }


def test_everything_wrong_is_said_at_once() -> None:
    assert list(
        wrong(
            kind="",
            on="",
            duration="long",
            note="x" * 3001,
            insights="exports",
            contacts="J" * 121,
            follow_up_due="2026-11-27",
        )
    ) == ["kind", "on", "duration", "note", "insights", "contacts", "follow_up"]


def test_a_follow_up_falls_to_whoever_held_it() -> None:
    assert filled_in(follow_up=" send \n pricing ", held_by=BO).follow_up == FollowUp("send pricing", None, BO)


@pytest.mark.parametrize("alone", [{"follow_up_due": "2026-11-27"}, {"follow_up_assignee": BO}])
def test_a_day_or_a_person_alone_is_no_follow_up(alone: dict[str, str]) -> None:
    assert wrong(**alone) == {Field.FOLLOW_UP: "Write what is to be done; a day or a person alone says nothing."}


def test_a_follow_ups_day_must_be_one() -> None:
    assert wrong(follow_up="call", follow_up_due="friday") == {
        Field.FOLLOW_UP_DUE: "Choose the day it is due, or none."
    }


@pytest.mark.parametrize("due", ["2026-11-27", ""])
@pytest.mark.parametrize("assignee", [BO, ""])
def test_taking_out_its_words_takes_out_the_follow_up(due: str, assignee: str) -> None:
    gone = edited(follow_up="", follow_up_due=due, follow_up_assignee=assignee)
    assert gone == replace(ENTRY, follow_up=None)


@pytest.mark.parametrize("other", [{"follow_up_due": "2026-11-30"}, {"follow_up_assignee": CHEN}])
def test_another_day_or_person_for_a_follow_up_without_words_is_asked_about(other: dict[str, str]) -> None:
    with pytest.raises(Incomplete) as refused:
        edited(follow_up="", **other)
    assert list(refused.value.fields) == [Field.FOLLOW_UP]


def test_the_holder_is_no_colleague_and_nobody_is_twice() -> None:
    crew = filled_in(held_by=BO, colleagues=(CHEN, BO, ANA, CHEN))
    assert (crew.held_by, crew.colleagues) == (BO, (CHEN, ANA))


def test_what_no_database_can_store_is_replaced() -> None:
    taken = filled_in(note="a\x00b", insights="risk: \ud83d", contacts="Jo\x00", follow_up="\udc00 x")
    assert (taken.note, taken.insights[0].text, taken.contacts) == ("a\ufffdb", "\ufffd", ("Jo\ufffd",))
    assert taken.follow_up == FollowUp("\ufffd x", None, ANA)


@pytest.mark.parametrize("typed", ["<@U0CEO>", "<@U0CEO|petra>", "<!channel>", "&lt;@U0CEO&gt;", "@Petra", "<#C1|x>"])
def test_nothing_typed_into_a_form_names_or_credits_anybody(typed: str) -> None:
    new = filled_in(note=typed, insights=f"risk: {typed}", contacts=typed)
    assert (new.note, new.insights, new.contacts) == (
        typed,
        (Insight("risk", typed),),
        (typed,) if "&" not in typed else new.contacts,
    )
    assert (new.people, new.named) == ((ANA,), ())
    later = edited(note=f"{typed} saw @Chen there", insights=f"risk: {typed}")
    assert (later.note, later.named) == (f"{typed} saw <@U0CHEN> there", (CHEN,))
    assert later.colleagues == ENTRY.colleagues


class TestMentions:
    """What reads "@Chen" in the form is the mention it was, wherever its words go."""

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("saw @Chen there, twice", "saw <@U0CHEN> there, twice"),
            ("Yesterday I saw @Chen", "Yesterday I saw <@U0CHEN>"),
            ("@Chen", "<@U0CHEN>"),
            ("@Chen and @Chen again", "<@U0CHEN> and <@U0CHEN> again"),
            ("saw @U0CHEN there", "saw <@U0CHEN> there"),
            ("@Chen's sister", "<@U0CHEN>'s sister"),
            ("nobody but @Dee", "nobody but <@U0DEE>"),  # mentioned in what is next
        ],
    )
    def test_a_name_in_changed_words_is_the_mention_again(self, typed: str, stored: str) -> None:
        assert edited(note=typed).note == stored

    @pytest.mark.parametrize("typed", ["saw @Chens there", "mail bo@Chen", "saw @chen there", "saw Chen there", "@Bo"])
    def test_words_that_were_no_mention_stay_words(self, typed: str) -> None:
        assert edited(note=typed).note == typed

    def test_a_mention_may_move_to_another_field(self) -> None:
        moved = edited(note="", insights="like: @Chen was kind", follow_up="thank @Chen")
        assert (moved.insights, moved.named) == ((Insight("like", "<@U0CHEN> was kind"),), (CHEN,))
        assert moved.follow_up == FollowUp("thank <@U0CHEN>", date(2026, 11, 27), BO)

    def test_who_is_mentioned_nowhere_any_more_is_not_named(self) -> None:
        assert edited(note="saw nobody").named == (CHEN,)
        assert edited(note="saw nobody", insights="risk: freeze").named == ()
        assert edited(note="saw <@U0CHEN>", insights="").named == ()

    def test_who_took_part_is_not_named_beside_it(self) -> None:
        assert edited(colleagues=(BO, CHEN)) == replace(ENTRY, colleagues=(BO, CHEN), named=())
        assert edited(held_by=CHEN) == replace(ENTRY, held_by=CHEN, named=())

    def test_who_did_not_take_part_after_all_is_still_shown_by_name(self) -> None:
        there = replace(ENTRY, note="with <@U0BO>", insights=())
        assert edited(there, colleagues=()) == replace(there, colleagues=(), named=(CHEN, BO))

    def test_one_name_may_begin_like_another(self) -> None:
        names = {BO: "Ana", CHEN: "Ana Maria", DEE: "Ana M"}
        crew = replace(ENTRY, note="<@U0CHEN>, <@U0BO>, <@U0DEE>", colleagues=(CHEN, BO, DEE), named=())
        assert shown(crew, names).note == "@Ana Maria, @Ana, @Ana M"
        changed = edited(crew, names=names, note="! @Ana M, @Ana, @Ana Maria !")
        assert changed.note == "! <@U0DEE>, <@U0BO>, <@U0CHEN> !"

    def test_a_name_that_goes_on_where_the_words_were_the_same_is_the_longer_one(self) -> None:
        names = {BO: "Ana", CHEN: "Ana Maria"}
        crew = replace(ENTRY, note="<@U0BO> <@U0CHEN>", colleagues=(CHEN, BO), named=())
        assert edited(crew, names=names, note="@Ana Maria @Ana").note == "<@U0CHEN> <@U0BO>"

    def test_a_name_typed_by_hand_beside_a_mention_stays_what_it_was(self) -> None:
        by_hand = replace(ENTRY, note="@Chen, <@U0CHEN> and @Chen")
        assert edited(by_hand, note=f"{shown(by_hand, NAMES).note}, all of them").note == f"{by_hand.note}, all of them"
        assert edited(by_hand, note=f"So: {shown(by_hand, NAMES).note}").note == f"So: {by_hand.note}"

    def test_letters_put_before_a_name_make_it_another_word(self) -> None:
        assert edited(note="saw bo@Chen there").note == "saw bo@Chen there"

    def test_people_of_one_name_keep_their_places(self) -> None:
        names = {BO: "Sam", CHEN: "Sam"}
        twins = replace(ENTRY, note="<@U0BO> asked, <@U0CHEN> answered", colleagues=(BO, CHEN), named=())
        assert edited(twins, names=names, note="@Sam asked, @Sam answered well").note.endswith(
            "<@U0CHEN> answered well"
        )
        assert edited(twins, names=names, note="There @Sam answered").note == "There <@U0CHEN> answered"
        assert (
            edited(twins, names=names, note="Hm, @Sam wondered, @Sam knew").note
            == "Hm, <@U0BO> wondered, <@U0CHEN> knew"
        )

    def test_an_insight_that_is_not_touched_is_kept_to_the_letter(self) -> None:
        odd = (
            Insight("risk", "two\nlines"),
            Insight("like", "  x "),
            Insight("story", "<@U0CHEN>  x"),
            Insight("like", ""),
        )
        entry = replace(ENTRY, insights=odd)
        assert shown(entry, NAMES).insights == "risk: two lines\nlike: x\nstory: @Chen x\nlike:"
        assert edited(entry, insights="like:\nstory: @Chen x\nlike: it\nrisk: two lines").insights == (
            odd[3],
            odd[2],
            Insight("like", "it"),
            odd[0],
        )

    def test_a_name_on_two_lines_is_shown_on_one(self) -> None:
        assert edited(names={CHEN: "Chen\nrisk:\x00Wu"}, note="x") == replace(ENTRY, note="x")

    def test_a_name_that_changed_while_the_form_was_open_loses_no_mention_shown_by_id(self) -> None:
        opened = shown(ENTRY, {})
        assert read(opened, author=ANA, today=MONDAY, before=ENTRY, names=NAMES) == ENTRY


@pytest.mark.parametrize(
    ("account", "meant"),
    [
        ("01h5w0000000000000ab", "01h5w0000000000000ab"),
        ("customer:Acme", NewAccount(Stage.CUSTOMER, "Acme")),
        ("prospect: Acme:  Europe ", NewAccount(Stage.PROSPECT, "Acme: Europe")),
        ("partner:Acme", "partner:Acme"),
        ("customer", "customer"),
        ("customer:" + "é" * NAME_LIMIT, NewAccount(Stage.CUSTOMER, "é" * NAME_LIMIT)),
    ],
)
def test_an_account_is_picked_or_to_be_added(account: str, meant: str | NewAccount) -> None:
    assert account_of(Filled(account=account)) == meant


@pytest.mark.parametrize(
    ("account", "words"),
    [
        ("", "Pick the account; type a few letters of its name."),
        (" ", "Pick the account; type a few letters of its name."),
        ("customer:", "Pick the account again; a new one needs a name with letters in it."),
        ("prospect: \x00 ?", "Pick the account again; a new one needs a name with letters in it."),
        ("customer:" + "x" * (NAME_LIMIT + 1), "Pick a shorter name; at most 120 characters fit."),
    ],
)
def test_without_an_account_it_says_so(account: str, words: str) -> None:
    with pytest.raises(Incomplete) as refused:
        account_of(Filled(account=account))
    assert refused.value.fields == {Field.ACCOUNT: words}


@pytest.mark.parametrize("stage", [Stage.CUSTOMER, Stage.PROSPECT])
def test_a_new_account_comes_back_as_it_was_offered(stage: Stage) -> None:
    name = "Müller: Söhne & " + "x" * (NAME_LIMIT - 16)
    value = new_account_value(stage, name)
    assert len(value) <= 150
    assert account_of(Filled(account=value)) == NewAccount(stage, name)


def test_a_name_that_was_cut_is_never_taken() -> None:
    value = new_account_value(Stage.CUSTOMER, "x" * 500)
    assert len(value) == 150
    with pytest.raises(Incomplete):
        account_of(Filled(account=value))


def test_what_was_heard_is_one_insight() -> None:
    assert heard("complaint", " exports\n time out ") == Insight("complaint", "exports time out")
    assert heard("risk", "<@U0CEO> <!channel>").text == "<@U0CEO> <!channel>"


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        ("", " \n ", {"text": "Write what they said, in their words.", "kind": "Choose what it is."}),
        ("pain", "exports", {"kind": "Choose what it is."}),
        ("like", "x" * 3001, {"text": "Shorten this: it has 3,001 characters, at most 3,000 fit."}),
    ],
)
def test_what_was_heard_needs_words_and_a_kind(kind: str, text: str, fields: dict[str, str]) -> None:
    with pytest.raises(Incomplete) as refused:
        heard(kind, text)
    assert refused.value.fields == fields
