"""What a channel reads of people: whom a message names it praises, whatever their week was like."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import MESSAGE_TYPES
from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.domain.weekly.iso_weeks import week_subject
from bot.messages.blocks import Message
from bot.outbox.message_types import MessageType
from bot.services.weekly import monthly
from bot.services.weekly.leaderboard import FRIDAY_POST
from bot.services.weekly.monthly import MONTHLY_PAGE
from bot.services.weekly.pledges import MONDAY_POST
from bot.services.workspace.greetings import CHANNEL_GREETING
from bot.storage.workspace import workspaces
from tests.scopes import scoped
from tests.services.counted_by_hand import Rows, numbers_by_hand, places_by_hand
from tests.services.worlds import NAMES, WEEKS, WORLDS, World, write_down

CHANNEL = "C0CUSTOMERS"

TO_A_CHANNEL = {MONDAY_POST, FRIDAY_POST, CHANNEL_GREETING}
CHOSEN_BY_A_PERSON = {"share"}
"""Goes to the channel that its author picks; they read it on their receipt before."""
TO_A_PERSON = {
    "complaint", "hand over", "assignment", "digest", "first run", "follow up", "transfer", "sponsor proposal",
    "quote question", "access request", "access answer", "sponsor answer", "monthly",
}  # fmt: skip

A_NAME = "|".join(NAMES.values())
PEOPLE = rf"(?:(?:{A_NAME})(?:, | and )?)+"
PRAISE = (
    rf"Kept their number: {PEOPLE}\.",
    rf"For {PEOPLE} it was the first conversation ever\.",
    rf"(?:{A_NAME}) spoke to \w+ for the first time as their sponsor\.",
    rf"Thanked by a customer: (?:(?:{A_NAME}), by [\w, ]+?(?:; )?)+\.",
    rf"{PEOPLE} spoke to \d+ (?:customers?|prospects?)(?: and \d+ prospects?)?(?: each| this week)\.",
    rf"{PEOPLE} had \d+ conversations?(?: each| this week)\.",
    rf"^\d+ (?:{A_NAME}): .*$",
    r"^> \*[\w ]+\* “.*$",
)
"""Every sentence of ours that names people, and the quotes, which are looked at by themselves."""

BLAME = re.compile(
    r"\b(short|missed|behind|neglect\w*|forg[eo]t\w*|ignored|worst|fewest|lowest|least|overdue|failed|fail|never"
    r"|last place|only \d+|not enough|too few|did not|has not|have not)\b",
    re.IGNORECASE,
)

_numbers = itertools.count(1)


def test_of_every_message_type_it_is_known_whether_a_channel_reads_it() -> None:
    known = {each.name for each in TO_A_CHANNEL} | CHOSEN_BY_A_PERSON | TO_A_PERSON
    assert {each.name for each in MESSAGE_TYPES} == known
    assert {each for each in MESSAGE_TYPES if each.schedule is not None} <= TO_A_CHANNEL | {MONTHLY_PAGE}


@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORLDS, st.integers(0, WEEKS - 1), st.booleans())
def test_no_message_in_a_channel_names_anybody_as_last_short_or_neglectful(
    database: Database, world: World, week: int, plain: bool
) -> None:
    at, monday = f"S{next(_numbers)}", world.mondays[week]
    with scoped(database.transaction(), at) as scope:
        write_down(scope, world)
        workspaces.take_channel(scope, CHANNEL)
    for message_type in sorted(TO_A_CHANNEL, key=lambda each: each.name):
        with scoped(database.reading(), at, posted_at(message_type, monday)) as scope:
            message = message_type.render(scope, delivery_of(scope, message_type, monday, plain))
            assert isinstance(message, Message)
            rows = Rows.read(scope.session, at)
        for text in texts_of(message):
            assert_nobody_is_blamed(text)
            if message_type is not FRIDAY_POST:
                assert not names_in(text)
        if message_type is FRIDAY_POST:
            assert_named_rightly(message, rows, monday)


@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORLDS, st.integers(0, WEEKS - 1))
def test_the_monthly_page_names_nobody_at_all(database: Database, world: World, week: int) -> None:
    at, monday = f"S{next(_numbers)}", world.mondays[week]
    with scoped(database.transaction(), at) as scope:
        write_down(scope, world)
    with scoped(database.reading(), at, posted_at(MONTHLY_PAGE, monday)) as scope:
        delivery = replace(delivery_of(scope, MONTHLY_PAGE, monday, plain=False), subject=f"{monday:%Y-%m}")
        message = monthly.as_it_is_now(scope, delivery)
    assert isinstance(message, Message)
    for text in texts_of(message):
        assert not names_in(text)
        assert not BLAME.search(text.replace("last 90 days", "").replace("never quoted", "")), text


@pytest.mark.parametrize(
    "text",
    ["Quentin is last.", "Zebulon spoke to nobody.", "5 of 7; Xanthe fell short.", "*Acme*, 40 days, Ignatius owns it"],
)
def test_a_sentence_that_names_somebody_otherwise_would_be_found(text: str) -> None:
    assert names_in(without_praise(text))


def posted_at(message_type: MessageType, monday: date) -> datetime:
    days = 4 if message_type is FRIDAY_POST else 0
    return datetime.combine(monday + timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=9)


def delivery_of(scope: Scope, message_type: MessageType, monday: date, plain: bool) -> Delivery:
    subject = CHANNEL if message_type is CHANNEL_GREETING else week_subject(monday)
    return Delivery(
        scope.workspace_id, "d1", message_type.name, subject, CHANNEL, DeliveryState.SENDING, 1, 0, plain, scope.now,
        None, None, None,
    )  # fmt: skip


def texts_of(message: Message) -> list[str]:
    """All that can be read of a message, or heard of it: its text, and every string of its blocks, ids left out."""
    return [message.text, *_strings(list(message.blocks))]


def _strings(part: object) -> Iterator[str]:
    match part:
        case str():
            yield part
        case list() | tuple():
            for each in part:
                yield from _strings(each)
        case dict():
            for key, value in part.items():
                if key not in ("type", "action_id", "block_id", "value"):
                    yield from _strings(value)


def names_in(text: str) -> set[str]:
    return {person for person, name in NAMES.items() if name in text or person in text}


def without_praise(text: str) -> str:
    for sentence in PRAISE:
        text = re.sub(sentence, "", text, flags=re.MULTILINE)
    return text


def assert_nobody_is_blamed(text: str) -> None:
    """A name alone is a cell of the table; anything longer names people where it praises them, or not at all."""
    if text not in NAMES.values():
        assert not names_in(without_praise(text)), text
    ours = "\n".join(line for line in text.splitlines() if '"' not in line and "“" not in line)
    assert not BLAME.search(ours), ours


def assert_named_rightly(message: Message, rows: Rows, monday: date) -> None:
    """The table stops above the lowest place, who is said to have kept a number did, and criticism names nobody."""
    places = {person: place for person, (place, *_) in places_by_hand(rows, monday).items()}
    lowest = max(places.values(), default=1)
    for person in named_in_line(message.text, r"^\d+ (.*?):"):
        assert places[person] == 1 or places[person] < lowest
    numbers = numbers_by_hand(rows, monday)
    assert named_in_line(message.text, r"Kept their number: (.*?)\.") <= set(numbers.kept if numbers else ())
    for kind, words in re.findall(r"^> \*(\w+)\* “(.*)” — ", message.text, re.MULTILINE):
        assert kind in ("Like", "Story") or not names_in(words), words


def named_in_line(text: str, pattern: str) -> set[str]:
    return set().union(*(names_in(found) for found in re.findall(pattern, text, re.MULTILINE)))
