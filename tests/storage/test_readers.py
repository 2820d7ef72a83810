"""Who reads a private conversation is settled when it becomes private, and nobody is added by what happens after."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from bot.db import migrations
from bot.db.columns import metadata
from bot.db.engine import Database, Session
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, Source
from bot.domain.sponsors.model import Step, taken
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import bulk_insert, conversations, readers
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.conversations.conversations import NewConversation
from bot.storage.conversations.tables import conversations as table
from bot.storage.sponsors import sponsorships
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, HELD, INITECH, NOW, add_account, correct, create_workspace, fill, log

CHEN, DEE, EVA, ZOE = "U0CHEN", "U0DEE", "U0EVA", "U0ZOE"
PEOPLE = (ANA, BO, CHEN, DEE, EVA, ZOE)
PRIVATE = replace(HELD, private=True, held_by=BO, colleagues=(ZOE,), follow_up=None)


def sponsor(scope: Scope, account_id: str, member: str, *, accepts: bool = True) -> None:
    asked = sponsorships.propose(scope, account_id, member, by=ANA)
    assert asked is not None
    if accepts:
        sponsorships.record(scope, asked, taken(asked, Step.ACCEPT, by=member, at=NOW))


def give(session: Session, account_id: str, owner: str | None) -> None:
    in_initech = scope_of(session, INITECH)
    account = accounts.find(in_initech, account_id)
    assert account is not None
    accounts.change(in_initech, replace(account, owner=owner))


def entry(session: Session, conversation_id: str) -> Conversation:
    found = conversations.find(scope_of(session, INITECH), conversation_id)
    assert found is not None
    return found


def reading(session: Session, conversation_id: str) -> set[str]:
    """Who reads it, by the rule; the condition in SQL says the same of everybody."""
    found = entry(session, conversation_id)
    by_rule = {each for each in PEOPLE if found.may_be_read_by(each)}
    mine = (table.c.workspace_id == INITECH) & (table.c.id == conversation_id)
    by_query = {
        each for each in PEOPLE if session.execute(select(table.c.id).where(mine, readers.may_read(each))).first()
    }
    assert by_rule == by_query
    return by_rule


class Ground:
    """An account of chen's, sponsored by dee, where ana logged something private that bo held; globex is eva's."""

    def __init__(self, session: Session) -> None:
        in_initech = scope_of(session, INITECH)
        create_workspace(in_initech)
        self.session = session
        self.acme = add_account(in_initech, "Acme", owner=CHEN).id
        self.globex = add_account(in_initech, "Globex", aliases=(), owner=EVA).id
        sponsor(in_initech, self.acme, DEE)
        self.secret = log(in_initech, self.acme, details=PRIVATE) or ""

    def edit(self, *, account: str | None = None, **facts: object) -> None:
        held = conversations.lock(scope_of(self.session, INITECH), self.secret)
        assert held is not None
        details = replace(held.details, **facts)  # type: ignore[arg-type]
        conversations.change(scope_of(self.session, INITECH), held, account or held.account_id, details, by=ANA)

    def new_owner(self) -> None:
        give(self.session, self.acme, EVA)


def undone_and_put_back(ground: Ground) -> None:
    for at in (NOW, None):
        conversations.set_undone(scope_of(ground.session, INITECH), ground.secret, by=EVA, at=at)


def merged(ground: Ground) -> None:
    merges.move(scope_of(ground.session, INITECH), ground.acme, ground.globex, by=EVA)


def another_sponsor(ground: Ground) -> None:
    (standing,) = sponsorships.active(scope_of(ground.session, INITECH), [ground.acme])
    sponsorships.record(scope_of(ground.session, INITECH), standing, taken(standing, Step.END, by=ANA, at=NOW))
    sponsor(scope_of(ground.session, INITECH), ground.acme, EVA)


def given_up_and_taken(ground: Ground) -> None:
    give(ground.session, ground.acme, None)
    ground.new_owner()


def edited_under_another_owner(ground: Ground) -> None:
    ground.new_owner()
    ground.edit(note="other words")


def opened_and_closed_under_another_owner(ground: Ground) -> None:
    ground.edit(private=False)
    ground.new_owner()
    ground.edit(private=True)


def granted_and_moved_to_and_fro(ground: Ground) -> None:
    readers.grant(scope_of(ground.session, INITECH), ground.secret, ZOE, by=ANA)
    ground.edit(account=ground.globex)
    ground.edit(account=ground.acme)


THEN = {ANA, BO, CHEN, DEE}
AFTERWARDS: dict[str, tuple[Callable[[Ground], None], set[str]]] = {
    "nothing happens": (lambda ground: None, THEN),
    "it has another owner": (Ground.new_owner, THEN),
    "nobody owns it, then somebody": (given_up_and_taken, THEN),
    "it has another sponsor": (another_sponsor, THEN),
    "it is merged into another's account": (merged, THEN),
    "it is undone and put back by another": (undone_and_put_back, THEN),
    "its words are edited": (edited_under_another_owner, THEN),
    "another holds it": (lambda ground: ground.edit(held_by=EVA), {ANA, EVA, CHEN, DEE}),
    "it is moved to another's account": (lambda ground: ground.edit(account=ground.globex), {ANA, BO, EVA}),
    "everybody reads it": (lambda ground: ground.edit(private=False), set(PEOPLE)),
    "it becomes private once more under another owner": (opened_and_closed_under_another_owner, {ANA, BO, EVA, DEE}),
    "it was granted, moved and moved back": (granted_and_moved_to_and_fro, THEN | {ZOE}),
}


@pytest.mark.parametrize("what", AFTERWARDS)
def test_who_reads_it_afterwards(what: str, database: Database) -> None:
    happens, wanted = AFTERWARDS[what]
    with database.transaction() as session:
        ground = Ground(session)
        happens(ground)
        assert reading(session, ground.secret) == wanted


def test_who_is_only_asked_to_sponsor_or_took_part_reads_nothing(database: Database) -> None:
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
        account = add_account(scope, owner=None).id
        sponsor(scope, account, DEE, accepts=False)
        assert reading(scope.session, log(scope, account, details=PRIVATE) or "") == {ANA, BO}


def test_what_comes_with_a_file_is_read_by_who_owns_and_sponsors_the_account_as_it_comes(database: Database) -> None:
    with scoped(database.transaction(), INITECH) as scope:
        ground = Ground(scope.session)
        brought = [
            ImportedConversation(
                new_id(NOW), NOW, NewConversation(ground.acme, PRIVATE, ANA, None, Source.IMPORT, str(at))
            )
            for at in (1, 2)
        ]
        bulk_insert.add(scope, brought)
        ground.new_owner()
        assert [reading(scope.session, each.id) for each in brought] == [{ANA, BO, CHEN, DEE}] * 2


def test_granted_twice_it_is_granted_once(database: Database) -> None:
    with scoped(database.transaction(), INITECH) as scope:
        ground = Ground(scope.session)
        assert readers.grant(scope, ground.secret, EVA, by=ANA)
        assert not readers.grant(scope, ground.secret, EVA, by=BO)
        assert reading(scope.session, ground.secret) == {ANA, BO, CHEN, DEE, EVA}


def test_a_migration_keeps_who_owns_and_sponsors_the_account_of_what_was_private_before(
    own_database: Database,
) -> None:
    """Undone ones too; of what is public nothing is kept, and no row of anything else is touched."""
    with own_database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        for workspace_id in (INITECH, GLOBEX):
            fill(scope_of(session, workspace_id))
        owned = add_account(in_initech, "Owned", aliases=(), owner=CHEN).id
        sponsor(in_initech, owned, DEE)
        free = add_account(in_initech, "Free", aliases=(), owner=None).id
        sponsor(in_initech, free, EVA, accepts=False)
        secret, undone, open_to_all = (
            log(in_initech, owned, details=replace(PRIVATE, private=each)) or "" for each in (True, True, False)
        )
        conversations.set_undone(in_initech, undone, by=ANA, at=NOW)
        lonely = log(in_initech, free, details=PRIVATE) or ""
        correct(in_initech, lonely, note="other words")
        for name in ("access_requests", "conversation_readers"):
            session.execute(text(f"DROP TABLE {name}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    before = rows_of_the_rest(own_database)
    assert migrations.migrate(own_database, to="0012") == ("0011", "0012")
    assert rows_of_the_rest(own_database) == before
    with scoped(own_database.reading(), INITECH) as scope:
        found = readers.of(scope, [secret, undone, open_to_all, lonely])
        assert found == {secret: {CHEN, DEE}, undone: {CHEN, DEE}}
        assert reading(scope.session, secret) == {ANA, BO, CHEN, DEE}
        assert reading(scope.session, lonely) == {ANA, BO}


def rows_of_the_rest(database: Database) -> dict[str, list[object]]:
    new = ("access_requests", "conversation_readers")
    with database.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
            if name not in new
        }
