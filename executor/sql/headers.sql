-- Interviews with what an extraction depends on. quotes_hash covers what people marked: an extraction depends
-- on it as it does on the transcript.
select
    i.id, i.title, i.created_at, i.content_hash, i.raw_transcript,
    i.raw_transcript !~ '\S' as blank, char_length(i.raw_transcript) as characters,
    coalesce((
        select sha256_hex(string_agg(
            concat_ws(E'\t', q.start_offset, q.end_offset, q.topic), E'\n' order by q.start_offset, q.end_offset))
        from interview_quotes q
        where q.org_id = i.org_id and q.interview_id = i.id and q.created_by <> :scanner
    ), '') as quotes_hash
from interviews i
where i.org_id = (select current_org())
