"""How a line was read, and why, in words for whoever reports a line that was read wrongly."""

from collections.abc import Iterator

from bot.domain.conversations.fields import PLAIN_CHOICES
from bot.parsing.line.reader import Line
from bot.parsing.names.matching import Ambiguous, Match


def explain(line: Line) -> str:
    """What it came to, what each place of the account was worth, and what each stretch was read as."""
    return "\n".join(_statements(line))


def _statements(line: Line) -> Iterator[str]:
    yield f"result: {_result(line)}"
    if line.no_line is None:
        yield f"form: {'the account in front' if line.is_compact else 'a sentence, kept as the note'}"
    for worth, shown in line.weighed:
        yield f"account: {worth:6.1f}  {shown}"
    for part in line.parts:
        yield f"{part.role.value}: {line.text[part.start : part.end]!r}"
    yield from _values(line)


def _result(line: Line) -> str:
    if line.no_line is not None:
        return f"no line, {line.no_line.value}"
    match line.account:
        case None:
            return "no account"
        case Ambiguous(typed=typed, candidates=candidates, reason=reason):
            offered = ", ".join(f"{one.account} ({one.score:.0f})" for one in candidates) or "nobody"
            return f"asked ({reason.value}): {typed!r}; on offer: {offered}"
        case Match():
            names = [one.account.account + " (a guess)" * one.account.guessed for one in line.entries]
            return "logged: " + ", ".join(names) if line.has_facts_or_words else f"the form: {names[0]}"


def _values(line: Line) -> Iterator[str]:
    details = line.details
    if line.no_line is not None:
        return
    yield f"kind={details.kind.value} minutes={details.minutes} on={details.on.isoformat()} state={details.state.value}"
    for choice in PLAIN_CHOICES:
        yield f"{choice.word}={getattr(details, choice.attributes[0])}"
    if details.private:
        yield "private: its words are for four readers alone"
    yield f"held_by={details.held_by} colleagues={list(details.colleagues)} contacts={list(details.contacts)}"
    if details.follow_up is not None:
        step = details.follow_up
        yield f"follow_up={step.text!r} due={step.due} assignee={step.assignee}"
    for doubt in line.doubts:
        other = doubt.other_day or doubt.other_minutes
        yield f"needs an eye: {doubt.kind.value}" + (f", or {other}" if other else "")
