"""What is found by its words: as if every record had been looked at, and by an index alone."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.db import migrations
from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.conversations.model import Details, FollowUp, Insight
from bot.domain.insights.passages import passages_of, search_words
from bot.storage.accounts import merges
from bot.storage.conversations import conversations
from bot.storage.insights import passages
from bot.storage.insights.tables import passages as passages_table
from tests.databases import as_engine_url
from tests.scopes import scope_of, scoped
from tests.storage.filled import (
    ANA,
    GLOBEX,
    HELD,
    INITECH,
    NOW,
    TODAY,
    add_account,
    correct,
    create_workspace,
    fill,
    log,
)

BARE = replace(HELD, note="", insights=(), follow_up=None, contacts=())
FORMS = (
    ("export", "exports", "Exporting", "EXPORTED"),
    ("invoice", "invoices", "invoicing"),
    ("café", "cafe", "Cafés"),
    ("zürich", "Zurich"),
    ("2026",),
    ("who",),
    ("失敗",),
)
"""Words that are one in a search; none of another row is."""

words = st.sampled_from([form for forms in FORMS for form in forms])
texts = st.lists(words, max_size=3).map(" … ".join)


@pytest.fixture
def workspaces(database: Database) -> Database:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(scope_of(session, workspace_id))
    return database


def found(scope: Scope, typed: str, **conditions: object) -> list[tuple[str, str]]:
    """The ids and words of what a search finds."""
    hits = passages.search(scope, search_words(typed), limit=99, **conditions)  # type: ignore[arg-type]
    entries = {entry.id: entry for entry in conversations.those(scope, [hit.conversation_id for hit in hits])}
    return [(hit.conversation_id, passages_of(entries[hit.conversation_id].details)[hit.position].text) for hit in hits]


@pytest.mark.parametrize("typed", ["exports", "EXPORTING", "export", "exported"])
def test_a_word_is_found_in_a_note_an_insight_and_a_promise_in_all_its_forms(workspaces: Database, typed: str) -> None:
    details = replace(
        HELD,
        note="worried about exports",
        insights=(Insight("complaint", "exporting times out"), Insight("like", "the editor")),
        follow_up=FollowUp("send the export fix", None, ANA),
    )
    with scoped(workspaces.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=details)
        assert [shown for _, shown in found(scope, typed)] == [
            "worried about exports",
            "exporting times out",
            "send the export fix",
        ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cafe", "the Café in Zürich"),
        ("ZURICH café", "the Café in Zürich"),
        ("失敗", "輸出が失敗しました"),
        ("who", "the who and the why"),
        ("q3", "the budget:Q3/Q4"),
        ("example", "www.example.com"),
        ("20m", "20m more"),
    ],
)
def test_accents_signs_and_scripts_without_blanks_are_no_hindrance(workspaces: Database, typed: str, said: str) -> None:
    with scoped(workspaces.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=replace(BARE, note=said))
        assert [shown for _, shown in found(scope, typed)] == [said]
        assert found(scope, f"{typed} nowhere") == []


def test_kinds_and_days_narrow_a_search_and_the_latest_come_first(workspaces: Database) -> None:
    with scoped(workspaces.transaction(), INITECH) as scope:
        account = add_account(scope)
        ids = [
            log(
                scope,
                account.id,
                details=replace(
                    BARE, on=TODAY - timedelta(days=days), note="export", insights=(Insight("complaint", "exports"),)
                ),
            )
            for days in (3, 1, 2)
        ]
        assert [each for each, _ in found(scope, "export", kinds=["complaint"])] == [ids[1], ids[2], ids[0]]
        assert [each for each, _ in found(scope, "export", since=TODAY - timedelta(days=2))] == [ids[1]] * 2 + [
            ids[2]
        ] * 2
        assert len(passages.search(scope, kinds=["complaint"], limit=2)) == 2


def test_nothing_is_found_of_a_stranger_or_of_another_workspace(workspaces: Database) -> None:
    with workspaces.transaction() as session:
        here, there = scope_of(session, INITECH), scope_of(session, GLOBEX)
        log(here, add_account(here).id, details=replace(BARE, note=f"export {GLOBEX}"))
        log(here, add_account(here, "Hooli").id, details=replace(BARE, note="export"), logged_by="U0STRANGER")
        add_account(there)
        assert len(found(here, "export")) == 1
        assert found(there, "export") == []


def test_what_is_private_is_not_even_kept_where_words_are_looked_for(workspaces: Database) -> None:
    with scoped(workspaces.transaction(), INITECH) as scope:
        account = add_account(scope)
        secret = log(scope, account.id, details=replace(HELD, note="canary", private=True)) or ""
        shown = log(scope, account.id, details=replace(HELD, note="canary")) or ""
        correct(scope, shown, private=True)
        assert scope.session.execute(passages_table.select()).all() == []
        correct(scope, secret, private=False)
        assert [each for each, _ in found(scope, "canary")] == [secret]


@dataclass
class Records:
    """A workspace's conversations, changed at random, and what a look at every one of them finds."""

    scope: Scope
    ids: list[str]

    def search_by_hand(self, typed: str) -> set[tuple[str, str]]:
        stems = {_stem(word) for word in search_words(typed)}
        return {
            (entry.id, passage.text)
            for entry in conversations.active(self.scope)
            if not entry.details.private
            for passage in passages_of(entry.details)
            if stems <= {_stem(word) for word in search_words(passage.text)}
        }


def _stem(word: str) -> str:
    """The first of the forms that a word is one of."""
    return next(forms[0] for forms in FORMS if word in [each for form in forms for each in search_words(form)])


details = st.builds(
    lambda note, insights, promise, private: replace(
        BARE,
        note=note,
        insights=tuple(Insight("request", each) for each in insights if each),
        follow_up=FollowUp(promise, None, ANA) if promise else None,
        private=private,
    ),
    texts,
    st.lists(texts, max_size=2),
    texts,
    st.booleans(),
)
steps = st.lists(
    st.tuples(st.sampled_from(["log", "change", "undo", "restore", "merge"]), details, st.integers(0, 9)), max_size=12
)
_names = count()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, typed=st.lists(words, min_size=1, max_size=2))
def test_a_search_finds_what_a_look_at_every_record_finds(
    workspaces: Database, steps: list[tuple[str, Details, int]], typed: list[str]
) -> None:
    with scoped(workspaces.transaction(), INITECH) as scope:
        run = Records(scope, [])
        for step, written, number in steps:
            _do(run, step, written, number)
        query = " ".join(typed)
        everything = {each for each in found(scope, query) if each[0] in run.ids}
        assert everything == {each for each in run.search_by_hand(query) if each[0] in run.ids}


def _do(run: Records, step: str, written: Details, number: int) -> None:
    scope = run.scope
    if step == "log" or not run.ids:
        account = add_account(scope, f"Account {next(_names)}")
        run.ids.append(log(scope, account.id, details=written) or "")
        return
    chosen = run.ids[number % len(run.ids)]
    if step == "change":
        held = conversations.lock(scope, chosen)
        assert held is not None
        conversations.change(scope, held, held.account_id, written, by=ANA)
    elif step == "merge":
        first, second = (conversations.find(scope, each) for each in (chosen, run.ids[0]))
        assert first is not None and second is not None
        if first.account_id != second.account_id:
            merges.move(scope, first.account_id, second.account_id, by=ANA)
            merges.remove(scope, first.account_id)
    else:
        conversations.set_undone(scope, chosen, by=ANA, at=NOW if step == "undo" else None)


@pytest.mark.parametrize("is_analysed", [False, True])
def test_no_search_walks_through_a_table(workspaces: Database, is_analysed: bool) -> None:
    is_analysed = is_analysed or not workspaces.is_sqlite  # PostgreSQL does that by itself
    with workspaces.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            scope = scope_of(session, workspace_id)
            account = add_account(scope)
            for number in range(300):
                log(scope, account.id, details=replace(BARE, note=f"export {number}"))
        if is_analysed:
            session.execute(text("ANALYZE"))
    with scoped(workspaces.reading(), INITECH) as scope:
        by_words = _plan(scope, "export 7")
        by_day = _plan(scope, "", kinds=["complaint"], since=TODAY)
    if workspaces.is_sqlite:
        assert "SEARCH passages USING INTEGER PRIMARY KEY (rowid=?)" in by_words
        assert "SEARCH conversations USING INDEX sqlite_autoindex_conversations_1 (workspace_id=? AND id=?)" in by_words
        assert [step for step in by_words if step.startswith("SCAN")] == [
            "SCAN passages_index VIRTUAL TABLE INDEX 0:M2"
        ]
        assert not [step for step in by_day if step.startswith("SCAN")]
    else:
        assert any("Bitmap Index Scan on ix_passages_search" in step for step in by_words)
        assert not [step for step in by_words if "Seq Scan on passages" in step or "Seq Scan on conv" in step]


def _plan(scope: Scope, typed: str, **conditions: object) -> list[str]:
    explaining = "EXPLAIN QUERY PLAN " if scope.session.dialect.name == "sqlite" else "EXPLAIN "
    query = passages.query(scope, search_words(typed), limit=9, **conditions)  # type: ignore[arg-type]
    compiled = query.compile(scope.session, compile_kwargs={"literal_binds": True})
    rows = scope.session.exec_driver_sql(explaining + str(compiled).replace("%", "%%"))
    return [str(row[-1]) for row in rows]


def test_what_was_told_before_there_was_a_search_is_found(empty_url: str) -> None:
    empty = Database(as_engine_url(empty_url))
    migrations.migrate(empty)
    with empty.transaction() as session:
        fill(scope_of(session, INITECH))
        scope = scope_of(session, INITECH)
        log(scope, add_account(scope, "Hooli").id, details=replace(HELD, note="canary", private=True))
        before = _rows(scope)
        _forget_the_search(scope)
    migrations.migrate(empty)
    with scoped(empty.transaction(), INITECH) as scope:
        assert _rows(scope) == before
        assert [shown for _, shown in found(scope, "exporting")] == ["exports are slow"]
        log(scope, add_account(scope, "Vandelay").id, details=replace(BARE, note="exported"))
        assert len(found(scope, "export")) == 2
    empty.close()


def _rows(scope: Scope) -> list[tuple[object, ...]]:
    columns = ("workspace_id", "conversation_id", "position", "kind", "words")
    return sorted(tuple(row) for row in scope.session.execute(text(f"SELECT {', '.join(columns)} FROM passages")))


def _forget_the_search(scope: Scope) -> None:
    """The database as the program before this one left it."""
    if scope.session.dialect.name == "sqlite":
        scope.session.execute(text("DROP TABLE passages_index"))
    for table in ("passages", "quote_questions"):
        scope.session.execute(text(f"DROP TABLE {table}"))
    if scope.session.dialect.name != "sqlite":
        scope.session.execute(text("DROP TEXT SEARCH CONFIGURATION touchbase"))
        scope.session.execute(text("DROP TEXT SEARCH DICTIONARY touchbase_stem"))
    scope.session.execute(text("UPDATE alembic_version SET version_num = '0019'"))


def test_a_copy_of_the_file_finds_the_same(tmp_path: Path) -> None:
    """VACUUM gives rows other numbers; those by which the index knows them stay."""
    original, copied = Database(f"sqlite:///{tmp_path / 'one.db'}"), tmp_path / "two.db"
    migrations.migrate(original)
    with scoped(original.transaction(), INITECH) as scope:
        create_workspace(scope)
        account = add_account(scope)
        gone = log(scope, account.id, details=replace(BARE, note="invoices")) or ""
        log(scope, account.id, details=replace(BARE, note="exports"))
        correct(scope, gone, private=True)
    original.back_up(copied)
    copy = Database(f"sqlite:///{copied}")
    with scoped(copy.transaction(), INITECH) as scope:
        assert [shown for _, shown in found(scope, "export")] == ["exports"]
        scope.session.execute(text("INSERT INTO passages_index(passages_index) VALUES ('integrity-check')"))
    for each in (original, copy):
        each.close()
