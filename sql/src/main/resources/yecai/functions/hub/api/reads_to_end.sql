-- Which of the API's reads must end, by their places in the arrays: the credential has been revoked or has expired, belongs
-- to nobody or somebody else by now, the principal has ended, or it may see less than when the read began. What it might see
-- then is what hub.api_context gave in the read's own snapshot: a comparison of times would miss a revoke that was committed
-- after the snapshot, and began before it. A credential is a subject of an issuer; a token's issuer is '', a session's of the console
-- 'yecai:console'; null for none.
-- Also reads whose server process is in the way of somebody who waits to change a view, as for a mask or a migration.

set local role yecai_access;

create or replace function hub.reads_to_end(
    principals text[], issuers text[], subjects text[], rights text[], backends integer[]
)
returns table (place integer)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select r.place::integer
    from unnest(
        reads_to_end.principals, reads_to_end.issuers, reads_to_end.subjects, reads_to_end.rights, reads_to_end.backends
    ) with ordinality as r (principal, issuer, subject, rights, backend, place)
    left join hub.principal as p on p.principal = r.principal and p.ended_at is null
    where p.principal is null
        or split_part(r.rights, '/', 1) <> extract(epoch from p.created_at)::text
        or split_part(r.rights, '/', 2) <> extract(epoch from p.rights_shrank_at)::text
        or exists (
            select from unnest(string_to_array(split_part(r.rights, '/', 3), ',')) as held (scope)
            where not exists (
                select from hub.scope as s
                where s.scope = held.scope::bigint
                    and s.valid_from <= statement_timestamp()
                    and s.valid_to > statement_timestamp()
            )
        )
        or case
            when r.issuer is null then false
            when r.issuer = '' then not exists (
                select from hub.find_token(r.subject) as t where t.principal = r.principal
            )
            when r.issuer = 'yecai:console' then not exists (
                select from hub.live_console_sessions('{}', array[r.subject]) as s where s.principal = r.principal
            )
            else hub.find_subject(r.issuer, r.subject) is distinct from r.principal
        end
        or r.backend in (
            select unnest(pg_blocking_pids(l.pid)) from pg_locks as l
            where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and not l.granted
        )
    order by r.place
$$;

revoke execute on function hub.reads_to_end from public;
grant execute on function hub.reads_to_end to yecai_api;
