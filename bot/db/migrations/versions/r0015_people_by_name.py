"""People are found by their names, and the conversations they stand in by them: a typed line asks for both."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("ix_contacts_name", "contacts", ["workspace_id", "name_key"])
    standing = ["workspace_id", "contact_id", "conversation_id"]
    op.create_index("ix_conversation_contacts_contact", "conversation_contacts", standing)
