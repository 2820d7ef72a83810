"""Who may do what, as a table: each action, and the roles of which one suffices."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.accounts.model import Account
from bot.domain.conversations.model import Conversation
from bot.domain.workspace.members import Member

MISTAKE_LIFE = timedelta(hours=24)
"""How long whoever added an account may rename or delete it."""


class Role(StrEnum):
    """What a person is: in the workspace, to one account, to one entry, to one proposal of a sponsor."""

    MEMBER = "member"
    ADMIN = "admin"
    EXECUTIVE = "executive"
    PROGRAMME_OWNER = "programme_owner"
    OWNER = "owner"
    SPONSOR = "sponsor"
    ADDER = "adder"  # added the account within the last day
    AUTHOR = "author"
    HOLDER = "holder"
    ASSIGNEE = "assignee"  # of an entry's follow-up, who may read it
    READER = "reader"  # of a private entry: owned or sponsored the account then, or was granted it since
    PROPOSER = "proposer"
    ASKED = "asked"  # is proposed as the sponsor
    GUEST = "guest"  # restricted, or a bot
    STRANGER = "stranger"  # of another company, in a shared channel
    DEACTIVATED = "deactivated"
    UNKNOWN = "unknown"  # Slack has not told yet


class Action(StrEnum):
    LOG = "log"
    SEE_ACCOUNTS = "see accounts"
    GIVE_NUMBER = "give a number"
    ADD_ACCOUNT = "add an account"
    TAKE_ACCOUNT = "take an account without an owner"
    CHANGE_ACCOUNT = "change an account"
    RENAME_ACCOUNT = "rename an account"
    DELETE_ACCOUNT = "delete an account"
    MERGE_ACCOUNTS = "merge accounts"
    PROPOSE_SPONSOR = "propose a sponsor"
    ANSWER_PROPOSAL = "accept or decline to be sponsor"
    CONFIRM_ON_BEHALF = "confirm a sponsor on their behalf"
    WITHDRAW_PROPOSAL = "withdraw a proposal"
    END_SPONSORSHIP = "end a sponsorship"
    EDIT_ENTRY = "edit an entry"
    EDIT_PRIVATE_ENTRY = "edit a private entry"
    UNDO_ENTRY = "undo an entry"
    END_FOLLOW_UP = "say what became of a follow-up"
    END_PRIVATE_FOLLOW_UP = "say what became of a private follow-up"
    OPEN_PRIVATE_WORDS = "open private words"
    ASK_TO_READ = "ask to read private words"
    DECIDE_WHO_READS = "decide who else reads a private entry"
    DECIDE_FOR_LEAVERS = "decide that where author and holder left"
    ASK = "ask everybody a question"
    SETTINGS = "change settings"
    IMPORT = "import"
    EXPORT = "export"
    ERASE_PERSON = "erase a person"
    HAND_OVER = "hand over accounts of people who left"


def may(action: Action, roles: Set[Role]) -> bool:
    """Whether a person with these roles may. Who may do nothing may not, whatever else they are.

    Somebody Slack has not told of yet logs, adds accounts and corrects what they typed, and sees nothing else.
    """
    if roles & _MAY_NOTHING:
        return False
    effective = roles & _BEFORE_KNOWN if Role.UNKNOWN in roles else roles
    return bool(effective & ALLOWED[action])


def roles_in_workspace(
    member: Member,
    *,
    admins: Set[str] = frozenset(),
    executives: Set[str] = frozenset(),
    programme_owners: Set[str] = frozenset(),
) -> frozenset[Role]:
    """What a person is to the workspace; `admins`, `executives` and `programme_owners` are named in its settings."""
    profile = member.profile
    held = {
        Role.MEMBER: member.is_known and member.may_take_part,
        Role.UNKNOWN: not member.is_known,
        Role.GUEST: profile.is_guest,
        Role.DEACTIVATED: profile.is_deactivated,
        Role.ADMIN: profile.is_admin or member.id in admins,
        Role.EXECUTIVE: member.id in executives,
        Role.PROGRAMME_OWNER: member.id in programme_owners,
    }
    return _held(held)


def roles_to_account(
    member_id: str,
    account: Account,
    *,
    sponsor: str | None,
    added_by: str | None,
    added_at: datetime,
    now: datetime,
) -> frozenset[Role]:
    """What a person is to an account; `sponsor` is the accepted one, `added_at` and `now` are aware."""
    return _held(
        {
            Role.OWNER: member_id == account.owner,
            Role.SPONSOR: member_id == sponsor,
            Role.ADDER: member_id == added_by and now - added_at < MISTAKE_LIFE,
        }
    )


def roles_to_entry(member_id: str, entry: Conversation) -> frozenset[Role]:
    """What a person is to an entry."""
    return _held(
        {
            Role.AUTHOR: member_id == entry.logged_by,
            Role.HOLDER: member_id == entry.details.held_by,
            Role.READER: member_id in entry.readers,
            Role.ASSIGNEE: entry.may_be_read_by(member_id)
            and entry.details.follow_up is not None
            and entry.details.follow_up.assignee == member_id,
        }
    )


_EVERYBODY = frozenset({Role.MEMBER})
_EVERYBODY_AT_ONCE = _EVERYBODY | {Role.UNKNOWN}
_ADMINS = frozenset({Role.ADMIN})
_IN_CHARGE = frozenset({Role.OWNER, Role.SPONSOR, Role.ADMIN})
_WHOSE_ENTRY = frozenset({Role.AUTHOR, Role.HOLDER})

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.LOG: _EVERYBODY_AT_ONCE,
    Action.SEE_ACCOUNTS: _EVERYBODY,
    Action.GIVE_NUMBER: _EVERYBODY,
    Action.ADD_ACCOUNT: _EVERYBODY_AT_ONCE,
    Action.TAKE_ACCOUNT: _EVERYBODY,
    Action.CHANGE_ACCOUNT: _IN_CHARGE,
    Action.RENAME_ACCOUNT: _IN_CHARGE | {Role.ADDER},
    Action.DELETE_ACCOUNT: _ADMINS | {Role.ADDER},
    Action.MERGE_ACCOUNTS: _ADMINS,
    Action.PROPOSE_SPONSOR: _EVERYBODY,
    Action.ANSWER_PROPOSAL: frozenset({Role.ASKED}),
    Action.CONFIRM_ON_BEHALF: _ADMINS,
    Action.WITHDRAW_PROPOSAL: frozenset({Role.PROPOSER, Role.OWNER, Role.ADMIN}),
    Action.END_SPONSORSHIP: _IN_CHARGE,
    Action.EDIT_ENTRY: _WHOSE_ENTRY | _ADMINS,
    # An admin may undo it, not open it.
    Action.EDIT_PRIVATE_ENTRY: _WHOSE_ENTRY,
    Action.UNDO_ENTRY: _WHOSE_ENTRY | _ADMINS,
    Action.END_FOLLOW_UP: _WHOSE_ENTRY | {Role.ASSIGNEE, Role.ADMIN},
    Action.END_PRIVATE_FOLLOW_UP: _WHOSE_ENTRY | {Role.ASSIGNEE},
    # Nobody reads them for being an admin, nor for owning or sponsoring the account since.
    Action.OPEN_PRIVATE_WORDS: _WHOSE_ENTRY | {Role.READER},
    Action.ASK_TO_READ: frozenset({Role.OWNER, Role.SPONSOR}),
    Action.DECIDE_WHO_READS: _WHOSE_ENTRY,
    Action.DECIDE_FOR_LEAVERS: frozenset({Role.PROGRAMME_OWNER}),
    Action.ASK: _ADMINS | {Role.EXECUTIVE},
    Action.SETTINGS: _ADMINS,
    Action.IMPORT: _ADMINS,
    Action.EXPORT: _ADMINS,
    Action.ERASE_PERSON: _ADMINS,
    Action.HAND_OVER: _ADMINS | {Role.PROGRAMME_OWNER},
}
"""Each action, and who may: one of these roles suffices."""

_MAY_NOTHING = frozenset({Role.GUEST, Role.STRANGER, Role.DEACTIVATED})
_BEFORE_KNOWN = frozenset({Role.UNKNOWN, Role.AUTHOR})


def _held(held: Mapping[Role, bool]) -> frozenset[Role]:
    return frozenset(role for role, is_held in held.items() if is_held)
