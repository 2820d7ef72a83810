"""What is typed behind /account add."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Stage, Tier
from bot.domain.errors import Refusal
from bot.parsing.commands.account_add import NAME_LIMIT, AddAccount, NotUnderstood, read_added


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("add Acme", AddAccount("Acme")),
        ("ADD Acme Corp", AddAccount("Acme Corp")),
        ("add Acme enterprise <@U0ANA>", AddAccount("Acme", tier=Tier.ENTERPRISE, owner="U0ANA")),
        ("add Acme <@U0ANA|ana> Enterprise", AddAccount("Acme", tier=Tier.ENTERPRISE, owner="U0ANA")),
        ("add Acme prospect mid-market", AddAccount("Acme", Stage.PROSPECT, Tier.MID_MARKET)),
        ("add Acme mid market", AddAccount("Acme", tier=Tier.MID_MARKET)),
        ("add Acme, strategic, partner", AddAccount("Acme", Stage.PARTNER, Tier.STRATEGIC)),
        ("add Axon Enterprise", AddAccount("Axon", tier=Tier.ENTERPRISE)),
        ('add "Axon Enterprise"', AddAccount("Axon Enterprise")),
        ("add “Axon Enterprise” strategic <@U0ANA>", AddAccount("Axon Enterprise", tier=Tier.STRATEGIC, owner="U0ANA")),
        ("add Enterprise", AddAccount("Enterprise")),
        ("add Strategic Partner", AddAccount("Strategic", Stage.PARTNER)),
        ("add R&amp;D internal", AddAccount("R&D", Stage.INTERNAL)),
    ],
)
def test_a_command_becomes_what_is_wanted(text: str, wanted: AddAccount) -> None:
    assert read_added(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "add",
        "add <@U0ANA>",
        'add ""',
        "add Acme <@U0ANA> soon",
        "add Acme @ana",
        "add @ana",
        "add Acme customer prospect",
        "add Acme <@U0ANA> <@U0BO>",
        'add "Acme" soon',
        "add " + "x" * (NAME_LIMIT + 1),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_send_and_the_words_given_back(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_added(text)
    assert isinstance(refused.value, Refusal) and isinstance(refused.value, ValueError)
    assert refused.value.typed == text
    assert "/account add Acme" in refused.value.words or str(NAME_LIMIT) in refused.value.words


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NotUnderstood):
        name = read_added("add " + text).name
        assert name.strip() == name != ""
