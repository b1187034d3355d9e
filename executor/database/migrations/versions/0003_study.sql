-- One row an organisation: what its research is about, and the codes it brings.

create table studies (
    org_id uuid not null,
    id uuid not null,
    context text not null default '' check (char_length(context) <= 400),
    codebook jsonb not null default '[]' check (jsonb_typeof(codebook) = 'array'),
    updated_by text not null,
    updated_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id)
);

alter table studies enable row level security;
alter table studies force row level security;
create policy one_organisation on studies using (org_id = (select current_org()))
    with check (org_id = (select current_org()));

create trigger capture_insert after insert on studies referencing new table as new_rows
    for each statement execute function capture_changes();
create trigger capture_update after update on studies
    referencing old table as old_rows new table as new_rows
    for each statement execute function capture_changes();
create trigger capture_delete after delete on studies referencing old table as old_rows
    for each statement execute function capture_changes();
