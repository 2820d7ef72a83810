"""Asking whoever heard it about something a customer said: whom one can ask, the question, and the message to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Incomplete, NotAllowed, Refusal
from bot.domain.insights.passages import Quote, passages_of
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member
from bot.messages.blocks import Message
from bot.messages.insights import asking
from bot.outbox import queue
from bot.outbox.message_types import Rerendered, Skip
from bot.parsing.slack_text import storable
from bot.services.conversations.message_updates import QUOTE_QUESTION, whose
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.services.workspace.members import require_colleague
from bot.storage.conversations import conversations
from bot.storage.insights import questions
from bot.storage.insights.questions import QuoteQuestion
from bot.storage.workspace import members, workspaces

_GONE = "That was taken back: there is nothing to ask about."


@dataclass(frozen=True)
class Askable:
    """A quote, and whom its reader can ask about it."""

    quote: Quote
    asks: str
    names: dict[str, str]
    today: date


def askable(scope: Scope, reader: str, entries: Iterable[Conversation]) -> dict[str, str]:
    """By the entry's id whom `reader` may ask about it: who held it, or where they left, who typed it.

    Nobody where the reader was there themself, nor of what is private: that is quoted in no message.
    """
    others = [entry for entry in entries if reader not in _people_there(entry) and not entry.details.private]
    people = {each for entry in others for each in (entry.details.held_by, entry.logged_by)}
    here = {each.id for each in members.of(scope, people).values() if each.is_known and each.may_take_part}
    found = {
        entry.id: [each for each in (entry.details.held_by, entry.logged_by) if each in here and each != reader]
        for entry in others
    }
    return {entry_id: able[0] for entry_id, able in found.items() if able}


def about(deps: Deps, caller: Caller, conversation_id: str, position: int) -> Askable:
    """What is asked about. Raises Refusal where it was taken back, or nobody is left to ask, NotAllowed of what is
    private."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return _about(scope, caller, conversation_id, position)


def ask(
    deps: Deps,
    caller: Caller,
    conversation_id: str,
    position: int,
    question: str,
    *,
    idempotency_key: str,
    guard: Guard,
) -> Askable:
    """Send the question to whoever heard it, with the quote. The same key twice is one question."""
    require_colleague(deps, caller)
    question = storable(question).strip()
    if not question:
        raise Incomplete({asking.QUESTION: "Write what you would like to know."})
    with deps.transaction(caller.workspace.id, guard) as scope:
        found = _about(scope, caller, conversation_id, position)
        question_id = questions.add(
            scope,
            conversation_id,
            position,
            question,
            by=caller.member.id,
            of=found.asks,
            idempotency_key=idempotency_key,
        )
        if question_id is not None:
            # Behind the conversation's id: what is undone or changed has this message edited.
            subject = f"{conversation_id}:{question_id}"
            queue.enqueue(scope, kind=QUOTE_QUESTION, subject=subject, target=found.asks, due_at=scope.now)
    deps.outbox.wake()
    return found


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The question and the quote, to whoever heard it; nothing of what was taken back meanwhile."""
    found = _question(scope, delivery)
    reader = members.find(scope, delivery.target)
    if found is None or reader is None or not reader.may_take_part:
        return Skip.STALE
    question, entry = found
    if entry.undone_at is not None or entry.details.private:
        return Skip.STALE
    names = members.names_of(scope, [question.asked_by, entry.logged_by, *entry.details.people])
    return asking.question(question.question, question.asked_by, _quote(entry, question), names, _today(scope, reader))


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is now; where the entry was taken back or made private, by whom, and none of its words."""
    found = _question(scope, delivery)
    if found is None:
        return Skip.STALE
    shown = render(scope, delivery)
    if isinstance(shown, Message):
        return Rerendered(shown)
    question, entry = found
    names = members.names_of(scope, [question.asked_by])
    withdrawn = asking.withdrawn(question.question, question.asked_by, entry.account_name, whose(scope, entry), names)
    return Rerendered(withdrawn, redacts=True)


def _about(scope: Scope, caller: Caller, conversation_id: str, position: int) -> Askable:
    me = caller.member.id
    entry = conversations.find(scope, conversation_id)
    if entry is None or entry.undone_at is not None:
        raise Refusal(_GONE)
    if entry.details.private:
        raise NotAllowed("That is private: its words stay with those who read it.")
    passages = passages_of(entry.details)
    if not 0 <= position < len(passages):
        raise Refusal("That was changed meanwhile: look for it again.")
    asked = askable(scope, me, [entry]).get(entry.id)
    if asked is None:
        raise Refusal("You were there yourself, or nobody who was is here any more.")
    names = members.names_of(scope, [asked, *entry.details.people])
    return Askable(Quote(entry, passages[position]), asked, names, local_day(caller, scope.now))


def _question(scope: Scope, delivery: Delivery) -> tuple[QuoteQuestion, Conversation] | None:
    question = questions.find(scope, delivery.subject.partition(":")[2])
    entry = conversations.find(scope, question.conversation_id) if question is not None else None
    return (question, entry) if question is not None and entry is not None else None


def _quote(entry: Conversation, question: QuoteQuestion) -> Quote | None:
    """What was asked about; None where the entry has no such passage any more."""
    passages = passages_of(entry.details)
    return Quote(entry, passages[question.position]) if question.position < len(passages) else None


def _today(scope: Scope, reader: Member) -> date:
    workspace = workspaces.find(scope)
    zone = reader.profile.zone or (workspace.zone if workspace else "UTC")
    return schedule.local_date(scope.now, ZoneInfo(zone))


def _people_there(entry: Conversation) -> tuple[str, ...]:
    return (entry.details.held_by, *entry.details.colleagues)


QUESTION_ABOUT_QUOTE = quiet_hours.direct_message(
    QUOTE_QUESTION, "A question about what a customer said", render, rerender
)
