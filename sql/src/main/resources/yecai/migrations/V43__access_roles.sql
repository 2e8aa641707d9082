-- Functions for DBAs: reader roles, datasets, principals, masks and labels. As in V4: they run as yecai_access, only
-- members of yecai_dba may call them, and each writes its audit entry in the same transaction.

alter table hub.principal add column ended_at timestamptz;
alter table hub.principal add column rights_shrank_at timestamptz not null default '-infinity';

-- Who works with whom, so that nobody approves for a colleague of the same group. Members need not be principals.
create table hub.group_member (
    group_name text not null,
    member text not null,
    primary key (group_name, member)
);

grant select, insert, delete on hub.group_member to yecai_access;
grant select on hub.group_member to yecai_dba;
set local role yecai_mart;
grant execute on function hub.publish_view, hub.sync_datasets to yecai_access;
set local role yecai_owner;
alter function hub.record_views() security definer;
grant execute on function hub.record_views to yecai_access;
grant select on hub.governed_view to yecai_access;

grant create on schema hub to yecai_mart;
set local role yecai_mart;

-- Takes a reader role's last rights away, so that it can be dropped.
create function hub.clear_reader_role(role text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('revoke usage on schema finance, production, reporting from %I', role);
end
$$;
revoke execute on function hub.clear_reader_role from public;
grant execute on function hub.clear_reader_role to yecai_access;

set local role yecai_owner;
revoke create on schema hub from yecai_mart;
grant create on schema hub to yecai_access;
set local role yecai_access;

create function hub.add_reader_role(role text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if role ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = role) then
        raise exception 'reader role % is refused: the role exists already or its name is reserved; choose another name', role
            using errcode = 'duplicate_object';
    end if;
    insert into hub.reader_role (role) values (role);
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role);
    insert into hub.audit (action, subject) values ('add_reader_role', role);
end
$$;

create function hub.drop_reader_role(role text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if exists (select from hub.principal as p where drop_reader_role.role = any (p.reader_roles)) then
        raise exception 'reader role % is refused: principals still have it; change them with hub.set_principal_roles first',
            drop_reader_role.role using errcode = 'dependent_objects_still_exist';
    end if;
    delete from hub.dataset_grant as g where g.role = drop_reader_role.role;
    perform hub.sync_datasets();
    delete from hub.reader_role as r where r.role = drop_reader_role.role;
    if not found then
        raise exception 'reader role % is unknown to the hub', drop_reader_role.role using errcode = 'undefined_object';
    end if;
    perform hub.clear_reader_role(drop_reader_role.role);
    execute format('drop role %I', drop_reader_role.role);
    insert into hub.audit (action, subject, detail)
    values ('drop_reader_role', drop_reader_role.role, jsonb_build_object('reason', drop_reader_role.reason));
end
$$;

create function hub.grant_dataset(role text, dataset text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.dataset_grant (role, dataset) values (role, dataset);
    perform hub.sync_datasets();
    insert into hub.audit (action, subject, detail)
    values ('grant_dataset', role, jsonb_build_object('dataset', dataset));
end
$$;

create function hub.revoke_dataset(role text, dataset text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.dataset_grant as g where g.role = revoke_dataset.role and g.dataset = revoke_dataset.dataset;
    if not found then
        raise exception 'reader role % does not have the dataset %', revoke_dataset.role, revoke_dataset.dataset
            using errcode = 'undefined_object';
    end if;
    perform hub.sync_datasets();
    update hub.principal as p set rights_shrank_at = clock_timestamp() where revoke_dataset.role = any (p.reader_roles);
    insert into hub.audit (action, subject, detail)
    values ('revoke_dataset', revoke_dataset.role,
        jsonb_build_object('dataset', revoke_dataset.dataset, 'reason', revoke_dataset.reason));
end
$$;

create function hub.require_reader_roles(reader_roles text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    unknown text;
begin
    select w into unknown
    from unnest(reader_roles) as w
    where w is null or not exists (select from hub.reader_role as r where r.role = w)
    limit 1;
    if found then
        raise exception 'reader_roles holds %, which is no reader role of the hub; make it with hub.add_reader_role first',
            unknown using errcode = 'undefined_object';
    end if;
end
$$;

create or replace function hub.add_principal(name text, kind text, reader_roles text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    reader_role text;
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    if name ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = name) then
        raise exception 'principal % is refused: the role exists already or its name is reserved; choose another name', name
            using errcode = 'duplicate_object';
    end if;
    perform hub.require_reader_roles(reader_roles);
    -- A principal that was dropped keeps its row, for the history of its scopes, and can come back.
    insert into hub.principal (principal, kind, reader_roles, created_by)
    values (add_principal.name, add_principal.kind, add_principal.reader_roles, session_user)
    on conflict (principal) do update
    set kind = excluded.kind, reader_roles = excluded.reader_roles, created_by = excluded.created_by,
        created_at = clock_timestamp(), ended_at = null;
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls', name);
    foreach reader_role in array reader_roles loop
        execute format(
            'grant %I to %I' || case when is_16 then ' with inherit true, set false' else '' end, reader_role, name);
    end loop;
    execute format(
        'grant %I to yecai_preview' || case when is_16 then ' with inherit false, set true' else '' end, name);
    insert into hub.audit (action, subject, detail)
    values ('add_principal', add_principal.name,
        jsonb_build_object('kind', add_principal.kind, 'reader_roles', to_jsonb(add_principal.reader_roles)));
end
$$;

create function hub.set_principal_roles(name text, reader_roles text[], reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    before text[];
    changed text;
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    perform hub.require_reader_roles(set_principal_roles.reader_roles);
    select p.reader_roles into before
    from hub.principal as p
    where p.principal = name and p.ended_at is null
    for update;
    if not found then
        raise exception 'principal % is unknown to the hub', name using errcode = 'undefined_object';
    end if;
    foreach changed in array before loop
        if changed <> all (set_principal_roles.reader_roles) then
            execute format('revoke %I from %I', changed, name);
        end if;
    end loop;
    foreach changed in array set_principal_roles.reader_roles loop
        if changed <> all (before) then
            execute format('grant %I to %I' || case when is_16 then ' with inherit true, set false' else '' end, changed, name);
        end if;
    end loop;
    update hub.principal as p
    set reader_roles = set_principal_roles.reader_roles,
        rights_shrank_at = case
            when before <@ set_principal_roles.reader_roles then p.rights_shrank_at else clock_timestamp()
        end
    where p.principal = name;
    insert into hub.audit (action, subject, detail)
    values ('set_principal_roles', name, jsonb_build_object(
        'before', to_jsonb(before), 'reader_roles', to_jsonb(set_principal_roles.reader_roles), 'reason', reason));
end
$$;

-- Ends a principal: its scopes end, its role goes. Its logins must have been dropped.
create function hub.drop_principal(name text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if exists (select from hub.login as l where l.principal = name) then
        raise exception 'principal % still has logins; drop them with hub.drop_login first', name
            using errcode = 'dependent_objects_still_exist';
    end if;
    update hub.principal as p
    set ended_at = clock_timestamp(), reader_roles = '{}', rights_shrank_at = clock_timestamp()
    where p.principal = name and p.ended_at is null;
    if not found then
        raise exception 'principal % is unknown to the hub', name using errcode = 'undefined_object';
    end if;
    update hub.scope as s
    set valid_to = greatest(s.valid_from, clock_timestamp())
    where s.principal = name and s.valid_to > clock_timestamp();
    execute format('drop role if exists %I', name);
    insert into hub.audit (action, subject, detail)
    values ('drop_principal', name, jsonb_build_object('reason', reason));
end
$$;

create function hub.set_group(group_name text, members text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.group_member as g where g.group_name = set_group.group_name;
    insert into hub.group_member (group_name, member)
    select set_group.group_name, m from unnest(set_group.members) as m;
    insert into hub.audit (action, subject, detail)
    values ('set_group', set_group.group_name, jsonb_build_object('members', to_jsonb(set_group.members)));
end
$$;

-- Makes the published views that a mask of the dataset can touch anew.
create function hub.publish_masked(dataset text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    target record;
begin
    for target in
        select split_part(v.view, '.', 1) as schema_name, split_part(v.view, '.', 2) as name
        from hub.governed_view as v
        where v.view in (dataset, split_part(dataset, '.', 1) || '.' || split_part(v.view, '.', 2))
            and split_part(dataset, '.', 2) in ('*', split_part(v.view, '.', 2))
            and exists (
                select from hub.governed_view as i
                where i.view = 'mart.' || split_part(v.view, '.', 1) || '__' || split_part(v.view, '.', 2) || '_scoped'
            )
    loop
        perform hub.publish_view(target.schema_name, target.name);
    end loop;
    perform hub.record_views();
end
$$;

create function hub.set_mask(dataset text, column_name text, role text, mask text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    type regtype;
begin
    select min(a.atttypid)::regtype into type
    from hub.governed_view as v
    inner join pg_namespace as n on n.nspname = split_part(v.view, '.', 1)
    inner join pg_class as c on c.relnamespace = n.oid and c.relname = split_part(v.view, '.', 2)
    inner join pg_attribute as a on a.attrelid = c.oid and a.attname = set_mask.column_name
    where n.nspname = split_part(set_mask.dataset, '.', 1)
        and split_part(set_mask.dataset, '.', 2) in ('*', c.relname::text);
    if type is null then
        raise exception 'mask is refused: dataset % has no column %', set_mask.dataset, set_mask.column_name
            using errcode = 'undefined_column';
    end if;
    if not (set_mask.mask in ('null', 'none')
        or type = 'text'::regtype
        or (set_mask.mask = 'partial' and type in ('date'::regtype, 'timestamptz'::regtype)))
    then
        raise exception 'mask % is refused for column % of type %: texts take every mask, dates null and partial, the rest null',
            set_mask.mask, set_mask.column_name, type using errcode = 'wrong_object_type';
    end if;
    if not exists (select from hub.reader_role as r where r.role = set_mask.role)
        and not exists (select from hub.principal as p where p.principal = set_mask.role and p.ended_at is null)
    then
        raise exception 'mask is refused: % is neither a reader role nor a principal', set_mask.role
            using errcode = 'undefined_object';
    end if;
    insert into hub.mask (dataset, column_name, role, mask, reason)
    values (set_mask.dataset, set_mask.column_name, set_mask.role, set_mask.mask, set_mask.reason)
    on conflict (dataset, column_name, role) do update
    set mask = excluded.mask, reason = excluded.reason, set_by = session_user, set_at = clock_timestamp();
    perform hub.publish_masked(set_mask.dataset);
    update hub.principal as p set rights_shrank_at = clock_timestamp()
    where p.principal = set_mask.role or set_mask.role = any (p.reader_roles);
    insert into hub.audit (action, subject, detail)
    values ('set_mask', set_mask.role, jsonb_build_object(
        'dataset', set_mask.dataset, 'column', set_mask.column_name, 'mask', set_mask.mask, 'reason', set_mask.reason));
end
$$;

create function hub.clear_mask(dataset text, column_name text, role text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.mask as m
    where m.dataset = clear_mask.dataset and m.column_name = clear_mask.column_name and m.role = clear_mask.role;
    if not found then
        raise exception 'role % has no mask on %.%', clear_mask.role, clear_mask.dataset, clear_mask.column_name
            using errcode = 'undefined_object';
    end if;
    perform hub.publish_masked(clear_mask.dataset);
    insert into hub.audit (action, subject, detail)
    values ('clear_mask', clear_mask.role, jsonb_build_object(
        'dataset', clear_mask.dataset, 'column', clear_mask.column_name, 'reason', clear_mask.reason));
end
$$;

-- Labels a column; null takes the label away.
create function hub.set_label(dataset text, column_name text, label text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.label as l where l.dataset = set_label.dataset and l.column_name = set_label.column_name;
    if set_label.label is not null then
        insert into hub.label (dataset, column_name, label)
        values (set_label.dataset, set_label.column_name, set_label.label);
    end if;
    insert into hub.audit (action, subject, detail)
    values ('set_label', set_label.dataset,
        jsonb_build_object('column', set_label.column_name, 'label', set_label.label));
end
$$;

revoke execute on function
    hub.add_reader_role, hub.drop_reader_role, hub.grant_dataset, hub.revoke_dataset, hub.require_reader_roles,
    hub.set_principal_roles, hub.drop_principal, hub.set_group, hub.publish_masked, hub.set_mask, hub.clear_mask,
    hub.set_label
from public;
grant execute on function
    hub.add_reader_role, hub.drop_reader_role, hub.grant_dataset, hub.revoke_dataset,
    hub.set_principal_roles, hub.drop_principal, hub.set_group, hub.set_mask, hub.clear_mask, hub.set_label
to yecai_dba;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
