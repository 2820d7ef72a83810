"""What they said, one a line in the form, or alone in "What did they say?"."""

from dataclasses import replace

import pytest

from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import Insight
from bot.domain.errors import Incomplete
from bot.parsing.forms.conversation_form import insight_of, shown
from bot.parsing.line.vocabulary import MARKERS
from tests.parsing.form_cast import ENTRY, NAMES, edited, filled_in, wrong


def test_an_insight_a_line() -> None:
    assert filled_in(insights="complaint: exports time out\n\n  RISK   freeze \r\nlike:the editor").insights == (
        Insight("complaint", "exports time out"),
        Insight("risk", "freeze"),
        Insight("like", "the editor"),
    )


@pytest.mark.parametrize("line", ["{} slow exports", "{}: slow exports", "#{} slow exports", "#{}: slow exports"])
def test_every_kind_of_insight_has_its_words(line: str) -> None:
    read = {word: filled_in(insights=line.format(word)).insights for word in MARKERS}
    assert read == {word: (Insight(kind.value, "slow exports"),) for word, kind in MARKERS.items()}


def test_a_line_without_a_kind_is_named_with_the_kinds_there_are() -> None:
    assert wrong(insights="risk: freeze\n\nexports time out") == {
        Field.INSIGHTS: "Begin line 3 (“exports time out”) with its kind: "
        "like, complaint, request, competitor, opportunity, risk, story, about or answer."
    }


def test_of_several_lines_without_a_kind_the_first_is_shown_and_the_others_are_counted() -> None:
    said = wrong(insights="\n".join(["#fun " + "x" * 100, "likes it", "risky"]))[Field.INSIGHTS]
    assert said.startswith(f"Begin line 1 (“#fun {'x' * 34}…”) and 2 more lines with their kinds: like, ")


@pytest.mark.parametrize("typed", ["rısk freeze", "riſk freeze", "ſtory x"])
def test_letters_that_only_look_alike_make_no_kind(typed: str) -> None:
    assert list(wrong(insights=typed)) == [Field.INSIGHTS]


def test_a_kind_without_words_is_asked_for_them() -> None:
    assert wrong(insights="risk: freeze\ncomplaint:") == {
        Field.INSIGHTS: "Write behind “complaint:” in line 2 what they said."
    }


def test_what_was_heard_is_one_insight() -> None:
    assert insight_of("complaint", " exports\n time out ") == Insight("complaint", "exports time out")
    assert insight_of("risk", "<@U0CEO> <!channel>").text == "<@U0CEO> <!channel>"


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        ("", " \n ", {"text": "Write what they said, in their words.", "kind": "Choose what it is."}),
        ("pain", "exports", {"kind": "Choose what it is."}),
        ("like", "x" * 3001, {"text": "Shorten this: it has 3,001 characters, at most 3,000 fit."}),
    ],
)
def test_what_was_heard_needs_words_and_a_kind(kind: str, text: str, fields: dict[str, str]) -> None:
    with pytest.raises(Incomplete) as refused:
        insight_of(kind, text)
    assert refused.value.fields == fields


def test_an_insight_that_is_not_touched_is_kept_to_the_letter() -> None:
    odd = (
        Insight("risk", "two\nlines"),
        Insight("like", "  x "),
        Insight("story", "<@U0CHEN>  x"),
        Insight("like", ""),
    )
    entry = replace(ENTRY, insights=odd)
    assert shown(entry, NAMES).insights == "risk: two lines\nlike: x\nstory: @Chen x\nlike:"
    assert edited(entry, insights="like:\nstory: @Chen x\nlike: it\nrisk: two lines").insights == (
        odd[3],
        odd[2],
        Insight("like", "it"),
        odd[0],
    )
