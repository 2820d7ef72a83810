"""Two who change one account at the same time: what each wrote is kept, or asked about."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.account_form import AccountField, Filled, Settled, settle, stamps_of

NAME, TIER, VALUE = AccountField.NAME, AccountField.TIER, AccountField.VALUE
OPENED = {NAME: "Acme", TIER: "standard", VALUE: "48000"}


def settled(typed: Filled, stands: Filled) -> Settled:
    return settle(stamps_of(OPENED), {**OPENED, **typed}, {**OPENED, **stands})


def test_what_nobody_else_touched_is_written() -> None:
    assert settled({NAME: "Acme Corp"}, {}) == Settled({NAME: "Acme Corp"}, (), ())


def test_different_fields_are_both_kept() -> None:
    assert settled({NAME: "Acme Corp"}, {TIER: "enterprise"}) == Settled({NAME: "Acme Corp"}, (TIER,), ())


def test_the_same_field_is_asked_about() -> None:
    found = settled({NAME: "Acme Corp", VALUE: "1"}, {NAME: "Acme Inc", TIER: "enterprise"})
    assert found == Settled({NAME: "Acme Corp", VALUE: "1"}, (TIER,), (NAME,))


def test_who_writes_the_same_has_nothing_left_to_write() -> None:
    assert settled({NAME: "Acme Corp"}, {NAME: "Acme Corp"}) == Settled({}, (), ())


def test_white_space_that_slack_folds_is_no_change() -> None:
    assert settled({NAME: " Acme  "}, {}) == Settled({}, (), ())


def test_a_field_that_was_not_in_the_form_stays() -> None:
    found = settle(stamps_of({NAME: "Acme"}), {NAME: "Acme Corp"}, {**OPENED, TIER: "enterprise"})
    assert found == Settled({NAME: "Acme Corp"}, (), ())


texts = st.fixed_dictionaries({each: st.sampled_from(["", "a", "b", "\ud83d"]) for each in OPENED})


@given(texts, texts, texts)
def test_every_field_ends_as_somebody_wrote_it_and_no_change_is_lost(
    opened: dict[AccountField, str], typed: dict[AccountField, str], stands: dict[AccountField, str]
) -> None:
    found = settle(stamps_of(opened), typed, stands)
    for each in opened:
        mine, theirs = typed[each] != opened[each], stands[each] != opened[each]
        assert (each in found.wanted) == (mine and typed[each] != stands[each])
        assert (each in found.taken) == (theirs and not mine)
        assert (each in found.clashes) == (mine and theirs and typed[each] != stands[each])
    after = {**stands, **found.wanted}
    assert settle(stamps_of(opened), typed, after).wanted == {}
