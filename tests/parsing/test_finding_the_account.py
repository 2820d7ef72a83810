"""Finding the account, in five rules: never a silent wrong one."""

import pytest

from bot.parsing.names.matching import Match, Reason
from tests.parsing.cast import CUSTOMERS, asked, directory_of, flat, found, offered, read

LINKED = ("Acme Corp", "Acme Corp")


def test_an_exact_name_is_logged_without_a_guess() -> None:
    assert found(read("nike 20m")) == Match("Nike, Inc.", "Nike, Inc.", "nike", guessed=False)


@pytest.mark.parametrize("line", ["Fedex Fraight 20m", "Fedex Fraight talked about pricing", "fedex freght: intro"])
def test_a_longer_run_close_to_another_name_is_asked_that_one_first(line: str) -> None:
    assert offered(read(line)) == ["FedEx Freight", "FedEx"]
    assert asked(read(line)).reason is Reason.CLOSE_TO_ANOTHER


def test_words_behind_an_exact_name_that_are_close_to_nothing_are_the_note() -> None:
    assert flat(read("FedEx 20m freight is late"))["account"] == "FedEx"
    assert flat(read("FedEx asked for a visit"))["account"] == "FedEx"


def test_the_close_name_s_words_are_left_out_only_if_it_is_picked() -> None:
    line = "Fedex Fraight talked about pricing"
    assert read(line, chosen=("FedEx Freight", "FedEx Freight")).details.note == "talked about pricing"
    assert read(line, chosen=("FedEx", "FedEx")).details.note == "Fraight talked about pricing"


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("Microsft 20m", "Microsoft"),
        ("Micorsoft: pricing", "Microsoft"),
        ("microsfot, pricing", "Microsoft"),
        ("Ford 20m", "Ford Motor Company"),
        ("Colgate visit", "Colgate-Palmolive"),
        ("Disney coffee with Minnie", "Walt Disney Company (The)"),
        ("Eli Lilly 20m", "Lilly (Eli)"),
        ("Home Dept #like nails", "Home Depot (The)"),
        ("Mondelez Internatonal next: samples", "Mondelez International"),
        ('"Microsft" talked about pricing', "Microsoft"),
        ("called Microsft 20m", "Microsoft"),
        ("ATT 20m", "AT&T"),
    ],
)
def test_one_candidate_far_ahead_is_logged_and_said_to_be_a_guess(line: str, account: str) -> None:
    assert (found(read(line)).account, found(read(line)).guessed) == (account, True)


@pytest.mark.parametrize("name", ["Ask https://acme.example/a", "Ask acme.com/a", "Ask\nAcme", "Ask\u2028Acme"])
def test_a_name_in_quotes_may_end_with_an_address_and_have_a_line_break_in_it(name: str) -> None:
    line = read(f'"{name}" 20m: hello', directory=directory_of({" ".join(name.split()): ()}))
    assert found(line).account == " ".join(name.split())
    assert (line.details.minutes, line.details.note) == (20, "hello")


def test_a_guess_keeps_what_was_typed() -> None:
    assert found(read("Microsft 20m")).typed == "Microsft"
    assert found(read('"Microsft" 20m')).typed == "Microsft"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Microsft", "Microsoft"),
        ("spoke to Microsft about pricing", "Microsoft"),
        ("Home Dept asked about nails", "Home Depot (The)"),
        ("Disny said they want more", "Walt Disney Company (The)"),
    ],
)
def test_without_a_fact_behind_the_name_it_is_asked_never_logged(line: str, first: str) -> None:
    assert offered(read(line))[0] == first
    assert asked(read(line)).reason is Reason.NO_FACT


def test_the_picked_name_leaves_the_words_that_were_typed_for_it() -> None:
    for line, note in {
        "Microsft talked about pricing": "talked about pricing",
        "spoke to Microsft about pricing": "about pricing",
        "Microsft team 20m pricing": "pricing",
    }.items():
        assert read(line, chosen=("Microsoft", "Microsoft")).details.note == note


@pytest.mark.parametrize("line", ["Fox Corporation 20m", "Fox Corp: ads", "fox wants ads", "johnson 20m renewal"])
def test_several_candidates_are_asked(line: str) -> None:
    assert len(offered(read(line))) >= 2


def test_a_legal_ending_never_leads_to_an_alias() -> None:
    assert offered(read("Fox Corporation 20m"))[:2] == ["Fox Corporation (Class A)", "Fox Corporation (Class B)"]
    assert found(read("FOX 20m")).account == "Fox Corporation (Class B)"


def test_two_accounts_of_one_name_are_asked_and_the_full_name_decides() -> None:
    both = directory_of({"Acme Inc": (), "Acme GmbH": ()})
    assert offered(read("Acme 20m", directory=both)) == ["Acme GmbH", "Acme Inc"]
    assert found(read("Acme GmbH 20m", directory=both)).account == "Acme GmbH"
    assert found(read("acme, inc. 20m", directory=both)).account == "Acme Inc"


def test_words_that_join_to_one_name_and_begin_another_are_asked() -> None:
    both = directory_of({"Air": (), "Airbus": ()})
    assert sorted(offered(read("Air bus routes", directory=both))) == ["Air", "Airbus"]
    assert found(read("Air bus routes", directory=directory_of({"Airbus": ()}))).account == "Airbus"


def test_a_shared_common_word_makes_no_guess() -> None:
    energy = directory_of({"CMS Energy": (), "DTE Energy": (), "Globe Life": ()})
    assert asked(read("Acme Energy 20m", directory=energy))
    assert asked(read("Globex 20m", directory=energy))


@pytest.mark.parametrize("line", ["Jonsn Bros 20m hello", "Umbrella 20m", "Vandelay: x", "Hooli talked", "Xy"])
def test_what_is_like_nothing_is_asked_with_nobody_on_offer(line: str) -> None:
    known = directory_of({"Acme Corp": (), "Nike, Inc.": ()})
    assert (offered(read(line, directory=known)), asked(read(line, directory=known)).reason) == ([], Reason.UNKNOWN)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jonsn Bros 20m hello", "Jonsn Bros"),
        ("Jonsn Bros, hello", "Jonsn Bros"),
        ("Jonsn Bros talked about pricing", "Jonsn Bros"),
        ("initech talked about pricing", "initech"),
        ("initech they were unhappy with exports 20m", "initech"),
        ('"the bros" talked', "the bros"),
        ("spoke to Initech about pricing", "Initech"),
    ],
)
def test_a_new_name_is_told_from_the_words_behind_it(line: str, name: str) -> None:
    assert asked(read(line, directory=directory_of({}))).typed == name


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("met with Nike", "Nike, Inc."),
        ("MET 20m", "MetLife"),
        ("met 20m", "MetLife"),
        ("met yesterday", "MetLife"),
        ("met tomorrow", "MetLife"),
        ("met: sizing", "MetLife"),
        ("met", "MetLife"),
        ('"met" with Nike', "MetLife"),
        ("NOW they want exports", "ServiceNow"),
        ("now 20m", "ServiceNow"),
    ],
)
def test_a_short_alias_counts_in_quotes_capitals_or_before_a_duration_date_colon_or_end(
    line: str, account: str
) -> None:
    assert getattr(read(line).account, "account", None) == account or account in offered(read(line))


@pytest.mark.parametrize("line", ["now they want exports", "Now, they want exports", "now visit us", "met visit"])
def test_a_short_alias_counts_nowhere_else(line: str) -> None:
    assert not isinstance(read(line).account, Match)


def test_on_thursday_is_a_plan_and_a_week_ago_a_date_not_an_alias() -> None:
    assert read("on thu 20m").account is None
    assert read("a week ago").account is None
    assert found(read("A week ago Nike 20m")).account == "Nike, Inc."


def test_an_alias_matches_only_exactly() -> None:
    assert found(read("the orange store 20m")).account == "Home Depot (The)"
    assert asked(read("the orang store 20m"))


def test_an_account_in_the_with_list_is_asked() -> None:
    line = "Nike 20m with Adobe about sizing"
    assert (offered(read(line)), asked(read(line)).reason) == (["Nike, Inc.", "Adobe Inc."], Reason.NAME_IN_WITH_LIST)
    assert found(read("Nike 20m with Now")).account == "Nike, Inc."
    assert offered(read("Nike 20m with NOW")) == ["Nike, Inc.", "ServiceNow"]
    assert found(read("Nike 20m with Nike")).account == "Nike, Inc."


def test_whichever_of_the_two_is_picked_the_other_was_met() -> None:
    line = "Nike 20m with Adobe about sizing"
    nike = read(line, chosen=("Nike, Inc.", "Nike, Inc."))
    adobe = read(line, chosen=("Adobe Inc.", "Adobe Inc."))
    assert (found(nike).account, nike.details.contacts, nike.details.note) == ("Nike, Inc.", ("Adobe",), "about sizing")
    assert (found(adobe).account, adobe.details.contacts) == ("Adobe Inc.", ("Nike",))


@pytest.mark.parametrize("line", ["20m call with Nike", "20m Nike sizing", "call Nike tomorrow", "yesterday met Nike"])
def test_an_account_behind_what_introduces_it_is_found(line: str) -> None:
    assert found(read(line)).account == "Nike, Inc."
    assert found(read(line, chosen=("Nike, Inc.", "Nike, Inc."))).account == "Nike, Inc."


@pytest.mark.parametrize("line", ["", "20m", "call yesterday", "<@U0ANA> 20m", "#like shoes", "next: call"])
def test_a_line_without_an_account_has_none_outside_a_linked_channel(line: str) -> None:
    assert read(line).account is None


@pytest.mark.parametrize(
    "line",
    [
        "20m renewal chat",
        "renewal chat, worried",
        "with Jo Lee: x",
        "met with Jo Lee 20m",
        "#like shoes",
        "next: call",
        "<@U0ANA> 20m",
    ],
)
def test_in_a_linked_channel_a_line_without_an_account_means_that_one(line: str) -> None:
    assert found(read(line, channel_account=LINKED)) == Match(*LINKED, typed="", guessed=False)


def test_in_a_linked_channel_another_account_is_still_the_other_one() -> None:
    assert found(read("Nike 20m", channel_account=LINKED)).account == "Nike, Inc."
    assert found(read("Microsft 20m", channel_account=LINKED)).account == "Microsoft"
    assert found(read("20m with Nike", channel_account=LINKED)).account == "Nike, Inc."


@pytest.mark.parametrize(
    ("line", "accounts"),
    [
        ("3m call", ["3M", "Acme Corp"]),
        ("met with Microsft 20m", ["Microsoft", "Acme Corp"]),
    ],
)
def test_in_a_linked_channel_what_may_be_either_is_asked(line: str, accounts: list[str]) -> None:
    assert offered(read(line, channel_account=LINKED)) == accounts


def test_the_linked_account_once_picked_loses_no_word() -> None:
    line = read("renewal chat, worried", channel_account=LINKED, chosen=LINKED)
    assert (found(line).account, line.details.note) == ("Acme Corp", "renewal chat, worried")


def test_a_new_account_added_for_a_kept_line_is_then_found_in_it() -> None:
    line = "Initech talked about pricing"
    typed = asked(read(line)).typed
    after = directory_of(CUSTOMERS | {typed: ()})
    logged = read(line, directory=after, chosen=(typed, typed))
    assert (found(logged).account, logged.details.note) == ("Initech", "talked about pricing")
