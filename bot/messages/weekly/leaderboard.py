"""The leaderboard as people see it, and the private answer to `/leaderboard`."""

from collections.abc import Sequence

from bot.domain.weekly.fridays import LeaderboardAnswer
from bot.domain.weekly.leaderboard import Board, Ranking, TeamSum
from bot.messages import blocks
from bot.messages.blocks import Message
from bot.messages.formatting import count, customers_and_prospects, duration, listing, ordinal, short_duration
from bot.messages.parts import MessagePart, Names, by_name, headed, joined, literal_name, plain_text, render_parts, who

_HEADINGS = ("#", "Who", "Customers", "Conversations", "Time")
_ALIGN: tuple[blocks.Align, ...] = ("right", "left", "right", "right", "right")
_NAMED_AT_MOST = 10
_ROWS_AT_MOST = 10


def leaderboard(standing: LeaderboardAnswer, *, plain: bool = False) -> Message:
    """The answer for one reader, with their own place; `plain` leaves out the table."""
    title, board = standing.period.title, standing.board
    if board.is_empty:
        return render_parts(
            [plain_text(f"{title}: nothing was logged. If you did speak to someone: `/logcall Acme tue`.")]
        )
    return render_parts(
        [
            headline(title, board.team),
            plain_text(joined(" ", time_and_visits(board.team), set_apart(board))),
            places(board, standing.names, plain=plain),
            plain_text(_own_place(standing)),
        ]
    )


def headline(title: str, team: TeamSum) -> MessagePart:
    """The sum of all: "Week 48 (23–27 Nov): 14 customers, 5 prospects"."""
    if team.conversations and not team.customers and not team.prospects:
        return headed(f"{title}: {count(team.conversations, 'conversation')}")
    return headed(f"{title}: {customers_and_prospects(team.customers, team.prospects)}")


def time_and_visits(team: TeamSum) -> str:
    if not team.conversations:
        return ""
    visits = count(team.visits, "visit") if team.visits else ""
    return f"{joined(', ', duration(team.minutes), visits)}."


def set_apart(board: Board) -> str:
    """Conversations with departments of one's own, which are in no other sum."""
    internal = board.internal
    if not internal.conversations:
        return ""
    held = count(internal.conversations, "conversation")
    return f"Counted apart: {held} with {count(internal.departments, 'department')} of our own."


def places(board: Board, names: Names, when: str = "", *, plain: bool = False) -> MessagePart:
    """The table, or one sentence where there is nobody to compare or nothing that differs."""
    if not board.places:
        return plain_text("")
    if len(board.places) == 1:
        return plain_text(_alone(board.places[0], names, when))
    if board.is_tie_of_all:
        return plain_text(_tied(board.places, names))
    return _table(_in_order(board.shown, names), names, plain)


def _alone(row: Ranking, names: Names, when: str) -> str:
    if row.customers or row.prospects:
        reached = customers_and_prospects(row.customers, row.prospects, " and ")
        return f"{who(row.person, names)} spoke to {reached}{when}."
    return f"{who(row.person, names)} had {count(row.conversations, 'conversation')}{when}."


def _tied(rows: Sequence[Ranking], names: Names) -> str:
    everybody = [who(row.person, names) for row in _in_order(rows, names)]
    people = listing(everybody, most=_NAMED_AT_MOST)
    if rows[0].customers:
        return f"{people} spoke to {count(rows[0].customers, 'customer')} each."
    return f"{people} had {count(rows[0].conversations, 'conversation')} each."


def _table(rows: Sequence[Ranking], names: Names, plain: bool) -> MessagePart:
    """The rows as a table and in words. Only a first place shared by many makes more rows than are printed."""
    printed, beyond = rows[:_ROWS_AT_MOST], len(rows) - _ROWS_AT_MOST
    rest = f"{beyond:,} more share the first place." if beyond > 0 else ""
    text = joined("\n", *(_row_in_words(row, names) for row in printed), rest)
    if plain:
        return plain_text(text)
    cells = [_HEADINGS, *(_cells(row, names) for row in printed)]
    return MessagePart(text, (blocks.table(cells, _ALIGN), *((blocks.section(rest),) if rest else ())))


def _row_in_words(row: Ranking, names: Names) -> str:
    return f"{row.place} {who(row.person, names)}: {_figures(row, count(row.customers, 'customer'))}"


def _cells(row: Ranking, names: Names) -> tuple[str, ...]:
    figures = (f"{row.customers:,}", f"{row.conversations:,}", short_duration(row.minutes))
    return (str(row.place), literal_name(row.person, names), *figures)


def _figures(row: Ranking, reached: str) -> str:
    return f"{reached}, {count(row.conversations, 'conversation')}, {duration(row.minutes)}"


def _in_order(rows: Sequence[Ranking], names: Names) -> list[Ranking]:
    """By place, and by name where places are equal."""
    alphabet = {person: number for number, person in enumerate(by_name((row.person for row in rows), names))}
    return sorted(rows, key=lambda row: (row.place, alphabet[row.person]))


def _own_place(standing: LeaderboardAnswer) -> str:
    place, own = standing.place, standing.own_conversations
    if place is not None:
        reached = customers_and_prospects(place.customers, place.prospects)
        return f"Your place: {ordinal(place.place)}, with {_figures(place, reached)}."
    if own and standing.opted_out:
        counts = "counts" if own == 1 else "count"
        return f"You are in no table; your {count(own, 'conversation')} {counts} for the team."
    if own == 1:
        return "Your conversation has no word to it yet: add one and it stands in the table."
    if own:
        return f"Your {count(own, 'conversation')} have no word to them yet: add one and they stand in the table."
    return "Nothing from you yet. If you did speak to someone: `/logcall Acme tue`."
