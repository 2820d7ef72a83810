"""No text behind /account crashes, and every word of it is somewhere in what it became."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.accounts.fields import AccountField
from bot.parsing.cells.values import read_cadence, read_date, read_value
from bot.parsing.commands.account_add import AddAccount, NotUnderstood, ShowAccount
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
from bot.parsing.names.matching import Directory
from bot.parsing.slack_text import read_tokens
from tests.parsing.cast import directory_of
from tests.parsing.test_account_commands import OURS

NOBODYS = directory_of({})
TYPED = st.sampled_from(
    [
        *"Acme Inc ACM Axon Enterprise General Value value First Contact contact Ventures Into the Wild into".split(),
        *"Link link Motion Merge merge Labs Microsoft Microsft Nobody add edit delete stage customer tier mid".split(),
        *"market 48k 48,000 EUR cadence 30 none since 2019 14 mar name alias -ACM - Jo Lee, here unlink rest".split(),
        *"wake : , \" “ ” ' & &amp; &lt; ... 日本 🎉 <#C1|ops> <@U0ANA> <http://a.com|a.com> @ana #ops ǅ".split(),
        *("\x00", "\ud83d", "\u200b", "\u00a0"),
    ]
)
LINES = st.lists(TYPED, max_size=12).map(" ".join) | st.lists(TYPED, max_size=6).map("".join)
NAMES = st.sampled_from(["Acme", "Acme,", "acme inc", "GV", '"Axon Enterprise"', "Axon", "Microsft", "Nobody", "rest"])
BEHIND = st.sampled_from(
    "stage Lost,stage none,tier mid market,TIER Standard,value 48k EUR,value none,value: 5.000,cadence 30 days,"
    "cadence 7,since 2019,since 14 mar 2019,since 2019-03-14 x,name New Co.,alias -ACM,alias value,contact Jo Lee,"
    "contact - Jo,link <#C1|ops>,link here,link <#C2>,unlink,rest,wake,rest now,into Acme,merge Axon".split(",")
)
COMMANDS = st.builds("{} {} {}".format, NAMES, BEHIND, TYPED | st.just("")) | st.builds(
    "{} {} into {}".format, st.sampled_from(["merge", "Merge", "edit", "delete", "add"]), NAMES, NAMES
)
ANYTHING = COMMANDS | LINES | st.text(max_size=80)


@given(ANYTHING, st.sampled_from([OURS, NOBODYS]))
@example("Acme since 2019-03-14 2020", OURS)
@example('"Acme" value 48k 48k', OURS)
@example("Acme link <#C1|ops>", OURS)
def test_any_text_is_read_or_refused_and_every_word_of_it_is_somewhere(text: str, directory: Directory) -> None:
    try:
        command = read_account(text, directory)
    except NotUnderstood as refused:
        assert refused.typed == text and refused.words
        return
    said = read_tokens(text).words
    if isinstance(command, AddAccount):
        assert plain(command.name) in plain(said)
    else:
        assert plain(said) in typed_forms(command, said)


def plain(words: str) -> str:
    """Letters, digits and other marks, without what only separates or encloses."""
    return "".join(c for c in words.casefold() if not c.isspace() and c not in " ,:\"“”„‟«»'‘’‚-–−")


def typed_forms(command: AccountCommand, said: str) -> set[str]:
    """The ways to say `command`, each argument as it stands in `said` behind its verb."""
    match command:
        case ShowAccount(name):
            return {plain(name)}
        case EditAccount(name) | DeleteAccount(name):
            return {plain(("edit" if isinstance(command, EditAccount) else "delete") + name)}
        case MergeAccounts(name, into):
            return {plain(f"merge{name}into{into}")}
        case UnlinkChannel(name) | RestAccount(name) | WakeAccount(name):
            return {plain(f"{name} {type(command).__name__.removesuffix('Account').removesuffix('Channel')}")}
        case AddAlias(name, words) | RemoveAlias(name, words):
            return {plain(f"{name} alias {words}")}
        case AddContact(name, words) | RemoveContact(name, words):
            return {plain(f"{name} contact {words}")}
        case SetField(name, AccountField.NAME | AccountField.STAGE | AccountField.TIER as field, words):
            return {plain(f"{name} {field} {words}")}
        case LinkChannel(name, channel):
            return {plain(f"{name} link {label}") for label in ({"#ops", "#C2"} if channel else {"here"})}
        case SetField(name, AccountField.VALUE | AccountField.CADENCE | AccountField.SINCE as field, value):
            return {plain(f"{name} {field} {argument}") for argument in arguments(said, field, value)}
    raise AssertionError(command)


def arguments(said: str, verb: str, value: object) -> list[str]:
    """What stands behind each `verb` in `said` and reads as `value`."""
    tails = [said[at + len(verb) :].lstrip(" :") for at in range(len(said)) if said.casefold().startswith(verb, at)]
    return [tail for tail in tails if says(verb, tail) == value]


def says(verb: str, tail: str) -> int | date | str | None:
    if tail.casefold() == "none":
        return None
    try:
        if verb == "since":
            return read_date(tail, day_first=None) or "nothing"
        found = read_value(tail) if verb == "value" else read_cadence(tail)
        return "nothing" if found is None else found
    except ValueError:
        return "nothing"
