"""Whatever stands in a file: it goes in, or its row is named; no database refuses a value that was let through."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.deps import Deps
from bot.transfer import exports, import_file
from tests.storage.filled import ANA, INITECH

ACCOUNTS = exports.ACCOUNTS
CONVERSATIONS = exports.CONVERSATIONS

_TYPICAL = st.sampled_from(
    ["", "Acme", "U0ANA", "Ana", "customer", "held", "true", "call", "30", "2026-11-03", "0001-01-01", "9999-12-31",
     "06h0319zkm5xz6w5tv3p", "zzzzzzzzzzzzzzzzzzzz", "accepted", "9" * 21, "1e400", "U0" + "A" * 30, "W" + "0" * 40,
     "C0" + "9" * 60, "x" * 129, "like=a;risk=b", "=1+2", "<@U0CEO>", "\x00", "\ud800", "\u202e", "٣٠", "²"]
)  # fmt: skip
_CELLS = _TYPICAL | st.text(max_size=8)
_GOOD = {"name": "Acme", "account": "Acme", "held_by": ANA, "date": "2026-11-03"}
ONCE_A_DATABASE = settings(
    max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def file_of(columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    content = io.StringIO()
    writer = csv.DictWriter(content, columns, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows([good(columns) | row for row in rows])
    return content.getvalue()


def good(columns: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in _GOOD.items() if name in columns}


def rows_of(columns: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, str]]]:
    some = st.dictionaries(st.sampled_from(columns), _CELLS, max_size=4)
    return st.lists(some, min_size=1, max_size=6)


@given(rows_of(ACCOUNTS), rows_of(CONVERSATIONS))
@ONCE_A_DATABASE
def test_each_row_goes_in_or_is_named_and_the_same_file_again_changes_nothing(
    deps: Deps, new: list[dict[str, str]], held: list[dict[str, str]]
) -> None:
    for columns, rows, bring in (
        (ACCOUNTS, [{}, *new], import_file.accounts),
        (CONVERSATIONS, held, import_file.conversations),
    ):
        file = file_of(columns, rows)
        done = bring(deps, INITECH, file, by=None)
        assert done.added + done.changed + done.same + len(done.bad) <= len(rows)
        again = bring(deps, INITECH, file, by=None)
        assert (again.added, again.changed, again.bad) == (0, 0, done.bad)
    for what in ("accounts", "conversations", "insights", "sponsorships"):
        assert exports.csv_of(deps, INITECH, what)
