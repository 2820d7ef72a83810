"""The doors of accounts, of who owns and who sponsors them."""

import json

from bot.domain.accounts.account_form import stamps_of
from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Tier
from bot.messages.accounts import accounts, cards, keep_or_rest, reassignment, removals, saved
from bot.messages.sponsors import sponsors
from bot.messages.weekly import own_week
from tests.e2e.dataset import ASKED, AUTHOR, EXECUTIVE, GONE, HOLDER, OWNER, SPARE, FilledWorkspace
from tests.e2e.entry_points import (
    WHO_CHANGES,
    WHO_DELETES,
    WHO_ENDS,
    WHO_HANDS_OVER,
    WHO_IMPORTS,
    WHO_IS_ASKED,
    WHO_MERGES,
    WHO_PLANS,
    EntryPoint,
    Form,
    about,
    typed,
)
from tests.e2e.envelopes import chosen, press


def _undo(filled: FilledWorkspace) -> str:
    """What Undo sends where the account's tier was another one."""
    left = stamps_of({AccountField.TIER: filled.acme.tier.value})
    return json.dumps({"account": filled.acme.id, "was": {AccountField.TIER: Tier.STRATEGIC}, "now": left})


COMMANDS = (
    EntryPoint("/account", typed("/account", ""), saves=False),
    EntryPoint("/account help", typed("/account", "help"), saves=False),
    EntryPoint("/account Acme", typed("/account", "{acme}"), saves=False),
    EntryPoint("/account add", typed("/account", "add Newfield{mark} enterprise"), saves=True),
    EntryPoint("/account edit", typed("/account", "edit {acme}"), saves=False, says=WHO_CHANGES),
    EntryPoint("/account stage", typed("/account", "{acme} stage partner"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account tier", typed("/account", "{acme} tier strategic"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account value", typed("/account", "{acme} value 48000"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account cadence", typed("/account", "{acme} cadence 21"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account since", typed("/account", "{acme} since 2019"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account name", typed("/account", "{acme} name Renamed{mark}"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account alias", typed("/account", "{acme} alias Also{mark}"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account alias -", typed("/account", "{acme} alias -{alias}"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account contact", typed("/account", "{acme} contact Sam Park{mark}"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account contact -", typed("/account", "{acme} contact -Max{mark}"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account link", typed("/account", "{acme} link here"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account unlink", typed("/account", "{resting} unlink"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account rest", typed("/account", "{acme} rest"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account wake", typed("/account", "{resting} wake"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account merge", typed("/account", "merge {fresh} into {acme}"), saves=False, says=WHO_MERGES),
    EntryPoint("/account delete", typed("/account", "delete {fresh}"), saves=False, says=WHO_DELETES),
    EntryPoint("/account import", typed("/account", "import"), saves=False, says=WHO_IMPORTS),
    EntryPoint("/owner Acme", typed("/owner", "{acme}"), saves=False),
    EntryPoint("/owner Acme @somebody", typed("/owner", f"{{acme}} <@{SPARE}>"), saves=True, says=WHO_CHANGES),
    EntryPoint("/owner Acme none", typed("/owner", "{acme} none"), saves=True, says=WHO_CHANGES),
    EntryPoint("/owner Freehold me", typed("/owner", "{free} me"), saves=True),
    EntryPoint("/account Acme owner", typed("/account", "{acme} owner none"), saves=True, says=WHO_CHANGES),
    EntryPoint("/account list", typed("/account", "list"), saves=False),
    EntryPoint("/account search", typed("/account", "search acme"), saves=False),
    EntryPoint("/owner Freehold @somebody", typed("/owner", f"{{free}} <@{SPARE}>"), saves=True),
    EntryPoint("/sponsor", typed("/sponsor", ""), saves=False),
    EntryPoint("/sponsor Acme", typed("/sponsor", "{acme}"), saves=False),
    EntryPoint("/sponsor Freehold @somebody", typed("/sponsor", f"{{free}} <@{SPARE}>"), saves=True),
    EntryPoint("/sponsor Acme none", typed("/sponsor", "{acme} none"), saves=True, says=WHO_ENDS),
    EntryPoint("/sponsor Askham none", typed("/sponsor", "{asked_for} none"), saves=True, says=WHO_ENDS),
    EntryPoint("/touchbase", typed("/touchbase", "help"), saves=False),
    EntryPoint("/touchbase account", typed("/touchbase", "account {acme} stage partner"), saves=True, says=WHO_CHANGES),
    EntryPoint("/leaderboard", typed("/leaderboard", "month"), saves=False),
    EntryPoint("/week", typed("/week", ""), saves=False),
    EntryPoint("/goal", typed("/goal", ""), saves=False),
    EntryPoint("/goal 50", typed("/goal", "50"), saves=True),
    EntryPoint("any other command", typed("/frobnicate", "{acme}"), saves=False),
)

BUTTONS = (
    EntryPoint("account_show", about(f"{accounts.SHOW}:0", "acme"), saves=False),
    EntryPoint("account_take", about(accounts.TAKE, "free"), saves=True),
    EntryPoint("account_give", about(f"{accounts.GIVE}:0", "free", f" {SPARE}"), saves=True),
    EntryPoint(
        "account_merge",
        lambda at: press(removals.MERGE, f"{at.fresh.id} {at.acme.id}"),
        saves=True,
        says=WHO_MERGES,
    ),
    EntryPoint("account_delete", about(removals.DELETE, "fresh"), saves=True, says=WHO_DELETES),
    EntryPoint("account_leave", about(removals.LEAVE, "fresh"), saves=False),
    EntryPoint("account_undo", lambda at: press(saved.UNDO, _undo(at)), saves=True, says=WHO_CHANGES),
    EntryPoint("card_take", about(cards.TAKE, "free"), saves=True),
    EntryPoint("card_wake", about(cards.WAKE, "resting"), saves=True, says=WHO_CHANGES),
    EntryPoint("keep_rest", about(keep_or_rest.REST, "acme"), saves=True, says=WHO_CHANGES),
    EntryPoint("keep_hand_over", about(keep_or_rest.HAND_OVER, "acme"), saves=False, says=WHO_CHANGES),
    EntryPoint("card_open", lambda at: press(f"{cards.OPEN}:{at.acme.id}", at.acme.id), saves=False),
    EntryPoint("card_log", about(cards.LOG, "acme"), saves=False),
    EntryPoint("card_plan", about(cards.PLAN, "acme"), saves=False),
    EntryPoint("card_words_to_ask", about(cards.WORDS, "acme"), saves=False),
    EntryPoint(
        "card_more edit", lambda at: chosen(cards.MORE, f"{cards.EDIT} {at.acme.id}"), saves=False, says=WHO_CHANGES
    ),
    EntryPoint("card_more entries", lambda at: chosen(cards.MORE, f"{cards.ENTRIES} {at.acme.id}"), saves=False),
    EntryPoint("card_more sponsor", lambda at: chosen(cards.MORE, f"{cards.SPONSOR} {at.free.id}"), saves=False),
    EntryPoint(
        "card_more rest", lambda at: chosen(cards.MORE, f"{cards.REST} {at.acme.id}"), saves=True, says=WHO_CHANGES
    ),
    EntryPoint("sponsor_yes", about(sponsors.YES, "proposal"), saves=True, says=WHO_IS_ASKED),
    EntryPoint("sponsor_yes_one_more", about(sponsors.YES_ONE_MORE, "proposal"), saves=True, says=WHO_IS_ASKED),
    EntryPoint("sponsor_confirm", about(f"{sponsors.CONFIRM}:0", "proposal"), saves=True, says=WHO_IS_ASKED),
    EntryPoint("sponsor_confirm_one_more", about(sponsors.CONFIRM_ONE_MORE, "proposal"), saves=True, says=WHO_IS_ASKED),
    EntryPoint(
        "sponsor_first_talk",
        about(f"{sponsors.FIRST_CONVERSATION}:1", "sponsorship", " week"),
        saves=True,
        says=WHO_PLANS,
    ),
    EntryPoint("sponsor_not_this", about(sponsors.NOT_THIS, "proposal"), saves=False, says=WHO_IS_ASKED),
    EntryPoint("sponsor_show_account", about(sponsors.SHOW, "asked_for"), saves=False),
    EntryPoint("sponsor_offer", lambda at: press(f"{sponsors.OFFER}:{at.free.id}", at.free.id), saves=False),
    EntryPoint("sponsor_ask", about(f"{sponsors.ASK}:0", "free", f" {EXECUTIVE}"), saves=True),
    EntryPoint("goal_set", lambda at: press(f"{own_week.SET_GOAL}:25", "25"), saves=True),
    EntryPoint("hand_over_list", lambda at: press(reassignment.LIST, "home"), saves=False, says=WHO_HANDS_OVER),
    EntryPoint("hand_over_later", lambda at: press(reassignment.LATER, GONE), saves=False, says=WHO_HANDS_OVER),
    EntryPoint(
        "hand_over_give",
        about(f"{reassignment.GIVE}:0:{HOLDER}", "left", f" {GONE} {HOLDER}"),
        saves=True,
        says=WHO_HANDS_OVER,
    ),
    EntryPoint(
        "hand_over_ask",
        about(f"{reassignment.ASK}:1:{EXECUTIVE}", "lapsed", f" {GONE} {EXECUTIVE}"),
        saves=True,
        says=WHO_HANDS_OVER,
    ),
)

FORMS = (
    EntryPoint(
        "account_form",
        Form(OWNER, typed("/account", "edit {acme}"), lambda at: {"value": "48000", "aliases": f"Also{at.mark}"}),
        saves=True,
        says=WHO_CHANGES,
    ),
    EntryPoint(
        "account_form, its name",
        Form(AUTHOR, typed("/account", "edit {acme}"), lambda at: {"name": f"Renamed{at.mark}"}),
        saves=True,
        says=WHO_CHANGES,
    ),
    EntryPoint(
        "sponsor_decline_form",
        Form(ASKED, about(sponsors.NOT_THIS, "proposal"), lambda at: {sponsors.REASON: f"no time{at.mark}"}),
        saves=True,
        says=WHO_IS_ASKED,
    ),
)

ENTRY_POINTS = COMMANDS + BUTTONS + FORMS
