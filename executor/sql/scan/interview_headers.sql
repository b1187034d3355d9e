-- Interviews with what an extraction depends on. quotes_hash covers what people marked: an extraction depends
-- on it as it does on the transcript. A text of nothing but spaces, and of signs that nobody sees, is blank.
select
    i.id, i.title, i.created_at, i.raw_transcript, i.turns,
    case when i.turns is null then i.content_hash else sha256_hex(i.content_hash || i.turns::text) end as content_hash,
    i.raw_transcript !~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]' as blank,
    char_length(i.raw_transcript) as characters,
    coalesce((
        select sha256_hex(string_agg(
            concat_ws(E'\t', q.start_offset, q.end_offset, q.topic), E'\n' order by q.start_offset, q.end_offset))
        from interview_quotes q
        where q.org_id = i.org_id and q.interview_id = i.id and q.created_by <> :scanner
    ), '') as quotes_hash
from interviews i
where i.org_id = (select current_org())
