"""The doors of conversations, plans, kept lines and numbers, of the Home tab, and of what admins alone do there."""

from bot.messages.conversations import access_requests, conversation_form, lines, plans, questions, receipts
from bot.messages.weekly import mondays
from bot.messages.workspace import closed_days, csv_transfers, failed_deliveries, home, settings
from handlers.conversations.conversation_form import LOG_SHORTCUT, MESSAGE_SHORTCUT
from tests.e2e.doors import (
    WHO_ASKS_TO_READ,
    WHO_EDITS,
    WHO_EXPORTS,
    WHO_IMPORTS,
    WHO_IS_DOWN,
    WHO_PASSES_ON,
    WHO_READS,
    WHO_SENDS,
    WHO_SETS,
    WHO_TYPED,
    Door,
    Form,
    about,
    typed,
    under,
)
from tests.e2e.envelopes import chosen, event, in_view, looked_up, press, shortcut
from tests.e2e.scene import ADMIN, AUTHOR, MEMBER, SPARE, WEEK
from tests.house import CUSTOMERS

_A_DAY_AHEAD = "2026-12-02"
_CSV = "name,stage,tier\nImported{mark},customer,enterprise\n"

LINES = (
    Door("/logcall", typed("/logcall", "{acme} 20m hello{mark}"), saves=True),
    Door("/logcall a plan", typed("/logcall", "{acme} visit tomorrow: hello{mark}"), saves=True),
    Door("/logcall a new name", typed("/logcall", '"Nobody knows them" 20m hello{mark}'), saves=True),
    Door("/logcall nothing", typed("/logcall", ""), saves=False),
    Door("message", lambda at: event("message", text=f'"{at.acme.name}" 20m hi', channel_type="im"), saves=True),
    Door("app_mention", lambda at: event("app_mention", text="hi", channel=CUSTOMERS), saves=False),
    Door("log_conversation", lambda at: shortcut(LOG_SHORTCUT), saves=False),
    Door("log_message", lambda at: shortcut(MESSAGE_SHORTCUT, f"hello{at.mark}"), saves=False),
    Door("home_log", lambda at: in_view(press(home.LOG, "home"), "home"), saves=False),
)

RECEIPTS = (
    Door("conversation_was_call", about(receipts.WAS_CALL, "entry"), saves=True, says=WHO_EDITS),
    Door("conversation_was_today", about(receipts.WAS_TODAY, "entry"), saves=True, says=WHO_EDITS),
    Door("conversation_is_planned", about(receipts.IS_PLANNED, "entry"), saves=True, says=WHO_EDITS),
    Door(
        "conversation_was_there",
        about(f"{receipts.WAS_THERE}:{SPARE}", "entry", f" {SPARE}"),
        saves=True,
        says=WHO_EDITS,
    ),
    Door("conversation_not_meant", about(receipts.NOT_MEANT, "entry"), saves=True, says=WHO_TYPED),
    Door("conversation_not_me", about(home.NOT_ME, "secret"), saves=True, says=WHO_IS_DOWN),
    Door("conversation_edit", about(receipts.EDIT, "entry"), saves=False, says=WHO_EDITS),
    Door("conversation_edit, private", about(receipts.EDIT, "secret"), saves=False, says=WHO_EDITS),
    Door("conversation_heard", about(receipts.HEARD, "entry"), saves=False, says=WHO_EDITS),
    Door("conversation_share", about(receipts.SHARE, "entry"), saves=False, says=WHO_EDITS),
    Door("conversation_undo", about(receipts.UNDO, "entry"), saves=True, says=WHO_EDITS),
    Door("conversation_undo, private", about(receipts.UNDO, "secret"), saves=True, says=WHO_EDITS),
    Door("conversation_put_back", about(receipts.PUT_BACK, "undone"), saves=True, says=WHO_EDITS),
    Door("plan_happened", about(plans.PLAN_HAPPENED, "plan"), saves=True, says=WHO_EDITS),
    Door("plan_moved", under(plans.PLAN_MOVED, "plan", type="datepicker", selected_date=_A_DAY_AHEAD), True, WHO_EDITS),
    Door("plan_did_not", about(plans.PLAN_NOT, "plan"), saves=True, says=WHO_EDITS),
)

PRIVATE = (
    Door(
        "private_ask",
        about(f"{access_requests.ASK}:0", "taken_over", f" {AUTHOR} {AUTHOR}"),
        saves=True,
        says=WHO_ASKS_TO_READ,
    ),
    Door("private_pass_on", about(access_requests.PASS_ON, "request"), saves=True, says=WHO_PASSES_ON),
    Door("private_keep", about(access_requests.KEEP, "request"), saves=True, says=WHO_PASSES_ON),
    Door("private_read", about(access_requests.READ, "secret"), saves=False, says=WHO_READS),
)

DRAFTS = (
    Door("draft_choose", lambda at: press(f"{questions.CHOOSE}_0", f"{at.draft} {at.acme.id}"), True, WHO_TYPED),
    Door("draft_search", lambda at: chosen(f"{questions.SEARCH}:{at.draft}", at.acme.id), True, WHO_TYPED),
    Door("draft_search, typed", lambda at: looked_up(f"{questions.SEARCH}:{at.draft}", at.acme.name), saves=False),
    Door("draft_new_customer", about(questions.NEW_CUSTOMER, "draft"), saves=True, says=WHO_TYPED),
    Door("draft_new_prospect", about(questions.NEW_PROSPECT, "draft"), saves=True, says=WHO_TYPED),
    Door("draft_finish", about(home.FINISH, "draft"), saves=False, says=WHO_TYPED),
    Door("draft_log_now", about(lines.LOG_NOW, "draft"), saves=False, says=WHO_TYPED),
    Door("draft_count_again", lambda at: press(questions.COUNT_AGAIN, f"{at.draft} {at.acme.id}"), True, WHO_TYPED),
    Door("draft_forget", about(questions.FORGET, "draft"), saves=True, says=WHO_TYPED),
    Door("draft_is_the_same", about(questions.IS_THE_SAME, "draft"), saves=True, says=WHO_TYPED),
)

PAGES = (
    Door("app_home_opened", lambda at: event("app_home_opened", tab="home"), saves=False),
    Door("home_entries", lambda at: in_view(press(home.ENTRIES, "0"), "home"), saves=False),
    Door("entries_of", lambda at: in_view(chosen(home.ENTRIES_OF, at.acme.id), "modal"), saves=False),
    Door("entries_all", lambda at: in_view(press(home.ENTRIES_ALL, "0"), "modal"), saves=False),
    Door("entries_newer", lambda at: in_view(press(home.NEWER, "0"), "modal"), saves=False),
    Door("entries_older", lambda at: in_view(press(home.OLDER, "50"), "modal"), saves=False),
    Door("entries_of, typed", lambda at: looked_up(home.ENTRIES_OF, at.acme.name), saves=False),
    Door("form_account, typed", lambda at: looked_up(conversation_form.ACCOUNT, at.acme.name), saves=False),
    Door("pledge_number", lambda at: press(f"{mondays.NUMBER}:3", f"{WEEK} 3"), saves=True),
    Door("pledge_other", lambda at: press(mondays.OTHER, WEEK), saves=False),
    Door("pledge_talk", about(f"{mondays.TALK}:0", "acme"), saves=False),
    Door("pledge_see", lambda at: press(mondays.SEE, "later"), saves=False),
    Door("settings_change", lambda at: in_view(press(settings.CHANGE, "home"), "home"), saves=False, says=WHO_SETS),
    Door("closed_days_change", lambda at: in_view(press(closed_days.CHANGE, "home"), "home"), False, says=WHO_SETS),
    Door("data_import", lambda at: in_view(press(csv_transfers.IMPORT, "home"), "home"), saves=False, says=WHO_IMPORTS),
    Door("data_export", lambda at: in_view(press(csv_transfers.EXPORT, "home"), "home"), saves=False, says=WHO_EXPORTS),
    Door("delivery_send_again", about(failed_deliveries.SEND_AGAIN, "stuck"), saves=True, says=WHO_SENDS),
    Door("delivery_is_there", about(failed_deliveries.IS_THERE, "stuck"), saves=True, says=WHO_SENDS),
    Door("delivery_leave", about(failed_deliveries.LEAVE, "stuck"), saves=True, says=WHO_SENDS),
)

FORMS = (
    Door(
        "conversation_form",
        Form(AUTHOR, about(receipts.EDIT, "entry"), lambda at: {"note": f"other words{at.mark}"}),
        saves=True,
        says=WHO_EDITS,
    ),
    Door(
        "conversation_form, private",
        Form(AUTHOR, about(receipts.EDIT, "secret"), lambda at: {"note": f"other words{at.mark}"}),
        saves=True,
        says=WHO_EDITS,
    ),
    Door(
        "conversation_form, new",
        Form(
            MEMBER,
            lambda at: shortcut(LOG_SHORTCUT),
            lambda at: {"account": at.acme.id, "note": f"other words{at.mark}"},
        ),
        saves=True,
    ),
    Door(
        "heard_form",
        Form(AUTHOR, about(receipts.HEARD, "entry"), lambda at: {"text": f"slow{at.mark}", "kind": "complaint"}),
        saves=True,
        says=WHO_EDITS,
    ),
    Door(
        "share_form",
        Form(AUTHOR, about(receipts.SHARE, "entry"), lambda at: {"channel": CUSTOMERS}),
        saves=True,
        says=WHO_EDITS,
    ),
    Door("pledge_other_form", Form(MEMBER, lambda at: press(mondays.OTHER, WEEK), lambda at: {"number": "4"}), True),
    Door(
        "settings_form",
        Form(ADMIN, lambda at: press(settings.CHANGE, "home"), lambda at: {"founder": [SPARE]}),
        saves=True,
        says=WHO_SETS,
    ),
    Door(
        "closed_days_form",
        Form(ADMIN, lambda at: press(closed_days.CHANGE, "home"), lambda at: {closed_days.FIELD: "24 Dec"}),
        saves=True,
        says=WHO_SETS,
    ),
    Door(
        "import_form",
        Form(
            ADMIN,
            lambda at: press(csv_transfers.IMPORT, "home"),
            lambda at: {csv_transfers.DATASET: "accounts", csv_transfers.PASTED: _CSV.format(mark=at.mark)},
        ),
        saves=True,
        says=WHO_IMPORTS,
    ),
    Door(
        "export_form",
        Form(
            ADMIN, lambda at: press(csv_transfers.EXPORT, "home"), lambda at: {csv_transfers.DATASET: "conversations"}
        ),
        saves=True,
        says=WHO_EXPORTS,
    ),
)

DOORS = LINES + RECEIPTS + PRIVATE + DRAFTS + PAGES + FORMS
