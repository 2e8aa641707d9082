-- A link with which a person signs in to the console as a principal, once and soon; the hub gets the hash of the secret only.

set local role yecai_access;

create or replace function hub.issue_console_link(
    link text, secret_hash bytea, principal text, expires_at timestamptz
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if issue_console_link.expires_at is null
        or issue_console_link.expires_at > clock_timestamp() + interval '1 day'
    then
        raise exception 'the link for % is refused: it must end within a day', issue_console_link.principal
            using errcode = 'invalid_parameter_value';
    end if;
    perform hub.let_api_act_as(principal);
    insert into hub.console_link (link, secret_hash, principal, created_by, expires_at)
    values (link, secret_hash, principal, session_user, expires_at);
    insert into hub.audit (action, subject, detail)
    values ('issue_console_link', principal, jsonb_build_object('link', link, 'expires_at', expires_at));
end
$$;

revoke execute on function hub.issue_console_link from public;
grant execute on function hub.issue_console_link to yecai_dba;
