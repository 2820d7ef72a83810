"""What is typed behind /account, with the names of the accounts at hand."""

from datetime import date

import pytest

from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Stage, Tier
from bot.parsing.commands.account_add import NAME_LIMIT, AddAccount, NotUnderstood, ShowAccount
from bot.parsing.commands.account_changes import (
    AccountCommand,
    AddAlias,
    AddContact,
    DeleteAccount,
    EditAccount,
    LinkChannel,
    MergeAccounts,
    RemoveAlias,
    RemoveContact,
    RestAccount,
    SetField,
    UnlinkChannel,
    WakeAccount,
)
from bot.parsing.commands.account_commands import read_account
from tests.parsing.cast import directory_of

OURS = directory_of(
    {
        "Acme": ("ACM",),
        "Acme Inc": (),
        "Acme Rest": (),
        "Axon": (),
        "Axon Enterprise": (),
        "Drive into the Sun": (),
        "Early": (),
        "Early Stage Ventures": (),
        "Edit Studio": (),
        "First": (),
        "First Contact Ventures": (),
        "General Value": ("GV", "Value For All"),
        "International Business Machines": (),
        "Into the Wild": (),
        "Link Motion": (),
        "Merge Labs": (),
        "Microsoft": ("MSFT",),
        "Value": (),
    }
)


def read(text: str) -> AccountCommand:
    return read_account(text, OURS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ShowAccount("")),
        ("Acme", ShowAccount("Acme")),
        ("Acme card", ShowAccount("Acme")),
        ("Jo Lee", ShowAccount("Jo Lee")),
        ("add Initech enterprise <@U0ANA>", AddAccount("Initech", tier=Tier.ENTERPRISE, owner="U0ANA")),
        ("ADD Initech", AddAccount("Initech")),
        ("edit Acme", EditAccount("Acme")),
        ('Edit "Axon Enterprise"', EditAccount("Axon Enterprise")),
        ("delete Acme", DeleteAccount("Acme")),
        ("merge Acme Inc into Acme", MergeAccounts("Acme Inc", "Acme")),
        ('merge "Acme Inc" INTO "Acme"', MergeAccounts("Acme Inc", "Acme")),
        ("merge Into the Wild into Acme", MergeAccounts("Into the Wild", "Acme")),
        ("merge Acme into Into the Wild", MergeAccounts("Acme", "Into the Wild")),
        ("merge Acme into Drive into the Sun", MergeAccounts("Acme", "Drive into the Sun")),
        ("merge Drive into the Sun into Acme", MergeAccounts("Drive into the Sun", "Acme")),
        ("merge Nobody into Noone", MergeAccounts("Nobody", "Noone")),
        ("Acme stage customer", SetField("Acme", AccountField.STAGE, Stage.CUSTOMER)),
        ("acme STAGE Lost", SetField("acme", AccountField.STAGE, Stage.LOST)),
        ("Acme, stage: prospect", SetField("Acme", AccountField.STAGE, Stage.PROSPECT)),
        ("Acme tier enterprise", SetField("Acme", AccountField.TIER, Tier.ENTERPRISE)),
        ("Acme tier mid market", SetField("Acme", AccountField.TIER, Tier.MID_MARKET)),
        ("Acme value 48000", SetField("Acme", AccountField.VALUE, 48_000)),
        ("Acme value 48k", SetField("Acme", AccountField.VALUE, 48_000)),
        ("Acme value 48,000 EUR", SetField("Acme", AccountField.VALUE, 48_000)),
        ("Acme value none", SetField("Acme", AccountField.VALUE, None)),
        ("Acme cadence 30", SetField("Acme", AccountField.CADENCE, 30)),
        ("Acme cadence 30 days", SetField("Acme", AccountField.CADENCE, 30)),
        ("Acme cadence none", SetField("Acme", AccountField.CADENCE, None)),
        ("Acme since 2019", SetField("Acme", AccountField.SINCE, date(2019, 1, 1))),
        ("Acme since 2019-03-14", SetField("Acme", AccountField.SINCE, date(2019, 3, 14))),
        ("Acme since 14 mar 2019", SetField("Acme", AccountField.SINCE, date(2019, 3, 14))),
        ("Acme since none", SetField("Acme", AccountField.SINCE, None)),
        ("Acme name New Name", SetField("Acme", AccountField.NAME, "New Name")),
        ('Acme name "Stage customer"', SetField("Acme", AccountField.NAME, "Stage customer")),
        ("Acme name AT&amp;T stage customer", SetField("Acme", AccountField.NAME, "AT&T stage customer")),
        ("Acme alias ACME CO", AddAlias("Acme", "ACME CO")),
        ("Acme alias -ACM", RemoveAlias("Acme", "ACM")),
        ("Acme alias – ACM", RemoveAlias("Acme", "ACM")),
        ('Acme alias "-ACM"', AddAlias("Acme", "-ACM")),
        ("Acme contact Jo Lee", AddContact("Acme", "Jo Lee")),
        ("Acme contact -Jo Lee", RemoveContact("Acme", "Jo Lee")),
        ("Acme contact -Lee, Jo", RemoveContact("Acme", "Lee, Jo")),
        ("Acme link <#C0OPS|acme-ops>", LinkChannel("Acme", "C0OPS")),
        ("Acme link <#C0OPS>", LinkChannel("Acme", "C0OPS")),
        ("Acme link Here", LinkChannel("Acme", None)),
        ("Acme unlink", UnlinkChannel("Acme")),
        ("Acme wake", WakeAccount("Acme")),
        ("Microsoft rest", RestAccount("Microsoft")),
    ],
)
def test_a_command_becomes_what_is_wanted(text: str, wanted: AccountCommand) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Axon Enterprise", ShowAccount("Axon Enterprise")),
        ("axon enterprise inc.", ShowAccount("axon enterprise inc.")),
        ("General Value", ShowAccount("General Value")),
        ("Value For All", ShowAccount("Value For All")),
        ("Acme Rest", ShowAccount("Acme Rest")),
        ("Merge Labs", ShowAccount("Merge Labs")),
        ("Link Motion", ShowAccount("Link Motion")),
        ("Value", ShowAccount("Value")),
        ("General Value value 5k", SetField("General Value", AccountField.VALUE, 5_000)),
        ("Value value 5k", SetField("Value", AccountField.VALUE, 5_000)),
        ("GV stage customer", SetField("GV", AccountField.STAGE, Stage.CUSTOMER)),
        ("Axon Enterprise tier strategic", SetField("Axon Enterprise", AccountField.TIER, Tier.STRATEGIC)),
        ("Acme Rest rest", RestAccount("Acme Rest")),
        ("Acme Rest name Acme", SetField("Acme Rest", AccountField.NAME, "Acme")),
        ("Axon tier enterprise", SetField("Axon", AccountField.TIER, Tier.ENTERPRISE)),
        ("First Contact Ventures contact Jo", AddContact("First Contact Ventures", "Jo")),
        ("Early stage lost", SetField("Early", AccountField.STAGE, Stage.LOST)),
        ("International Business Machines name X", SetField("International Business Machines", AccountField.NAME, "X")),
        ("Into the Wild stage lost", SetField("Into the Wild", AccountField.STAGE, Stage.LOST)),
    ],
)
def test_names_that_are_known_say_where_the_name_ends(text: str, wanted: AccountCommand) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"Acme" rest', RestAccount("Acme")),
        ("“Acme” name Axon", SetField("Acme", AccountField.NAME, "Axon")),
        ('"Acme Rest"', ShowAccount("Acme Rest")),
        ('"Nobody Knows" value 5k', SetField("Nobody Knows", AccountField.VALUE, 5_000)),
        ('"Stage customer"', ShowAccount("Stage customer")),
        ('"Acme" Inc', ShowAccount('"Acme" Inc')),
    ],
)
def test_quotes_say_where_the_name_ends_whatever_is_known(text: str, wanted: AccountCommand) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Microsft stage lost", SetField("Microsft", AccountField.STAGE, Stage.LOST)),
        ("Nobody Knows Them tier standard", SetField("Nobody Knows Them", AccountField.TIER, Tier.STANDARD)),
        ("Nobody rest", RestAccount("Nobody")),
        ("Stage One Bank name Two Bank", SetField("Stage One Bank", AccountField.NAME, "Two Bank")),
        ("Nobody alias value", AddAlias("Nobody", "value")),
        ("Microsft name Rest", SetField("Microsft", AccountField.NAME, "Rest")),
        ("Nobody name None stage lost", SetField("Nobody name None", AccountField.STAGE, Stage.LOST)),
    ],
)
def test_behind_words_that_name_no_account_the_last_verb_counts(text: str, wanted: AccountCommand) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Genral Value",
        "Accme Rest",
        "First Contact Venturs",
        "Early Stage Venturs",
        "Edit Studioo",
        "Marge Labs",
        "Merge Lab",
        "Nobody Value",
        "Stage",
        "Rest Home",
        "Value Nobody",
        "Name Contact",
    ],
)
def test_words_that_are_more_like_a_name_are_looked_up_as_one(text: str) -> None:
    assert read(text) == ShowAccount(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("add", "/account add Acme"),
        ("edit", "/account edit Acme"),
        ("delete", "/account delete Acme"),
        ("merge", "/account merge Acme Inc into Acme"),
        ("merge Acme Inc", "/account merge Acme Inc into Acme"),
        ("merge Acme into ,", "/account merge Acme Inc into Acme"),
        ("merge Acme into acme", "Those are the same"),
        ("Acme stage", "prospect, customer, partner, internal, lost, dormant"),
        ("Acme stage enterprise", "/account Acme stage customer"),
        ("Nobody stage whatever", "goes in quotes"),
        ("Acme tier customer", "strategic, enterprise, mid-market, standard"),
        ("Acme value", "/account Acme value 48000"),
        ("Acme value much", "/account Acme value 48000"),
        ("Acme value 48k and more", "/account Acme value 48000"),
        ("Acme cadence", "or none for its tier's"),
        ("Acme cadence 0", "or none for its tier's"),
        ("Acme cadence weekly", "or none for its tier's"),
        ("Acme since", "or 2019-03-01"),
        ("Acme since ever", "or 2019-03-01"),
        ("Acme since 2019-03-14 I think", "or 2019-03-01"),
        ("Acme since 2019-02-30", "or 2019-03-01"),
        ("Acme since 1 mar 2019 and 2020", "or 2019-03-01"),
        ("Acme since 2019-03-14 or 2020", "or 2019-03-01"),
        ("Acme since 03/04/2019", "or 2019-03-01"),
        ("Acme name", "/account Acme name New Name"),
        ("Acme name !!!", "/account Acme name New Name"),
        ("Acme name Acme @ana", "without @"),
        ("Acme name " + "x" * (NAME_LIMIT + 1), str(NAME_LIMIT)),
        ("Acme alias", "/account Acme alias ACM"),
        ("Acme alias -", "/account Acme alias ACM"),
        ("Acme contact", "/account Acme contact Jo Lee"),
        ("Acme contact Jo Lee, Sam Park", "one person at a time"),
        ("Acme link", "Pick the channel"),
        ("Acme link #acme", "Pick the channel"),
        ("Acme link &lt;#C0OPS|acme&gt;", "Pick the channel"),
        ("Acme link <#C0OPS|acme> <#C0ALL|all>", "Pick the channel"),
        ("Acme link see <#C0OPS|acme>", "Pick the channel"),
        ("Acme unlink now", "/account Acme unlink"),
        ("Microsoft rest please", "/account Acme rest"),
        ("Acme wake up", "/account Acme wake"),
        ('"Acme" please', "/account Acme stage customer"),
        ('"Acme" stage', "/account Acme stage customer"),
        ("Acme <@U0ANA>", "/owner Acme @ana"),
        ("Acme contact <@U0ANA>", "/owner"),
        ("Acme stagee customer", "Did you mean stage"),
        ("Acme cadance 30", "Did you mean cadence"),
        ("Acme delete", "/account delete Acme"),
        ("Microsoft owner Ana", "/owner Acme @ana"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type_and_the_words_given_back(text: str, told: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(text)
    assert told in refused.value.words
    assert refused.value.typed == text
