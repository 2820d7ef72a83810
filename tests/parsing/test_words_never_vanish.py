"""No line crashes the parser, and no word of a line vanishes.

Line.parts are what each stretch of the line was read as. They do not overlap, between them stand signs only,
and each can be held against what came out: note, insights, follow-up and account word by word, facts and
markers because their words are known ones, a person's name or id, or a number.
"""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parsing.logcall import Line
from bot.parsing.markers import sections
from bot.parsing.names.matching import Asked, Found
from bot.parsing.parts import Role
from bot.parsing.slack_text import read_tokens
from bot.parsing.words import FILLERS, KIND_WORDS, MONTHS, WEEKDAYS
from tests.parsing.cast import read
from tests.parsing.test_grammar import TABLE

SIGNS_BETWEEN = re.compile(r"[\s,;:.!—–-]*\Z")
FACT_WORDS = frozenset(
    "today yesterday tomorrow ago last next on in by for with and booked planned private this week a an one".split()
) | {part for word in (*KIND_WORDS, *WEEKDAYS, *MONTHS) for part in re.split(r"[ -]", word)}
NUMBER_WORDS = re.compile(
    r"(?:[0-9]+(?:st|nd|rd|th)?|h|hrs?|hours?|m|mins?|minutes?|days?|weeks?|months?|years?"
    r"|[0-9]*h[0-9]*(?:m|mins?|minutes?)?|[0-9]+(?:m|mins?|minutes?|hrs?|hours?))\Z"
)

TYPED = (
    "Nike Microsft Fedex Fraight FedEx Home Depot Dept NOW now MET met with spoke to by and & + , - — : ; . next: "
    "NEXT: 20m 1h 30m 1h30 1.5h 900m 3 days weeks ago a week today yesterday tomorrow monday last on fri booked for "
    "planned in 19 nov dec 2026 2026-11-19 2026-12-24 call coffee focus group no answer teams private Jo Lee Dr. Sam. "
    "Jo's x #like #risk #fun #like: #answer <@U0ANA> <@U0BO|bo> <@U0AUTHOR>, <@U0ANA>'s &lt;@U0CEO&gt; <#C1|ask> "
    '<http://a.com|a.com> "Home Depot" “Nike” " \' ‘Nike’ Straße ǅ 日本 🎉 ... !!! (20m) 20m. visit,'.split()
)
WORDS = st.sampled_from([*TYPED, "\u200b", "\u00a0", "\x00", "\ud83d"])
LINES = st.lists(WORDS, max_size=25).map(" ".join) | st.lists(WORDS, max_size=8).map("".join)
ANYTHING = st.text(max_size=120) | st.text(st.sampled_from("Nike20mh:#<>@U&;|\"', .-\nby"), max_size=80)
LINKED = st.none() | st.just(("Acme Corp", "Acme Corp"))
CHOSEN = st.none() | st.sampled_from([("FedEx", "FedEx"), ("Adobe Inc.", "Adobe Inc."), ("new", "New One")])


@given(LINES | ANYTHING, LINKED, CHOSEN)
@example("Nike 20m with Adobe x", None, ("Adobe Inc.", "Adobe Inc."))
@example("A quick chat with Nike", None, ("Nike, Inc.", "Nike, Inc."))
def test_any_line_is_read_and_none_of_its_words_vanish(
    text: str, linked: tuple[str, str] | None, chosen: tuple[str, str] | None
) -> None:
    prove_that_no_word_vanished(read(text, channel_account=linked, chosen=chosen))


def test_none_of_the_words_of_the_table_vanish() -> None:
    for text, _ in TABLE:
        prove_that_no_word_vanished(read(text))


@given(LINES)
def test_every_candidate_can_be_picked_and_is_then_the_account(text: str) -> None:
    line = read(text)
    for candidate in line.account.candidates if isinstance(line.account, Asked) else ():
        settled = read(text, chosen=(candidate.account_id, candidate.account))
        assert isinstance(settled.account, Found)
        assert settled.account.account_id == candidate.account_id
        prove_that_no_word_vanished(settled)


@given(LINES)
def test_the_words_that_make_a_line_are_what_stands_in_the_text(text: str) -> None:
    assert read(text).text == read_tokens(text).words


def test_the_proof_notices_a_lost_word() -> None:
    line = read("Nike 20m they left #risk churn")
    for lost in range(len(line.parts)):
        shorter = Line(
            line.account, line.details, line.has_facts_or_words, line.text, line.parts[:lost] + line.parts[lost + 1 :]
        )
        with pytest.raises(AssertionError):
            prove_that_no_word_vanished(shorter)


def prove_that_no_word_vanished(line: Line) -> None:
    _prove_the_parts_cover(line)
    details, said = line.details, _said(line)
    assert " ".join(said[Role.NOTE]) == details.note
    assert said[Role.INSIGHT] == [insight.text for insight in details.insights]
    assert " ".join(said[Role.FOLLOW_UP]) == (details.follow_up.text if details.follow_up else "")
    assert all(words.lower() in FILLERS for words in said[Role.FILLER])
    assert len(sections(line.text, 0).insights) >= len(details.insights)
    if isinstance(line.account, Found) and line.account.typed:
        assert line.account.typed in " ".join(said[Role.ACCOUNT] + said[Role.FACT] + said[Role.NOTE])
    for words in said[Role.FACT]:
        _prove_a_fact(words, line)


def _prove_the_parts_cover(line: Line) -> None:
    done = 0
    for part in line.parts:
        assert done <= part.start < part.end <= len(line.text)
        assert SIGNS_BETWEEN.match(line.text[done : part.start]), line.text[done : part.start]
        done = part.end
    assert SIGNS_BETWEEN.match(line.text[done:]), line.text[done:]


def _said(line: Line) -> dict[Role, list[str]]:
    said: dict[Role, list[str]] = {role: [] for role in Role}
    for part in line.parts:
        said[part.role].append(line.text[part.start : part.end])
    return said


def _prove_a_fact(words: str, line: Line) -> None:
    details = line.details
    people = {*details.colleagues, details.held_by, *([details.follow_up.assignee] if details.follow_up else [])}
    for user in re.findall(r"<@([UW][A-Z0-9]+)>", words):
        assert user in people, words
    met = (*details.contacts, *([line.account.typed] if isinstance(line.account, Found) else ()))
    names = {word for name in met for word in re.findall(r"\w+", name.lower())}
    for word in re.findall(r"\w+", re.sub(r"<@[UW][A-Z0-9]+>", " ", words).lower()):
        assert word in FACT_WORDS or word in names or NUMBER_WORDS.match(word), (word, line)
