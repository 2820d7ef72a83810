"""The question which account a line means, and the others that keep it until they are answered."""

from bot.domain.accounts.model import Stage
from bot.domain.conversations.receipts import Choice, DuplicateWarning, Question
from bot.messages import formatting, user_text
from bot.messages.blocks import (
    BUTTON_LIMIT,
    Block,
    Element,
    Message,
    actions,
    button,
    escape,
    plain,
    quote,
    section,
)

CHOOSE = "draft_choose"
SEARCH = "draft_search"
NEW_CUSTOMER = "draft_new_customer"
NEW_PROSPECT = "draft_new_prospect"
FORGET = "draft_forget"
COUNT_AGAIN = "draft_count_again"
IS_THE_SAME = "draft_is_the_same"

_KEPT = "Nothing is saved yet; your line is kept until tomorrow."
_KEPT_ANEW = "It is taken back; your line is kept for two weeks."


def question(asked: Question) -> Message:
    """The kept line with its candidates as buttons: one click logs it."""
    heading = _heading(asked)
    line = quote(asked.line)
    blocks: list[Block] = [section(f"{heading}\n{line}")]
    if asked.choices:
        blocks.append(actions(*[_choice(asked.draft_id, number, c) for number, c in enumerate(asked.choices)]))
    blocks.append(actions(*_ways_out(asked)))
    offered = [label(choice) for choice in asked.choices]
    text = "\n".join([heading, line, *[escape(label) for label in offered]])
    return Message(text, blocks)


def same_again(asked: DuplicateWarning) -> Message:
    """The same line a second time within ten minutes."""
    account = escape(formatting.name(asked.account))
    text = (
        f"*Once more?* The same conversation with {account} is logged already, a few minutes ago. Nothing new is saved."
    )
    return Message(
        text,
        [
            section(text),
            actions(
                button("It was another one: count it", COUNT_AGAIN, f"{asked.draft_id} {asked.account_id}"),
                button("It is the same", IS_THE_SAME, asked.draft_id),
            ),
        ],
    )


def label(choice: Choice) -> str:
    """ "Johnson Controls, Bo, 64 days ago": the name is cut, never what tells two of them apart."""
    owner = formatting.name(choice.owner, 20) if choice.owner else "no owner"
    rest = f", {owner}" + (f", {formatting.ago(choice.days)}" if choice.days is not None else "")
    return formatting.name(choice.name, BUTTON_LIMIT - len(rest)) + rest


def option(choice: Choice) -> Element:
    """One account in a type-ahead."""
    return {"text": plain(label(choice), BUTTON_LIMIT), "value": choice.account_id}


def new_option(stage: Stage, name: str, value: str) -> Element:
    """An account that is not here yet, in a type-ahead."""
    before = f"New {stage} “"
    return {
        "text": plain(f"{before}{formatting.name(name, BUTTON_LIMIT - len(before) - 1)}”", BUTTON_LIMIT),
        "value": value,
    }


def forgotten(line: str) -> Message:
    """A kept line was dropped; its words come back."""
    text = "Forgotten, nothing is saved. It was:"
    given_back = user_text.line_of("/logcall", line)
    return Message(f"{text}\n{quote(given_back)}", [section(text), user_text.block(given_back)])


def forgotten_already() -> Message:
    """A kept line was deleted before somebody dropped it."""
    text = "Nothing is saved: that line was forgotten already. Its words stand above, where you pressed."
    return Message(text, [section(text)])


def logged_once() -> Message:
    """A line sent again was the same conversation."""
    text = "Right: it is logged once."
    return Message(text, [section(text)])


def _heading(asked: Question) -> str:
    name = escape(formatting.name(asked.typed))
    kept = _KEPT_ANEW if asked.is_asked_anew else _KEPT
    if asked.is_first_account:
        return f"*Is {name} a customer or a prospect?* It is the first account here. Nothing is saved yet."
    if not asked.may_see_accounts:
        return f"*Is {name} new?* Slack has not told me yet who you are, so I show no accounts. {kept}"
    if not asked.choices:
        known = "I know no other account like it" if asked.is_asked_anew else "I know no account like it"
        return f"*Is {name} new?* {known}. {kept}"
    return f"*Which account?* {kept}"


def _choice(draft_id: str, number: int, choice: Choice) -> Element:
    return button(label(choice), f"{CHOOSE}_{number}", f"{draft_id} {choice.account_id}")


def _ways_out(asked: Question) -> list[Element]:
    if asked.is_first_account:
        return [
            button("Customer", NEW_CUSTOMER, asked.draft_id),
            button("Prospect", NEW_PROSPECT, asked.draft_id),
            button("Forget it", FORGET, asked.draft_id),
        ]
    name = formatting.name(asked.typed, 40)
    return [
        *([_search(asked.draft_id)] if asked.may_see_accounts else []),
        button(f"New customer “{name}”", NEW_CUSTOMER, asked.draft_id),
        button(f"New prospect “{name}”", NEW_PROSPECT, asked.draft_id),
        button("Forget it", FORGET, asked.draft_id),
    ]


def _search(draft_id: str) -> Element:
    return {
        "type": "external_select",
        "action_id": f"{SEARCH}:{draft_id}",
        "placeholder": plain("Search…", 150),
        "min_query_length": 1,
    }
