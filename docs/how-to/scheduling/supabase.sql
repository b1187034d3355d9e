-- Supabase: pg_cron starts a statement at 06:00 UTC, pg_net sends the request, Vault keeps the secret.
-- Run once in the SQL editor, after replacing the three values in angle brackets. What cron.job then
-- holds is the statement below, with no secret in it.
create extension if not exists pg_cron;
create extension if not exists pg_net;

select vault.create_secret('<the value of INTERNAL_SHARED_SECRET>', 'theme_scan_secret');
select vault.create_secret('<https://jobs.example.com>', 'theme_scan_url');

select cron.schedule('theme-scan', '0 6 * * *', $job$
    select net.http_post(
        url := (select decrypted_secret from vault.decrypted_secrets where name = 'theme_scan_url')
            || '/api/internal/jobs/theme-scan',
        headers := jsonb_build_object(
            'Content-Type', 'application/json',
            'Prefer', 'respond-async',
            'X-Internal-Secret',
            (select decrypted_secret from vault.decrypted_secrets where name = 'theme_scan_secret')),
        body := jsonb_build_object('org_id', '<the id of the organisation>'),
        timeout_milliseconds := 30000)
$job$);
