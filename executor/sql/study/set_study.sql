-- What is null keeps what is stored; a row that would stay as it is is not touched.
insert into studies as s (org_id, id, context, codebook, updated_by)
values (current_org(), :id, coalesce(:context, ''), coalesce(cast(:codebook as jsonb), '[]'), :actor)
on conflict (org_id, id) do update set
    context = coalesce(:context, s.context),
    codebook = coalesce(cast(:codebook as jsonb), s.codebook),
    updated_by = :actor, updated_at = now()
where (s.context, s.codebook) is distinct from
    (coalesce(:context, s.context), coalesce(cast(:codebook as jsonb), s.codebook))
returning (xmax = 0) as created
