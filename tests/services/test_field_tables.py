"""What the tables of fields say of forms, CSV and typed words is so."""

from dataclasses import fields

import pytest

from bot.domain.accounts import fields as of_accounts
from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Account
from bot.domain.conversations import fields as of_conversations
from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import Details
from bot.domain.form_fields import FieldSpec
from bot.parsing.commands.account_verbs import EXAMPLES, READERS
from bot.transfer import exports
from bot.transfer.columns.account_columns import read_account_header
from bot.transfer.columns.conversation_columns import read_conversation_header
from tests.parsing.cast import directory_of, read

LINES = {
    "with": "Acme 20m with Jo Lee and <@U0BO|bo>: renewal",
    "by": "Acme 20m by <@U0BO|bo>: renewal",
    "next": "Acme 20m renewal next: send pricing",
    "private": "Acme 20m private: renewal",
}
TYPED = [each for each in of_conversations.FIELDS if each.word]


def test_every_field_stands_in_its_table_once() -> None:
    assert [each.key for each in of_conversations.FIELDS] == list(Field)
    assert [each.key for each in of_accounts.FIELDS] == list(AccountField)


def test_whatever_is_said_of_a_conversation_belongs_to_one_field() -> None:
    kept = [name for each in of_conversations.FIELDS for name in each.attributes]
    follows_from_the_words = {"named"}
    assert sorted(kept) == sorted({each.name for each in fields(Details)} - follows_from_the_words)


def test_a_field_is_part_of_one_or_is_about_something() -> None:
    for each in of_conversations.FIELDS:
        assert bool(each.attributes) != bool(each.part_of) or each.key is Field.ACCOUNT


def test_what_a_form_can_say_of_an_account_is_what_an_account_has() -> None:
    assert {name for each in of_accounts.FIELDS for name in each.attributes} <= {each.name for each in fields(Account)}


def test_each_field_has_its_place_in_what_was_filled_in() -> None:
    assert {each.key.value for each in of_conversations.FIELDS} <= {each.name for each in fields(Filled)}


@pytest.mark.parametrize("each", of_conversations.FIELDS, ids=lambda each: each.key)
def test_a_field_of_a_conversation_heads_a_column_that_goes_out_and_comes_in(each: FieldSpec[Field]) -> None:
    assert each.header in exports.CONVERSATIONS
    assert each.header in read_conversation_header(exports.CONVERSATIONS).places


@pytest.mark.parametrize("each", of_accounts.FIELDS, ids=lambda each: each.key)
def test_a_field_of_an_account_heads_a_column_that_goes_out_and_comes_in(each: FieldSpec[AccountField]) -> None:
    assert each.header in exports.ACCOUNTS
    assert each.header in read_account_header(exports.ACCOUNTS).places


@pytest.mark.parametrize("each", TYPED, ids=lambda each: each.key)
def test_the_word_of_a_field_says_it_in_a_line(each: FieldSpec[Field]) -> None:
    said, nothing = (
        read(line, directory=directory_of({"Acme": ()})).details for line in (_line_with(each), "Acme 20m")
    )
    assert each.value_of(said) != each.value_of(nothing)


def _line_with(each: FieldSpec[Field]) -> str:
    return LINES[each.word] if not each.choices else f"Acme 20m {each.word} {next(iter(each.choices))}: renewal"


def test_the_word_of_a_field_changes_it_behind_an_accounts_name() -> None:
    words = {each.word for each in of_accounts.FIELDS if each.word}
    assert words <= READERS.keys()
    assert words <= EXAMPLES.keys()
