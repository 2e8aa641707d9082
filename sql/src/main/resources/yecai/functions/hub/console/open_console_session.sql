-- Ways into the console. The API's own login can open a session only with a link that somebody of yecai_dba has issued, or for a person of an
-- identity provider whom somebody of yecai_dba has mapped. With a password the login itself opens it, on its own connection: PostgreSQL
-- has checked the password, and who it is cannot be claimed.

set local role yecai_access;

create or replace function hub.add_console_session(
    session text,
    secret_hash bytea,
    principal text,
    login text,
    way text,
    issuer text,
    subject text,
    idle interval,
    lasts interval
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if add_console_session.lasts > interval '1 day' then
        raise exception 'the session is refused: it may last a day at most' using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.console_session (session, secret_hash, principal, login, way, issuer, subject, idle, ends_at)
    values (session, secret_hash, principal, login, way, issuer, subject, idle, clock_timestamp() + lasts);
    insert into hub.audit (action, subject, detail)
    values ('console_sign_in', coalesce(principal, login), jsonb_build_object('session', session, 'way', way, 'login', login));
end
$$;

-- Null where the link is unknown, used or too old.
create or replace function hub.open_session_by_link(
    link_hash bytea, session text, secret_hash bytea, idle interval, lasts interval
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    used hub.console_link;
begin
    update hub.console_link as k
    set used_at = clock_timestamp()
    from hub.principal as p
    where k.secret_hash = open_session_by_link.link_hash
        and k.used_at is null
        and k.expires_at > clock_timestamp()
        and p.principal = k.principal and p.ended_at is null and p.created_at <= k.created_at
    returning k.* into used;
    if used.link is null then
        return null;
    end if;
    perform hub.add_console_session(
        open_session_by_link.session, open_session_by_link.secret_hash, used.principal, null, 'link', null, null,
        open_session_by_link.idle, open_session_by_link.lasts);
    return used.principal;
end
$$;

-- Null where nobody is mapped.
create or replace function hub.open_session_by_subject(
    issuer text, subject text, session text, secret_hash bytea, idle interval, lasts interval
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    found_principal constant text := hub.find_subject(issuer, subject);
begin
    if found_principal is null then
        return null;
    end if;
    perform hub.add_console_session(
        session, secret_hash, found_principal, null, 'subject', issuer, subject, idle, lasts);
    return found_principal;
end
$$;

-- Called on a connection of the login whose session it is. Returns its principal; null for a DBA's or an approver's own login. Fails for any other.
create or replace function hub.open_session_by_login(
    session text, secret_hash bytea, idle interval, lasts interval
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    found_principal constant text := (
        select l.principal from hub.login as l
        inner join hub.principal as p on p.principal = l.principal and p.ended_at is null
        where l.login = session_user and l.valid_to > statement_timestamp() and p.kind <> 'service'
    );
begin
    if found_principal is null and not hub.is_administrator(session_user) then
        raise exception 'login % cannot sign in to the console: it is no person''s, nor a DBA''s or an approver''s own', session_user
            using errcode = 'insufficient_privilege';
    end if;
    if found_principal is not null then
        perform hub.let_api_act_as(found_principal);
    end if;
    perform hub.add_console_session(
        session, secret_hash, found_principal, session_user, 'login', null, null, idle, lasts);
    return found_principal;
end
$$;

-- Ends a session; with it, if wished, all of the same person's. Returns how many ended.
create or replace function hub.end_console_session(secret_hash bytea, everywhere boolean) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    own hub.console_session;
    ended integer;
begin
    select s.* into own from hub.console_session as s
    where s.secret_hash = end_console_session.secret_hash and s.ended_at is null;
    if own.session is null then
        return 0;
    end if;
    update hub.console_session as s
    set ended_at = clock_timestamp()
    where s.ended_at is null
        and (
            s.session = own.session
            or (
                end_console_session.everywhere
                and (s.principal = own.principal or (own.principal is null and s.principal is null and s.login = own.login))
            )
        );
    get diagnostics ended = row_count;
    insert into hub.audit (action, subject, detail)
    values ('console_sign_out', coalesce(own.principal, own.login),
        jsonb_build_object('session', own.session, 'sessions', ended));
    return ended;
end
$$;

revoke execute on function
    hub.add_console_session, hub.open_session_by_link, hub.open_session_by_subject, hub.open_session_by_login,
    hub.end_console_session
from public;
grant execute on function hub.open_session_by_link, hub.open_session_by_subject, hub.end_console_session to yecai_api;
grant execute on function hub.open_session_by_login
to finance_reader, production_reader, reporting_reader, yecai_dba, yecai_approver;
