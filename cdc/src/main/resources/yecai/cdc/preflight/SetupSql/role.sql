do $yecai$
declare
    the_user constant name := :user;
    replicates constant boolean := :replicates;
    -- Amazon RDS and Aurora: nobody there may give the right itself, but this role has it
    is_rds constant boolean := exists (select from pg_catalog.pg_roles as r where r.rolname = 'rds_replication');
begin
    set local search_path = pg_catalog, pg_temp;
    if not exists (select from pg_catalog.pg_roles as r where r.rolname = the_user) then
        execute format('create role %I login', the_user);
    end if;
    if is_rds and replicates then
        execute format('grant rds_replication to %I', the_user);
    elsif not replicates then
        if exists (select from pg_catalog.pg_roles as r where r.rolname = the_user and (r.rolreplication or not r.rolcanlogin)) then
            execute format('alter role %I login noreplication', the_user);
        end if;
    elsif exists (select from pg_catalog.pg_roles as r where r.rolname = the_user and not (r.rolreplication and r.rolcanlogin)) then
        execute format('alter role %I login replication', the_user);
    end if;
    if exists (select from pg_catalog.pg_roles as r
        where r.rolname = the_user and (r.rolsuper or r.rolcreatedb or r.rolcreaterole)) then
        execute format('alter role %I nosuperuser nocreatedb nocreaterole', the_user);
    end if;
end $yecai$;
