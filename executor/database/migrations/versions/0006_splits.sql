-- Splitting a theme: what it takes to know which part of it goes, and where that part belongs from then on.

-- The slugs of the names under which the scan that saw the passage last heard it.
alter table interview_themes add column heard_as text[] not null default '{}';

-- A theme that a person split off another: what these interviews say of that one counts for this one.
alter table themes add column split_from uuid check (split_from <> id);
alter table themes add column split_interviews uuid[] not null default '{}';
alter table themes add foreign key (org_id, split_from) references themes (org_id, id)
    on delete set null (split_from);
create index themes_split_from on themes (org_id, split_from) where split_from is not null;
