-- Issues and revokes tokens; the hub gets the hash of the secret only.

set local role yecai_access;

create or replace function hub.issue_token(
    token_id text, principal text, label text, secret_hash bytea, datasets text[], expires_at timestamptz
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.let_api_act_as(principal);
    insert into hub.api_token (token_id, principal, label, secret_hash, datasets, created_by, expires_at)
    values (token_id, principal, label, secret_hash, datasets, session_user, expires_at);
    insert into hub.audit (action, subject, detail)
    values ('issue_token', principal, jsonb_build_object(
        'token_id', token_id, 'label', label, 'datasets', to_jsonb(datasets), 'expires_at', expires_at));
end
$$;

-- False when there is no such token, or it was revoked before.
create or replace function hub.revoke_token(token_id text, reason text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    owner text;
begin
    update hub.api_token as t
    set revoked_at = clock_timestamp()
    where t.token_id = revoke_token.token_id and t.revoked_at is null
    returning t.principal into owner;
    if owner is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('revoke_token', owner, jsonb_build_object('token_id', token_id, 'reason', reason));
    return true;
end
$$;

revoke execute on function hub.issue_token, hub.revoke_token from public;
grant execute on function hub.issue_token, hub.revoke_token to yecai_dba;
