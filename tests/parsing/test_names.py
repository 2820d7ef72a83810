"""The normal form of names, names alone, and type-ahead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.names.matching import Ambiguous, Directory, Match, Reason, find, normalise, search
from bot.parsing.names.normal_form import normal_name
from tests.parsing.cast import OURS, Customers, directory_of, read


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Nike, Inc.", "nike"),
        ("The Hershey Company", "hershey"),
        ("Hershey Company (The)", "hershey"),
        ("Deere & Company", "deere"),
        ("Merck & Co.", "merck"),
        ("TKO Group Holdings", "tko"),
        ("Acme Holdings, Ltd.", "acme"),
        ("Siemens AG", "siemens"),
        ("ASML Holding N.V.", "asml"),
        ("S&P Global", "s and p global"),
        ("Mondelēz", "mondelez"),
        ("Großmann GmbH", "grossmann"),
        ("Ørsted", "orsted"),
        ("O’Reilly", "oreilly"),
        ("Brown–Forman", "brown forman"),
        ("Yum! Brands", "yum brands"),
        ("A. O. Smith", "a o smith"),
        ("Lilly (Eli)", "lilly eli"),
        ("Fox Corporation (Class A)", "fox corp class a"),
        ("Ac\u00adme", "acme"),
        ("\u202aAc\u2066me\u202c", "acme"),
        ("Acme\u3164", "acme"),
        ("Ac\ufe0fme", "acme"),
        ("Cafe\u0301", "cafe"),
        ("か\u3099", "が"),
        ("Group", "group"),
        ("The Group", "group"),
        ("Co. AG", "co"),
        ("!!!", "!!!"),
        ("🍕", "🍕"),
        ("日本電気", "日本電気"),
        ("バス", "バス"),
        ("חברה", "חברה"),
        ("", ""),
    ],
)
def test_a_name_has_one_normal_form(name: str, normal: str) -> None:
    assert normalise(name) == normal


@given(st.text(max_size=40))
def test_any_name_has_a_normal_form_that_is_its_own(name: str) -> None:
    assert bool(normal_name(name).bare) == bool(name.split())
    assert len(normal_name(name).bare) <= len(normal_name(name).written)


@pytest.mark.parametrize("typed", ["Nike", "nike inc", "NKE", "nke", "now", "A", "ford motor"])
def test_a_name_alone_is_found_exactly_short_aliases_too(typed: str) -> None:
    account = find(OURS, typed)
    assert isinstance(account, Match)
    assert not account.guessed


def test_a_name_alone_is_guessed_or_asked_as_in_a_line() -> None:
    assert find(OURS, "Microsft") == Match("Microsoft", "Microsoft", "Microsft", guessed=True)
    several = find(OURS, "Johnson")
    assert isinstance(several, Ambiguous) and several.reason is Reason.SEVERAL
    assert find(OURS, "Zzyzx") == Ambiguous("Zzyzx", (), Reason.UNKNOWN)


@pytest.mark.parametrize("typed", ["", " ", "!", "&", "the", "Inc."])
def test_next_to_nothing_finds_nobody(typed: str) -> None:
    assert not isinstance(find(OURS, typed), Match)
    assert not isinstance(find(directory_of({}), typed), Match)


def test_type_ahead_begins_any_word_then_is_like() -> None:
    assert [one.account for one in search(OURS, "johns")] == ["Johnson & Johnson", "Johnson Controls"]
    assert search(OURS, "dep")[0].account == "Home Depot (The)"
    assert search(OURS, "home d")[0].account == "Home Depot (The)"
    assert search(OURS, "orange")[0].account == "Home Depot (The)"
    assert search(OURS, "msf")[0].account == "Microsoft"
    assert search(OURS, "Microsft")[0].account == "Microsoft"
    assert search(OURS, "Zzyzx") == ()


def test_type_ahead_gives_names_in_order_and_no_more_than_asked(customers: Customers, directory: Directory) -> None:
    begun = [one.account for one in search(directory, "co", limit=5)]
    assert begun == sorted(begun, key=str.casefold) and len(begun) == 5
    everybody = search(directory, "", limit=1_000)
    assert len({one.account_id for one in everybody}) == len(everybody) == len(customers)


@pytest.mark.parametrize("behind", [" 20m pricing", ": pricing", " talked about pricing", "", " with Jo"])
def test_every_company_is_found_by_its_own_name(customers: Customers, directory: Directory, behind: str) -> None:
    accounts = {name: read(name + behind, directory=directory).account for name in customers}
    assert {name: account for name, account in accounts.items() if not _is_exactly(account, name)} == {}


def test_the_order_of_the_names_does_not_matter() -> None:
    customers = {"Acme Inc": ("ACM",), "Acme GmbH": (), "Zeta": ("Acme Zeta",), "Nike, Inc.": ()}
    backwards = dict(reversed(customers.items()))
    for typed in ("Acme", "acm", "Acme Zeta", "Nik", "Zetta"):
        assert find(directory_of(customers), typed) == find(directory_of(backwards), typed)


def _is_exactly(account: Match | Ambiguous | None, name: str) -> bool:
    return isinstance(account, Match) and account.account == name and not account.guessed
