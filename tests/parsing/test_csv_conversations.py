"""Past conversations from CSV as CRMs, spreadsheets and our own export lay them out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.model import FollowUp, Insight, Kind, State
from bot.transfer.columns.conversation_rows import BadRow, ConversationsFile, UnreadableFile, read_conversations

OUR_EXPORT = (
    "id,state,date,account,kind,minutes,minutes_assumed,private,held_by,logged_by,colleagues,contacts,note,insights,"
    "follow_up,follow_up_due,follow_up_assignee\n"
)


def test_our_own_export_comes_back_as_it_went() -> None:
    file = read_conversations(
        OUR_EXPORT + "c1,held,2026-11-03,Acme,visit,30,true,true,U0ANA,U0BO,U0BO;U0CHEN,Jo\\; Lee;Sam,"
        '"two\nlines, ""quoted""",complaint=a\\=b\\; c;risk=\\\\,\'=send it,2026-11-24,U0BO\n'
    )
    (row,) = file.rows
    assert (row.id, row.state, row.details.on, row.account, row.details.kind) == (
        "c1",
        State.HELD,
        date(2026, 11, 3),
        "Acme",
        Kind.VISIT,
    )
    assert (row.details.minutes, row.details.private, row.details.held_by, row.logged_by) == (
        None,
        True,
        "U0ANA",
        "U0BO",
    )
    assert (row.details.colleagues, row.details.contacts) == (("U0BO", "U0CHEN"), ("Jo; Lee", "Sam"))
    assert row.details.note == 'two\nlines, "quoted"'
    assert row.details.insights == (Insight("complaint", "a=b; c"), Insight("risk", "\\"))
    assert row.details.follow_up == FollowUp("=send it", date(2026, 11, 24), "U0BO")
    assert (file.bad, file.unknown_headers) == ((), ())


def test_a_hubspot_activity_export_is_recognised() -> None:
    file = read_conversations(
        '"Activity ID","Activity date","Activity type","Activity assigned to","Associated Company",'
        '"Associated Contact","Call outcome","Call duration","Call notes","Create date"\n'
        '"811","2026-11-03 16:20","Call","Ana Ruiz","Acme, Inc.","Jo Lee","Connected","00:45:10","About exports",""\n'
        '"812","2026-11-04 09:00","Outbound call","Ana Ruiz","Acme, Inc.","","No answer","","",""\n'
        '"813","2026-11-05","Email","Ana Ruiz","Acme, Inc.","","","","Sent the offer",""\n'
        '"814","2026-11-06","Task","Ana Ruiz","Acme, Inc.","","","","Call back",""\n'
    )
    assert [(row.id, row.details.kind, row.details.minutes, row.details.note) for row in file.rows] == [
        ("811", Kind.CALL, 45, "About exports"),
        ("812", Kind.ATTEMPT, None, ""),
        ("813", Kind.MESSAGE, None, "Sent the offer"),
    ]
    assert (file.rows[0].account, file.rows[0].details.held_by, file.rows[0].details.contacts) == (
        "Acme, Inc.",
        "Ana Ruiz",
        ("Jo Lee",),
    )
    assert file.bad == (BadRow(5, "activity type 'Task' is no conversation"),)
    assert file.unknown_headers == ("Create date",)


def test_a_salesforce_activity_report_is_recognised() -> None:
    file = read_conversations(
        "Date,Subject,Assigned,Company / Account,Contact,Type,Status,Full Comments,Priority\n"
        "11/23/2026,Call,Ana Ruiz,Acme,Jo Lee,,Completed,They want SSO,Normal\n"
        "11/20/2026,Email: your offer,Ana Ruiz,Acme,,,Completed,,Normal\n"
        "12/3/2026,QBR,Ana Ruiz,Acme,,Meeting,Not Started,,Normal\n"
        "11/2/2026,Lunch,Ana Ruiz,Acme,,Meeting,Cancelled,,Normal\n"
    )
    assert [(row.details.on, row.details.kind, row.details.note, row.is_open) for row in file.rows] == [
        (date(2026, 11, 23), Kind.CALL, "They want SSO", False),
        (date(2026, 11, 20), Kind.MESSAGE, "Email: your offer", False),
        (date(2026, 12, 3), Kind.MEETING, "", True),
    ]
    assert file.bad == (BadRow(5, "'Cancelled': nobody spoke to them"),)
    assert file.unknown_headers == ("Priority",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Acme,,,,,,", "no date"),
        ("1066-10-14,Acme,,,,,,", "1066-10-14 is too long ago: conversations are kept since 1971"),
        ("soon,Acme,,,,,,", "'soon' is no date: write it as 2019-03-01"),
        ("2026-11-03,Acme,,maybe,,,,", "private 'maybe' is neither true nor false"),
        ("2026-11-03,Acme,,,undone,,,", "state 'undone' is none of held, planned"),
        ("2026-11-03,Acme,,,,,,,x", "more cells than the header has; a comma within a name needs quotation marks"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason_and_the_others_come_in(row: str, reason: str) -> None:
    header = "Date,Account,Minutes,Private,State,Insights,Contacts,Note"
    file = read_conversations(f"Held by,{header}\nU0ANA,2026-11-01,One\nU0ANA,{row}\n\nU0ANA,2026-11-02,Two\n")
    assert file.bad == (BadRow(3, reason),)
    assert [(one.line, one.account) for one in file.rows] == [(2, "One"), (5, "Two")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("0900,,,", "Minutes: '0900': 1 to 720 can be kept"),
        ("long,,,", "Minutes: 'long' is no duration"),
        (",like=it;angry,,", "Insights: 'angry' is not written as complaint=what they said"),
        (",like=it;shout=no,,", "Insights: 'shout=no' is not written as complaint=what they said"),
        (",like=it;like=" + "x" * 3001 + ",,", "Insights: an insight has 3,001 characters; at most 3,000 fit"),
        (",,Jo;" + "x" * 121 + ",", "Contacts: a contact has 121 characters; at most 120 fit"),
        (",,," + "x" * 3001, "Note: 3,001 characters; the first 3,000 are kept"),
    ],
)
def test_a_cell_that_cannot_be_read_costs_itself_and_its_conversation_goes_in(row: str, told: str) -> None:
    file = read_conversations(f"Date,Account,Held by,Minutes,Insights,Contacts,Note\n2026-11-03,Acme,U0ANA,{row}\n")
    assert (file.bad, [(each.line, each.text) for each in file.left_out]) == ((), [(2, told)])
    (read,) = file.rows
    assert read.details.minutes is None and len(read.details.note) in (0, 3000)
    assert read.details.insights == ((Insight("like", "it"),) if "Insights" in told else ())
    assert read.details.contacts == (("Jo",) if "Contacts" in told else ())


def test_a_follow_up_without_its_words_and_a_due_date_that_is_none_cost_no_conversation() -> None:
    header = "Date,Account,Held by,follow_up,follow_up_due,follow_up_assignee"
    file = read_conversations(
        f"{header}\n2026-11-03,Acme,U0ANA,,2026-11-24,U0BO\n2026-11-04,Acme,U0ANA,call,soon,U0BO\n"
    )
    assert [row.details.follow_up for row in file.rows] == [None, FollowUp("call", None, "U0BO")]
    assert [(each.line, each.column) for each in file.left_out] == [
        (2, "follow_up_due"),
        (2, "follow_up_assignee"),
        (3, "follow_up_due"),
    ]


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("45", 45), ("45.0", 45), ("1h30", 90), ("20 min", 20), ("0:45", 45), ("01:10:59", 70), ("0", None), ("", None)],
)
def test_minutes_are_read_as_people_and_clocks_write_them(cell: str, minutes: int | None) -> None:
    file = read_conversations(f"Date,Account,Owner,Duration (minutes)\n2026-11-03,Acme,U0ANA,{cell}\n")
    assert [(row.details.minutes, row.doubt) for row in file.rows] == [(minutes, "")]


@pytest.mark.parametrize(
    ("cell", "minutes", "is_doubtful"),
    [
        ("600", None, True),
        ("2700000", None, True),
        ("1,500", None, True),
        ("12:30", None, True),
        ("00:45:10", 45, False),
        ("45 min", 45, False),
        ("0", None, False),
        ("", None, False),
    ],
)
def test_a_duration_without_a_unit_may_be_seconds_and_counts_as_assumed(
    cell: str, minutes: int | None, is_doubtful: bool
) -> None:
    file = read_conversations(f'Date,Account,Owner,Call Duration\n2026-11-03,Acme,U0ANA,"{cell}"\n')
    doubt = f"duration '{cell}' has no unit: 30 minutes are assumed" if is_doubtful else ""
    assert [(row.details.minutes, row.doubt) for row in file.rows] == [(minutes, doubt)]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Call", Kind.CALL),
        ("Logged call", Kind.CALL),
        ("Incoming email", Kind.MESSAGE),
        ("WHATSAPP", Kind.MESSAGE),
        ("Sales meeting", Kind.MEETING),
        ("On-site visit", Kind.VISIT),
        ("focus group", Kind.EVENT),
        ("Other", Kind.CALL),
        ("", Kind.CALL),
    ],
)
def test_the_activity_types_of_crms_are_kinds_of_ours(cell: str, kind: Kind) -> None:
    file = read_conversations(f"Date,Account,Owner,Type\n2026-11-03,Acme,U0ANA,{cell}\n")
    assert [row.details.kind for row in file.rows] == [kind]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("Name,Tier\nAcme,standard\n", "Activity date"),
        ("Date,Assigned to\n2026-11-03,Ana\n", "with which customer"),
        ("Date,Account\n2026-11-03,Acme\n", "who held it"),
    ],
)
def test_a_file_that_lacks_what_is_needed_is_refused_in_one_line(content: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_conversations(content)
    assert words in refused.value.words and "\n" not in refused.value.words


@given(st.binary(max_size=300) | st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for prefix in (b"", b"Date,Account,Held by,Minutes,Insights,Type,Contacts,Private\n2026-11-03,Acme,U0ANA,"):
        try:
            file = read_conversations(prefix + content)
        except UnreadableFile:
            continue
        assert isinstance(file, ConversationsFile)
        assert len({row.line for row in file.rows} & {bad.line for bad in file.bad}) == 0
