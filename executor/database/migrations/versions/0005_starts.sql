-- How themes stand as their evidence ages. In a table of its own, so that a scan, which compares and
-- writes what the evidence says, and the decay, which writes what time left of it, never undo each other's
-- work, and so that reverting a scan does not meet a later change by the decay.
create table theme_standings (
    org_id uuid not null,
    id uuid not null,
    theme_id uuid not null,
    state text not null check (state in ('active', 'fading', 'dormant')),
    confidence double precision not null check (confidence between 0 and 1),
    rules_version text not null,
    updated_by text not null,
    updated_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, theme_id),
    foreign key (org_id, theme_id) references themes (org_id, id) on delete cascade
);

create trigger capture_insert after insert on theme_standings referencing new table as new_rows
    for each statement execute function capture_changes();
create trigger capture_update after update on theme_standings
    referencing old table as old_rows new table as new_rows
    for each statement execute function capture_changes();
create trigger capture_delete after delete on theme_standings referencing old table as old_rows
    for each statement execute function capture_changes();

alter table theme_standings enable row level security;
alter table theme_standings force row level security;
create policy one_organisation on theme_standings using (org_id = (select current_org()))
    with check (org_id = (select current_org()));
