"""mrkdwn as the reader sees it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.sandbox.page.conftest import Block, Render

pytestmark = pytest.mark.browser


def section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


@pytest.fixture
def read(render: Render) -> Render:
    return lambda text: render(section(text)).locator(".section-text")


def marked(node: Locator, tag: str) -> list[str]:
    return node.locator(tag).all_inner_texts()


def test_bold_italic_strike_and_code_are_marked(read: Render) -> None:
    node = read("*Acme Corp* _visit_ ~call~ `a *b* c`")
    assert [marked(node, tag) for tag in ("strong", "em", "s", "code")] == [
        ["Acme Corp"],
        ["visit"],
        ["call"],
        ["a *b* c"],
    ]


def test_styles_nest(read: Render) -> None:
    node = read("*very _important_ words*")
    assert marked(node, "strong") == ["very important words"] and marked(node, "strong em") == ["important"]


def test_marks_that_style_nothing_stay_as_typed(render: Render) -> None:
    typed = ["snake_case_name", "2*3*4", "a * b * c", "**", "5 ~ 7", "*open", "`", "* x*", "a*b*"]
    stage = render(*map(section, typed))
    assert stage.locator(".section-text").all_inner_texts() == typed
    assert stage.locator("strong, em, s, code").count() == 0


def test_entities_are_decoded_exactly_once(read: Render) -> None:
    node = read("R&amp;D said &lt;b&gt;no&lt;/b&gt; to &amp;lt;")
    assert node.inner_text() == "R&D said <b>no</b> to &lt;" and node.locator("b").count() == 0


def test_an_escaped_mention_stays_words(read: Render) -> None:
    node = read("they wrote &lt;@U0BO&gt; and &lt;!channel&gt;")
    assert node.inner_text() == "they wrote <@U0BO> and <!channel>"
    assert node.locator(".mention").count() == 0


def test_a_fence_behind_words_is_a_block_of_its_own(read: Render) -> None:
    node = read("*NOT saved:* ```/logcall Acme &amp; Co *20m*\nline two```")
    assert marked(node, "pre") == ["/logcall Acme & Co *20m*\nline two"]
    assert marked(node, ".lines") == ["NOT saved:"]


def test_quoted_lines_stand_together_between_the_others(read: Render) -> None:
    node = read("before\n> one\n&gt; two\nafter")
    assert marked(node, "blockquote") == ["one\ntwo"] and marked(node, ".lines") == ["before", "after"]


def test_a_mention_is_the_name_of_the_person(read: Render) -> None:
    node = read("<@U0BO> and <@U0NOBODY|nobody>, not <@U0ANA>")
    assert marked(node, ".mention") == ["@Bo Lindqvist", "@nobody", "@Ana Ruiz"]
    assert marked(node, ".mention-me") == ["@Ana Ruiz"]


def test_channels_and_broadcasts_stand_out(read: Render) -> None:
    node = read("<!channel> see <#C0CUST|old-name> and <#C0GONE|gone>")
    assert marked(node, ".mention") == ["@channel", "#customers", "#gone"]
    assert marked(node, ".mention-broadcast") == ["@channel"]


def test_a_link_shows_its_label_and_opens_elsewhere(read: Render) -> None:
    link = read("<https://acme.example/?a=1&amp;b=2|Acme &amp; Co>").locator("a")
    expect(link).to_have_text("Acme & Co")
    expect(link).to_have_attribute("href", "https://acme.example/?a=1&b=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_only_addresses_of_the_web_become_links(read: Render) -> None:
    node = read("<javascript:alert(1)|press me> <slack://open|here>")
    assert node.locator("a").count() == 0 and "here" in node.inner_text()


def test_a_date_is_told_in_the_zone_of_the_reader(read: Render) -> None:
    node = read("<!date^1764064800^{date_short} at {time}^https://acme.example|in November>")
    assert node.inner_text() == "25 Nov 2025 at 11:00"
    expect(node.locator("a time")).to_have_attribute("datetime", "2025-11-25T10:00:00.000Z")


def test_a_bare_address_is_a_link_unless_the_text_is_verbatim(render: Render) -> None:
    text = "see https://acme.example/a, please"
    node = render(section(text), {"type": "section", "text": {"type": "mrkdwn", "text": text}})
    assert marked(node, "a") == ["https://acme.example/a"]
    expect(node.locator(".block").nth(1).locator("a")).to_be_visible()


def test_plain_text_is_never_formatted(render: Render) -> None:
    node = render({"type": "section", "text": {"type": "plain_text", "text": "*not bold* <@U0BO>", "emoji": False}})
    assert node.inner_text() == "*not bold* <@U0BO>"


def test_words_of_another_direction_are_set_in_theirs(read: Render) -> None:
    node = read("مرحبا بالجميع").locator(".lines")
    assert node.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_a_long_line_without_a_blank_breaks_within_the_message(read: Render) -> None:
    node = read("x" * 3000)
    assert node.evaluate("node => node.scrollWidth <= node.clientWidth")
