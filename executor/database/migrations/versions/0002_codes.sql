-- A code is the names of one meaning within a theme. The id of a code is the id of the name that led it first.
-- Names without a code mean what the theme's own name means.
alter table theme_aliases add column code_id uuid;

-- What the code says; of the name that leads one alone.
alter table theme_aliases add column description text not null default '';

-- Statistics would keep words after an erasure.
alter table theme_aliases alter column description set statistics 0;
alter table merge_decisions alter column group_hash set statistics 0;

-- Whether the quote limits the theme or says its contrary. Such a link supports nothing.
alter table interview_themes add column is_against boolean not null default false;
