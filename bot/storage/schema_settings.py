"""The tables of what admins name in settings: roles, and departments, which are user groups of Slack."""

from sqlalchemy import Index, PrimaryKeyConstraint, String, Table, Text

from bot.storage.columns import key, metadata, of_workspace, refers, required, workspace
from bot.storage.types import Instant

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
