"""The tables of workspaces, their members and settings, of when their posts are due, and of who changed what."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table, Text, false, text

from bot.db.columns import key, metadata, of_workspace, refers, required, workspace
from bot.db.types import Instant, one_of
from bot.domain.accounts.model import Tier
from bot.domain.workspace.preferences import Mode

workspaces = Table(
    "workspaces",
    metadata,
    key(),
    Column("enterprise_id", String(32)),
    required("name", Text),
    required("zone", String(64)),
    Column("zone_of", String(32)),  # the member whose zone it is; NULL while it is UTC for want of one
    Column("channel", String(32)),
    Column("channel_of", String(32)),  # who chose it; NULL: TOUCHBASE_CHANNEL
    Column("env_channel", String(32)),  # what TOUCHBASE_CHANNEL named at the last start, whoever chose another
    Column("zone_chosen_by", String(32)),  # an admin named the zone; NULL: it is that of `zone_of`
    Column("paused_at", Instant),  # since when the weekly posts are paused; NULL: they are not
    Column("paused_by", String(32)),
    Column("paused_until", Date),  # the first day on which they go again; NULL: until somebody takes them up
    Column("first_admin", String(32)),  # who was told first how to set it up
    Column("setup_closed_at", Instant),  # the list of first steps was put away
    Column("headcount", Integer),  # how many people Slack counted when it last told of everybody
    Column("roster_count", Integer),  # of the pages of that list so far
    Column("roster_at", Instant),  # when Slack is to be asked next who is in it; NULL: at once
    Column("roster_cursor", Text),  # where that list goes on
    required("accounts_version", Integer),  # a stamp, not a count: caches of account names compare it
    required("created_at", Instant),
    PrimaryKeyConstraint("id"),
    Index(None, "roster_at"),
)


installations = Table(
    "installations",
    metadata,
    workspace(),
    key(),
    required("app_id", String(32)),
    required("bot_id", String(32)),
    required("bot_user_id", String(32)),
    Column("token", Text),  # encrypted (Fernet); NULL where the token comes from the environment
    required("scopes", Text),
    Column("installed_by", String(32)),
    required("installed_at", Instant),
    Column("revoked_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
)


members = Table(
    "members",
    metadata,
    workspace(),
    key(),
    required("name", Text),
    Column("title", Text),  # what Slack says they do; NULL: nothing, or not yet
    Column("zone", String(64)),
    required("is_admin", Boolean),
    required("is_guest", Boolean),  # restricted, a bot, or of another company: may do nothing
    required("is_deactivated", Boolean),
    Column("deactivated_at", Instant),  # when we heard of it
    Column("known_at", Instant),  # when Slack told who this is; NULL: not yet
    required("opted_out", Boolean),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
    Index(
        "ix_members_unknown",
        "workspace_id",
        sqlite_where=text("known_at IS NULL"),
        postgresql_where=text("known_at IS NULL"),
    ),
)


message_switches = Table(
    "message_switches",
    metadata,
    workspace(),
    key("member_id"),
    required("kind", String(32)),  # of the messages that nobody asked for: the digest is one
    required("mode", one_of(Mode, 16)),
    Column("snoozed_until", Date),  # none is sent before that day
    required("changed_at", Instant),
    PrimaryKeyConstraint("workspace_id", "member_id", "kind"),
    refers("member_id", "members"),
)


absences = Table(
    "absences",
    metadata,
    workspace(),
    key("member_id"),
    required("first_day", Date),
    required("last_day", Date),
    PrimaryKeyConstraint("workspace_id", "member_id", "first_day"),
    refers("member_id", "members"),
)


audit = Table(
    "audit",
    metadata,
    workspace(),
    key(),
    required("at", Instant),
    required("actor", String(32)),
    required("action", String(32)),
    required("subject", String(64)),
    required("details", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
)


schedules = Table(
    "schedules",
    metadata,
    workspace(),
    required("kind", String(32)),
    required("weekday", Integer),  # 0 is Monday
    required("at", String(5)),  # wall time, "16:00", in the workspace's zone
    required("starts_at", Instant),  # occurrences of days before it are not enqueued
    Column("next_at", Instant),  # when to look at it next; NULL: at once
    Column("changed_at", Instant),  # read no more: when the zone or the closed days changed last
    Column("looked_at", Instant),  # as of when it was looked at last: `tick` may be given any instant
    Column("is_off", Boolean, nullable=False, server_default=false()),
    Column("changed_by_hand_at", Instant),  # an admin moved it: what it comes to before that is not enqueued
    PrimaryKeyConstraint("workspace_id", "kind"),
    of_workspace(),
    Index(None, "next_at"),
    Index(None, "looked_at"),
)


tier_cadences = Table(
    "tier_cadences",
    metadata,
    workspace(),
    required("tier", one_of(Tier, 16)),
    required("days", Integer),
    PrimaryKeyConstraint("workspace_id", "tier"),
    of_workspace(),
)


first_words = Table(
    "first_words",
    metadata,
    workspace(),
    key("member_id"),
    required("said_at", Instant),
    PrimaryKeyConstraint("workspace_id", "member_id"),
    of_workspace(),
)


closed_days = Table(
    "closed_days",
    metadata,
    workspace(),
    required("day", Date),
    PrimaryKeyConstraint("workspace_id", "day"),
    of_workspace(),
)


roles = Table(
    "roles",
    metadata,
    workspace(),
    key("member_id"),
    required("role", String(24)),  # admin, executive, founder, programme owner
    PrimaryKeyConstraint("workspace_id", "member_id", "role"),
    refers("member_id", "members"),
)


departments = Table(
    "departments",
    metadata,
    workspace(),
    key(),  # the user group's id
    required("name", Text),
    required("ask_at", Instant),  # when Slack is to be asked next who is in it
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
    Index(None, "ask_at"),
)


department_members = Table(
    "department_members",
    metadata,
    workspace(),
    key("group_id"),
    key("member_id"),
    PrimaryKeyConstraint("workspace_id", "group_id", "member_id"),
    refers("group_id", "departments"),
)
