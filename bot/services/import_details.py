"""What a row of past conversations says, as an entry: its account found, its people found, its defaults filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.conversations import MENTION, Details, FollowUp, State
from bot.parsing.csv_conversations import ConversationRow
from bot.services.import_names import AccountNames
from bot.services.import_people import People, Unclear, is_id
from bot.storage.arrivals import Arrival
from bot.storage.conversations import Entry
from bot.storage.counting import IMPORTED
from bot.storage.ids import instant_of

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """What is needed to understand a row: the accounts, the people, the day and the instant it is read."""

    names: AccountNames
    people: People
    today: date
    now: datetime

    def arrival(self, row: ConversationRow, new_id: str) -> Arrival:
        """The row as it is to be written, under its own id if that is one of ours. Raises Unclear."""
        account_id = self.names.id_of(row.account, row.account_id)
        own_id = row.id if instant_of(row.id) else new_id
        details = self._details(row)
        # Whoever held it stands for an author nobody names: a private one keeps its readers.
        author = self._person(row.logged_by, "logged_by") if row.logged_by else details.held_by
        trigger = f"{IMPORTED}{row.id or own_id}"
        return Arrival(own_id, self.logged_at(row), Entry(account_id, details, author, None, trigger))

    def logged_at(self, row: ConversationRow) -> datetime:
        """When our id was made; else on its day, so that nobody takes it for news."""
        return instant_of(row.id) or min(self.now, datetime.combine(row.on, time(12), UTC))

    def _details(self, row: ConversationRow) -> Details:
        holder = self._person(row.held_by, "held_by")
        colleagues = tuple(self._person(each, "colleague") for each in row.colleagues)
        follow_up = self._follow_up(row, holder)
        words = (row.note, row.follow_up, *(insight.text for insight in row.insights))
        return Details(
            state=self._state(row),
            kind=row.kind,
            minutes=row.minutes,
            on=row.on,
            held_by=holder,
            colleagues=colleagues,
            contacts=row.contacts,
            note=row.note,
            insights=row.insights,
            follow_up=follow_up,
            private=row.private,
            named=_named(words, {holder, *colleagues}),
        )

    def _state(self, row: ConversationRow) -> State:
        """A day ahead is a plan; whoever logged it may be a day ahead of us."""
        if row.state is State.PLANNED:
            return State.PLANNED
        is_ahead = row.on > self.today + (_A_DAY if row.state is State.HELD else timedelta())
        if is_ahead and row.state is State.HELD:
            raise Unclear(f"{row.on} is still to come: its state is planned")
        if row.is_open and row.on < self.today:
            raise Unclear("it was never held: its status is open, its day is over")
        return State.PLANNED if is_ahead or row.is_open else State.HELD

    def _follow_up(self, row: ConversationRow, holder: str) -> FollowUp | None:
        if not row.follow_up:
            return None
        assignee = self._person(row.follow_up_assignee, "follow_up_assignee") if row.follow_up_assignee else holder
        return FollowUp(row.follow_up, row.follow_up_due, assignee)

    def _person(self, cell: str, column: str) -> str:
        if not cell:
            raise Unclear(f"{column} is empty")
        try:
            return self.people.id_of(cell)
        except Unclear as reason:
            raise Unclear(f"{column} {reason}") from None


def _named(words: Iterable[str], credited: set[str]) -> tuple[str, ...]:
    """Whom the words mention as Slack writes it, without those who took part."""
    mentioned = (member_id for text in words for member_id in MENTION.findall(text))
    return tuple(dict.fromkeys(each for each in mentioned if is_id(each) and each not in credited))
