-- What every migration that makes a table uses: the functions that put it under the rules of 0001_schema.sql, and the
-- rights of the application's role. A database at version 0009, the last before 0.1.0, lacks nothing else.

-- Lets a transaction see and write only those rows of a table that belong to its organisation. The owner of the
-- table is bound too.
create function isolate_table(target regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- The subselect makes the setting a constant of the plan instead of a call per row.
    execute format(
        'create policy one_organisation on %s using (org_id = (select current_org()))
            with check (org_id = (select current_org()))', target);
end $$;

-- The tables of the schema, and what the application's role may do with each. Everything, as row-level security
-- allows it, is the rule; what is read only is written by the functions and triggers below.
create function application_rights() returns table (table_name name, rights text) language sql stable
set search_path from current as $$
    select relname, case
        when relname in ('tool_calls', 'row_changes', 'audit_heads', 'organisations', 'alembic_version')
            then 'select'
        when relname = 'job_runs' then 'select, insert, update'
        else 'select, insert, update, delete'
    end
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname
$$;

-- Puts a table under rules 1 and 2: its rows stay within their organisation, and every change of a row answers to
-- a tool call. The table has the columns org_id and id, and both are its primary key.
create function govern_table(target regclass) returns void language plpgsql as $$
begin
    perform isolate_table(target);
    execute format(
        'create trigger capture_insert after insert on %s referencing new table as new_rows
            for each statement execute function capture_changes()', target);
    execute format(
        'create trigger capture_update after update on %s
            referencing old table as old_rows new table as new_rows
            for each statement execute function capture_changes()', target);
    execute format(
        'create trigger capture_delete after delete on %s referencing old table as old_rows
            for each statement execute function capture_changes()', target);
end $$;
