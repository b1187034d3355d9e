"""What Alembic runs: the steps, on the connection that executor.database.migrate hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table_schema="theme_scan")
with context.begin_transaction():
    context.run_migrations()
