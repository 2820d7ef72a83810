"""Friday's post for tests: what it is told from, and what can be read off the drawn message."""

from datetime import date

from bot.domain.accounts.model import Stage
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.fridays import CustomerQuote, FridayPost, Numbers, Sources, friday_post
from bot.domain.weekly.leaderboard import CountedConversation
from bot.messages.blocks import SECTION_LIMIT, TEXT_LIMIT, Block, Message
from tests.domain.cast import MONDAY, WEEK

NAMES = {"ana": "Ana", "bo": "Bo", "chen": "Chen", "dee": "Dee", "ines": "Ines", "U0B0": "Bo"}
INVITATION = "Something missing? `/logcall Acme tue: talked`, and it counts. Your own week: `/week`"


def post_of(
    talks: list[CountedConversation] | None = None,
    said: list[CustomerQuote] | None = None,
    began_on: date | None = MONDAY,
    first_days: dict[str, date] | None = None,
    opted_out: frozenset[str] = frozenset(),
    numbers: Numbers | None = None,
    names: dict[str, str] | None = None,
) -> FridayPost:
    sources = Sources(talks or [], said or [], began_on, first_days or {}, names or NAMES, opted_out, numbers)
    return friday_post(WEEK, sources)


def customer_quote(
    text: str,
    account: str = "Globex",
    *,
    contacts: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    kind: InsightKind = InsightKind.COMPLAINT,
    private: bool = False,
) -> CustomerQuote:
    return CustomerQuote(
        account, account, Stage.CUSTOMER, kind, text, MONDAY, contacts, people, private, named=("U0B0",)
    )


def of_type(message: Message, kind: str) -> list[Block]:
    return [block for block in message.blocks if block["type"] == kind]


def table_cells(message: Message) -> list[list[str]]:
    (table,) = of_type(message, "table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def paragraphs(message: Message) -> list[str]:
    return [block["text"]["text"] for block in of_type(message, "section")]


def texts(row: list[Block]) -> list[str]:
    return [cell["text"] for cell in row]


def mrkdwn_of(message: Message) -> list[str]:
    contexts = [element["text"] for block in of_type(message, "context") for element in block["elements"]]
    return [*paragraphs(message), *contexts]


def within_limits(message: Message) -> bool:
    return (
        len(message.payload()["text"]) <= TEXT_LIMIT
        and all(0 < len(text) <= SECTION_LIMIT for text in mrkdwn_of(message))
        and all(0 < len(block["text"]["text"]) <= 150 for block in of_type(message, "header"))
        and len(of_type(message, "table")) <= 1
        and len(str(list(message.blocks))) < 13_000
    )
