"""Alembic's entry; everything it needs is handed over by bot.db.migrations, there is no alembic.ini."""

from alembic import context

from bot.db.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
