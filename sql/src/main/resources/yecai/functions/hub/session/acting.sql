-- A service whose logins act as other principals: a BI tool that has one pool of connections and says `set role ann` before
-- ann's query. The service itself sees nothing, so that a query before that, or after `reset role` or `discard all`, has no rows.

set local role yecai_access;

create or replace function hub.let_act_as(service text, principal text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    if not exists (
        select from hub.principal as p
        where p.principal = let_act_as.service and p.kind = 'service' and p.ended_at is null and p.reader_roles = '{}'
    ) or exists (
        select from hub.scope as s where s.principal = let_act_as.service and s.valid_to > clock_timestamp()
    ) then
        raise exception '% may not act as others: it must be a principal of kind service without reader roles and scopes of its own',
            let_act_as.service using errcode = 'wrong_object_type';
    end if;
    if not exists (
        select from hub.principal as p
        where p.principal = let_act_as.principal and p.kind <> 'service' and p.ended_at is null
    ) then
        raise exception '% may not act as %: that is no person and no group that the hub knows',
            let_act_as.service, let_act_as.principal using errcode = 'undefined_object';
    end if;
    insert into hub.acting (service, principal, reason)
    values (let_act_as.service, let_act_as.principal, let_act_as.reason);
    execute format(
        'grant %I to %I' || case when is_16 then ' with inherit false, set true' else '' end, principal, service);
    insert into hub.audit (action, subject, detail)
    values ('let_act_as', let_act_as.service, jsonb_build_object(
        'principal', let_act_as.principal, 'reason', let_act_as.reason));
exception
    when unique_violation then
        raise exception '% may act as % already', let_act_as.service, let_act_as.principal using errcode = 'duplicate_object';
end
$$;

-- From now on no session can take on the principal's role; hub.end_stale_sessions ends those that may have it.
create or replace function hub.forbid_acting_as(service text, principal text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.acting as x
    set ended_at = clock_timestamp()
    where x.service = forbid_acting_as.service
        and x.principal = forbid_acting_as.principal
        and x.ended_at = 'infinity';
    if not found then
        raise exception '% may not act as % anyway', forbid_acting_as.service, forbid_acting_as.principal
            using errcode = 'undefined_object';
    end if;
    execute format('revoke %I from %I', forbid_acting_as.principal, forbid_acting_as.service);
    insert into hub.audit (action, subject, detail)
    values ('forbid_acting_as', forbid_acting_as.service, jsonb_build_object(
        'principal', forbid_acting_as.principal, 'reason', forbid_acting_as.reason));
end
$$;

revoke execute on function hub.let_act_as, hub.forbid_acting_as from public;
grant execute on function hub.let_act_as, hub.forbid_acting_as to yecai_dba;
