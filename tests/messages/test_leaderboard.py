from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Kind
from bot.domain.weekly.fridays import LeaderboardAnswer, leaderboard_answer
from bot.domain.weekly.leaderboard import CountedConversation, sums_of
from bot.domain.weekly.periods import Period, month_of, week_of
from bot.messages.weekly.leaderboard import leaderboard
from tests.domain.cast import MONDAY, conversation_with, conversations_of, weeks_ago

NAMES = {"ana": "Ana", "bo": "Bo", "dee": "Dee & Sons <!here>"}
THIS_WEEK = week_of(MONDAY)


def asked(
    member: str, *talks: CountedConversation, period: Period = THIS_WEEK, opted_out: frozenset[str] = frozenset()
) -> LeaderboardAnswer:
    within = [talk for talk in talks if period.first <= talk.on <= period.last]
    return leaderboard_answer(period, sums_of(within), member, NAMES, opted_out)


def test_the_answer_has_the_sum_the_table_and_ones_own_place() -> None:
    talks = [
        *conversations_of("ana", 3),
        *conversations_of("bo", 2),
        conversation_with("acme", "dee", kind=Kind.VISIT, minutes=20),
    ]
    message = leaderboard(asked("dee", *talks, conversation_with("initech", "dee", stage=Stage.PROSPECT, minutes=25)))
    assert message.text.splitlines() == [
        "Week 48 (23–27 Nov): 6 customers, 1 prospect",
        "3 h 15 min, 1 visit.",
        "1 Ana: 3 customers, 3 conversations, 1 h 30 min",
        "2 Bo: 2 customers, 2 conversations, 1 h",
        "Your place: 3rd, with 1 customer, 1 prospect, 2 conversations, 45 min.",
    ]
    assert [block["type"] for block in message.blocks] == ["header", "section", "table", "section"]


def test_customers_several_people_spoke_to_are_counted_once() -> None:
    talks = [conversation_with("acme", "ana"), conversation_with("acme", "bo"), conversation_with("hooli", "bo")]
    shared = [conversation_with("initech", person, stage=Stage.PROSPECT) for person in ("ana", "bo")]
    lines = leaderboard(asked("ana", *talks, *shared)).text.splitlines()
    assert lines[0] == "Week 48 (23–27 Nov): 2 customers, 1 prospect"
    assert lines[1] == "2 h 30 min."


def test_another_period_is_named_and_counted_whole() -> None:
    talks = [
        conversation_with("acme", "ana"),
        conversation_with("acme", "ana", on=weeks_ago(2)),
        conversation_with("acme", "ana", on=weeks_ago(9)),
    ]
    text = leaderboard(asked("ana", *talks, period=month_of(MONDAY))).text
    assert text.splitlines() == [
        "November 2026: 1 customer",
        "1 h.",
        "Ana spoke to 1 customer.",
        "Your place: 1st, with 1 customer, 2 conversations, 1 h.",
    ]


def test_a_tie_is_a_sentence() -> None:
    text = leaderboard(asked("bo", *conversations_of("ana", 2), *conversations_of("bo", 2))).text
    assert "Ana and Bo spoke to 2 customers each." in text
    assert text.endswith("Your place: 1st, with 2 customers, 2 conversations, 1 h.")


def test_nothing_logged_says_how_to_log() -> None:
    message = leaderboard(asked("ana"))
    assert message.text == "Week 48 (23–27 Nov): nothing was logged. If you did speak to someone: `/logcall Acme tue`."
    assert len(message.blocks) == 1


def test_who_has_logged_nothing_hears_so_and_how() -> None:
    text = leaderboard(asked("dee", *conversations_of("ana", 1))).text
    assert text.endswith("Nothing from you yet. If you did speak to someone: `/logcall Acme tue`.")


def test_who_logged_without_a_word_hears_what_is_missing() -> None:
    one = leaderboard(asked("ana", conversation_with("acme", "ana", has_words=False))).text
    assert one.endswith("Your conversation has no word to it yet: add one and it stands in the table.")
    two = leaderboard(asked("ana", *conversations_of("ana", 2, has_words=False))).text
    assert two.endswith("Your 2 conversations have no word to them yet: add one and they stand in the table.")


def test_who_opted_out_is_in_no_table_and_hears_that_they_count() -> None:
    message = leaderboard(asked("ana", *conversations_of("ana", 2), opted_out=frozenset({"ana"})))
    assert message.text.splitlines() == [
        "Week 48 (23–27 Nov): 2 customers",
        "1 h.",
        "You are in no table; your 2 conversations count for the team.",
    ]


def test_one_conversation_of_somebody_who_opted_out_counts() -> None:
    text = leaderboard(asked("ana", *conversations_of("ana", 1), opted_out=frozenset({"ana"}))).text
    assert text.endswith("You are in no table; your 1 conversation counts for the team.")


def test_drawn_plain_the_table_is_words() -> None:
    shown = asked("ana", *conversations_of("ana", 3), *conversations_of("dee", 2), *conversations_of("bo", 1))
    rich, plain = leaderboard(shown), leaderboard(shown, plain=True)
    assert plain.text == rich.text
    assert {block["type"] for block in plain.blocks} == {"header", "section"}
    assert "2 Dee &amp; Sons &lt;!here&gt;: 2 customers, 2 conversations, 1 h" in plain.text


def test_a_cell_of_the_table_is_literal_text() -> None:
    shown = asked("ana", *conversations_of("ana", 3), *conversations_of("dee", 2), *conversations_of("bo", 1))
    (table,) = [block for block in leaderboard(shown).blocks if block["type"] == "table"]
    assert table["rows"][2][1] == {"type": "raw_text", "text": "Dee & Sons <!here>"}
