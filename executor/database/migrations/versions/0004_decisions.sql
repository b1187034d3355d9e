-- What people decided about themes. A scan respects it: see themes/resolution/assignment.py.

-- A rejected theme stays, so that it is recognised and held back; a pinned one is kept whatever the evidence.
alter table themes add column decision text check (decision in ('rejected', 'pinned'));

-- A merged theme keeps its id; its slug, other names and links belong to the theme it was merged into.
alter table themes add column merged_into uuid check (merged_into <> id);
alter table themes add foreign key (org_id, merged_into) references themes (org_id, id)
    on delete set null (merged_into);
create index themes_merged_into on themes (org_id, merged_into) where merged_into is not null;
