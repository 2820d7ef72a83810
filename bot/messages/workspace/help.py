"""Help texts of the commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.blocks import Message, section


@dataclass(frozen=True)
class Help:
    """How a command explains itself, by paragraphs; `/touchbase help` shows the `summary` of each."""

    summary: tuple[str, ...]
    details: tuple[str, ...] = ()


def page(shown: Help) -> Message:
    paragraphs = (*shown.summary, *shown.details)
    return Message("\n".join(paragraphs), [section(paragraph) for paragraph in paragraphs])


def overview(commands: Sequence[Help]) -> Help:
    """How /touchbase explains itself: by the summaries of all commands."""
    return Help(tuple(paragraph for command in commands for paragraph in command.summary), details=(_ALSO,))


_ALSO = "Each is also `/touchbase logcall …`, `/touchbase account …`, and explains itself with `help`."

SLACKS_OWN = ("away",)
"""Commands that Slack has by that name itself: ours are behind /touchbase alone."""

NOT_BUILT = {
    "ask": "Ask in your channel for now; a reply that a customer gave goes behind #answer in a line.",
}
"""Commands that are spoken of and not there yet, and what does the same today."""


def not_built_in(text: str) -> Message | None:
    """The answer where one of these was typed as a line: with its slash, or its word alone."""
    word, _, behind = text.strip().casefold().partition(" ")
    name = word.removeprefix("/")
    return not_built(name) if name in NOT_BUILT and (name != word or not behind.strip()) else None


def not_built(name: str) -> Message:
    """What to do instead of a command that is not built."""
    text = f"/{name} is not built yet. {NOT_BUILT[name]}"
    return Message(text, [section(text)])


LOGCALL = Help(
    summary=(
        "*/logcall* puts a conversation down in one line: the customer first, the rest in any order.\n"
        "`/logcall Acme 20m renewal chat, worried about exports`\n"
        '`/logcall "Acme Corp" visit 45m yesterday @ana with Jo Lee: budget frozen until Q2`\n'
        "`/logcall acme zoom: demo went well #like the new editor next: send pricing fri`",
    ),
    details=(
        "*How long:* 20m, 1h30, 90 minutes; without one it counts 30 minutes.\n"
        "*How:* call, video, meeting, visit, event; a message or an attempt is kept, but counts nothing.\n"
        "*When:* yesterday, monday, 3 days ago, 19 nov; tomorrow or `booked 3 dec` makes it a plan.\n"
        "*Who:* @colleague took part, `with Jo Lee` was there for them, `by @ceo` held it.",
        "*What they said:* #like #complaint #request #competitor #opportunity #risk #story #about #answer\n"
        "*What you promised:* `next: send pricing fri for @ana`\n"
        "`private` keeps the words for you, whoever held it, and who is owner and sponsor that day.",
        "*/logcall* alone opens a form; the same line may be typed to me in a direct message. "
        "`/touchbase help` lists the other commands.",
    ),
)

ACCOUNT = Help(
    summary=(
        "*/account* shows what to know before you call.\n"
        "`/account Acme` the card, also by somebody there: `/account Jo Lee`; `/account` yours and those that wait, "
        "also `list`, `mine`, `waiting`, `search ind`\n"
        "`/account Acme history` all that was said with them, also `/account Jo Lee history`\n"
        "`/account add Acme enterprise @ana` adds one, with its tier and owner",
        "`/account edit Acme` opens a form for all of it\n"
        "`/account Acme stage customer`, also `tier enterprise`, `value 48k`, `cadence 30`, `since 2019`, "
        "`name New Name`\n"
        "`/account Acme alias ACM`, `contact Jo Lee` (a dash in front takes it away), `link #acme`, `rest`, `wake`\n"
        "`/account merge Acme Inc into Acme`, `/account delete Acme`, `/account import` for a CSV",
    ),
)

LEADERBOARD = Help(
    summary=(
        "*/leaderboard* shows who spoke to how many customers, and your own place. Only you see the answer.\n"
        "`/leaderboard last week`, also `month`, `quarter` or a year",
    ),
)

WEEK = Help(
    summary=(
        "*/week* is yours alone, in one line: your customers against your number, your weeks in a row, your time with "
        "customers.",
    ),
)

GOAL = Help(
    summary=(
        "*/goal* is for founders and executives: the share of the week you mean to spend with customers.\n"
        "`/goal 50` half of it, `/goal none` no goal; only you see it, with `/week`",
    ),
)

AWAY = Help(
    summary=(
        "*/touchbase away* says when you are off: no morning message comes, and a week away breaks no row of weeks.\n"
        "`/touchbase away until 5 dec`, also `1 dec - 5 dec`, `tomorrow`, `next week`, and `off` when you are back",
    ),
)

VOICE = Help(
    summary=(
        "*/voice* finds what customers told us. Only you see the answer; what is private is not in it.\n"
        "`/voice exports` in notes, insights and promises, in every form of the word\n"
        "`/voice` the insights of the last 30 days\n"
        "`/voice complaint`, `/voice exports 90d request`: one kind, so many days",
    ),
)

OWNER = Help(
    summary=(
        "*/owner* says who looks after an account from day to day.\n"
        "`/owner Acme` who does\n"
        "`/owner Acme @ana` she does, `/owner Acme me` you do, `/owner Acme none` nobody",
    ),
)

SPONSOR = Help(
    summary=(
        "*/sponsor* gives an account an executive sponsor: a second door, beside the owner.\n"
        "`/sponsor Acme` whom to ask\n"
        "`/sponsor Acme @ceo` asks once, in a direct message; `/sponsor Acme me` offers it\n"
        "`/sponsor Acme none` ends it\n"
        "`/sponsor` who sponsors whom, and what nobody sponsors",
    ),
)
