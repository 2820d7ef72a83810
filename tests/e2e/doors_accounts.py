"""The doors of accounts, of who owns and who sponsors them."""

from bot.messages.accounts import accounts, cards, reassignment
from bot.messages.sponsors import sponsors
from tests.e2e.doors import (
    WHO_CHANGES,
    WHO_DELETES,
    WHO_ENDS,
    WHO_HANDS_OVER,
    WHO_IMPORTS,
    WHO_IS_ASKED,
    WHO_MERGES,
    WHO_PLANS,
    Door,
    Form,
    about,
    typed,
)
from tests.e2e.envelopes import chosen, press
from tests.e2e.scene import ASKED, AUTHOR, EXECUTIVE, GONE, HOLDER, OWNER, SPARE

COMMANDS = (
    Door("/account", typed("/account", ""), saves=False),
    Door("/account help", typed("/account", "help"), saves=False),
    Door("/account Acme", typed("/account", "{acme}"), saves=False),
    Door("/account add", typed("/account", "add Newfield{mark} enterprise"), saves=True),
    Door("/account edit", typed("/account", "edit {acme}"), saves=False, says=WHO_CHANGES),
    Door("/account stage", typed("/account", "{acme} stage partner"), saves=True, says=WHO_CHANGES),
    Door("/account tier", typed("/account", "{acme} tier strategic"), saves=True, says=WHO_CHANGES),
    Door("/account value", typed("/account", "{acme} value 48000"), saves=True, says=WHO_CHANGES),
    Door("/account cadence", typed("/account", "{acme} cadence 21"), saves=True, says=WHO_CHANGES),
    Door("/account since", typed("/account", "{acme} since 2019"), saves=True, says=WHO_CHANGES),
    Door("/account name", typed("/account", "{acme} name Renamed{mark}"), saves=True, says=WHO_CHANGES),
    Door("/account alias", typed("/account", "{acme} alias Also{mark}"), saves=True, says=WHO_CHANGES),
    Door("/account alias -", typed("/account", "{acme} alias -{alias}"), saves=True, says=WHO_CHANGES),
    Door("/account contact", typed("/account", "{acme} contact Sam Park{mark}"), saves=True, says=WHO_CHANGES),
    Door("/account contact -", typed("/account", "{acme} contact -Max{mark}"), saves=True, says=WHO_CHANGES),
    Door("/account link", typed("/account", "{acme} link here"), saves=True, says=WHO_CHANGES),
    Door("/account unlink", typed("/account", "{resting} unlink"), saves=True, says=WHO_CHANGES),
    Door("/account rest", typed("/account", "{acme} rest"), saves=True, says=WHO_CHANGES),
    Door("/account wake", typed("/account", "{resting} wake"), saves=True, says=WHO_CHANGES),
    Door("/account merge", typed("/account", "merge {fresh} into {acme}"), saves=True, says=WHO_MERGES),
    Door("/account delete", typed("/account", "delete {fresh}"), saves=True, says=WHO_DELETES),
    Door("/account import", typed("/account", "import"), saves=False, says=WHO_IMPORTS),
    Door("/owner Acme", typed("/owner", "{acme}"), saves=False),
    Door("/owner Acme @somebody", typed("/owner", f"{{acme}} <@{SPARE}>"), saves=True, says=WHO_CHANGES),
    Door("/owner Acme none", typed("/owner", "{acme} none"), saves=True, says=WHO_CHANGES),
    Door("/owner Freehold @somebody", typed("/owner", f"{{free}} <@{SPARE}>"), saves=True),
    Door("/sponsor", typed("/sponsor", ""), saves=False),
    Door("/sponsor Acme", typed("/sponsor", "{acme}"), saves=False),
    Door("/sponsor Freehold @somebody", typed("/sponsor", f"{{free}} <@{SPARE}>"), saves=True),
    Door("/sponsor Acme none", typed("/sponsor", "{acme} none"), saves=True, says=WHO_ENDS),
    Door("/sponsor Askham none", typed("/sponsor", "{asked_for} none"), saves=True, says=WHO_ENDS),
    Door("/touchbase", typed("/touchbase", "help"), saves=False),
    Door("/touchbase account", typed("/touchbase", "account {acme} stage partner"), saves=True, says=WHO_CHANGES),
    Door("/leaderboard", typed("/leaderboard", "month"), saves=False),
    Door("any other command", typed("/frobnicate", "{acme}"), saves=False),
)

BUTTONS = (
    Door("account_show", about(f"{accounts.SHOW}:0", "acme"), saves=False),
    Door("account_take", about(accounts.TAKE, "free"), saves=True),
    Door("card_take", about(cards.TAKE, "free"), saves=True),
    Door("card_wake", about(cards.WAKE, "resting"), saves=True, says=WHO_CHANGES),
    Door("card_log", about(cards.LOG, "acme"), saves=False),
    Door("card_plan", about(cards.PLAN, "acme"), saves=False),
    Door("card_words_to_ask", about(cards.WORDS, "acme"), saves=False),
    Door("card_more edit", lambda at: chosen(cards.MORE, f"{cards.EDIT} {at.acme.id}"), saves=False, says=WHO_CHANGES),
    Door("card_more entries", lambda at: chosen(cards.MORE, f"{cards.ENTRIES} {at.acme.id}"), saves=False),
    Door("card_more sponsor", lambda at: chosen(cards.MORE, f"{cards.SPONSOR} {at.free.id}"), saves=False),
    Door("card_more rest", lambda at: chosen(cards.MORE, f"{cards.REST} {at.acme.id}"), saves=True, says=WHO_CHANGES),
    Door("sponsor_yes", about(sponsors.YES, "proposal"), saves=True, says=WHO_IS_ASKED),
    Door("sponsor_yes_one_more", about(sponsors.YES_ONE_MORE, "proposal"), saves=True, says=WHO_IS_ASKED),
    Door("sponsor_confirm", about(f"{sponsors.CONFIRM}:0", "proposal"), saves=True, says=WHO_IS_ASKED),
    Door("sponsor_confirm_one_more", about(sponsors.CONFIRM_ONE_MORE, "proposal"), saves=True, says=WHO_IS_ASKED),
    Door("sponsor_first_talk", about(f"{sponsors.FIRST_TALK}:1", "sponsorship", " week"), saves=True, says=WHO_PLANS),
    Door("sponsor_not_this", about(sponsors.NOT_THIS, "proposal"), saves=False, says=WHO_IS_ASKED),
    Door("sponsor_show_account", about(sponsors.SHOW, "asked_for"), saves=False),
    Door("sponsor_ask", about(f"{sponsors.ASK}:0", "free", f" {EXECUTIVE}"), saves=True),
    Door("hand_over_list", lambda at: press(reassignment.LIST, "home"), saves=False, says=WHO_HANDS_OVER),
    Door("hand_over_later", lambda at: press(reassignment.LATER, GONE), saves=False, says=WHO_HANDS_OVER),
    Door(
        "hand_over_give",
        about(f"{reassignment.GIVE}:0:{HOLDER}", "left", f" {GONE} {HOLDER}"),
        saves=True,
        says=WHO_HANDS_OVER,
    ),
    Door(
        "hand_over_ask",
        about(f"{reassignment.ASK}:1:{EXECUTIVE}", "lapsed", f" {GONE} {EXECUTIVE}"),
        saves=True,
        says=WHO_HANDS_OVER,
    ),
)

FORMS = (
    Door(
        "account_form",
        Form(OWNER, typed("/account", "edit {acme}"), lambda at: {"value": "48000", "aliases": f"Also{at.mark}"}),
        saves=True,
        says=WHO_CHANGES,
    ),
    Door(
        "account_form, its name",
        Form(AUTHOR, typed("/account", "edit {acme}"), lambda at: {"name": f"Renamed{at.mark}"}),
        saves=True,
        says=WHO_CHANGES,
    ),
    Door(
        "sponsor_decline_form",
        Form(ASKED, about(sponsors.NOT_THIS, "proposal"), lambda at: {sponsors.REASON: f"no time{at.mark}"}),
        saves=True,
        says=WHO_IS_ASKED,
    ),
)

DOORS = COMMANDS + BUTTONS + FORMS
