"""Other words that people type behind `/account` for what it does, and what stands there for another command.

/account list · mine · waiting · search ind · show Acme · rename Acme to New Name
/account Acme history · history Jo Lee · Acme owner @ana · Acme sponsor none
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.accounts.fields import AccountField
from bot.parsing.commands.account_add import NotUnderstood
from bot.parsing.commands.account_changes import ListAccounts, Listed, SearchAccounts, SetField, ShowHistory
from bot.parsing.commands.account_prefix import names_exactly, names_nearly, new_name
from bot.parsing.commands.account_verbs import EXAMPLES
from bot.parsing.names.matching import Directory
from bot.parsing.slack_text import read_tokens

_LISTS: Mapping[str, Listed] = {
    **dict.fromkeys(("list", "list all", "all", "all accounts", "accounts", "overview"), Listed.ALL),
    **dict.fromkeys(("mine", "my", "me", "my accounts", "list mine", "my list"), Listed.MINE),
    **dict.fromkeys(("waiting", "waits", "due", "list waiting"), Listed.WAITING),
}
_SEARCH = re.compile(r"(?a:search|find|look for|look up) (?:(?a:for) )?(?P<words>.+)", re.IGNORECASE | re.DOTALL)
_HISTORY = re.compile(
    r"(?a:history) (?:(?a:of|with) )?(?P<behind>.+)|(?P<before>.+?)(?:['’]s)? (?a:history)", re.IGNORECASE | re.DOTALL
)
_RENAME = re.compile(r"(?a:rename) (?P<names>.+)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r" (?a:to|into|as) ", re.IGNORECASE)
_ROLE = re.compile(r"\s+(?a:(?P<command>owner|sponsor)):?(?=\s|\Z)\s*", re.IGNORECASE)
_LONGEST = 600


@dataclass(frozen=True)
class RoleCommand:
    """What stands behind an account's name is for `/owner` or `/sponsor`; `text` is what would be typed there."""

    command: str
    text: str


def read_list(text: str) -> ListAccounts | SearchAccounts | None:
    """A list of accounts; None where it is none."""
    if (which := _LISTS.get(text.casefold())) is not None:
        return ListAccounts(which)
    search = _SEARCH.fullmatch(text)
    return SearchAccounts(search["words"].strip('"“”')) if search else None


def read_role(text: str, directory: Directory) -> RoleCommand | None:
    """An account, then `owner` or `sponsor`: another command's. None where the words name no account before that."""
    if names_exactly(read_tokens(text).words, directory):
        return None
    for role in _ROLE.finditer(text[:_LONGEST]):
        name = read_tokens(text[: role.start()]).words
        if names_exactly(name.strip('"“”'), directory):
            return RoleCommand(role["command"].casefold(), f"{text[: role.start()]} {text[role.end() :]}".strip())
    return None


def read_history(text: str, directory: Directory) -> ShowHistory | None:
    """`Acme history`, `history of Jo Lee`; None for other words, and where all of them are nearly an account's name."""
    asked = _HISTORY.fullmatch(text)
    if asked is None or names_exactly(text, directory):
        return None
    name = (asked["behind"] or asked["before"]).strip('"“” ,:')
    is_name = not names_exactly(name, directory) and names_nearly(text, directory)
    return None if is_name or not name else ShowHistory(name)


def read_renamed(text: str, directory: Directory) -> SetField | None:
    """`rename Acme to New Name`. None for other words, NotUnderstood where it is not plain which are the new name."""
    lead = _RENAME.fullmatch(text)
    if lead is None or names_nearly(text, directory):
        return None
    pairs = [(lead["names"][: match.start()], lead["names"][match.end() :]) for match in _TO.finditer(lead["names"])]
    known = [pair for pair in pairs if names_exactly(pair[0], directory)]
    if not known:
        raise NotUnderstood(f"Send the name it has and the new one, as in: {EXAMPLES['name']}")
    name, new = known[-1]
    return SetField(name, AccountField.NAME, new_name(new, EXAMPLES["name"]))


def other_word(text: str) -> str:
    """What to type instead, where the first word is one that people use for a verb of ours; "" for any other."""
    word, _, name = text.partition(" ")
    verb = _OTHER_WORDS.get(word, "")
    return f"/account {verb} {name}" if verb and name else ""


_OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("new", "create"), "add"),
    **dict.fromkeys(("remove", "del", "drop"), "delete"),
    **dict.fromkeys(("change", "update", "modify"), "edit"),
}
"""In small letters: a name mostly begins with a capital."""
