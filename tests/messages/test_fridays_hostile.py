"""Names and words that mean harm, and weeks that are too much for one message."""

import pytest

from bot.domain.insights.model import InsightKind
from bot.domain.weekly.fridays import FridayPost, Numbers
from bot.messages.weekly.fridays import friday
from tests.domain.cast import MONDAY, conversations_of, weeks_ago
from tests.messages.friday import INVITATION, customer_quote, mrkdwn_of, of_type, post_of, texts, within_limits

HOSTILE = [
    "<!channel>",
    "<@U0ANA> & <https://evil.example|click>",
    "*_~`code`~_*",
    "```",
    "🧨 :tada:",
    "محمد بن سلمان",
    "Ana\n> *forged*\r\nline",
    "x" * 120,
    "&" * 120,
    "\u202egnp.exe",
    " ",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("plain", [False, True])
def test_a_hostile_name_becomes_no_mention_no_link_and_no_new_line(hostile: str, plain: bool) -> None:
    people = ["ana", "bo", "chen"]
    post = post_of(
        [each for rank, person in enumerate(people) for each in conversations_of(person, 4 - rank)],
        [customer_quote(hostile, hostile, contacts=(hostile,), people=("ana",), kind=InsightKind.LIKE)],
        first_days=dict.fromkeys(people, MONDAY),
        began_on=weeks_ago(3),
        numbers=Numbers(3, 3, 1, 1, ("ana",)),
        names={**dict.fromkeys(people, hostile), "U0ANA": hostile},
    )
    message = friday(post, plain=plain)
    payload = message.payload()
    tame = friday(tame_post(people), plain=plain)
    assert len(message.text.splitlines()) == len(tame.text.splitlines())
    for text in [payload["text"], *mrkdwn_of(message)]:
        assert "<" not in text and ">" not in text.replace("\n> ", "")
        assert all(part.startswith(("amp;", "lt;", "gt;")) for part in text.split("&")[1:])
    assert all(cell.strip() for table in of_type(message, "table") for row in table["rows"] for cell in texts(row))
    assert within_limits(message)


def tame_post(people: list[str]) -> FridayPost:
    return post_of(
        [each for rank, person in enumerate(people) for each in conversations_of(person, 4 - rank)],
        [customer_quote("fine", people=("ana",), kind=InsightKind.LIKE)],
        first_days=dict.fromkeys(people, MONDAY),
        began_on=weeks_ago(3),
        numbers=Numbers(3, 3, 1, 1, ("ana",)),
    )


def test_a_week_of_everything_at_its_longest_still_fits_and_keeps_the_table() -> None:
    names = {f"p{number:02}": "&" * 118 + f"{number:02}" for number in range(30)}
    talks = [each for rank, person in enumerate(names) for each in conversations_of(person, 31 - rank // 2)]
    post = post_of(
        talks,
        [
            customer_quote("<" * 3000, f"{n}" + "&" * 118, contacts=("&" * 120,) * 9, people=tuple(names))
            for n in range(9)
        ],
        began_on=weeks_ago(40),
    )
    message = friday(post)
    assert within_limits(message)
    assert message.text.endswith(INVITATION)
    assert "…" not in message.text.rsplit("By week", 1)[1]


def test_a_large_company_with_long_names_is_cut_to_what_slack_takes() -> None:
    names = {f"p{number:03}": "&" * 200 for number in range(300)}
    post = post_of(
        [each for person in names for each in conversations_of(person, 1)],
        first_days=dict.fromkeys(names, MONDAY),
        numbers=Numbers(300, 300, 300, 300, tuple(names)),
        names=names,
    )
    assert within_limits(friday(post))
