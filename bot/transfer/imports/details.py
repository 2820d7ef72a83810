"""What a row of past conversations says, as an entry: its account found, its people found, its defaults filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.db.ids import instant_of
from bot.domain.conversations.model import MENTION, Details, FollowUp, Source, State
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.conversations.conversations import NewConversation
from bot.transfer.columns.conversation_rows import ConversationRow
from bot.transfer.imports.names import AccountNames
from bot.transfer.imports.people import PersonFinder, UnreadableCell, is_id

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """What is needed to understand a row: the accounts, the people, the day and the instant it is read."""

    names: AccountNames
    people: PersonFinder
    today: date
    now: datetime

    def imported(self, row: ConversationRow, new_id: str, noted: list[str]) -> ImportedConversation:
        """The row as it is to be written, under its own id if that is one of ours. Raises UnreadableCell.

        Who is not found is left out and told in `noted`; only without anybody who held it there is no conversation.
        """
        account_id = self.names.id_of(row.account, row.account_id)
        own_id = row.id if instant_of(row.id) else new_id
        author = self._person_if_any(row.logged_by, "logged_by", noted)
        details = self._details(row, author, noted)
        # Whoever held it stands for an author nobody names: a private one keeps its readers.
        logged_by, key = author or details.held_by, row.id or own_id
        entry = NewConversation(account_id, details, logged_by, None, Source.IMPORT, key)
        return ImportedConversation(own_id, self.logged_at(row), entry)

    def logged_at(self, row: ConversationRow) -> datetime:
        """When our id was made; else on its day, so that nobody takes it for news."""
        return instant_of(row.id) or min(self.now, datetime.combine(row.details.on, time(12), UTC))

    def _details(self, row: ConversationRow, author: str | None, noted: list[str]) -> Details:
        line = row.details
        took_part = [self._person_if_any(colleague, "colleague", noted) for colleague in line.colleagues]
        colleagues = tuple(each for each in took_part if each)
        # Who only took part reads no private words, and so stands for nobody who does.
        stands_in = author if line.private else author or next(iter(colleagues), None)
        holder = self._holder(line.held_by, stands_in, noted)
        follow_up = self._follow_up(line.follow_up, holder, noted)
        words = (line.note, follow_up.text if follow_up else "", *(insight.text for insight in line.insights))
        return replace(
            line,
            state=self._state(row),
            held_by=holder,
            colleagues=colleagues,
            follow_up=follow_up,
            named=_named(words, {holder, *colleagues}),
        )

    def _state(self, row: ConversationRow) -> State:
        """A day ahead is a plan; whoever logged it may be a day ahead of us."""
        if row.state is State.PLANNED:
            return State.PLANNED
        on = row.details.on
        is_ahead = on > self.today + (_A_DAY if row.state is State.HELD else timedelta())
        if is_ahead and row.state is State.HELD:
            raise UnreadableCell(f"{on} is still to come: its state is planned")
        if row.is_open and on < self.today:
            raise UnreadableCell("it was never held: its status is open, its day is over")
        return State.PLANNED if is_ahead or row.is_open else State.HELD

    def _follow_up(self, step: FollowUp | None, holder: str, noted: list[str]) -> FollowUp | None:
        if step is None:
            return None
        assignee = self._person_if_any(step.assignee, "follow_up_assignee", noted)
        return replace(step, assignee=assignee or holder)

    def _holder(self, held_by: str, other: str | None, noted: list[str]) -> str:
        """Who held it; else `other`, who logged it or took part. Raises UnreadableCell without either."""
        try:
            holder = self._person(held_by, "held_by")
        except UnreadableCell as reason:
            if other is None:
                raise
            noted.append(f"{reason}; {other}, who is named too, stands for them")
            return other
        if not self.people.knows(holder):
            noted.append(f"held_by {holder}: not known here yet")
        return holder

    def _person_if_any(self, cell: str, column: str, noted: list[str]) -> str | None:
        try:
            return self._person(cell, column) if cell else None
        except UnreadableCell as reason:
            noted.append(str(reason))
            return None

    def _person(self, cell: str, column: str) -> str:
        if not cell:
            raise UnreadableCell(f"{column} is empty")
        try:
            return self.people.id_of(cell)
        except UnreadableCell as reason:
            raise UnreadableCell(f"{column} {reason}") from None


def _named(words: Iterable[str], credited: set[str]) -> tuple[str, ...]:
    """Whom the words mention as Slack writes it, without those who took part."""
    mentioned = (member_id for text in words for member_id in MENTION.findall(text))
    return tuple(dict.fromkeys(each for each in mentioned if is_id(each) and each not in credited))
