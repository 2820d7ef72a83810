"""The fields of an account's form: what stands in them reads back as it was, and what is wrong is said under each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.fields import AccountField as Field
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.errors import Incomplete
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.account_fields import MOST_VALUE, read, shown

TODAY = date(2026, 11, 25)
ACME = Account("a1", "Acme", Stage.CUSTOMER, Tier.STANDARD, TODAY, owner="U0ANA", channel="C0ACME")

accounts = st.builds(
    Account,
    id=st.just("a1"),
    name=st.sampled_from(["Acme", "Ö & Söhne", "<!channel> 7"]),
    stage=st.sampled_from([stage for stage in Stage if stage is not Stage.DORMANT]),
    tier=st.sampled_from(Tier),
    added_on=st.just(TODAY),
    aliases=st.lists(st.sampled_from(["ACM", "Acme, Inc.", "A C"]), unique=True).map(tuple),
    cadence=st.none() | st.integers(1, 3650),
    value=st.none() | st.integers(0, MOST_VALUE),
    customer_since=st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    owner=st.none() | st.just("U0BO"),
    channel=st.none() | st.just("G0PRIVATE"),
)


@given(accounts)
def test_what_is_shown_reads_back_as_it_was(account: Account) -> None:
    assert read(shown(account), ACME, TODAY) == account


@pytest.mark.parametrize(
    ("each", "typed", "fact", "expected"),
    [
        (Field.NAME, "  Acme \n Corp ", "name", "Acme Corp"),
        (Field.CADENCE, "45 days", "cadence", 45),
        (Field.CADENCE, "", "cadence", None),
        (Field.VALUE, "48k", "value", 48_000),
        (Field.VALUE, "48.000,00 €", "value", 48_000),
        (Field.SINCE, "2019", "customer_since", date(2019, 1, 1)),
        (Field.SINCE, "1 mar 2019", "customer_since", date(2019, 3, 1)),
        (Field.ALIASES, "ACM\n\nacm\n Acme, Inc.", "aliases", ("ACM", "Acme, Inc.")),
        (Field.OWNER, "", "owner", None),
        (Field.CHANNEL, "", "channel", None),
        (Field.STAGE, "dormant", "rested_on", TODAY),
    ],
)
def test_a_field_is_read_as_people_write_it(each: Field, typed: str, fact: str, expected: object) -> None:
    assert getattr(read({each: typed}, ACME, TODAY), fact) == expected


def test_everything_that_is_wrong_is_said_at_once_under_its_field() -> None:
    typed = {
        Field.NAME: "x" * (NAME_LIMIT + 1),
        Field.STAGE: "happy",
        Field.TIER: "",
        Field.CADENCE: "often",
        Field.VALUE: str(MOST_VALUE + 1),
        Field.SINCE: "03/04/2019",
        Field.ALIASES: "ACM\n!!!",
        Field.CHANNEL: "D0DIRECT",
    }
    with pytest.raises(Incomplete) as found:
        read(typed, ACME, TODAY)
    assert found.value.fields.keys() == {each.value for each in typed}
    assert found.value.fields["cadence"] == (
        "Write the days as a number, 1 to 3650, or leave it empty for those of its tier."
    )
    assert found.value.fields["name"] == "Write a shorter name: this one has 121 characters, at most 120 fit."
