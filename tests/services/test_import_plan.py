"""What rows come to that mean the same account, or seem to: nothing is merged wrongly, no cell is lost."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Account, Stage, Tier
from bot.transfer.columns.account_rows import AccountRow, read_accounts
from bot.transfer.imports.plan import ImportPlan
from tests.storage.filled import NOW, TODAY

BY_HAND = Account("by hand", "Acme", Stage.CUSTOMER, Tier.STANDARD, TODAY)
HEADER = "External id,Name,Tier,Owner,Aliases\n"


def stands_after(standing: Collection[Account], rows: Iterable[AccountRow]) -> list[Account]:
    """What is there once the rows are in."""
    plan = worked_out(standing, rows)
    written = {account.id: account for account in (*plan.changed, *plan.new)}
    kept = [written.pop(account.id, account) for account in standing]
    return kept + list(written.values())


def plan_of(standing: Collection[Account], rows: Iterable[AccountRow]) -> ImportPlan:
    return ImportPlan(standing, tuple(rows), now=NOW, zone=ZoneInfo("Europe/Berlin"))


def worked_out(standing: Collection[Account], rows: Iterable[AccountRow]) -> ImportPlan:
    plan = plan_of(standing, rows)
    for row in sorted(rows, key=lambda row: not row.external_id):
        if not plan.is_ambiguous(row):
            plan.take(row)
    return plan


def rows_of(*lines: str) -> tuple[AccountRow, ...]:
    return read_accounts(HEADER + "\n".join(lines)).rows


def test_two_companies_of_one_name_stay_two_beside_one_added_by_hand() -> None:
    stands = stands_after([BY_HAND], rows_of("1,Acme,strategic", "2,Acme,enterprise"))
    assert [(each.external_id, each.tier) for each in stands] == [("1", Tier.STRATEGIC), ("2", Tier.ENTERPRISE)]


def test_a_later_row_of_the_same_account_adds_to_what_the_earlier_said() -> None:
    (acme,) = stands_after([], rows_of("1,Acme,strategic,", ",ACME,,U0BO"))
    assert (acme.name, acme.external_id, acme.tier, acme.owner) == ("Acme", "1", Tier.STRATEGIC, "U0BO")


def test_a_name_that_several_accounts_have_says_nothing_of_which() -> None:
    stands = stands_after([], rows_of("1,Acme", "2,Acme"))
    (row,) = rows_of(",Acme,strategic")
    assert plan_of(stands, [row]).is_ambiguous(row)
    assert not plan_of([BY_HAND, *stands], [row]).is_ambiguous(row)


def test_another_legal_ending_with_an_external_id_of_its_own_is_another_account() -> None:
    stands = stands_after([], rows_of("1,Acme GmbH", "2,Acme Inc", ",Acme"))
    assert [each.name for each in stands] == ["Acme GmbH", "Acme Inc", "Acme"]


def test_the_order_of_aliases_is_no_change() -> None:
    acme = replace(BY_HAND, aliases=("beta", "Alpha", "Émile"))
    plan = worked_out([acme], rows_of(",Acme,,,alpha;Émile;beta"))
    assert (plan.changed, plan.new, plan.same) == ((), (), 1)


_CELLS = st.tuples(
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["Acme", "ACME", "Acm\u00e9", "Acme\u0301\u200b", "Acme  Corp", "acme corp", "Globex"]),
    st.sampled_from(["", "strategic", "standard"]),
    st.sampled_from(["", "U0ANA", "U0BO"]),
    st.sampled_from(["", "Ace", "ace;Big", "Globex"]),
)
_FILES = st.lists(_CELLS, max_size=7).map(lambda rows: rows_of(*(",".join(cells) for cells in rows)))


@given(_FILES, _FILES)
def test_the_same_file_twice_changes_nothing(before: tuple[AccountRow, ...], rows: tuple[AccountRow, ...]) -> None:
    once = stands_after(stands_after([], before), rows)
    again = worked_out(once, rows)
    assert (again.new, again.changed) == ((), ())


@given(_FILES, _FILES)
def test_no_two_accounts_ever_have_one_key_and_none_is_lost(
    before: tuple[AccountRow, ...], rows: tuple[AccountRow, ...]
) -> None:
    stood = stands_after([], before)
    stands = stands_after(stood, rows)
    keys = [(" ".join(each.name.casefold().split()), each.external_id) for each in stands]
    assert len(keys) == len(set(keys))
    assert {each.id for each in stood} <= {each.id for each in stands}
    assert {row.external_id for row in rows if row.external_id} <= {each.external_id for each in stands}
