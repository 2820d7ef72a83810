"""The doors of conversations, plans, kept lines and numbers, of the Home tab, and of what admins alone do there."""

from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import DIGEST, Mode
from bot.messages.conversations import (
    access_requests,
    complaints,
    conversation_form,
    follow_ups,
    line_receipts,
    lines,
    plans,
    questions,
    receipts,
)
from bot.messages.conversations.receipt_parts import doubts
from bot.messages.setup import away, first_run, first_steps, pauses, posting, previews, switches, tiers
from bot.messages.weekly import digests, mondays, thursdays
from bot.messages.workspace import closed_days, csv_transfers, failed_deliveries, home, settings
from handlers.conversations.conversation_form import LOG_SHORTCUT, MESSAGE_SHORTCUT
from tests.app_fixture import CUSTOMERS
from tests.e2e.dataset import ADMIN, AUTHOR, MEMBER, SPARE, WEEK, FilledWorkspace
from tests.e2e.entry_points import (
    WHO_ASKS_TO_READ,
    WHO_CALLS,
    WHO_DOES,
    WHO_EDITS,
    WHO_EXPORTS,
    WHO_IMPORTS,
    WHO_IS_DOWN,
    WHO_PASSES_ON,
    WHO_READS,
    WHO_SENDS,
    WHO_SETS,
    WHO_TYPED,
    EntryPoint,
    Form,
    Through,
    about,
    typed,
    under,
)
from tests.e2e.envelopes import Envelope, chosen, event, in_view, looked_up, press, shortcut
from tests.storage.filled import TODAY

_A_DAY_AHEAD = "2026-12-02"
_TODAY = away.as_value(Span(TODAY, TODAY))
_CSV = "name,stage,tier\nImported{mark},customer,enterprise\n"


def _of_menu(part: str) -> Through:
    """Done, chosen in the menu beside a line of the card."""

    def through(filled: FilledWorkspace) -> Envelope:
        choice = {"value": f"{follow_ups.DONE} {getattr(filled, part)}"}
        return press(f"{follow_ups.MENU}:{follow_ups.ON_CARD}", type="overflow", selected_option=choice)

    return through


LINES = (
    EntryPoint("/logcall", typed("/logcall", "{acme} 20m hello{mark}"), saves=True),
    EntryPoint("/logcall a plan", typed("/logcall", "{acme} visit tomorrow: hello{mark}"), saves=True),
    EntryPoint("/logcall a new name", typed("/logcall", '"Nobody knows them" 20m hello{mark}'), saves=True),
    EntryPoint("/logcall nothing", typed("/logcall", ""), saves=False),
    EntryPoint("message", lambda at: event("message", text=f'"{at.acme.name}" 20m hi', channel_type="im"), saves=True),
    EntryPoint("app_mention", lambda at: event("app_mention", text="hi", channel=CUSTOMERS), saves=False),
    EntryPoint("log_conversation", lambda at: shortcut(LOG_SHORTCUT), saves=False),
    EntryPoint("log_message", lambda at: shortcut(MESSAGE_SHORTCUT, f"hello{at.mark}"), saves=False),
    EntryPoint("home_log", lambda at: in_view(press(home.LOG, "home"), "home"), saves=False),
)

RECEIPTS = (
    EntryPoint("conversation_was_call", about(receipts.WAS_CALL, "entry"), saves=True, says=WHO_EDITS),
    EntryPoint("conversation_was_today", about(receipts.WAS_TODAY, "entry"), saves=True, says=WHO_EDITS),
    EntryPoint("conversation_is_planned", about(receipts.IS_PLANNED, "entry"), saves=True, says=WHO_EDITS),
    EntryPoint(
        "conversation_was_there",
        about(f"{receipts.WAS_THERE}:{SPARE}", "entry", f" {SPARE}"),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "conversation_read_otherwise",
        about(f"{doubts.READ_OTHERWISE}:0", "entry", " 2025-12-30"),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "conversation_read, private",
        about(f"{doubts.READ_OTHERWISE}:0", "secret", " 45"),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint("conversation_not_meant", about(receipts.NOT_MEANT, "entry"), saves=True, says=WHO_TYPED),
    EntryPoint("conversation_not_me", about(home.NOT_ME, "secret"), saves=True, says=WHO_IS_DOWN),
    EntryPoint("conversation_edit", about(receipts.EDIT, "entry"), saves=False, says=WHO_EDITS),
    EntryPoint("conversation_edit, private", about(receipts.EDIT, "secret"), saves=False, says=WHO_EDITS),
    EntryPoint("conversation_heard", about(receipts.ADD_INSIGHT, "entry"), saves=False, says=WHO_EDITS),
    EntryPoint("conversation_share", about(receipts.SHARE, "entry"), saves=False, says=WHO_EDITS),
    EntryPoint("conversation_undo", about(receipts.UNDO, "entry"), saves=True, says=WHO_EDITS),
    EntryPoint("conversation_undo, private", about(receipts.UNDO, "secret"), saves=True, says=WHO_EDITS),
    EntryPoint(
        "conversation_undo_all",
        lambda at: press(line_receipts.UNDO_ALL, f"{at.entry} {at.secret}"),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint("conversation_put_back", about(receipts.PUT_BACK, "undone"), saves=True, says=WHO_EDITS),
    EntryPoint("conversation_put_all_back", about(line_receipts.PUT_ALL_BACK, "undone"), saves=True, says=WHO_EDITS),
    EntryPoint(
        "conversation_menu edit",
        lambda at: chosen(f"{line_receipts.MENU}:several-0", f"{receipts.EDIT} {at.entry}"),
        saves=False,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "conversation_menu undo",
        lambda at: chosen(f"{line_receipts.MENU}:several-0", f"{receipts.UNDO} {at.entry}"),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint("plan_happened", about(plans.PLAN_HAPPENED, "plan"), saves=True, says=WHO_EDITS),
    EntryPoint(
        "plan_moved", under(plans.PLAN_MOVED, "plan", type="datepicker", selected_date=_A_DAY_AHEAD), True, WHO_EDITS
    ),
    EntryPoint("plan_did_not", about(plans.PLAN_NOT, "plan"), saves=True, says=WHO_EDITS),
)

FOLLOW_UPS = (
    EntryPoint("follow_up_done", about(follow_ups.DONE, "entry"), saves=True, says=WHO_DOES),
    EntryPoint("follow_up_tomorrow", about(follow_ups.TOMORROW, "entry"), saves=True, says=WHO_DOES),
    EntryPoint("follow_up_drop", about(follow_ups.DROP, "entry"), saves=True, says=WHO_DOES),
    EntryPoint("follow_up_reopen", about(follow_ups.REOPEN, "entry"), saves=False, says=WHO_DOES),
    EntryPoint("follow_up_words", about(follow_ups.WORDS, "entry"), saves=False),
    EntryPoint("follow_up_menu", _of_menu("entry"), saves=True, says=WHO_DOES),
    EntryPoint("follow_up_menu, private", _of_menu("secret"), saves=True, says=WHO_DOES),
    EntryPoint("digest_mondays", lambda at: press(digests.MONDAYS, "digest"), saves=True),
    EntryPoint("digest_off", lambda at: press(digests.OFF, "digest"), saves=True),
    EntryPoint("digest_on", lambda at: press(digests.ON, "digest"), saves=True),
    EntryPoint("thursday_spoke", about(thursdays.SPOKE, "acme", before="2026-11-26 "), saves=True),
    EntryPoint("thursday_tomorrow", lambda at: press(thursdays.TOMORROW, "2026-11-26"), saves=True),
    EntryPoint("thursday_not_this_week", lambda at: press(thursdays.NOT_THIS_WEEK, "2026-11-26"), saves=True),
    EntryPoint("thursday_stop", lambda at: press(thursdays.STOP, "thursday"), saves=True),
    EntryPoint("thursday_on", lambda at: press(thursdays.THURSDAY_ON, "thursday"), saves=True),
    EntryPoint("complaint_call", about(complaints.CALL, "entry"), saves=True, says=WHO_CALLS),
)

OWN_SWITCHES = (
    EntryPoint(
        "switch_choose",
        lambda at: in_view(chosen(f"{switches.CHOOSE}:{DIGEST}", Mode.OFF.value), "home"),
        saves=True,
    ),
    EntryPoint("leaderboard_leave", lambda at: in_view(press(switches.OPT_OUT, "home"), "home"), saves=True),
    EntryPoint("leaderboard_join", lambda at: in_view(press(switches.OPT_IN, "home"), "home"), saves=False),
    EntryPoint("touchbase away", typed("/touchbase", "away"), saves=False),
    EntryPoint("touchbase away until", typed("/touchbase", "away until 5 dec"), saves=True),
    EntryPoint("away_days", lambda at: press(f"{away.DAYS}:0", _TODAY), saves=True),
    EntryPoint("away_back", lambda at: in_view(press(away.BACK, "home"), "home"), saves=False),
    EntryPoint("away_other", lambda at: in_view(press(away.OTHER, "home"), "home"), saves=False),
)

PRIVATE = (
    EntryPoint(
        "private_ask",
        about(f"{access_requests.ASK}:0", "taken_over", f" {AUTHOR} {AUTHOR}"),
        saves=True,
        says=WHO_ASKS_TO_READ,
    ),
    EntryPoint("private_pass_on", about(access_requests.PASS_ON, "request"), saves=True, says=WHO_PASSES_ON),
    EntryPoint("private_keep", about(access_requests.KEEP, "request"), saves=True, says=WHO_PASSES_ON),
    EntryPoint("private_read", about(access_requests.READ, "secret"), saves=False, says=WHO_READS),
)

DRAFTS = (
    EntryPoint("draft_choose", lambda at: press(f"{questions.CHOOSE}_0", f"{at.draft} {at.acme.id}"), True, WHO_TYPED),
    EntryPoint("draft_search", lambda at: chosen(f"{questions.SEARCH}:{at.draft}", at.acme.id), True, WHO_TYPED),
    EntryPoint(
        "draft_search, typed", lambda at: looked_up(f"{questions.SEARCH}:{at.draft}", at.acme.name), saves=False
    ),
    EntryPoint("draft_new_customer", about(questions.NEW_CUSTOMER, "draft"), saves=True, says=WHO_TYPED),
    EntryPoint("draft_new_prospect", about(questions.NEW_PROSPECT, "draft"), saves=True, says=WHO_TYPED),
    EntryPoint("draft_finish", about(home.FINISH, "draft"), saves=False, says=WHO_TYPED),
    EntryPoint("draft_log_now", about(lines.LOG_NOW, "draft"), saves=False, says=WHO_TYPED),
    EntryPoint(
        "draft_count_again", lambda at: press(questions.COUNT_AGAIN, f"{at.draft} {at.acme.id}"), True, WHO_TYPED
    ),
    EntryPoint("draft_forget", about(questions.FORGET, "draft"), saves=True, says=WHO_TYPED),
    EntryPoint("draft_is_the_same", about(questions.IS_THE_SAME, "draft"), saves=True, says=WHO_TYPED),
)

PAGES = (
    EntryPoint("app_home_opened", lambda at: event("app_home_opened", tab="home"), saves=False),
    EntryPoint("home_entries", lambda at: in_view(press(home.ENTRIES, "0"), "home"), saves=False),
    EntryPoint("entries_of", lambda at: in_view(chosen(home.ENTRIES_OF, at.acme.id), "modal"), saves=False),
    EntryPoint("entries_all", lambda at: in_view(press(home.ENTRIES_ALL, "0"), "modal"), saves=False),
    EntryPoint("entries_newer", lambda at: in_view(press(home.NEWER, "0"), "modal"), saves=False),
    EntryPoint("entries_older", lambda at: in_view(press(home.OLDER, "50"), "modal"), saves=False),
    EntryPoint("entries_of, typed", lambda at: looked_up(home.ENTRIES_OF, at.acme.name), saves=False),
    EntryPoint("form_more", lambda at: in_view(press(conversation_form.MORE, "more"), "modal"), saves=False),
    EntryPoint("form_account, typed", lambda at: looked_up(conversation_form.ACCOUNT, at.acme.name), saves=False),
    EntryPoint("pledge_number", lambda at: press(f"{mondays.NUMBER}:3", f"{WEEK} 3"), saves=True),
    EntryPoint("pledge_other", lambda at: press(mondays.OTHER, WEEK), saves=False),
    EntryPoint("pledge_talk", about(f"{mondays.SPEAK_TO}:0", "acme"), saves=False),
    EntryPoint("pledge_see", lambda at: press(mondays.SEE, "later"), saves=False),
    EntryPoint(
        "settings_change", lambda at: in_view(press(settings.CHANGE, "home"), "home"), saves=False, says=WHO_SETS
    ),
    EntryPoint(
        "closed_days_change", lambda at: in_view(press(closed_days.CHANGE, "home"), "home"), False, says=WHO_SETS
    ),
    EntryPoint("posting_change", lambda at: in_view(press(posting.CHANGE, "home"), "home"), saves=False, says=WHO_SETS),
    EntryPoint("posting_zone, typed", lambda at: looked_up(posting.FIND_ZONE, "berl"), saves=False),
    EntryPoint("posts_pause", lambda at: in_view(press(pauses.PAUSE, "home"), "home"), saves=False, says=WHO_SETS),
    EntryPoint("posts_resume", lambda at: in_view(press(pauses.RESUME, "home"), "home"), saves=False, says=WHO_SETS),
    EntryPoint("tiers_change", lambda at: in_view(press(tiers.CHANGE, "home"), "home"), saves=False, says=WHO_SETS),
    EntryPoint(
        "preview",
        lambda at: in_view(press(f"{previews.SHOW}:friday", "friday"), "home"),
        saves=False,
        says=WHO_SETS,
    ),
    EntryPoint(
        "first_run_channel",
        lambda at: press(first_run.CHANNEL, type="conversations_select", selected_conversation=CUSTOMERS),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint("first_run_invited", lambda at: press(first_run.INVITED, CUSTOMERS), saves=True, says=WHO_SETS),
    EntryPoint("first_run_longest", lambda at: press(f"{first_run.LONGEST}:14", "14"), saves=True, says=WHO_SETS),
    EntryPoint("first_steps_close", lambda at: in_view(press(first_steps.CLOSE, "home"), "home"), False, says=WHO_SETS),
    EntryPoint(
        "data_import", lambda at: in_view(press(csv_transfers.IMPORT, "home"), "home"), saves=False, says=WHO_IMPORTS
    ),
    EntryPoint(
        "data_export", lambda at: in_view(press(csv_transfers.EXPORT, "home"), "home"), saves=False, says=WHO_EXPORTS
    ),
    EntryPoint(
        "delivery_send_again", about(failed_deliveries.SEND_AGAIN, "failed_delivery"), saves=True, says=WHO_SENDS
    ),
    EntryPoint("delivery_is_there", about(failed_deliveries.IS_THERE, "failed_delivery"), saves=True, says=WHO_SENDS),
    EntryPoint("delivery_leave", about(failed_deliveries.LEAVE, "failed_delivery"), saves=True, says=WHO_SENDS),
)

FORMS = (
    EntryPoint(
        "away_form",
        Form(
            MEMBER, lambda at: press(away.OTHER, "home"), lambda at: {away.FIRST: _A_DAY_AHEAD, away.LAST: _A_DAY_AHEAD}
        ),
        saves=True,
    ),
    EntryPoint(
        "conversation_form",
        Form(AUTHOR, about(receipts.EDIT, "entry"), lambda at: {"note": f"other words{at.mark}"}),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "conversation_form, private",
        Form(AUTHOR, about(receipts.EDIT, "secret"), lambda at: {"note": f"other words{at.mark}"}),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "conversation_form, new",
        Form(
            MEMBER,
            lambda at: shortcut(LOG_SHORTCUT),
            lambda at: {"account": at.acme.id, "note": f"other words{at.mark}"},
        ),
        saves=True,
    ),
    EntryPoint(
        "heard_form",
        Form(AUTHOR, about(receipts.ADD_INSIGHT, "entry"), lambda at: {"text": f"slow{at.mark}", "kind": "complaint"}),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "share_form",
        Form(AUTHOR, about(receipts.SHARE, "entry"), lambda at: {"channel": CUSTOMERS}),
        saves=True,
        says=WHO_EDITS,
    ),
    EntryPoint(
        "pledge_other_form", Form(MEMBER, lambda at: press(mondays.OTHER, WEEK), lambda at: {"number": "4"}), True
    ),
    EntryPoint(
        "settings_form",
        Form(ADMIN, lambda at: press(settings.CHANGE, "home"), lambda at: {"founder": [SPARE]}),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint(
        "closed_days_form",
        Form(ADMIN, lambda at: press(closed_days.CHANGE, "home"), lambda at: {closed_days.FIELD: "24 Dec"}),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint(
        "posting_form",
        Form(ADMIN, lambda at: press(posting.CHANGE, "home"), lambda at: {posting.CHANNEL: CUSTOMERS}),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint(
        "pause_form",
        Form(ADMIN, lambda at: press(pauses.PAUSE, "home"), lambda at: {pauses.UNTIL: _A_DAY_AHEAD}),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint(
        "tiers_form",
        Form(ADMIN, lambda at: press(tiers.CHANGE, "home"), lambda at: {"standard": "30"}),
        saves=True,
        says=WHO_SETS,
    ),
    EntryPoint(
        "import_form",
        Form(
            ADMIN,
            lambda at: press(csv_transfers.IMPORT, "home"),
            lambda at: {csv_transfers.DATASET: "accounts", csv_transfers.PASTED: _CSV.format(mark=at.mark)},
        ),
        saves=True,
        says=WHO_IMPORTS,
    ),
    EntryPoint(
        "export_form",
        Form(
            ADMIN, lambda at: press(csv_transfers.EXPORT, "home"), lambda at: {csv_transfers.DATASET: "conversations"}
        ),
        saves=True,
        says=WHO_EXPORTS,
    ),
)

ENTRY_POINTS = LINES + RECEIPTS + FOLLOW_UPS + OWN_SWITCHES + PRIVATE + DRAFTS + PAGES + FORMS
