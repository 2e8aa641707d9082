-- Makes and removes roles that readers may have.

set local role yecai_access;

create or replace function hub.add_reader_role(role text) returns void
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
    execute format('grant execute on function hub.rights_of_reader, hub.branches_of, hub.companies_of, hub.reader_branches, hub.reader_companies to %I', role);
    insert into hub.audit (action, subject) values ('add_reader_role', role);
end
$$;

create or replace function hub.drop_reader_role(role text, reason text) returns void
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
    execute format('revoke execute on function hub.rights_of_reader, hub.branches_of, hub.companies_of, hub.reader_branches, hub.reader_companies from %I', drop_reader_role.role);
    execute format('drop role %I', drop_reader_role.role);
    insert into hub.audit (action, subject, detail)
    values ('drop_reader_role', drop_reader_role.role, jsonb_build_object('reason', drop_reader_role.reason));
end
$$;

revoke execute on function hub.add_reader_role, hub.drop_reader_role from public;
grant execute on function hub.add_reader_role, hub.drop_reader_role to yecai_dba;
