-- The plain form of hub.grant_access and hub.revoke_access: from now on, without a request.

set local role yecai_access;

create or replace function hub.grant_scope(
    principal text, dimension text, value text, valid_to timestamptz, reason text
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.scope (principal, dimension, value, valid_to, reason, granted_by)
    values (principal, dimension, value, coalesce(valid_to, 'infinity'), reason, session_user);
    insert into hub.audit (action, subject, detail)
    values ('grant_scope', principal, jsonb_build_object(
        'dimension', dimension, 'value', value, 'valid_to', coalesce(valid_to, 'infinity'), 'reason', reason));
end
$$;

-- Ends every scope of this value that is still running or to come. The rows stay, as history.
create or replace function hub.revoke_scope(principal text, dimension text, value text, reason text) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    ended integer;
begin
    update hub.scope as s
    set valid_to = greatest(s.valid_from, clock_timestamp())
    where s.principal = revoke_scope.principal
        and s.dimension = revoke_scope.dimension
        and s.value = revoke_scope.value
        and s.valid_to > clock_timestamp();
    get diagnostics ended = row_count;
    insert into hub.audit (action, subject, detail)
    values ('revoke_scope', revoke_scope.principal, jsonb_build_object(
        'dimension', revoke_scope.dimension, 'value', revoke_scope.value, 'reason', revoke_scope.reason, 'ended', ended));
    return ended;
end
$$;

revoke execute on function hub.grant_scope, hub.revoke_scope from public;
grant execute on function hub.grant_scope, hub.revoke_scope to yecai_dba;
