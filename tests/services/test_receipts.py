"""What a receipt says to whom: no words that are not theirs to read, nothing of others to somebody unknown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.db.engine import Session
from bot.domain.conversations.model import Details, Source
from bot.domain.conversations.receipts import Receipt
from bot.domain.workspace.members import Caller, Member, Profile
from bot.messages.conversations.receipts import receipt as drawn
from bot.outbox import queue
from bot.services import alerts
from bot.services.conversations import corrections, receipts
from bot.services.deps import Deps
from bot.storage.conversations import conversations as stored
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import members
from tests.scopes import scope_of, scoped
from tests.services.conftest import InTime
from tests.storage.filled import ANA, BO, HELD, INITECH, TODAY, add_account, log

As = Callable[[str], Caller]
DEE = "U0DEE"
SECRET = replace(HELD, held_by=BO, colleagues=(), private=True)


@pytest.fixture
def at_acme(deps: Deps) -> str:
    """Acme Corp, which bo owns; dee is an admin. The account's id."""
    with scoped(deps.database.transaction(), INITECH) as scope:
        members.remember(scope, Profile(DEE, "Dee", None, is_admin=True))
        return add_account(scope, owner=None).id


def put_back(deps: Deps, caller: Caller, account_id: str, details: Details, *, logged_by: str = BO) -> str:
    """Undo and put back what somebody logged; what the receipt says to the caller."""
    with deps.transaction(INITECH) as scope:
        conversation_id = log(scope, account_id, details=details, logged_by=logged_by)
    assert conversation_id is not None
    corrections.undo(deps, caller, conversation_id, guard=InTime())
    back = corrections.put_back(deps, caller, [conversation_id], guard=InTime())
    assert isinstance(back, Receipt)
    return drawn(back).text


def test_an_admin_who_puts_back_a_private_entry_reads_none_of_its_words(deps: Deps, caller: As, at_acme: str) -> None:
    words = put_back(deps, caller(DEE), at_acme, SECRET)
    assert "Acme Corp" in words and "private" in words
    for secret in ("Jane", "renewal chat", "exports", "single sign-on", "offer"):
        assert secret not in words


def test_its_author_and_its_holder_read_its_words(deps: Deps, caller: As, at_acme: str) -> None:
    assert "renewal chat" in put_back(deps, caller(BO), at_acme, SECRET)
    assert "renewal chat" in put_back(deps, caller(BO), at_acme, SECRET, logged_by=ANA)


def test_you_is_who_reads_and_not_who_typed(deps: Deps, caller: As, at_acme: str) -> None:
    said = replace(HELD, held_by=BO, colleagues=())
    assert "Held by Bo, typed by you." in put_back(deps, caller(ANA), at_acme, said, logged_by=ANA)
    assert "Held by you, typed by Ana." in put_back(deps, caller(BO), at_acme, said, logged_by=ANA)
    as_admin = put_back(deps, caller(DEE), at_acme, said)
    assert "Typed by Bo." in as_admin
    assert "send the offer, Wed 25 Nov, Bo." in as_admin
    assert "send the offer, Wed 25 Nov, you." in put_back(deps, caller(BO), at_acme, said)


def unknown(caller: Caller) -> Caller:
    return replace(caller, member=Member(Profile(caller.member.id, "", None), is_known=False))


def logged(deps: Deps, caller: Caller, account_id: str) -> tuple[Receipt, str | None]:
    """The receipt of a new entry, and to whom its complaint was promised."""
    details = replace(HELD, held_by=caller.member.id, colleagues=())
    entry = NewConversation(account_id, details, caller.member.id, None, Source.COMMAND, None)
    with deps.database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        conversation_id = stored.add(in_initech, entry)
        assert conversation_id is not None
        promised = alerts.enqueue(
            scope_of(session, caller.workspace.id, deps.now()), caller, account_id, details, conversation_id
        )
        conversation = stored.find(in_initech, conversation_id)
        assert conversation is not None
        receipt = receipts.of(scope_of(session, caller.workspace.id), caller, conversation, today=TODAY)
        return receipt, None if promised is None else promised.member


def test_somebody_unknown_reads_the_record_and_nothing_of_others(deps: Deps, caller: As, at_acme: str) -> None:
    with deps.transaction(INITECH) as scope:
        log(scope, add_account(scope, "Globex").id)
    ana = caller(ANA)
    known, _ = logged(deps, ana, at_acme)
    assert (known.echo is not None, known.week is not None) == (True, True)
    assert "Our first conversation with Acme Corp." in drawn(known).text
    assert "Globex spoke of exports too" in drawn(known).text
    stranger = unknown(caller(BO))
    told, _ = logged(deps, stranger, at_acme)
    assert (told.echo, told.week, told.previous) == (None, None, None)
    text = drawn(told).text
    assert "renewal chat" in text
    for others in ("Globex", "conversation with", "week"):
        assert others not in text


def waiting(session: Session) -> list[str]:
    """Whom something waits for in the outbox."""
    in_initech = scope_of(session, INITECH)
    ids = queue.due(in_initech, limit=9)
    found = [queue.lock(in_initech, delivery_id) for delivery_id in ids]
    return [delivery.target for delivery in found if delivery is not None]


@pytest.mark.parametrize(
    ("owner", "promised", "enqueued"),
    [
        pytest.param(Profile("U0OLA", "Ola", None), "U0OLA", ["U0OLA"], id="a member"),
        pytest.param(Profile("U0OLA", "Ola", None, is_guest=True), None, [], id="a guest"),
        pytest.param(Profile("U0OLA", "Ola", None, is_deactivated=True), None, [], id="left"),
        pytest.param(None, None, ["U0OLA"], id="unknown: it waits"),
    ],
)
def test_a_complaint_is_promised_to_an_owner_who_is_known_as_a_member(
    deps: Deps, caller: As, owner: Profile | None, promised: str | None, enqueued: list[str]
) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        account = add_account(scope, owner="U0OLA")
        if owner is not None:
            members.remember(scope, owner)
    assert logged(deps, caller(ANA), account.id)[1] == promised
    with deps.transaction(INITECH) as scope:
        assert waiting(scope.session) == enqueued
        # Slack is asked about the one it has not told us of.
        assert members.unknown(scope, limit=9) == (["U0OLA"] if owner is None else [])


def test_a_complaint_of_somebody_unknown_is_promised_to_nobody_yet(deps: Deps, caller: As) -> None:
    with deps.transaction(INITECH) as scope:
        account = add_account(scope, owner=BO)
    assert logged(deps, unknown(caller(ANA)), account.id)[1] is None
    assert logged(deps, caller(ANA), account.id)[1] == BO  # within the hour
    with deps.database.transaction() as session:
        assert waiting(session) == [BO]  # both are one message, which waits until Slack has told who its author is
