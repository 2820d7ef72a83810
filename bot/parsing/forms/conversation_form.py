"""The form of a conversation, from values to the texts in its fields and back.

Forms are not delivered like lines: nothing is escaped, no token is Slack's, and `<@U1>` is what somebody typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from bot.domain.accounts.model import Stage
from bot.domain.conversations.fields import CHOICES, Field, Filled
from bot.domain.conversations.model import Details, FollowUp, State
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.fields import (
    FieldErrors,
    contacts_typed,
    folded,
    minutes_typed,
    read_choice,
    read_contacts,
    read_day,
    read_minutes,
    read_on,
    refuse,
)
from bot.parsing.forms.insight_lines import TEXT_LIMIT, InsightLine, insight_of, line_of, read_insights, too_long
from bot.parsing.forms.mentions import Spelled, joined, put_back, spell
from bot.parsing.slack_text import storable

__all__ = ["NEW", "NewAccount", "account_of", "insight_of", "new_account_value", "read", "shown"]

NEW = {"customer": Stage.CUSTOMER, "prospect": Stage.PROSPECT}
"""What stands before the name of an account that is to be added, and its stage."""


@dataclass(frozen=True)
class NewAccount:
    """An account to be added."""

    stage: Stage
    name: str


def shown(details: Details, names: Mapping[str, str]) -> Filled:
    """Each field as the text that stands in the form, the account aside. `names` are people's, by id.

    Who is mentioned reads "@Chen", or "@U0CHEN" where nobody knows a name.
    """
    words, step = _Words(details, names), details.follow_up
    return Filled(
        note=words.note.text,
        on=details.on.isoformat(),
        duration=minutes_typed(details.minutes),
        insights=joined(words.insights).text,
        contacts=contacts_typed(details.contacts),
        colleagues=details.colleagues,
        held_by=details.held_by,
        follow_up=folded(words.follow_up.text),
        follow_up_due=step.due.isoformat() if step and step.due else "",
        follow_up_assignee=step.assignee if step else "",
        private=details.private,
        **_chosen(details),
    )


def read(
    filled: Filled,
    *,
    author: str,
    today: date,
    before: Details | None = None,
    names: Mapping[str, str] | None = None,
) -> Details:
    """What the form says of the conversation; `author` held it where nobody else is said to, on their `today`.

    `before` is the entry that is edited and `names` those it was shown with: a field that reads as it did keeps what
    was stored, to the letter. Raises Incomplete with every field that is wrong. The account is not read here.
    """
    words = _Words(before, names or {})
    holder = filled.held_by or author
    colleagues = tuple(dict.fromkeys(colleague for colleague in filled.colleagues if colleague and colleague != holder))
    wrong = FieldErrors()
    chosen = _read_choices(filled, wrong)
    state, on = wrong.collect(lambda: read_on(filled.on, before, today), (State.HELD, today))
    minutes = wrong.collect(lambda: read_minutes(filled.duration, before), None)
    note = wrong.collect(lambda: words.read_note(filled.note), Spelled())
    told = wrong.collect(lambda: words.read_insights(filled.insights), InsightLine(()))
    contacts: tuple[str, ...] = wrong.collect(lambda: read_contacts(filled.contacts, before), ())
    step = wrong.collect(lambda: words.read_step(filled.follow_up), Spelled())
    follow_up = wrong.collect(lambda: words.read_follow_up(step.stored, filled, holder), None)
    wrong.raise_if_any()
    return Details(
        state=state,
        minutes=minutes,
        on=on,
        held_by=holder,
        colleagues=colleagues,
        contacts=contacts,
        note=note.stored,
        insights=told.insights,
        follow_up=follow_up,
        private=filled.private,
        named=words.named(note.users | told.users | step.users, {holder, *colleagues}),
        **chosen,
    )


def account_of(filled: Filled) -> str | NewAccount:
    """The id of the account that was picked, or the one to be added. Raises Incomplete when there is neither."""
    stage, colon, typed = filled.account.strip().partition(":")
    if stage not in NEW or not colon:
        return filled.account.strip() or refuse(Field.ACCOUNT, "Pick the account; type a few letters of its name.")
    name = folded(typed)
    if not any(character.isalnum() for character in name):
        refuse(Field.ACCOUNT, "Pick the account again; a new one needs a name with letters in it.")
    if len(name) > NAME_LIMIT:
        refuse(Field.ACCOUNT, f"Pick a shorter name; at most {NAME_LIMIT} characters fit.")
    return NewAccount(NEW[stage], name)


def new_account_value(stage: Stage, name: str) -> str:
    """What stands for a new account in the form, at most 150 characters; `account_of` refuses a name cut by that."""
    return f"{stage.value}:{folded(name)}"[:_VALUE_LIMIT]


_VALUE_LIMIT = 150


def _chosen(details: Details) -> dict[str, Any]:
    return {choice.key.value: str(getattr(details, choice.attributes[0]) or "") for choice in CHOICES}


def _read_choices(filled: Filled, wrong: FieldErrors) -> dict[str, Any]:
    """What was chosen of few values, by the attribute it is kept as."""
    readers = {choice.attributes[0]: partial(read_choice, choice, getattr(filled, choice.key)) for choice in CHOICES}
    return {name: wrong.collect(reader, None) for name, reader in readers.items()}


class _Words:
    """The words of the entry that is edited, as they stand in its form; none of a new one."""

    def __init__(self, before: Details | None, names: Mapping[str, str]) -> None:
        people = frozenset(before.people) if before else frozenset()
        self._before = before
        self._step = before.follow_up if before else None
        self._told = before.insights if before else ()
        self.note = spell(before.note if before else "", people, names)
        self.insights = tuple(spell(line_of(each), people, names) for each in self._told)
        self.follow_up = spell(self._step.text if self._step else "", people, names)

    def read_note(self, typed: str) -> Spelled:
        """The note with its line breaks; the one that was stored where it reads the same."""
        text = _lines(typed)
        if text == _lines(self.note.text):
            return self.note
        if len(text) > TEXT_LIMIT:
            refuse(Field.NOTE, too_long("the note", len(text)))
        return put_back(self.note, text, self._people)

    def read_insights(self, typed: str) -> InsightLine:
        return read_insights(typed, self._told, self.insights, self._people)

    def read_step(self, typed: str) -> Spelled:
        """The words of what is next; those that were stored where they read the same."""
        text = folded(typed)
        if self._step and text == folded(self.follow_up.text):
            return self.follow_up
        if len(text) > TEXT_LIMIT:
            refuse(Field.FOLLOW_UP, too_long("what you promised", len(text)))
        return put_back(self.follow_up, text, self._people)

    def read_follow_up(self, text: str, filled: Filled, holder: str) -> FollowUp | None:
        """What is next falls to `holder` unless somebody is picked. Without words there is none."""
        due = read_day(filled.follow_up_due)
        if text:
            if due is None and filled.follow_up_due:
                refuse(Field.FOLLOW_UP_DUE, "Choose the day it is due, or none.")
            return FollowUp(text, due, filled.follow_up_assignee or holder)
        if (filled.follow_up_due or filled.follow_up_assignee) and not self._is_left_over(due, filled):
            refuse(Field.FOLLOW_UP, "Write what is to be done; a day or a person alone says nothing.")
        return None

    def named(self, mentioned: frozenset[str], credited: set[str]) -> tuple[str, ...]:
        """Who is still mentioned without credit: those who were, and those who lost it in this edit."""
        if self._before is None:
            return ()
        gone = self._mentioned - mentioned
        stay = [each for each in self._before.named if each not in gone]
        stay += [colleague for colleague in (self._before.held_by, *self._before.colleagues) if colleague in mentioned]
        return tuple(dict.fromkeys(each for each in stay if each not in credited))

    def _is_left_over(self, due: date | None, filled: Filled) -> bool:
        """Whether day and person are those of a follow-up whose words were taken out: Slack cannot empty a person."""
        step = self._step
        return step is not None and due in (None, step.due) and filled.follow_up_assignee in ("", step.assignee)

    @property
    def _mentioned(self) -> frozenset[str]:
        """Who is mentioned where that makes them named."""
        return self.note.users.union(self.follow_up.users, *(line.users for line in self.insights))

    @cached_property
    def _people(self) -> dict[str, str]:
        """What stands for those mentioned anywhere in the entry, their ids too, and who they are."""
        mentions = [each for words in (self.note, *self.insights, self.follow_up) for each in words.names]
        by_id = {f"@{spot.user}": spot.user for _, spot in mentions}
        return by_id | {name: spot.user for name, spot in reversed(mentions)}


def _lines(text: str) -> str:
    return storable(text).replace("\r\n", "\n").replace("\r", "\n").strip()
