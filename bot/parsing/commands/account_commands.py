"""What is typed behind `/account`: the card, adding, and every change.

/account Acme stage customer · tier enterprise · value 48k · cadence 30 · since 2019 · name New Name
/account Acme alias ACM · alias -ACM · contact Jo Lee · contact -Jo Lee · link #acme · unlink · rest · wake
/account add Acme enterprise @ana · edit Acme · merge Acme Inc into Acme · delete Acme · list · search ind
/account Acme history · Jo Lee history

Words that are exactly an account's name show its card, whatever they end with. Otherwise the verb stands behind
the longest run of leading words that names an account; behind words that name none, the last verb counts, unless
all the words are more like an account's name than those before it.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from bot.parsing.commands.account_add import NotUnderstood, ShowAccount, read_added
from bot.parsing.commands.account_changes import (
    AccountCommand,
    DeleteAccount,
    EditAccount,
    MergeAccounts,
    ShowHistory,
)
from bot.parsing.commands.account_prefix import (
    Split,
    exact_lead,
    is_nearly_longer,
    likeness,
    names_exactly,
    names_nearly,
    quoted_lead,
    splits,
    typed_name,
)
from bot.parsing.commands.account_verbs import ALONE, EXAMPLES, FREE, READERS, ChannelArgument, channel_at_end
from bot.parsing.commands.account_ways import other_word, read_history, read_list, read_renamed
from bot.parsing.names.matching import SURE, Directory
from bot.parsing.slack_text import read_tokens


def read_account(text: str, directory: Directory) -> AccountCommand:
    """Read `text` as Slack delivers it behind `/account`. Raises NotUnderstood with what to type instead.

    Names are given as typed: where one is not exactly an account's, it must be asked before anything is changed.
    """
    line = read_tokens(text)
    try:
        return _read(_Line(text, line.words, channel_at_end(text), bool(line.mentions)), directory)
    except NotUnderstood as error:
        raise NotUnderstood(error.words, typed=text) from None


@dataclass(frozen=True)
class _Line:
    typed: str
    words: str
    channel: ChannelArgument | None
    has_mentions: bool


_LEAD = re.compile(
    r"(?P<verb>(?a:add|edit|delete|merge|show|open|view|info))(?:\Z| )(?P<behind>.*)", re.IGNORECASE | re.DOTALL
)
_SHOW = ("show", "open", "view", "info")
_INTO = re.compile(r" (?a:into) ", re.IGNORECASE)
_LONGEST_PAIR = 600
_LIKE_A_VERB = 0.8


def _read(line: _Line, directory: Directory) -> AccountCommand:
    lead = _LEAD.fullmatch(line.words)
    verb = lead["verb"].casefold() if lead else ""
    if line.has_mentions and verb != "add":
        raise NotUnderstood(f"People of ours go behind /owner and /sponsor, as in: {EXAMPLES['owner']}")
    if quoted := quoted_lead(line.words):
        return _of_quoted(line, *quoted, directory)
    if names_exactly(line.words, directory):
        return ShowAccount(line.words)
    if (other := read_list(line.words) or read_renamed(line.words, directory)) is not None:
        return other
    if lead:
        return _led(line, verb, lead["behind"], directory)
    if split := _split(line.words, directory):
        return _changed(line, split, directory)
    return read_history(line.words, directory) or _shown(line.words, directory)


def _of_quoted(line: _Line, name: str, behind: str, directory: Directory) -> AccountCommand:
    if not behind:
        return ShowAccount(name)
    verb, _, rest = behind.partition(" ")
    if behind.casefold() == "history":
        return ShowHistory(name)
    if reader := READERS.get(verb.rstrip(":").casefold()):
        return reader(name, rest, line.channel)
    if names_exactly(line.words, directory):
        return ShowAccount(line.words)
    raise NotUnderstood(f"Behind the name say what to change, as in: {EXAMPLES['stage']}")


def _led(line: _Line, verb: str, behind: str, directory: Directory) -> AccountCommand:
    if verb == "add":
        return read_added(line.typed)
    if verb == "merge":
        return _merged(line.words, behind, directory)
    if verb in _SHOW and not behind:
        return ShowAccount(line.words)
    name = typed_name(behind, EXAMPLES.get(verb, ""))
    if likeness(line.words, directory) > max(likeness(name, directory), SURE):
        return ShowAccount(line.words)
    return ShowAccount(name) if verb in _SHOW else EditAccount(name) if verb == "edit" else DeleteAccount(name)


def _merged(text: str, behind: str, directory: Directory) -> AccountCommand:
    """Where `into` stands more than once, names that are known decide, then the last one."""
    example = EXAMPLES["merge"]
    pairs = [(behind[: into.start()], behind[into.end() :]) for into in _INTO.finditer(behind[:_LONGEST_PAIR])]
    if not pairs and behind and names_nearly(text, directory):
        return ShowAccount(text)
    if not pairs:
        raise NotUnderstood(f"Name both accounts, the one that stays last, as in: {example}")
    named = [(typed_name(one, example), typed_name(other, example)) for one, other in pairs]
    known = [sum(names_exactly(each, directory) for each in pair) for pair in named]
    name, into = named[max(range(len(named)), key=lambda at: (known[at], at))]
    if name.casefold() == into.casefold():
        raise NotUnderstood(f"Those are the same: name two accounts, as in: {example}")
    return MergeAccounts(name, into)


def _split(text: str, directory: Directory) -> Split | None:
    possible = list(splits(text, READERS))
    exact = [each for each in possible if names_exactly(each.name, directory)]
    if exact:
        return exact[-1]
    fitting = [each for each in possible if bool(each.behind) != (each.verb in ALONE)]
    like = [(likeness(each.name, directory), at) for at, each in enumerate(fitting)]
    best, at = max(like, default=(0.0, -1))
    return fitting[at] if fitting and best >= likeness(text, directory) else None


def _changed(line: _Line, split: Split, directory: Directory) -> AccountCommand:
    """What the verb says, unless all the words are nearly the name of another account: then that one is shown."""
    is_exact = names_exactly(split.name, directory)
    is_another = is_exact and is_nearly_longer(line.words, split.name, directory)
    if is_another and split.verb in FREE:
        return ShowAccount(line.words)
    try:
        return READERS[split.verb](split.name, split.behind, line.channel)
    except NotUnderstood as error:
        if is_another:
            return ShowAccount(line.words)
        if is_exact:
            raise
        raise NotUnderstood(
            f"{error.words.rstrip('.')}. A name with the word {split.verb} in it goes in quotes."
        ) from None


def _shown(text: str, directory: Directory) -> ShowAccount:
    name, _, last = text.rpartition(" ")
    if last.casefold() == "card" and names_exactly(name, directory):
        return ShowAccount(name)
    lead = exact_lead(text, directory)
    meant = get_close_matches(lead[1].partition(" ")[0].casefold(), EXAMPLES, 1, _LIKE_A_VERB) if lead else []
    if meant and not names_nearly(text, directory):
        raise NotUnderstood(f"Did you mean {meant[0]}? Write it as in: {EXAMPLES[meant[0]]}")
    if (instead := other_word(text)) and not names_nearly(text, directory):
        raise NotUnderstood(f"Did you mean this? {instead}")
    return ShowAccount(text)
