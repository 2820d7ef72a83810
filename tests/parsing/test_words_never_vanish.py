"""No line crashes the parser, and no word of a line vanishes.

Line.parts are what each stretch of the line was read as. They do not overlap, between them stand signs only,
and each can be held against what came out: note, insights and account word by word, facts and what introduces
them because their words are known ones, a person's name or id, or a number.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parsing.line import Line
from bot.parsing.line.tokens import fold, split
from bot.parsing.line.vocabulary import KNOWN_WORDS
from bot.parsing.names.matching import Ambiguous, Match
from bot.parsing.parts import Role
from bot.parsing.slack_text import read_tokens
from tests.parsing.cast import read
from tests.parsing.test_grammar import TABLE

SIGNS_BETWEEN = re.compile(r"[\s,;:.!|/(){}\[\]<>*~@—–、，。；：-]*\Z")
NUMBER_WORDS = re.compile(
    r"(?:[0-9]+(?:st|nd|rd|th)?|h|hrs?|hours?|m|mins?|minutes?|days?|weeks?|months?|years?"
    r"|[0-9]*h[0-9]*(?:m|mins?|minutes?)?|[0-9]+(?:m|mins?|minutes?|hrs?|hours?)|[0-9]*x[0-9]*)\Z"
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
    for candidate in line.account.candidates if isinstance(line.account, Ambiguous) else ():
        settled = read(text, chosen=(candidate.account_id, candidate.account))
        assert isinstance(settled.account, Match)
        assert settled.account.account_id == candidate.account_id
        prove_that_no_word_vanished(settled)


@given(LINES)
def test_the_words_that_make_a_line_are_what_stands_in_the_text(text: str) -> None:
    assert read(text).text == read_tokens(text, keep_lines=True).words


@pytest.mark.parametrize("typed", ["E0VISIT", "MET0VISIT"])
def test_a_word_with_a_number_in_it_is_one_word(typed: str) -> None:
    assert read(typed).details.note == typed


def test_the_proof_notices_a_lost_word() -> None:
    line = read("Nike 20m they left #risk churn")
    for lost in range(len(line.parts)):
        shorter = replace(line, parts=line.parts[:lost] + line.parts[lost + 1 :])
        with pytest.raises(AssertionError):
            prove_that_no_word_vanished(shorter)


def prove_that_no_word_vanished(line: Line) -> None:
    _prove_the_parts_cover(line)
    details, said = line.details, _said(line)
    if len(line.entries) < 2 and line.no_line is None:
        assert " ".join(said[Role.NOTE]).split() == details.note.split() or _only_signs_differ(said, details.note)
        assert said[Role.INSIGHT] == [insight.text for insight in details.insights]
    if details.follow_up and said[Role.FOLLOW_UP]:
        assert _words(" ".join(said[Role.FOLLOW_UP])) == _words(details.follow_up.text)
    if isinstance(line.account, Match) and line.account.typed and line.is_compact:
        everything = " ".join(said[Role.ACCOUNT] + said[Role.FACT] + said[Role.NOTE])
        assert line.account.typed in everything or _words(line.account.typed) <= _words(everything)
    for words in (*said[Role.FACT], *said[Role.FILLER]):
        _prove_a_fact(words, line)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _only_signs_differ(said: dict[Role, list[str]], note: str) -> bool:
    return re.findall(r"\w+", " ".join(said[Role.NOTE])) == re.findall(r"\w+", note)


def _prove_the_parts_cover(line: Line) -> None:
    if line.no_line is not None:
        return
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
    met = (*details.contacts, *([line.account.typed] if isinstance(line.account, Match) else ()))
    names = {word for name in met for word in re.findall(r"\w+", name.lower())}
    for word in re.findall(r"\w+", re.sub(r"<@[UW][A-Z0-9]+>", " ", words).lower()):
        is_known = fold(word) in KNOWN_WORDS or all(part in KNOWN_WORDS for part in split(word))
        assert is_known or word in names or NUMBER_WORDS.match(word), (word, words)
