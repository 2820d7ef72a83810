"""The table: for each entry point and each person whether it works, is refused, or is not even shown."""

from tests.e2e.dataset import (
    ADMIN,
    ASKED,
    AUTHOR,
    EXECUTIVE,
    GONE,
    GUEST,
    HOLDER,
    MEMBER,
    NAMED,
    OTHER,
    OWNER,
    PROGRAMME,
    PROPOSER,
    SPONSOR,
)

DONE, REFUSED, HIDDEN, UNSEEN = "+", "-", ".", "o"
"""They do it. They are told that they may not. They are not shown it, and are told so where they do it all the same.
They may do it, and nothing shows it to them."""

PEOPLE = (
    AUTHOR, HOLDER, OWNER, SPONSOR, PROPOSER, ASKED, EXECUTIVE, PROGRAMME, ADMIN, NAMED, MEMBER, GUEST, OTHER, GONE
)  # fmt: skip
"""In the order of the columns. The author added the accounts too; `named` is an admin by the settings alone; the last
three are a guest, a person of another company, and one who was deactivated."""

_TABLE = """
                              author
                              | holder
                              | | owner
                              | | | sponsor
                              | | | | proposer
                              | | | | | asked
                              | | | | | | executive
                              | | | | | | | programme owner
                              | | | | | | | | admin
                              | | | | | | | | | named
                              | | | | | | | | | | member
                              | | | | | | | | | | | guest
                              | | | | | | | | | | | | other
                              | | | | | | | | | | | | | gone
/account                      + + + + + + + + + + + - - -
/account help                 + + + + + + + + + + + - - -
/account Acme                 + + + + + + + + + + + - - -
/account add                  + + + + + + + + + + + - - -
/account edit                 + - + + - - - - + + - - - -
/account stage                - - + + - - - - + + - - - -
/account tier                 - - + + - - - - + + - - - -
/account value                - - + + - - - - + + - - - -
/account cadence              - - + + - - - - + + - - - -
/account since                - - + + - - - - + + - - - -
/account name                 + - + + - - - - + + - - - -
/account alias                - - + + - - - - + + - - - -
/account alias -              - - + + - - - - + + - - - -
/account contact              - - + + - - - - + + - - - -
/account contact -            - - + + - - - - + + - - - -
/account link                 - - + + - - - - + + - - - -
/account unlink               - - + - - - - - + + - - - -
/account rest                 - - + + - - - - + + - - - -
/account wake                 - - + - - - - - + + - - - -
/account merge                - - - - - - - - + + - - - -
/account delete               + - - - - - - - + + - - - -
/account import               - - - - - - - - + + - - - -
/owner Acme                   + + + + + + + + + + + - - -
/owner Acme @somebody         - - + + - - - - + + - - - -
/owner Acme none              - - + + - - - - + + - - - -
/owner Freehold me            + + + + + + + + + + + - - -
/account Acme owner           - - + + - - - - + + - - - -
/account list                 + + + + + + + + + + + - - -
/account search               + + + + + + + + + + + - - -
/owner Freehold @somebody     + + + + + + + + + + + - - -
/sponsor                      + + + + + + + + + + + - - -
/sponsor Acme                 + + + + + + + + + + + - - -
/sponsor Freehold @somebody   + + + + + + + + + + + - - -
/sponsor Acme none            - - + + - - - - + + - - - -
/sponsor Askham none          - - + - + - - - + + - - - -
/touchbase                    + + + + + + + + + + + - - -
/touchbase account            - - + + - - - - + + - - - -
/leaderboard                  + + + + + + + + + + + - - -
/week                         + + + + + + + + + + + - - -
/goal                         + + + + + + + + + + + - - -
/goal 50                      + + + + + + + + + + + - - -
any other command             + + + + + + + + + + + - - -
account_show                  + + + + + + + + + + + . . .
account_take                  + + + + + + + + + + + . . .
account_give                  + + + + + + + + + + + . . .
account_merge                 . . . . . . . . + + . . . .
account_delete                + . . . . . . . + + . . . .
account_leave                 + + + + + + + + + + + . . .
account_undo                  . . + + . . . . + + . . . .
card_take                     + + + + + + + + + + + . . .
card_wake                     . . + . . . . . + + . . . .
keep_rest                     . . + + . . . . + + . . . .
keep_hand_over                o . + + . . . . + + . . . .
card_open                     o o + + o o o o o o o . . .
card_log                      + + + + + + + + + + + . . .
card_plan                     + + + + + + + + + + + . . .
card_words_to_ask             + + + + + + + + + + + . . .
card_more edit                o . + + . . . . + + . . . .
card_more entries             + + + + + + + + + + + . . .
card_more sponsor             + + + + + + + + + + + . . .
card_more rest                . . + + . . . . + + . . . .
sponsor_yes                   . . . . . + . . . . . . . .
sponsor_yes_one_more          . . . . . + . . . . . . . .
sponsor_confirm               . . . . . . . . + + . . . .
sponsor_confirm_one_more      . . . . . . . . + + . . . .
sponsor_first_talk            . . . + . . . . . . . . . .
sponsor_not_this              . . . . . + . . . . . . . .
sponsor_show_account          o o o o o + o o o o o . . .
sponsor_offer                 + + + + + + + + + + + . . .
sponsor_ask                   + + + + + + + + + + + . . .
goal_set                      + + + + + + + + + + + . . .
hand_over_list                . . . . . . . + + + . . . .
hand_over_later               . . . . . . . + + + . . . .
hand_over_give                . . . . . . . + + + . . . .
hand_over_ask                 . . . . . . . + + + . . . .
account_form                  - - + + - - - - + + - - - -
account_form, its name        + - + + - - - - + + - - - -
sponsor_decline_form          - - - - - + - - - - - - - -
/logcall                      + + + + + + + + + + + - - -
/logcall a plan               + + + + + + + + + + + - - -
/logcall a new name           + + + + + + + + + + + - - -
/logcall nothing              + + + + + + + + + + + - - -
message                       + + + + + + + + + + + - - -
app_mention                   + + + + + + + + + + + - - -
log_conversation              + + + + + + + + + + + - - -
log_message                   + + + + + + + + + + + - - -
home_log                      + + + + + + + + + + + . . .
conversation_was_call         + + . . . . . . o o . . . .
conversation_was_today        + + . . . . . . o o . . . .
conversation_is_planned       + + . . . . . . o o . . . .
conversation_was_there        + + . . . . . . o o . . . .
conversation_read_otherwise   + + . . . . . . + + . . . .
conversation_read, private    + + . . . . . . . . . . . .
conversation_not_meant        + . . . . . . . . . . . . .
conversation_not_me           . + . . . . . . . . . . . .
conversation_edit             + + . . . . . . o o . . . .
conversation_edit, private    + + . . . . . . . . . . . .
conversation_heard            + + . . . . . . o o . . . .
conversation_share            + + . . . . . . o o . . . .
conversation_undo             + + . . . . . . o o . . . .
conversation_undo, private    + + . . . . . . o o . . . .
conversation_undo_all         + + . . . . . . + + . . . .
conversation_put_back         + + . . . . . . + + . . . .
conversation_put_all_back     + + . . . . . . + + . . . .
conversation_menu edit        + + . . . . . . + + . . . .
conversation_menu undo        + + . . . . . . + + . . . .
plan_happened                 + + . . . . . . o o . . . .
plan_moved                    + + . . . . . . o o . . . .
plan_did_not                  + + . . . . . . o o . . . .
follow_up_done                o o . . . . . . o o + . . .
follow_up_tomorrow            o o . . . . . . o o + . . .
follow_up_drop                o o . . . . . . o o + . . .
follow_up_reopen              + + . . . . . . + + + . . .
follow_up_words               + + + + + + + + + + + . . .
follow_up_menu                + + . . . . . . + + + . . .
follow_up_menu, private       + + . . . . . . . . . . . .
digest_mondays                + o o o o o o o o o o . . .
digest_off                    + o o o o o o o o o o . . .
digest_on                     + + + + + + + + + + + . . .
thursday_spoke                + + + + + + + + + + + . . .
thursday_tomorrow             + + + + + + + + + + + . . .
thursday_not_this_week        + + + + + + + + + + + . . .
thursday_stop                 + + + + + + + + + + + . . .
thursday_on                   + + + + + + + + + + + . . .
complaint_call                . . + . . . . . . . . . . .
switch_choose                 + + + + + + + + + + + . . .
leaderboard_leave             + + + + + + + + + + + . . .
leaderboard_join              + + + + + + + + + + + . . .
touchbase away                + + + + + + + + + + + - - -
touchbase away until          + + + + + + + + + + + - - -
away_days                     + + + + + + + + + + + . . .
away_back                     + + + + + + + + + + + . . .
away_other                    + + + + + + + + + + + . . .
private_ask                   . . + . . . . . . . . . . .
private_pass_on               + o . . . . . . . . . . . .
private_keep                  + o . . . . . . . . . . . .
private_read                  o o + o . . . . . . . . . .
draft_choose                  + . . . . . . . . . . . . .
draft_search                  + . . . . . . . . . . . . .
draft_search, typed           + + + + + + + + + + + - - -
draft_new_customer            + . . . . . . . . . . . . .
draft_new_prospect            + . . . . . . . . . . . . .
draft_finish                  + . . . . . . . . . . . . .
draft_log_now                 + . . . . . . . . . . . . .
draft_count_again             + . . . . . . . . . . . . .
draft_forget                  + . . . . . . . . . . . . .
draft_is_the_same             + . . . . . . . . . . . . .
app_home_opened               + + + + + + + + + + + . . .
home_entries                  + + + + + + + + + + + . . .
entries_of                    + + + + + + + + + + + . . .
entries_all                   + + + + + + + + + + + . . .
entries_newer                 + + + + + + + + + + + . . .
entries_older                 + + + + + + + + + + + . . .
entries_of, typed             + + + + + + + + + + + - - -
form_more                     + + + + + + + + + + + . . .
form_account, typed           + + + + + + + + + + + - - -
pledge_number                 + + + + + + + + + + + - - .
pledge_other                  + + + + + + + + + + + - - .
pledge_talk                   + + + + + + + + + + + . . .
pledge_see                    + + + + + + + + + + + . . .
settings_change               . . . . . . . . + + . . . .
closed_days_change            . . . . . . . . + + . . . .
posting_change                . . . . . . . . + + . . . .
posting_zone, typed           + + + + + + + + + + + - - -
posts_pause                   . . . . . . . . + + . . . .
posts_resume                  . . . . . . . . o o . . . .
tiers_change                  . . . . . . . . + + . . . .
preview                       . . . . . . . . + + . . . .
first_run_channel             . . . . . . . . + o . . . .
first_run_invited             . . . . . . . . o o . . . .
first_run_longest             . . . . . . . . + o . . . .
first_steps_close             . . . . . . . . o o . . . .
data_import                   . . . . . . . . + + . . . .
data_export                   . . . . . . . . + + . . . .
delivery_send_again           . . . . . . . . + + . . . .
delivery_is_there             . . . . . . . . + + . . . .
delivery_leave                . . . . . . . . + + . . . .
away_form                     + + + + + + + + + + + - - -
conversation_form             + + - - - - - - + + - - - -
conversation_form, private    + + - - - - - - - - - - - -
conversation_form, new        + + + + + + + + + + + - - -
heard_form                    + + - - - - - - + + - - - -
share_form                    + + - - - - - - + + - - - -
pledge_other_form             + + + + + + + + + + + - - -
settings_form                 - - - - - - - - + + - - - -
closed_days_form              - - - - - - - - + + - - - -
posting_form                  - - - - - - - - + + - - - -
pause_form                    - - - - - - - - + + - - - -
tiers_form                    - - - - - - - - + + - - - -
import_form                   - - - - - - - - + + - - - -
export_form                   - - - - - - - - + + - - - -
/account history              + + + + + + + + + + + - - -
/voice                        + + + + + + + + + + + - - -
/voice words                  + + + + + + + + + + + - - -
account_history               + + + + + + + + + + + . . .
history_contact               + + + + + + + + + + + . . .
history_newer                 + + + + + + + + + + + . . .
history_older                 + + + + + + + + + + + . . .
voice_all                     + + + + + + + + + + + . . .
voice_newer                   + + + + + + + + + + + . . .
voice_older                   + + + + + + + + + + + . . .
quote_ask                     + - + + + + + + + + + . . .
quote_question                + - + + + + + + + + + - - -
"""
_NAME = 30

CELLS = {line[:_NAME].strip(): tuple(line[_NAME:].split()) for line in _TABLE.splitlines() if line[:_NAME].strip()}
"""The cells of each door, by its name."""

AFTER_A_PRESS = frozenset(
    {
        "history_contact",
        "history_newer",
        "history_older",
        "voice_all",
        "voice_newer",
        "voice_older",
        "quote_ask",
        "account_merge",
        "keep_rest",
        "keep_hand_over",
        "account_delete",
        "account_leave",
        "account_undo",
        "sponsor_yes_one_more",
        "sponsor_confirm_one_more",
        "sponsor_first_talk",
        "hand_over_later",
        "conversation_read_otherwise",
        "conversation_read, private",
        "conversation_not_meant",
        "conversation_undo_all",
        "conversation_put_back",
        "conversation_put_all_back",
        "conversation_menu edit",
        "conversation_menu undo",
        "follow_up_reopen",
        "follow_up_words",
        "digest_on",
        "thursday_spoke",
        "thursday_tomorrow",
        "thursday_not_this_week",
        "thursday_stop",
        "thursday_on",
        "leaderboard_join",
        "away_back",
        "draft_log_now",
        "draft_count_again",
        "draft_is_the_same",
        "home_entries",
        "entries_all",
        "entries_newer",
        "entries_older",
        "pledge_talk",
        "pledge_see",
        "account_give",
        "form_more",
    }
)
"""Buttons that stand only in the answer to one's own press or line."""

BY_SLACK = [
    "event member_joined_channel",
    "event channel_shared",
    "event channel_unshared",
    "event app_uninstalled",
    "event tokens_revoked",
    "event user_change",
]
"""What Slack tells by itself: nobody comes through there."""
