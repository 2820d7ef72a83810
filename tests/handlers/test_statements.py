"""How often the database is asked for what people type all day: as many times as stands here, or fewer."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from tests.app_fixture import ANA, AppFixture

PLAIN_LINE, FULL_LINE, PAGE = 23, 35, 3


def test_a_plain_line_stays_within_its_statements(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/logcall Acme 20m: hello")
    with _statements() as plain:
        app.reads(ANA, "/logcall Acme 25m: hello again")
    assert len(plain) <= PLAIN_LINE, "\n".join(plain)


def test_a_line_with_everything_stays_within_its_statements(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/logcall Acme 20m with Jo Lee: hello")
    with _statements() as full:
        app.reads(ANA, "/logcall Acme 25m with Jo Lee: hello #complaint exports are slow next: send pricing fri")
    assert len(full) <= FULL_LINE, "\n".join(full)


def test_a_page_of_help_asks_only_who_is_asking(app: AppFixture) -> None:
    app.reads(ANA, "/leaderboard help")
    with _statements() as page:
        app.reads(ANA, "/leaderboard help")
    assert len(page) <= PAGE, "\n".join(page)


@contextmanager
def _statements() -> Iterator[list[str]]:
    """The statements meanwhile, on SQLite with those that begin a transaction."""
    found: list[str] = []

    def note(*call: object) -> None:
        found.append(str(call[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)
