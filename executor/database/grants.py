"""Rights that the application's role lacks, as the statements that grant them."""

from sqlalchemy import Connection, text

from executor.database.schema_version import SCHEMA

SCHEMA_USAGE = text("select has_schema_privilege(:role, :schema, 'usage')")
# The tables and their rights are those of the schema's own list.
MISSING = text(
    "select table_name, string_agg(wanted, ', ' order by wanted) as rights"  # noqa: S608 (the name is ours)
    f" from {SCHEMA}.application_rights() given, unnest(string_to_array(given.rights, ', ')) wanted"
    f" where not has_table_privilege(:role, '{SCHEMA}.' || quote_ident(table_name), wanted)"
    " group by table_name order by table_name"
)


def missing_grants(connection: Connection, role: str) -> list[str]:
    """The statements by which the tables' owner gives the role the rights that it lacks."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    if not connection.scalar(SCHEMA_USAGE, {"role": role, "schema": SCHEMA}):
        return [f"grant usage on schema {SCHEMA} to {quoted};"]
    rows = connection.execute(MISSING, {"role": role})
    return [f"grant {row.rights} on {SCHEMA}.{row.table_name} to {quoted};" for row in rows]
