"""Many names at once: read as if each were alone, and a directory of them made in parts, when each is needed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.names.key_index import KeyIndex
from bot.parsing.names.matching import find, search
from bot.parsing.names.normal_form import normal_form, normal_name, normal_names
from tests.parsing.cast import CUSTOMERS, directory_of

_PIECES = "The |the| (The)|[the].|Inc.|& Co|Corporation|Holdings|\n|\u2028|\x85|é|e\u0301|\u0301|ʼ|!|ß|Σ|ς|ø|İ|ı"
_MORE = "가|\u1100|\u1161|か|\u3099|_|１|\t|ா|\u200d|Acme|AG|¨|ŉ"
NAMES = st.lists(
    st.one_of(st.sampled_from([*_PIECES.split("|"), *_MORE.split("|")]), st.text(max_size=6)), max_size=8
).map("".join)


@given(st.lists(NAMES, max_size=6))
def test_a_name_among_many_has_the_normal_form_it_has_alone(names: list[str]) -> None:
    assert list(normal_names(names)) == [normal_name(name) for name in names]


@given(NAMES)
def test_the_words_of_a_name_are_enough_to_have_its_normal_form_again(name: str) -> None:
    normal = normal_name(name)
    assert normal_form(tuple(" ".join(normal.spelt).split())) == normal


def test_what_was_asked_before_changes_no_answer() -> None:
    typed = ("Microsft", "johns", "Fedex Fraight", "Johnson", "orange", "Zzyzx")
    asked_before = directory_of(CUSTOMERS)
    for one in typed:
        search(asked_before, one)
    for one in reversed(typed):
        anew = directory_of(CUSTOMERS)
        assert (find(asked_before, one), search(asked_before, one)) == (find(anew, one), search(anew, one))


def test_a_key_has_all_its_accounts_and_another_key_has_none() -> None:
    index = KeyIndex()
    for key, account_id in (("acme", "1"), ("acme", "1"), ("acme", "2"), ("globex", "3")):
        index.add(key, account_id)
    assert index["acme"] == {"1", "2"}
    assert index["globex"] == {"3"}
    assert index["initech"] == set()
    assert "globex" in index and "initech" not in index
