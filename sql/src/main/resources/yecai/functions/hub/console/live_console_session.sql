-- The sessions of the console that are in force: neither ended nor out of time nor unused for too long, and what they rest on is still
-- there: the principal, the mapping of an identity provider's person, the login.

set local role yecai_access;

create or replace function hub.live_console_sessions(hashes bytea[], names text[])
returns setof hub.console_session
language plpgsql stable security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select s.*
    from hub.console_session as s
    left join hub.principal as p on p.principal = s.principal and p.ended_at is null and p.created_at <= s.created_at
    where (s.secret_hash = any (live_console_sessions.hashes) or s.session = any (live_console_sessions.names))
        and s.ended_at is null
        and s.ends_at > statement_timestamp()
        and s.used_at + s.idle > statement_timestamp()
        and (s.principal is null or p.principal is not null)
        and (s.way <> 'subject' or hub.find_subject(s.issuer, s.subject) is not distinct from s.principal)
        and (
            s.way <> 'login'
            or case
                when s.principal is null then hub.is_administrator(s.login)
                else exists (
                    select from hub.login as l
                    where l.login = s.login and l.principal = s.principal and l.valid_to > statement_timestamp()
                )
            end
        );
end
$$;

-- Whether a database login is a DBA's or an approver's own: no superuser, able to sign in still, and a member of these roles.
create or replace function hub.is_administrator(login text) returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_roles as r
        where r.rolname = is_administrator.login
            and r.rolcanlogin
            and not r.rolsuper
            and (r.rolvaliduntil is null or r.rolvaliduntil > statement_timestamp())
            and (pg_has_role(r.oid, 'yecai_dba', 'member') or pg_has_role(r.oid, 'yecai_approver', 'member'))
    )
$$;

-- Finds a session by the hash of its secret, and notes its use unless a program asks by itself: at most once in ten seconds, since each note is a
-- write.
create or replace function hub.find_console_session(secret_hash bytea, is_used boolean)
returns table (
    session text,
    principal text,
    login text,
    way text,
    -- schemas of which the principal may read more than what everybody does: finance, production, reporting
    areas text[],
    created_at timestamptz,
    ends_at timestamptz
)
language plpgsql security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    found_session hub.console_session;
begin
    select s.* into found_session
    from hub.live_console_sessions(array[find_console_session.secret_hash], '{}') as s;
    if found_session.session is null then
        return;
    end if;
    if find_console_session.is_used and found_session.used_at < clock_timestamp() - interval '10 seconds' then
        update hub.console_session as s set used_at = clock_timestamp()
        where s.session = found_session.session and s.ended_at is null;
    end if;
    return query
    select
        found_session.session, found_session.principal, found_session.login, found_session.way,
        array(
            select distinct split_part(g.dataset, '.', 1)
            from hub.principal as p
            inner join hub.dataset_grant as g on g.role = any (p.reader_roles)
            where p.principal = found_session.principal and g.dataset not in ('finance.dictionary', 'finance.freshness')
            order by 1
        ),
        found_session.created_at, found_session.ends_at;
end
$$;

-- What each open page has to know, by its place in the array: nothing where its session has ended, else a text that is another one as soon as
-- the session's person may see other rows or columns, or a request of theirs has moved on.
create or replace function hub.console_states(secret_hashes bytea[])
returns table (place integer, state text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        h.place::integer,
        md5(concat_ws(
            '/',
            s.session,
            extract(epoch from p.rights_shrank_at)::text,
            p.reader_roles::text,
            (
                select string_agg(x.scope::text, ',' order by x.scope)
                from hub.scope as x
                where x.principal = s.principal
                    and x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp()
            ),
            (
                select string_agg(concat_ws('=', m.dataset, m.column_name, m.mask), ',' order by m.dataset, m.column_name, m.mask)
                from hub.mask as m
                where m.role = s.principal or m.role = any (p.reader_roles)
            ),
            (
                select string_agg(
                    q.request || '=' || q.state || '=' || (
                        select count(*) from hub.access_approval as v where v.request = q.request
                    ),
                    ',' order by q.request
                )
                from hub.access_request as q
                where q.principal = s.principal
            )
        ))
    from unnest(console_states.secret_hashes) with ordinality as h (secret_hash, place)
    inner join hub.live_console_sessions(console_states.secret_hashes, '{}') as s on s.secret_hash = h.secret_hash
    left join hub.principal as p on p.principal = s.principal
$$;

-- The principal of a session in force, by its public name; null for none, and for an administrator's. For whoever acts as the principal a
-- moment after the session was found.
create or replace function hub.console_principal(session text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.principal from hub.live_console_sessions('{}', array[console_principal.session]) as s
$$;

revoke execute on function hub.live_console_sessions, hub.is_administrator, hub.find_console_session, hub.console_states,
    hub.console_principal
from public;
grant execute on function hub.find_console_session, hub.console_states, hub.console_principal to yecai_api;
