"""Accounts from CSV as CRMs and spreadsheets save it: good rows in, bad ones named, headers recognised."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts import Stage, Tier
from bot.domain.errors import Refusal
from bot.parsing.csv_accounts import AccountRow, AccountsFile, BadRow, UnreadableFile, read_accounts
from tests.examples import COMPANIES, example_file

OUR_EXPORT = (
    "id,external_id,name,aliases,stage,tier,cadence,value,customer_since,channel,owner,sponsor,sponsor_state,"
    "last_conversation,due_ratio\r\n"
)


def test_the_503_companies_come_in_without_options() -> None:
    file = read_accounts(example_file(COMPANIES).read_bytes())
    assert (len(file.rows), file.bad, file.unknown_headers) == (503, (), ("Industry", "City", "Create Date"))
    assert file.rows[0] == AccountRow(
        2, "66740", "3M", aliases=("MMM",), stage=Stage.PROSPECT, tier=Tier.STRATEGIC, customer_since=None
    )
    keys = {(row.external_id, row.name if row.key_by_name else None) for row in file.rows}
    assert len(keys) == 503


def test_a_shared_external_id_is_a_key_only_together_with_the_name() -> None:
    file = read_accounts("Id,Name\n7,Alphabet (Class A)\n7,Alphabet (Class C)\n8,Acme\n8,ACME\n9,Acme\n,Acme\n")
    assert [(row.external_id, row.name, row.key_by_name) for row in file.rows] == [
        ("7", "Alphabet (Class A)", True),
        ("7", "Alphabet (Class C)", True),
        ("8", "Acme", False),
        ("9", "Acme", False),
        (None, "Acme", False),
    ]
    assert file.bad == (BadRow(5, "the same account as line 4"),)


def test_a_hubspot_export_is_recognised() -> None:
    file = read_accounts(
        '"Record ID","Company name","Company owner","Create Date","Phone Number","Last Activity Date","City",'
        '"Lifecycle Stage","Annual Revenue","Became a Customer Date"\n'
        '"901","Acme, Inc.","ana@ours.example","2019-01-02 10:00","","2026-11-03 16:20","Lyon",'
        '"Evangelist","9","2020-05-06 01:02"\n'
        '"902","Globex","","","","","","marketingqualifiedlead","",""\n'
        '"903","Hooli","","","","","","Other","",""\n'
    )
    assert file.rows[0] == AccountRow(
        2,
        "901",
        "Acme, Inc.",
        stage=Stage.CUSTOMER,
        customer_since=date(2020, 5, 6),
        owner="ana@ours.example",
        last_activity=date(2026, 11, 3),
    )
    assert [row.stage for row in file.rows] == [Stage.CUSTOMER, Stage.PROSPECT, None]
    assert file.unknown_headers == ("Create Date", "Phone Number", "City", "Annual Revenue")


def test_a_salesforce_export_is_recognised() -> None:
    file = read_accounts(
        "Account Owner,Account Name,Type,Rating,Last Activity,Account ID\n"
        "Ana Ruiz,Acme,Customer - Direct,Hot,11/23/2026,0015f00000Abc\n"
        "Ana Ruiz,Globex,Channel Partner / Reseller,,1/2/2026,0015f00000Abd\n"
        "Bo Lind,Hooli,Other,,,0015f00000Abe\n"
    )
    assert [(row.external_id, row.name, row.stage, row.last_activity) for row in file.rows] == [
        ("0015f00000Abc", "Acme", Stage.CUSTOMER, date(2026, 11, 23)),
        ("0015f00000Abd", "Globex", Stage.PARTNER, date(2026, 1, 2)),
        ("0015f00000Abe", "Hooli", None, None),
    ]
    assert (file.rows[2].owner, file.unknown_headers) == ("Bo Lind", ("Rating",))


def test_our_own_export_comes_back_as_it_went() -> None:
    file = read_accounts(
        OUR_EXPORT + "a1,66740,'=Acme,AC\\;ME;Acme Co,customer,mid-market,45,48000,2019-03-01,C0ACME,U0ANA,U0CEO,"
        "accepted,2026-11-03,0.70\r\na2,,Globex,,prospect,standard,,,,,,,,,1.10\r\n"
    )
    assert file.rows == (
        AccountRow(
            2,
            "66740",
            "=Acme",
            aliases=("AC;ME", "Acme Co"),
            stage=Stage.CUSTOMER,
            tier=Tier.MID_MARKET,
            cadence=45,
            value=48_000,
            customer_since=date(2019, 3, 1),
            channel="C0ACME",
            owner="U0ANA",
            last_activity=date(2026, 11, 3),
        ),
        AccountRow(3, None, "Globex", stage=Stage.PROSPECT, tier=Tier.STANDARD),
    )
    assert (file.bad, file.unknown_headers) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_separator_and_line_end_is_read(encoding: str, separator: str, line_end: str) -> None:
    lines = ["Company name;Tier", "Estée Lauder;Enterprise", '"Smith, Jones; & Co";Standard']
    text = line_end.join(line.replace(";", separator, 1) for line in lines[:2])
    text += line_end + f'"Smith, Jones; & Co"{separator}Standard' + line_end
    assert [row.name for row in read_accounts(text.encode(encoding)).rows] == ["Estée Lauder", "Smith, Jones; & Co"]


def test_excel_s_own_line_about_the_separator_is_no_header() -> None:
    assert read_accounts("sep=;\r\nName;Tier\r\nAcme;standard\r\n").rows[0].line == 3


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("'=1+2", "=1+2"),
        ("'+49", "+49"),
        ("'-x", "-x"),
        ("'@x", "@x"),
        ("'\tx", "x"),
        ("'n Sync", "'n Sync"),
        ("''=x", "''=x"),
        ("=1+2", "=1+2"),
        ("  Acme \n Corp ", "Acme Corp"),
    ],
)
def test_only_the_quote_that_disarms_a_formula_is_taken_off(cell: str, name: str) -> None:
    content = io.StringIO()
    csv.writer(content).writerows([["Name"], [cell]])
    assert read_accounts(content.getvalue()).rows[0].name == name


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",9,,,,,", "no name"),
        ("x" * 121 + ",,,,,,", "the name has 121 characters; at most 120 fit"),
        ("Acme,,Custmer,,,,", "stage 'Custmer' is none of prospect, customer, partner, internal, lost, dormant"),
        ("Acme,,,Gold,,,", "tier 'Gold' is none of strategic, enterprise, mid-market, standard"),
        ("Acme,,,,soon,,", "cadence 'soon' is no number of days"),
        ("Acme,,,,0,,", "cadence '0' is no number of days"),
        ("Acme,,,,,lots,", "value 'lots' is no amount"),
        ("Acme,,,,,-5,", "value '-5' is no amount"),
        ("Acme,,,,,,2019-02-30", "'2019-02-30' is no date: write it as 2019-03-01"),
        ("Acme,,,,,,03/04/2019", "'03/04/2019' may be two days: write it as 2019-03-01"),
        ("Acme,,,,,,,x", "more cells than the header has; a comma within a name needs quotation marks"),
        ('"Acme"s,,,,,,', "a quotation mark stands within a cell; inside quotes it must be doubled"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason_and_the_others_come_in(row: str, reason: str) -> None:
    file = read_accounts(f"Name,Id,Stage,Tier,Cadence,ARR,Customer since\nOne,1,,,,,\n{row}\n\nTwo,2,,,,,\n")
    assert file.bad == (BadRow(3, reason),)
    assert [(one.line, one.name) for one in file.rows] == [(2, "One"), (5, "Two")]


def test_a_quote_that_never_closes_costs_its_own_row_only() -> None:
    file = read_accounts('Name,Tier\nOne,\n"Two,\nThree,\n"Four\nfour",standard\nFive,\n')
    assert [row.name for row in file.rows] == ["One", "Three", "Four four", "Five"]
    assert [one.line for one in file.bad] == [3]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("48000", 48_000),
        ("48,000", 48_000),
        ("48.000,00 €", 48_000),
        ("$48,000.50", 48_001),
        ("1.234.567", 1_234_567),
        ("48k", 48_000),
        ("1.5M", 1_500_000),
        ("48'000 CHF", 48_000),
        ("EUR 12", 12),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(cell: str, value: int) -> None:
    assert read_accounts(f"Name;ACV\nAcme;{cell}\n").rows[0].value == value


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["2019"], [date(2019, 1, 1)]),
        (["2019-03-01T10:00:00Z"], [date(2019, 3, 1)]),
        (["01.03.2019"], [date(2019, 3, 1)]),
        (["1 Mar 2019", "March 1, 2019", "1-mar-2019"], [date(2019, 3, 1)] * 3),
        (["03/04/2019", "25/04/2019"], [date(2019, 4, 3), date(2019, 4, 25)]),
        (["03/04/2019", "04/25/2019"], [date(2019, 3, 4), date(2019, 4, 25)]),
        (["04/04/2019"], [date(2019, 4, 4)]),
    ],
)
def test_dates_are_read_as_the_column_tells(cells: list[str], days: list[date]) -> None:
    rows = "".join(f"Acme {number};{cell}\n" for number, cell in enumerate(cells))
    assert [row.customer_since for row in read_accounts(f"Name;Customer since\n{rows}").rows] == days


def test_of_two_headers_for_one_thing_the_more_telling_one_is_read() -> None:
    file = read_accounts("Name,Company name,Id,External ID,Alias,Short name\nJo Lee,Acme,1,x1,AC,ACM\n")
    assert (file.rows[0].name, file.rows[0].external_id, file.rows[0].aliases) == ("Acme", "x1", ("AC", "ACM"))
    assert file.unknown_headers == ("Name",)


def test_a_cadence_may_say_days() -> None:
    assert [row.cadence for row in read_accounts("Name;Cadence\nA;30\nB;30 days\nC;30.0\nD;\n").rows] == [
        30,
        30,
        30,
        None,
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"First,Last\nJo,Lee\n", "Company name"),
        (b"PK\x03\x04rest", "Excel"),
        (b"Name\n\x00\x81", "UTF-8"),
        (b"\xff\xfeN\x00a", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_accounts(content)
    assert isinstance(refused.value, Refusal) and isinstance(refused.value, ValueError)
    assert words in refused.value.words and "\n" not in refused.value.words


def test_50_000_rows_come_in() -> None:
    rows = "".join(f"{number},Customer {number}\n" for number in range(50_000))
    assert len(read_accounts(f"Record ID,Name\n{rows}").rows) == 50_000


@given(st.binary(max_size=300) | st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for prefix in (b"", b"Name,Tier,Stage,ARR,Customer since,Aliases\n"):
        try:
            file = read_accounts(prefix + content)
        except UnreadableFile:
            continue
        assert isinstance(file, AccountsFile)
        assert all(row.name for row in file.rows)
        assert len({row.line for row in file.rows} & {bad.line for bad in file.bad}) == 0
