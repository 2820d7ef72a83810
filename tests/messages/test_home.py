"""The Home tab and the list of one's own entries: what is said, what is left out, and that Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.conversations.follow_ups import TrackedFollowUp
from bot.domain.conversations.model import FollowUp, Insight, Kind
from bot.domain.pages import Page
from bot.domain.setup.away import away_days
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.home import Entries, Home, Unfinished
from bot.domain.workspace.preferences import SWITCHED, Mode, Preferences, Switch
from bot.messages.blocks import View
from bot.messages.conversations import follow_ups, plans
from bot.messages.conversations.questions import FORGET
from bot.messages.conversations.receipts import EDIT
from bot.messages.setup import away, switches
from bot.messages.workspace.home import (
    ENTRIES,
    ENTRIES_ALL,
    ENTRIES_OF,
    FINISH,
    LOG,
    NEWER,
    NOT_ME,
    OLDER,
    PAGE_LIMIT,
    home,
    member_conversations,
)
from tests.messages.views import HOSTILE, NAMES, TODAY, conversation, labels, of_type, plan, problems, rings, sections

NEWCOMER = Home("U0ANA", TODAY)
LINE = Unfinished("d1", "johnson 20m renewal chat", TODAY + timedelta(days=1))
OTHERS = conversation(7, "Globex", by="U0BO", held_by="U0BO", colleagues=("U0ANA",))
BUSY = Home(
    "U0ANA",
    TODAY,
    customers=2,
    prospects=1,
    unfinished=(LINE,),
    plans=(plan(1, note="renewal"), plan(2, "Hooli", on=TODAY)),
    credits=(OTHERS,),
    recent=(conversation(8, note="worried about exports"),),
    names=NAMES,
)


def checked_view(given: Home) -> View:
    view = home(given)
    assert problems(view) == [] and rings(view) == []
    return view


def page(given: Entries) -> View:
    view = member_conversations(given)
    assert problems(view) == [] and rings(view) == []
    return view


def promised(number: int = 9, words: str = "send pricing", due: date | None = date(2026, 11, 23)) -> TrackedFollowUp:
    step = FollowUp(words, due, "U0ANA")
    return TrackedFollowUp(conversation(number, follow_up=step), step, given_by="U0BO")


def headings(view: View) -> list[str]:
    return [block["text"]["text"] for block in of_type(view, "header")]


def pressed(view: View) -> list[tuple[str, str]]:
    """What each button would send."""
    return [(each["action_id"], each["value"]) for each in of_type(view, "button")]


def line(**told: Any) -> str:
    """The one entry of a Home tab that has one."""
    return sections(checked_view(replace(NEWCOMER, customers=1, names=NAMES, recent=(conversation(**told),))))[1]


OWN_HEADING = "What I write to you"
OWN_WORDS = [
    "*Morning message:* what is new, in five lines at most",
    "*Thursday’s question:* how many customers you spoke to, if you named a number",
    "*Away:* not now",
    "*Leaderboard:* you may be named",
]
OWN_PRESSES = [(away.OTHER, "home"), (switches.OPT_OUT, "home")]


def test_a_newcomer_reads_what_to_type_and_nothing_else_but_how_to_be_left_alone() -> None:
    view = checked_view(NEWCOMER)
    said, *own = sections(view)
    assert said.startswith("*How many customers did you speak to this week?*")
    assert "`/logcall Acme 20m what they said`" in said
    assert (headings(view), own) == ([OWN_HEADING], OWN_WORDS)
    assert pressed(view) == [(LOG, "home"), *OWN_PRESSES]
    assert of_type(view, "button")[0]["style"] == "primary"


@pytest.mark.parametrize(
    ("customers", "prospects", "words"),
    [
        (1, 0, "*1 customer* this week."),
        (2, 1, "*2 customers, 1 prospect* this week."),
        (0, 3, "*3 prospects* this week."),
        (0, 0, "*Nobody yet this week.* Twenty minutes with one customer is enough."),
    ],
)
def test_the_week_is_told_first_in_the_right_number(customers: int, prospects: int, words: str) -> None:
    given = replace(BUSY, customers=customers, prospects=prospects)
    assert sections(checked_view(given))[0] == words


def test_everything_that_waits_for_a_hand_stands_above_what_is_done() -> None:
    view = checked_view(BUSY)
    everything = ["Not logged yet", "Did it happen?", "Logged by others", "Planned", "Your last entries", OWN_HEADING]
    assert headings(view) == everything
    assert sections(view)[1:] == [
        "> johnson 20m renewal chat\nKept until tomorrow.",
        "*Acme Corp, yesterday* · call\n> renewal",
        "Bo says you took part: *Globex*, call, Tue 24 Nov.",
        "*Hooli, today* · call",
        "*Acme Corp* · call · 20 min · yesterday\n> worried about exports",
        *OWN_WORDS,
    ]
    assert pressed(view) == [
        (LOG, "home"),
        (FINISH, "d1"),
        (FORGET, "d1"),
        (EDIT, "c1"),
        (plans.PLAN_HAPPENED, "c1"),
        (plans.PLAN_NOT, "c1"),
        (NOT_ME, "c7"),
        (EDIT, "c2"),
        (EDIT, "c8"),
        *OWN_PRESSES,
    ]


def test_what_is_promised_stands_first_with_what_can_become_of_it() -> None:
    view = checked_view(replace(BUSY, unfinished=(), follow_ups=(promised(), promised(10, "call back", None))))
    assert headings(view)[0] == "You promised"
    assert sections(view)[1:3] == [
        "*Acme Corp, Mon 23 Nov*, open 2 days · send pricing\nFrom your call yesterday.",
        "*Acme Corp* · call back\nFrom your call yesterday.",
    ]
    assert labels(view)[1:4] == ["Done", "Tomorrow", "Drop"]
    assert pressed(view)[1:4] == [(action_id, "c9") for action_id, _ in follow_ups.CHOICES]


@pytest.mark.parametrize(("mode", "label"), [(Mode.ON, "On"), (Mode.MONDAYS, "Mondays only"), (Mode.OFF, "Off")])
def test_each_kind_of_message_has_a_switch_that_says_how_it_stands(mode: Mode, label: str) -> None:
    chosen = Preferences({kind: Switch(mode if mode in SWITCHED[kind] else Mode.ON) for kind in SWITCHED})
    menus = of_type(checked_view(replace(NEWCOMER, preferences=chosen)), "static_select")
    assert [each["action_id"] for each in menus] == [f"{switches.CHOOSE}:{kind}" for kind in SWITCHED]
    for menu in menus:
        offered = [each["text"]["text"] for each in menu["options"]]
        assert offered == (["On", "Mondays only", "Off"] if menu is menus[0] else ["On", "Off"])
        assert menu["initial_option"]["text"]["text"] == (label if label in offered else "On")


@pytest.mark.parametrize(
    ("days", "said", "press"),
    [
        ([], "*Away:* not now", (away.OTHER, "home")),
        ([(0, 0)], "*Away:* today", (away.BACK, "home")),
        ([(-3, 9)], "*Away:* until Fri 4 Dec", (away.BACK, "home")),
        ([(1, 1)], "*Away:* tomorrow", (away.BACK, "home")),
        ([(5, 9), (33, 37)], "*Away:* Mon 30 Nov to Fri 4 Dec and Mon 28 Dec to Fri 1 Jan 2027", (away.BACK, "home")),
        ([(-9, -5)], "*Away:* not now", (away.OTHER, "home")),
    ],
)
def test_home_says_when_somebody_is_away(days: list[tuple[int, int]], said: str, press: tuple[str, str]) -> None:
    spans = tuple(Span(*(TODAY + timedelta(days=number) for number in ends)) for ends in days)
    view = checked_view(replace(NEWCOMER, away=away_days(spans, TODAY)))
    assert sections(view)[3] == said and pressed(view)[1] == press


def test_who_is_left_out_of_leaderboards_finds_the_way_back() -> None:
    view = checked_view(replace(NEWCOMER, is_opted_out=True))
    assert sections(view)[4] == "*Leaderboard:* you are not named; what you log counts for the team"
    assert labels(view)[-1] == "Name me again"


def test_only_a_plan_whose_day_has_passed_is_asked_about() -> None:
    days = [each["action_id"] for each in of_type(checked_view(BUSY), "datepicker")]
    assert days == [f"{plans.PLAN_MOVED}:c1"]


def test_what_somebody_typed_for_the_reader_reads_as_theirs() -> None:
    view = checked_view(replace(NEWCOMER, names=NAMES, credits=(replace(OTHERS, details=conversation().details),)))
    assert sections(view)[1] == "Bo logged this as yours: *Globex*, call, Tue 24 Nov."
    noted = replace(OTHERS, details=replace(OTHERS.details, note="lunch with both"))
    with_words = checked_view(replace(NEWCOMER, names=NAMES, credits=(noted,)))
    assert sections(with_words)[1] == "Bo says you took part: *Globex*, call, Tue 24 Nov.\n> lunch with both"
    nameless = checked_view(replace(NEWCOMER, credits=(OTHERS,)))
    assert sections(nameless)[1].startswith("Somebody says you took part")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"minutes": None}, "*Acme Corp* · call · 30 min (assumed) · yesterday"),
        ({"kind": Kind.ATTEMPT, "minutes": None}, "*Acme Corp* · attempt · yesterday"),
        ({"on": date(2025, 12, 31)}, "*Acme Corp* · call · 20 min · Wed 31 Dec 2025"),
        ({"held_by": "U0CHEN"}, "*Acme Corp* · call · 20 min · yesterday · held by Chen"),
        ({"private": True, "note": "hush"}, "*Acme Corp* · call · 20 min · yesterday · private\n> hush"),
        ({"insights": (Insight("complaint", "slow"),)}, "*Acme Corp* · call · 20 min · yesterday\n> Complaint: slow"),
        (
            {"note": "with <@U0CHEN>\nand <@U0CEO>", "named": ("U0CHEN",)},
            "*Acme Corp* · call · 20 min · yesterday\n> with @Chen and &lt;@U0CEO&gt;",
        ),
    ],
)
def test_an_entry_is_its_record_and_its_first_words(told: dict[str, Any], words: str) -> None:
    assert line(**told) == words


def test_a_long_note_is_cut_to_one_line() -> None:
    first = line(note="word\n" * 600).splitlines()
    assert len(first) == 2 and first[1].endswith("word…") and len(first[1]) < 100


def test_private_words_of_somebody_else_are_not_shown() -> None:
    told = line(by="U0BO", held_by="U0CHEN", colleagues=("U0ANA",), private=True, note="canary")
    assert told == "*Acme Corp* · call · 20 min · yesterday · held by Chen · private"
    ahead = plan(2, by="U0BO", held_by="U0CHEN", colleagues=("U0ANA",), private=True, note="canary")
    assert "canary" not in str(
        checked_view(replace(NEWCOMER, plans=(ahead, replace(ahead, id="c3")), credits=(ahead,)))
    )


def test_who_has_more_entries_may_see_all() -> None:
    assert ENTRIES not in dict(pressed(checked_view(BUSY)))
    assert pressed(checked_view(replace(BUSY, has_more=True)))[-3] == (ENTRIES, "0")
    many = replace(BUSY, recent=BUSY.recent * 30)
    assert pressed(checked_view(many))[-3] == (ENTRIES, "0")


def test_a_screen_reader_hears_which_entry_is_edited() -> None:
    edits = [each for each in of_type(checked_view(BUSY), "button") if each["action_id"] == EDIT]
    heard = [each["accessibility_label"] for each in edits]
    assert heard == ["Edit Acme Corp, Tue 24 Nov", "Edit Hooli, Wed 25 Nov", "Edit Acme Corp, Tue 24 Nov"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_ring_nobody_and_break_no_line(hostile: str) -> None:
    said: dict[str, Any] = {"note": hostile, "insights": (Insight("risk", hostile),), "contacts": (hostile,)}
    given = replace(
        BUSY,
        unfinished=(replace(LINE, line=hostile),),
        plans=(plan(1, hostile, **said), plan(2, hostile, on=TODAY, **said)),
        credits=(replace(OTHERS, account_name=hostile),),
        recent=(conversation(8, hostile, held_by="U0CHEN", **said),),
        names=dict.fromkeys(NAMES, hostile),
    )
    for text in sections(checked_view(given))[1:]:
        assert len(text.splitlines()) <= 2


@pytest.mark.parametrize("words", ["&" * 3000, "🧨" * 3000, "x" * 3000])
def test_more_of_everything_than_fits_is_counted_and_slack_takes_it(words: str) -> None:
    given = replace(
        BUSY,
        unfinished=tuple(Unfinished(f"d{n}", words, TODAY) for n in range(40)),
        plans=tuple(plan(n, words, on=TODAY + timedelta(days=n % 2 * 2 - 1), note=words) for n in range(80)),
        credits=tuple(replace(OTHERS, id=f"o{n}", account_name=words) for n in range(40)),
        recent=tuple(conversation(n, words, note=words, private=True, held_by="U0BO") for n in range(90)),
        follow_ups=tuple(promised(n, words) for n in range(40)),
        names=dict.fromkeys(NAMES, words),
    )
    view = checked_view(given)
    more = [block["elements"][0]["text"] for block in of_type(view, "context")]
    assert more == ["And 35 more.", "And 34 more.", "And 34 more.", "And 32 more.", "And 32 more."]


LIST = Entries("U0ANA", TODAY, Page(tuple(conversation(n, note="renewal") for n in range(10))), names=NAMES)


def turned(**fields: Any) -> Entries:
    return replace(LIST, page=replace(LIST.page, **fields))


def test_a_page_of_entries_turns_both_ways_and_remembers_where_it_stands() -> None:
    view = page(turned(newer=0, older=20, skip=10))
    assert view["title"]["text"] == "My entries"
    assert pressed(view)[-2:] == [(NEWER, "0"), (OLDER, "20")]
    assert len(sections(view)) == labels(view).count("Edit") == 10
    assert json.loads(view["private_metadata"]) == {"account": None, "skip": 10}


def test_the_only_page_has_nothing_to_turn() -> None:
    assert {"Newer", "Older"}.isdisjoint(labels(page(LIST)))
    assert labels(page(turned(older=10)))[-1] == "Older"
    assert labels(page(turned(newer=0)))[-1] == "Newer"


def test_a_planned_entry_in_the_list_says_so() -> None:
    assert sections(page(turned(items=(plan(on=TODAY + timedelta(days=1)),)))) == [
        "*Acme Corp* · call · planned for tomorrow"
    ]


def test_entries_of_one_account_can_be_asked_for_and_left_again() -> None:
    everything, filtered = page(LIST), page(replace(LIST, account_id="a1", account_name="Acme Corp"))
    (search,), (chosen,) = of_type(everything, "external_select"), of_type(filtered, "external_select")
    assert search["action_id"] == chosen["action_id"] == ENTRIES_OF
    assert "initial_option" not in search and chosen["initial_option"]["value"] == "a1"
    assert (ENTRIES_ALL, "0") in pressed(filtered) and (ENTRIES_ALL, "0") not in pressed(everything)
    assert json.loads(filtered["private_metadata"])["account"] == "a1"
    # Under the same block_id Slack would go on showing the account that was chosen.
    assert everything["blocks"][0]["block_id"] != filtered["blocks"][0]["block_id"]


def test_no_entries_are_said_in_words() -> None:
    nothing = turned(items=())
    assert sections(page(nothing))[0].startswith("Nothing of yours yet. Log the first one:")
    of_acme = replace(nothing, account_id="a1", account_name="Acme & Co")
    assert sections(page(of_acme)) == ["Nothing of yours with *Acme &amp; Co* yet."]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_full_page_of_hostile_entries_is_taken(hostile: str) -> None:
    shown = tuple(conversation(n, hostile, note=hostile, held_by="U0CHEN") for n in range(PAGE_LIMIT))
    pages = Page(shown, 50, older=100, newer=0)
    given = Entries("U0ANA", TODAY, pages, "a1", hostile, names=dict.fromkeys(NAMES, hostile))
    assert len(sections(page(given))) == PAGE_LIMIT


def test_a_page_slack_would_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 50"):
        member_conversations(turned(items=LIST.page.items * 6))
