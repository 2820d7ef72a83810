from datetime import date, timedelta

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Kind
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.fridays import Numbers, Sources, friday_post
from bot.messages.weekly.fridays import friday
from tests.domain.cast import MONDAY, conversation_with, conversations_of, weeks_ago
from tests.messages.friday import INVITATION, NAMES, customer_quote, of_type, paragraphs, post_of, table_cells

THE_WEEK = [
    *conversations_of("ana", 4, minutes=30),
    conversation_with("globex", "ana", minutes=15, kind=Kind.VISIT),
    conversation_with("globex", "ana", minutes=15, kind=Kind.VISIT),
    *conversations_of("bo", 4, minutes=20),
    conversation_with("bo-0", "bo", minutes=10),
    *conversations_of("ines", 3, minutes=20),
    conversation_with("hooli", "ines", minutes=20),
    conversation_with("hooli", "ines", minutes=40),
    conversation_with("acme", "chen", minutes=15),
    *[conversation_with(f"lead-{n}", "chen", stage=Stage.PROSPECT, minutes=5, has_words=False) for n in range(5)],
]


def test_the_whole_post_reads_as_it_was_meant() -> None:
    post = post_of(
        [*THE_WEEK, *conversations_of("bo", 11, on=weeks_ago(1))],
        [customer_quote("We would pay for exports that just work.", contacts=("Jo Lee",), people=("ines", "chen"))],
        began_on=weeks_ago(1),
        first_days={"chen": MONDAY},
        numbers=Numbers(19, 14, people=5, keepers=3, kept=("ines", "ana", "chen")),
    )
    assert friday(post).text.splitlines() == [
        "Week 48 (23–27 Nov): 14 customers, 5 prospects",
        "Heard this week:",
        "> *Complaint* “We would pay for exports that just work.” — Jo Lee, Globex, to Ines and Chen",
        "14 customers, the week before 11; 14 of the 19 we meant. 6 h 40 min, 2 visits.",
        "Kept their number: Ana, Chen and Ines. For Chen it was the first conversation ever.",
        "1 Ana: 5 customers, 6 conversations, 2 h 30 min",
        "2 Bo: 4 customers, 5 conversations, 1 h 30 min",
        "2 Ines: 4 customers, 5 conversations, 2 h",
        INVITATION,
    ]


def test_the_table_stands_under_the_words() -> None:
    message = friday(post_of(THE_WEEK))
    assert [block["type"] for block in message.blocks] == ["header", "section", "table", "context"]
    assert table_cells(message) == [
        ["#", "Who", "Customers", "Conversations", "Time"],
        ["1", "Ana", "5", "6", "2h 30m"],
        ["2", "Bo", "4", "5", "1h 30m"],
        ["2", "Ines", "4", "5", "2h"],
    ]


def test_nobody_logged_is_the_whole_post() -> None:
    message = friday(post_of(first_days={"ana": weeks_ago(9)}, began_on=weeks_ago(9)))
    words = "Nothing was logged this week. If you did speak to someone: `/logcall Acme tue`. On Monday we ask again."
    assert (message.text, paragraphs(message), len(message.blocks)) == (words, [words], 1)


def test_one_person_is_a_sentence_without_a_table() -> None:
    message = friday(post_of(conversations_of("ana", 4)))
    assert "Ana spoke to 4 customers this week." in paragraphs(message)
    assert of_type(message, "table") == []


def test_one_persons_prospects_are_said_apart() -> None:
    talks = [conversation_with("acme", "ana"), conversation_with("initech", "ana", stage=Stage.PROSPECT)]
    assert "Ana spoke to 1 customer and 1 prospect this week." in paragraphs(friday(post_of(talks)))


def test_one_person_who_spoke_to_partners_alone_had_conversations() -> None:
    message = friday(post_of([conversation_with("umbrella", "ana", stage=Stage.PARTNER)]))
    assert message.text.splitlines()[0] == "Week 48 (23–27 Nov): 1 conversation"
    assert "Ana had 1 conversation this week." in paragraphs(message)


def test_a_tie_of_all_is_a_sentence_without_a_table() -> None:
    message = friday(post_of([*conversations_of("dee", 2), *conversations_of("ana", 2), *conversations_of("bo", 2)]))
    assert "Ana, Bo and Dee spoke to 2 customers each." in paragraphs(message)
    assert of_type(message, "table") == []


def test_a_tie_without_customers_is_told_by_conversations() -> None:
    talks = [*conversations_of("ana", 2, stage=Stage.PROSPECT), *conversations_of("bo", 2, stage=Stage.PROSPECT)]
    assert "Ana and Bo had 2 conversations each." in paragraphs(friday(post_of(talks)))


def test_a_tie_of_very_many_names_ten() -> None:
    names = {f"p{number:02}": f"Person {number:02}" for number in range(40)}
    message = friday(post_of([each for person in names for each in conversations_of(person, 2)], names=names))
    assert "Person 08, Person 09 and 30 more spoke to 2 customers each." in message.text


def test_two_people_who_differ_make_a_table_of_the_first() -> None:
    assert table_cells(friday(post_of([*conversations_of("ana", 2), *conversations_of("bo", 1)])))[1:] == [
        ["1", "Ana", "2", "2", "1h"]
    ]


def test_wordless_conversations_stand_in_the_sums_and_in_no_table() -> None:
    message = friday(post_of([conversation_with("acme", "ana", has_words=False, minutes=20)]))
    assert message.text.splitlines() == ["Week 48 (23–27 Nov): 1 customer", "20 min.", INVITATION]


def test_a_first_place_of_very_many_prints_ten_and_counts_the_rest() -> None:
    names = {f"p{number:02}": f"Person {number:02}" for number in range(14)}
    talks = [each for person in names for each in conversations_of(person, 2)]
    message = friday(post_of([*talks, *conversations_of("bo", 1)], names={**names, **NAMES}))
    assert len(table_cells(message)) == 11
    assert "4 more share the first place." in paragraphs(message)
    assert "4 more share the first place." in message.text


def test_the_first_week_compares_with_nothing() -> None:
    assert "the week before" not in friday(post_of(THE_WEEK)).text


def test_without_numbers_the_week_before_is_compared_and_nobody_kept_one() -> None:
    post = post_of([*THE_WEEK, *conversations_of("bo", 11, on=weeks_ago(1))], began_on=weeks_ago(1))
    assert "14 customers, the week before 11. " in friday(post).text
    assert "Kept" not in friday(post).text


def test_an_empty_week_before_is_called_none() -> None:
    text = friday(post_of(conversations_of("ana", 1), began_on=weeks_ago(2))).text
    assert "1 customer, the week before none. " in text


def test_two_weeks_without_customers_are_not_compared() -> None:
    post = post_of(conversations_of("ana", 1, stage=Stage.PROSPECT), began_on=weeks_ago(2))
    assert "the week before" not in friday(post).text


def test_numbers_in_the_first_week_are_set_against_the_sum_alone() -> None:
    numbers = Numbers(1, 1, people=1, keepers=1)
    assert "14 customers; 1 of the 1 we meant. 6 h" in friday(post_of(THE_WEEK, numbers=numbers)).text


def test_of_numbers_that_most_missed_nothing_is_told_and_who_kept_theirs_is_named_all_the_same() -> None:
    talks = [*THE_WEEK, *conversations_of("bo", 11, on=weeks_ago(1))]
    missed = Numbers(50, 20, people=5, keepers=2, kept=("ana", "bo"))
    text = friday(post_of(talks, began_on=weeks_ago(1), numbers=missed)).text
    assert "meant" not in text and "the week before" not in text
    assert "Kept their number: Ana and Bo." in text


def test_departments_of_our_own_are_counted_apart() -> None:
    talks = [
        conversation_with("acme", "ana"),
        conversation_with("legal", "ana", stage=Stage.INTERNAL),
        conversation_with("tax", stage=Stage.INTERNAL),
    ]
    text = friday(post_of(talks)).text
    assert text.startswith(
        "Week 48 (23–27 Nov): 1 customer\n30 min. Counted apart: 2 conversations with 2 departments of our own."
    )


def test_a_week_of_departments_alone_is_not_called_nothing() -> None:
    assert friday(post_of([conversation_with("legal", "ana", stage=Stage.INTERNAL)])).text.splitlines() == [
        "Week 48 (23–27 Nov): 0 customers",
        "Counted apart: 1 conversation with 1 department of our own.",
        INVITATION,
    ]


def test_what_was_heard_without_a_conversation_is_quoted_all_the_same() -> None:
    message = friday(post_of(said=[customer_quote("Slow on Mondays")]))
    assert message.text.splitlines() == [
        "Week 48 (23–27 Nov): 0 customers",
        "Heard this week:",
        "> *Complaint* “Slow on Mondays” — Globex",
        INVITATION,
    ]


def test_private_words_are_in_no_part_of_the_post() -> None:
    message = friday(post_of(THE_WEEK, [customer_quote("we are leaving", "Umbrella", contacts=("Al",), private=True)]))
    assert "leaving" not in str(message.payload())
    assert "Umbrella" not in str(message.payload())


def test_quotes_are_on_one_line_without_marks_of_their_own_and_name_people() -> None:
    message = friday(
        post_of(said=[customer_quote('"<@U0B0> helps\n> at once"', people=("ana",), kind=InsightKind.STORY)])
    )
    assert "> *Story* “@Bo helps > at once” — Globex, to Ana".replace("s > a", "s &gt; a") in message.text


def test_a_long_quote_is_cut() -> None:
    quote = next(
        line for line in friday(post_of(said=[customer_quote("word " * 200)])).text.splitlines() if line[0] == ">"
    )
    assert quote.endswith("…” — Globex") and len(quote) < 330


def test_what_is_not_quoted_is_counted() -> None:
    message = friday(post_of(said=[customer_quote(f"thing {n}", f"Account {n}") for n in range(9)]))
    assert paragraphs(message)[0].endswith("\nAnd 4 more.")


def test_a_customers_thanks_name_whom_and_by_whom() -> None:
    said = [
        customer_quote("<@U0B0> is quick", "Hooli", kind=InsightKind.LIKE),
        customer_quote("<@U0B0> again", "Acme", kind=InsightKind.LIKE),
    ]
    assert "Thanked by a customer: Bo, by Acme and Hooli." in friday(post_of(conversations_of("bo", 1), said)).text


def test_first_conversations_are_listed_by_name() -> None:
    text = friday(
        post_of(
            conversations_of("ana", 1), first_days={"dee": MONDAY, "bo": MONDAY, "chen": MONDAY}, began_on=weeks_ago(1)
        )
    ).text
    assert "For Bo, Chen and Dee it was the first conversation ever." in text


def test_in_the_very_first_week_nobodys_first_conversation_is_news() -> None:
    assert "first conversation" not in friday(post_of(conversations_of("ana", 1), first_days={"ana": MONDAY})).text


def test_somebody_without_a_name_is_somebody() -> None:
    assert "somebody spoke to 1 customer this week." in friday(post_of(conversations_of("U404", 1))).text


def test_the_chart_comes_with_the_fourth_week_and_is_told_in_words_too() -> None:
    talks = [
        *conversations_of("ana", 2),
        *conversations_of("bo", 1, on=weeks_ago(2)),
        conversation_with("x", stage=Stage.PROSPECT),
    ]
    assert of_type(friday(post_of(talks, began_on=weeks_ago(2))), "data_visualization") == []
    message = friday(post_of(talks, began_on=weeks_ago(3)))
    assert "By week, 45 to 48: customers 0, 1, 0, 2; prospects 0, 0, 0, 1." in message.text
    labels = ["W45", "W46", "W47", "W48"]
    assert of_type(message, "data_visualization") == [
        {
            "type": "data_visualization",
            "title": "Customers and prospects by week",
            "chart": {
                "type": "line",
                "series": [
                    {"name": "Customers", "data": points(labels, [0, 1, 0, 2])},
                    {"name": "Prospects", "data": points(labels, [0, 0, 0, 1])},
                ],
                "axis_config": {"categories": labels, "x_label": "Week", "y_label": "Spoken to"},
            },
        }
    ]


def test_a_chart_goes_back_twelve_weeks_and_leaves_out_a_line_of_noughts() -> None:
    (chart,) = of_type(friday(post_of(conversations_of("ana", 2), began_on=weeks_ago(40))), "data_visualization")
    assert chart["title"] == "Customers by week"
    assert [line["name"] for line in chart["chart"]["series"]] == ["Customers"]
    assert chart["chart"]["axis_config"]["categories"] == [f"W{number}" for number in range(37, 49)]


def test_drawn_plain_the_words_of_table_and_chart_are_paragraphs() -> None:
    post = post_of(THE_WEEK, [customer_quote("slow")], began_on=weeks_ago(3))
    rich, plain = friday(post), friday(post, plain=True)
    assert plain.text == rich.text
    assert {block["type"] for block in plain.blocks} == {"header", "section", "actions", "context"}
    drawn = "\n".join([plain.blocks[0]["text"]["text"], *paragraphs(plain), plain.blocks[-1]["elements"][0]["text"]])
    assert drawn == plain.text


def test_the_week_is_named_by_its_iso_number() -> None:
    sources = Sources([conversation_with("acme", on=date(2027, 1, 2))], [], date(2027, 1, 2), {}, NAMES)
    assert friday(friday_post("2026-W53", sources)).text.startswith("Week 53 (28 Dec–1 Jan): 1 customer\n")
    assert MONDAY + timedelta(days=4) == date(2026, 11, 27)


def points(labels: list[str], values: list[int]) -> list[dict[str, object]]:
    return [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]


def test_below_the_quotes_a_press_leads_to_all_that_each_account_said() -> None:
    post = friday(post_of(THE_WEEK, [customer_quote("slow"), customer_quote("late")], began_on=weeks_ago(1)))
    pressed = [each for block in post.blocks if block["type"] == "actions" for each in block["elements"]]
    assert [each["action_id"] for each in pressed] == ["account_history:0"]
    assert pressed[0]["text"]["text"].startswith("History of ")
