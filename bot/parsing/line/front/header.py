"""What stands in front of the note: what introduces the conversation, the account or accounts, and their facts."""

from bot.parsing.line.facts import Facts, Header
from bot.parsing.line.front.facts_behind import read_facts
from bot.parsing.line.front.introduction import keep_topic, read_introduction
from bot.parsing.line.spots import Spots
from bot.parsing.parts import Role


def read_header(spots: Spots, stop: int, *, linked: bool = False) -> Header:
    """Walk from the line's start: up to the account what introduces it, behind it the facts."""
    header = Header(Facts([None] * len(spots.tokens)))
    header.is_named = linked
    at = read_introduction(spots, header, stop)
    header.end = at
    if linked and not header.people and not header.accounts and Role.FILLER in header.facts.roles[:at]:
        keep_topic(spots, header.facts, at)
    if header.accounts or linked:
        read_facts(spots, header, stop)
    return header
