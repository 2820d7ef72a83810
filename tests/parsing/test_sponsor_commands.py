"""What is typed behind /owner and /sponsor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.commands.account_add import NotUnderstood
from bot.parsing.commands.sponsor_commands import (
    EndSponsorship,
    OfferSponsors,
    OwnerCommand,
    ProposeSponsor,
    SetOwner,
    ShowCoverage,
    ShowOwner,
    SponsorCommand,
    read_owner,
    read_sponsor,
)
from bot.parsing.slack_text import read_tokens
from tests.parsing.cast import directory_of

OURS = directory_of({"Acme": ("ACM",), "Better Than None": (), "Second To None": (), "Microsoft": ("MSFT",)})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acme <@U0ANA>", SetOwner("Acme", "U0ANA")),
        ("acme, <@U0ANA|ana>", SetOwner("acme", "U0ANA")),
        ('"Acme" <@U0ANA>', SetOwner("Acme", "U0ANA")),
        ("Microsft <@U0ANA>", SetOwner("Microsft", "U0ANA")),
        ("Acme", ShowOwner("Acme")),
        ('"Acme"', ShowOwner("Acme")),
        ("Nobody", ShowOwner("Nobody")),
        ("Acme none", SetOwner("Acme", None)),
        ("ACM NONE", SetOwner("ACM", None)),
        ('"Acme" none', SetOwner("Acme", None)),
        ("Nobody none", SetOwner("Nobody", None)),
        ("Better Than None", ShowOwner("Better Than None")),
        ("Beter Than None", ShowOwner("Beter Than None")),
        ("Better Than None none", SetOwner("Better Than None", None)),
        ("Better Than None <@U0ANA>", SetOwner("Better Than None", "U0ANA")),
        ('"Second" To None', ShowOwner('"Second" To None')),
    ],
)
def test_an_owner_is_named_shown_or_taken_away(text: str, wanted: OwnerCommand) -> None:
    assert read_owner(text, OURS) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ShowCoverage()),
        ("  ", ShowCoverage()),
        ("Acme", OfferSponsors("Acme")),
        ("Acme <@U0CEO>", ProposeSponsor("Acme", "U0CEO")),
        ("Acme none", EndSponsorship("Acme")),
        ("Second To None", OfferSponsors("Second To None")),
    ],
)
def test_a_sponsor_is_proposed_offered_or_ended(text: str, wanted: SponsorCommand) -> None:
    assert read_sponsor(text, OURS) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "<@U0ANA>",
        "<@U0ANA> Acme",
        "Acme <@U0ANA> <@U0BO>",
        "Acme <@U0ANA> please",
        "Acme @ana",
        "@ana",
        "Acme &lt;@U0ANA&gt;",
        "Acme ana",
        '"Acme" ana',
        "none",
        ",",
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type_and_the_words_given_back(text: str) -> None:
    for read, told in ((read_owner, "/owner Acme @ana"), (read_sponsor, "/sponsor Acme @ceo")):
        with pytest.raises(NotUnderstood) as refused:
            read(text, OURS)
        assert told in refused.value.words
        assert refused.value.typed == text


def test_an_owner_needs_an_account() -> None:
    with pytest.raises(NotUnderstood, match="Which account"):
        read_owner("", OURS)


TYPED = st.sampled_from(
    [
        *"Acme ACM Better Than None none NONE Microsft Nobody ana @ana <@U0ANA> <@U0BO|bo> &lt;@U0CEO&gt;".split(),
        *'<#C1|ops> " “ ” , : 日本 🎉'.split(),
        *("\x00", "\ud83d", "\u200b", "\u00a0"),
    ]
)
LINES = st.lists(TYPED, max_size=8).map(" ".join) | st.lists(TYPED, max_size=5).map("".join) | st.text(max_size=60)


@given(LINES)
def test_any_text_is_read_or_refused_and_every_word_of_it_is_somewhere(text: str) -> None:
    said = plain(read_tokens(text).words)
    for read in (read_owner, read_sponsor):
        try:
            command = read(text, OURS)
        except NotUnderstood as refused:
            assert refused.typed == text and refused.words
            continue
        assert plain(typed_form(command)) == said


def typed_form(command: OwnerCommand | SponsorCommand) -> str:
    match command:
        case ShowCoverage():
            return ""
        case SetOwner(name, None) | EndSponsorship(name):
            return f"{name} none"
        case SetOwner(name, member) | ProposeSponsor(name, member):
            return f"{name} <@{member}>"
        case ShowOwner(name) | OfferSponsors(name):
            return name


def plain(words: str) -> str:
    return "".join(c for c in words.casefold() if not c.isspace() and c not in " ,:.\"“”„‟«»'‘’‚")
