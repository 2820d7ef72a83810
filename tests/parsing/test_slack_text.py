"""Slack's tokens are read first, then entities are undone once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.slack_text import read_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;lt;", "&amp;lt;"),
        ("&quot; &copy;", "&quot; &copy;"),
        ("<http://acme.com|acme.com>", "acme.com"),
        ("<http://acme.com/a?b&amp;c>", "http://acme.com/a?b&c"),
        ("<mailto:jo@acme.com|jo@acme.com>", "jo@acme.com"),
        ("<tel:+4930123|030 123>", "030 123"),
        ("<https://a.com|R&amp;D &lt;3>", "R&D <3"),
        ("<#C0SALES|sales>", "#sales"),
        ("<#C0SALES|>", "#C0SALES"),
        ("<#C0SALES>", "#C0SALES"),
        ("<!subteam^S0ENG|@eng>", "@eng"),
        ("<!subteam^S0ENG>", "@S0ENG"),
        ("<!here> <!channel|channel>", "@here channel"),
        ("<!date^1700000000^{date}|14 Nov>", "14 Nov"),
        ("<@U0ANA>", "<@U0ANA>"),
        ("<@U0ANA|ana>", "<@U0ANA>"),
        ("<nothing known>", "<nothing known>"),
        ("< < >", "< < >"),
        (" a\u00a0 \n\tb ", "a b"),
        ("a<@U0ANA> b", "a<@U0ANA> b"),
        ("nul\x00 and \ud800", "nul\ufffd and \ufffd"),
    ],
)
def test_what_a_person_typed_comes_out(text: str, words: str) -> None:
    assert read_tokens(text).words == words


def test_only_slack_s_own_token_is_a_mention() -> None:
    read = read_tokens("&lt;@U0CEO&gt; <@U0ANA|ana>, <@W0BO><@U0CHEN> &lt;@U0ANA&gt;")
    assert [one.user for one in read.mentions] == ["U0ANA", "W0BO", "U0CHEN"]
    assert [read.words[one.start : one.end] for one in read.mentions] == ["<@U0ANA>", "<@W0BO>", "<@U0CHEN>"]


def test_an_entity_inside_a_token_makes_no_token() -> None:
    assert read_tokens("<http://a.com|&lt;@U0CEO&gt;>").mentions == ()


def test_characters_are_counted_as_typed_before_folding() -> None:
    assert read_tokens("a  &amp;  b").typed == 7


@given(st.text(max_size=60), st.text(max_size=60))
def test_mentions_point_at_themselves_in_any_surroundings(before: str, behind: str) -> None:
    read = read_tokens(before.replace("<", "") + "<@U0ANA|x>" + behind.replace("<", ""))
    assert read.words[read.mentions[0].start : read.mentions[0].end] == "<@U0ANA>"
    assert read.words == " ".join(read.words.split())


@given(st.text(max_size=200))
def test_whatever_is_typed_survives_slack_s_escaping(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read = read_tokens(escaped)
    assert read.words == " ".join(typed.replace("\x00", "\ufffd").split())
    assert read.mentions == ()
