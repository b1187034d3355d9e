-- Themes a run created that must stay, because rows hang on them which the run neither made nor moved there.
select theme_id from interview_themes
where org_id = (select current_org()) and theme_id = any(:themes) and not (id = any(:links))
union
select theme_id from theme_aliases
where org_id = (select current_org()) and theme_id = any(:themes) and not (id = any(:aliases))
