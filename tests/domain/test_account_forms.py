"""Two who change one account at the same time: what each wrote is kept, or asked about."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.account_form import FilledAccount, stamps_of
from bot.domain.accounts.fields import AccountField
from bot.domain.concurrent_edits import Merge, merge

NAME, TIER, VALUE = AccountField.NAME, AccountField.TIER, AccountField.VALUE
OPENED = {NAME: "Acme", TIER: "standard", VALUE: "48000"}


def merged(typed: FilledAccount, stands: FilledAccount) -> Merge[AccountField]:
    return merge(stamps_of(OPENED), stamps_of({**OPENED, **typed}), stamps_of({**OPENED, **stands}))


def test_what_nobody_else_touched_is_written() -> None:
    assert merged({NAME: "Acme Corp"}, {}) == Merge((NAME,), (), ())


def test_different_fields_are_both_kept() -> None:
    assert merged({NAME: "Acme Corp"}, {TIER: "enterprise"}) == Merge((NAME,), (TIER,), ())


def test_the_same_field_is_asked_about() -> None:
    found = merged({NAME: "Acme Corp", VALUE: "1"}, {NAME: "Acme Inc", TIER: "enterprise"})
    assert found == Merge((NAME, VALUE), (TIER,), (NAME,))


def test_who_writes_the_same_has_nothing_left_to_write() -> None:
    assert merged({NAME: "Acme Corp"}, {NAME: "Acme Corp"}) == Merge((), (), ())


def test_white_space_that_slack_folds_is_no_change() -> None:
    assert merged({NAME: " Acme  "}, {}) == Merge((), (), ())


def test_a_field_that_was_not_in_the_form_stays() -> None:
    found = merge(stamps_of({NAME: "Acme"}), stamps_of({NAME: "Acme Corp"}), stamps_of({**OPENED, TIER: "enterprise"}))
    assert found == Merge((NAME,), (), ())


texts = st.fixed_dictionaries({each: st.sampled_from(["", "a", "b", "\ud83d"]) for each in OPENED})


@given(texts, texts, texts)
def test_every_field_ends_as_somebody_wrote_it_and_no_change_is_lost(
    opened: dict[AccountField, str], typed: dict[AccountField, str], stands: dict[AccountField, str]
) -> None:
    found = merge(stamps_of(opened), stamps_of(typed), stamps_of(stands))
    for each in opened:
        mine, theirs = typed[each] != opened[each], stands[each] != opened[each]
        assert (each in found.to_write) == (mine and typed[each] != stands[each])
        assert (each in found.taken) == (theirs and not mine)
        assert (each in found.conflicts) == (mine and theirs and typed[each] != stands[each])
    after = {**stands, **{each: typed[each] for each in found.to_write}}
    assert merge(stamps_of(opened), stamps_of(typed), stamps_of(after)).to_write == ()
