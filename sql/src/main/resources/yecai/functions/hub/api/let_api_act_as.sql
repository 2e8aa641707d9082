-- Allows yecai_api, the API's login, to take on a principal's role; only principals with a token or a subject are.

set local role yecai_access;

create or replace function hub.let_api_act_as(principal text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from hub.principal as p where p.principal = let_api_act_as.principal and p.ended_at is null
    ) then
        raise exception 'principal % is unknown to the hub: add it with hub.add_principal', principal
            using errcode = 'undefined_object';
    end if;
    if exists (select from pg_roles as r where r.rolname = let_api_act_as.principal)
        and pg_has_role(let_api_act_as.principal::name, 'yecai_dba', 'member')
    then
        raise exception 'the API may not act as %, who is a member of yecai_dba: it has no right to administer', principal
            using errcode = 'insufficient_privilege';
    end if;
    execute format(
        'grant %I to yecai_api'
        || case when current_setting('server_version_num')::integer >= 160000
            then ' with inherit false, set true' else '' end,
        principal);
end
$$;

revoke execute on function hub.let_api_act_as from public;
