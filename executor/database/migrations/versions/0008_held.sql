-- A stored quote reads what its transcript reads, whoever writes at the same time. The transcript stays as it
-- is from the check to the end of the quote's transaction: a change of it waits, and then finds the quote.
-- The foreign key alone would not do that, because its lock does not keep a transcript from changing.
create or replace function check_quote_is_verbatim() returns trigger language plpgsql
set search_path from current as $$
begin
    perform from interviews i
    where i.org_id = new.org_id and i.id = new.interview_id
      and substr(i.raw_transcript, new.start_offset + 1, new.end_offset - new.start_offset) = new.quote
    for share;
    if not found then
        raise exception 'A quote must read what its transcript reads at its offsets.' using errcode = 'TS002';
    end if;
    return new;
end $$;
