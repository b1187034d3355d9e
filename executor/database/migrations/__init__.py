"""The migrations of the database's schema: one SQL file each, beside the module that Alembic reads."""
