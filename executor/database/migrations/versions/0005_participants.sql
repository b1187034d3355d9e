-- Participants with their attributes, and the roles of speakers that a person corrected.

-- A person who is interviewed, in one interview or in several. Attributes are those that are told of the person alone,
-- as participants.csv does; what an interview tells of its participants lies beside the interview.
create table participants (
    org_id uuid not null,
    id uuid not null,
    name text not null,
    attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
    primary key (org_id, id)
);
select govern_table('participants');

-- Who takes part in which interview. The speaker is the label of the participant's turns, and null where no turn is
-- known to be the participant's. A participant whom no interview has is removed.
create table interview_participants (
    org_id uuid not null,
    id uuid not null,
    interview_id uuid not null,
    participant_id uuid not null,
    speaker text,
    is_stated boolean not null,
    attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
    primary key (org_id, id),
    foreign key (org_id, interview_id) references interviews (org_id, id) on delete cascade,
    foreign key (org_id, participant_id) references participants (org_id, id) on delete cascade
);
create index interview_participants_of_interview on interview_participants (org_id, interview_id);
create index interview_participants_of_participant on interview_participants (org_id, participant_id);
select govern_table('interview_participants');

-- The roles that a person gave to speakers, by the speaker's name: they outlast an import of the same interview.
alter table interviews add column corrected_roles jsonb check (jsonb_typeof(corrected_roles) = 'object');

-- As before. With an interview go the payloads of those of its participants whom no interview has any more.
create or replace function erase_payloads(call uuid, interview uuid, texts text[]) returns bigint
language plpgsql security definer set search_path from current as $$
declare
    removed bigint;
begin
    if not exists (
        select from row_changes r
        where r.org_id = current_org() and r.call_id = call and r.table_name = 'erased_interviews'
          and r.row_id = interview and r.operation in ('insert', 'update')
    ) or exists (select from interviews i where i.org_id = current_org() and i.id = interview) then
        raise exception 'Only a call that has erased an interview removes what the audit keeps.'
            using errcode = 'TS006';
    end if;
    with words as (
        select substr(to_jsonb(t)::text, 2, length(to_jsonb(t)::text) - 2) as word from unnest(texts) t
    ), nobody as (
        select (r.before ->> 'participant_id')::uuid as id from row_changes r
        where r.org_id = current_org() and r.table_name = 'interview_participants'
          and r.before ->> 'interview_id' = interview::text
        except
        select p.id from participants p where p.org_id = current_org()
    ), erased as (
        update row_changes r set before = null
        where r.org_id = current_org() and r.before is not null and (
            r.row_id = interview
            or r.before ->> 'interview_id' = interview::text
            or r.before -> 'evidence' -> 'interview_ids' ? interview::text
            or (r.table_name = 'participants' and r.row_id in (select id from nobody))
            or exists (select from words w where position(w.word in r.before::text) > 0))
        returning r.org_id, r.table_name, r.row_id, r.before_hash
    )
    insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
    select org_id, call, table_name, row_id, 'erase', before_hash, '' from erased;
    get diagnostics removed = row_count;
    return removed;
end $$;

select keep_no_words_in_statistics();
