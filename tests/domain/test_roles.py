"""Who may do what, against the same table in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Conversation, Details, Kind, State
from bot.domain.workspace.members import Member, Profile
from bot.domain.workspace.roles import Action, Role, may, roles_in_workspace, roles_to_account, roles_to_entry

# ruff: noqa: E501 (the table is read in one piece)

AS_WRITTEN = """
                                          member author holder owner sponsor executive admin adder proposer asked unknown programme_owner reader assignee
log                                         x      .      .      .      .        .       .     .      .       .      x           .          .        .
see accounts                                x      .      .      .      .        .       .     .      .       .      .           .          .        .
give a number                               x      .      .      .      .        .       .     .      .       .      .           .          .        .
add an account                              x      .      .      .      .        .       .     .      .       .      x           .          .        .
take an account without an owner            x      .      .      .      .        .       .     .      .       .      .           .          .        .
change an account                           .      .      .      x      x        .       x     .      .       .      .           .          .        .
rename an account                           .      .      .      x      x        .       x     x      .       .      .           .          .        .
delete an account                           .      .      .      .      .        .       x     x      .       .      .           .          .        .
merge accounts                              .      .      .      .      .        .       x     .      .       .      .           .          .        .
propose a sponsor                           x      .      .      .      .        .       .     .      .       .      .           .          .        .
accept or decline to be sponsor             .      .      .      .      .        .       .     .      .       x      .           .          .        .
confirm a sponsor on their behalf           .      .      .      .      .        .       x     .      .       .      .           .          .        .
withdraw a proposal                         .      .      .      x      .        .       x     .      x       .      .           .          .        .
end a sponsorship                           .      .      .      x      x        .       x     .      .       .      .           .          .        .
edit an entry                               .      x      x      .      .        .       x     .      .       .      .           .          .        .
edit a private entry                        .      x      x      .      .        .       .     .      .       .      .           .          .        .
undo an entry                               .      x      x      .      .        .       x     .      .       .      .           .          .        .
say what became of a follow-up              .      x      x      .      .        .       x     .      .       .      .           .          .        x
say what became of a private follow-up      .      x      x      .      .        .       .     .      .       .      .           .          .        x
open private words                          .      x      x      .      .        .       .     .      .       .      .           .          x        .
ask to read private words                   .      .      .      x      x        .       .     .      .       .      .           .          .        .
decide who else reads a private entry       .      x      x      .      .        .       .     .      .       .      .           .          .        .
decide that where author and holder left    .      .      .      .      .        .       .     .      .       .      .           x          .        .
ask everybody a question                    .      .      .      .      .        x       x     .      .       .      .           .          .        .
change settings                             .      .      .      .      .        .       x     .      .       .      .           .          .        .
import                                      .      .      .      .      .        .       x     .      .       .      .           .          .        .
export                                      .      .      .      .      .        .       x     .      .       .      .           .          .        .
erase a person                              .      .      .      .      .        .       x     .      .       .      .           .          .        .
hand over accounts of people who left       .      .      .      .      .        .       x     .      .       .      .           x          .        .
"""
HEAD, *ROWS = AS_WRITTEN.strip().splitlines()
COLUMNS = HEAD.split()
TABLE = {
    row[:41].strip(): {name for name, cell in zip(COLUMNS, row[41:].split(), strict=True) if cell == "x"}
    for row in ROWS
}
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANA = Member(Profile("ana", "Ana", "Europe/Paris"), is_known=True)
ACME = Account("acme", "Acme", Stage.CUSTOMER, Tier.ENTERPRISE, date(2026, 1, 1), owner="bo")
ENTRY = Conversation(
    "c1", "acme", "Acme", "ana", NOW, Details(State.HELD, Kind.CALL, 20, date(2026, 11, 23), held_by="chen")
)


def test_the_table_has_every_action_and_every_role_that_may_do_something() -> None:
    assert list(TABLE) == [action.value for action in Action]
    assert set(COLUMNS) == set(Role) - {Role.GUEST, Role.STRANGER, Role.DEACTIVATED}


@pytest.mark.parametrize("action", Action)
def test_what_one_role_alone_may(action: Action) -> None:
    assert {role for role in Role if may(action, {role})} == TABLE[action]


@given(st.sampled_from(Action), st.frozensets(st.sampled_from(Role)))
def test_what_several_roles_together_may_agrees_with_the_table_read_by_hand(
    action: Action, roles: frozenset[Role]
) -> None:
    allowed = False
    for role in roles:
        counts = role in ("unknown", "author") or "unknown" not in roles
        if counts and role in TABLE[action]:
            allowed = True
    if "guest" in roles or "stranger" in roles or "deactivated" in roles:
        allowed = False
    assert may(action, roles) == allowed


def test_what_a_person_is_to_the_workspace() -> None:
    assert roles_in_workspace(ANA) == {Role.MEMBER}
    assert roles_in_workspace(ANA, admins={"ana"}, executives={"ana", "bo"}) == {
        Role.MEMBER,
        Role.ADMIN,
        Role.EXECUTIVE,
    }
    of_slack = replace(ANA, profile=replace(ANA.profile, is_admin=True))
    assert roles_in_workspace(of_slack) == {Role.MEMBER, Role.ADMIN}


def test_who_is_not_known_yet_a_guest_or_gone_is_no_member() -> None:
    assert roles_in_workspace(replace(ANA, is_known=False)) == {Role.UNKNOWN}
    assert roles_in_workspace(replace(ANA, profile=replace(ANA.profile, is_guest=True))) == {Role.GUEST}
    assert roles_in_workspace(replace(ANA, profile=replace(ANA.profile, is_deactivated=True))) == {Role.DEACTIVATED}


def test_a_deactivated_admin_may_nothing() -> None:
    gone = replace(ANA, profile=replace(ANA.profile, is_admin=True, is_deactivated=True))
    assert not any(may(action, roles_in_workspace(gone) | {Role.OWNER, Role.AUTHOR}) for action in Action)


def test_what_a_person_is_to_an_account() -> None:
    facts = {"sponsor": "petra", "added_by": "ana", "added_at": NOW - timedelta(hours=23), "now": NOW}
    assert roles_to_account("bo", ACME, **facts) == {Role.OWNER}  # type: ignore[arg-type]
    assert roles_to_account("petra", ACME, **facts) == {Role.SPONSOR}  # type: ignore[arg-type]
    assert roles_to_account("ana", ACME, **facts) == {Role.ADDER}  # type: ignore[arg-type]
    assert roles_to_account("chen", ACME, **facts) == set()  # type: ignore[arg-type]


def test_a_day_after_adding_it_an_account_is_as_everybody_elses() -> None:
    just, past = NOW - timedelta(hours=24) + timedelta(seconds=1), NOW - timedelta(hours=24)
    for added_at, wanted in ((just, {Role.ADDER}), (past, set())):
        found = roles_to_account("ana", ACME, sponsor=None, added_by="ana", added_at=added_at, now=NOW)
        assert found == wanted


def test_what_a_person_is_to_an_entry() -> None:
    entry = replace(ENTRY, readers=frozenset({"bo", "petra", "ana"}))
    wanted = {"ana": {Role.AUTHOR, Role.READER}, "chen": {Role.HOLDER}, "bo": {Role.READER}, "dee": set()}
    for person, roles in wanted.items():
        assert roles_to_entry(person, entry) == roles


@pytest.mark.parametrize("person", ["ana", "chen", "bo", "petra", "dee"])
def test_private_words_are_opened_by_their_readers_only(person: str) -> None:
    """Bo owns the account and everybody is an admin: neither opens anything."""
    private = replace(ENTRY, details=replace(ENTRY.details, private=True), readers=frozenset({"petra"}))
    roles = roles_to_entry(person, private) | {Role.MEMBER, Role.ADMIN, Role.OWNER, Role.SPONSOR}
    assert (
        may(Action.OPEN_PRIVATE_WORDS, roles) == private.may_be_read_by(person) == (person in ("ana", "chen", "petra"))
    )
