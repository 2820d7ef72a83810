"""What is typed behind /owner and /sponsor."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.commands.account_add import NotUnderstood
from bot.parsing.commands.people import Named, People
from bot.parsing.commands.sponsor_commands import (
    AskPerson,
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
PEOPLE = People(
    "U0BO",
    {"U0ANA": "Ana", "U0BO": "Bo", "U0SAM": "Sam Haddad", "U0SAMU": "Sam Uwe", "U0ZOE": "Zoë Müller", "U0NON": ""},
)


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
        ("Acme me", SetOwner("Acme", "U0BO")),
        ("Acme @me", SetOwner("Acme", "U0BO")),
        ("Acme ana", SetOwner("Acme", "U0ANA")),
        ("Acme @ana", SetOwner("Acme", "U0ANA")),
        ("ACM to Ana.", SetOwner("ACM", "U0ANA")),
        ('"Acme" ana', SetOwner("Acme", "U0ANA")),
        ("Acme zoe muller", SetOwner("Acme", "U0ZOE")),
        ("Acme müller", SetOwner("Acme", "U0ZOE")),
        ("Acme sam haddad", SetOwner("Acme", "U0SAM")),
        ("Microsft ana", SetOwner("Microsft", "U0ANA")),
        ("Better Than None nobody", SetOwner("Better Than None", None)),
        ("Acme sam", AskPerson("Acme", Named("sam", ("U0SAM", "U0SAMU")))),
        ("Acme ana ruiz", AskPerson("Acme", Named("ana ruiz", ("U0ANA",)))),
        ("Acme annna", AskPerson("Acme", Named("annna", ("U0ANA",)))),
        ("Acme zed", AskPerson("Acme", Named("zed"))),
        ("Acme &lt;@U0CEO&gt;", AskPerson("Acme", Named("<@U0CEO>"))),
        ('"Second" To None', ShowOwner('"Second" To None')),
    ],
)
def test_an_owner_is_named_shown_or_taken_away(text: str, wanted: OwnerCommand) -> None:
    assert read_owner(text, OURS, PEOPLE) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ShowCoverage()),
        ("  ", ShowCoverage()),
        ("Acme", OfferSponsors("Acme")),
        ("Acme <@U0CEO>", ProposeSponsor("Acme", "U0CEO")),
        ("Acme none", EndSponsorship("Acme")),
        ("Second To None", OfferSponsors("Second To None")),
        ("Acme me", ProposeSponsor("Acme", "U0BO")),
        ("Acme nobody", EndSponsorship("Acme")),
        ("list", ShowCoverage()),
    ],
)
def test_a_sponsor_is_proposed_offered_or_ended(text: str, wanted: SponsorCommand) -> None:
    assert read_sponsor(text, OURS, PEOPLE) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "<@U0ANA>",
        "<@U0ANA> Acme",
        "Acme <@U0ANA> <@U0BO>",
        "Acme <@U0ANA> please",
        "@ana",
        "ana",
        "me",
        "none",
        ",",
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type_and_the_words_given_back(text: str) -> None:
    for read, told in ((read_owner, "/owner Acme @ana"), (read_sponsor, "/sponsor Acme @ceo")):
        with pytest.raises(NotUnderstood) as refused:
            read(text, OURS, PEOPLE)
        assert told in refused.value.words
        assert refused.value.typed == text


def test_an_owner_needs_an_account() -> None:
    with pytest.raises(NotUnderstood, match="Which account"):
        read_owner("", OURS, PEOPLE)


TYPED = st.sampled_from(
    [
        *"Acme ACM Better Than None none NONE Microsft Nobody ana @ana <@U0ANA> <@U0BO|bo> &lt;@U0CEO&gt;".split(),
        *'<#C1|ops> " “ ” , : 日本 🎉'.split(),
        *("\x00", "\ud83d", "\u200b", "\u00a0"),
    ]
)
ME = re.compile(r"(me|myself|i)$")
LINES = st.lists(TYPED, max_size=8).map(" ".join) | st.lists(TYPED, max_size=5).map("".join) | st.text(max_size=60)


@given(LINES)
def test_any_text_is_read_or_refused_and_every_word_of_it_is_somewhere(text: str) -> None:
    said = plain(read_tokens(text).words)
    for read in (read_owner, read_sponsor):
        try:
            command = read(text, OURS, People("U0BO", {}))
        except NotUnderstood as refused:
            assert refused.typed == text and refused.words
            continue
        said_of = {said, said.removesuffix("nobody") + "none", ME.sub(plain("<@U0BO>"), said)}
        assert plain(typed_form(command)) in said_of


def typed_form(command: OwnerCommand | SponsorCommand) -> str:
    match command:
        case ShowCoverage():
            return ""
        case SetOwner(name, None) | EndSponsorship(name):
            return f"{name} none"
        case SetOwner(name, member) | ProposeSponsor(name, member):
            return f"{name} <@{member}>"
        case AskPerson(name, person):
            return f"{name} {person.typed}"
        case ShowOwner(name) | OfferSponsors(name):
            return name


def plain(words: str) -> str:
    return "".join(c for c in words.casefold() if not c.isspace() and c not in " ,:.\"“”„‟«»'‘’‚")
