-- Column masks and sensitivity labels. A mask stands in the published view, so what a reader filters, groups or joins by
-- is the masked value. A view has the extra expression only for columns that somebody's mask names.

create table hub.mask (
    dataset text not null check (dataset ~ '^(finance|production|reporting)\.([a-z][a-z0-9_]{0,62}|\*)$'),
    column_name text not null,
    -- a reader role, or one principal, whose own row goes before those of its roles
    role text not null,
    mask text not null check (mask in ('full', 'partial', 'hash', 'null', 'none')),
    reason text not null check (reason <> ''),
    set_by text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    primary key (dataset, column_name, role)
);

create table hub.label (
    dataset text not null check (dataset ~ '^(finance|production|reporting)\.([a-z][a-z0-9_]{0,62}|\*)$'),
    column_name text not null,
    label text not null check (label in ('public', 'internal', 'confidential', 'personal')),
    set_by text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    primary key (dataset, column_name)
);

-- Makes hashes useless to whoever can only guess values.
create table hub.mask_salt (
    only_row boolean primary key default true check (only_row),
    salt text not null
);

insert into hub.mask_salt (salt)
select encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');

-- The masks of the current reader. Several roles: the strictest. The principal's own row: that one.
create view hub.reader_mask with (security_barrier = true) as
select distinct on (m.dataset, m.column_name) m.dataset, m.column_name, m.mask
from hub.mask as m
where m.role = current_user::text
    or exists (
        select from hub.principal as p
        where p.principal = current_user::text and m.role = any (p.reader_roles)
    )
order by
    m.dataset,
    m.column_name,
    m.role = current_user::text desc,
    array_position(array['null', 'full', 'hash', 'partial', 'none'], m.mask);

grant select on hub.reader_mask, hub.mask_salt, hub.mask to yecai_mart;
grant select, insert, update, delete on hub.mask, hub.label to yecai_access;
grant select on hub.mask, hub.label to yecai_dba;

-- The expression that stands for a column in a published view.
create function hub.masked_column(dataset text, column_name text, type regtype) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when not exists (
            select from hub.mask as m
            where m.column_name = masked_column.column_name
                and m.dataset in (masked_column.dataset, split_part(masked_column.dataset, '.', 1) || '.*')
        ) then format('u.%I', column_name)
        else format(
            'case coalesce('
            '(select m.mask from hub.reader_mask as m where m.dataset = %L and m.column_name = %L), '
            '(select m.mask from hub.reader_mask as m where m.dataset = %L and m.column_name = %L), ''none'') '
            'when ''none'' then u.%I %s end as %I',
            dataset, column_name, split_part(dataset, '.', 1) || '.*', column_name, column_name,
            case
                when type = 'text'::regtype then format(
                    'when ''full'' then ''***'' '
                    'when ''partial'' then left(u.%1$I, 1) || ''***'' || case when length(u.%1$I) > 6 then right(u.%1$I, 2) else '''' end '
                    'when ''hash'' then left(encode(sha256(convert_to((select s.salt from hub.mask_salt as s) || u.%1$I, ''UTF8'')), ''hex''), 32) '
                    'else null',
                    column_name)
                when type in ('date'::regtype, 'timestamptz'::regtype) then format(
                    'when ''partial'' then date_trunc(''year'', u.%I)::%s else null', column_name, type)
                else 'else null'
            end,
            column_name)
    end
$$;

grant execute on function hub.masked_column to yecai_mart;
grant usage on schema finance, production, reporting to yecai_mart with grant option;

-- The two functions that must own what they make or grant.
grant create on schema hub to yecai_mart;
set local role yecai_mart;

-- Makes a published view from its inner views. Reached by the installer and whenever a mask of the view changes.
create function hub.publish_view(schema_name text, view_name text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    inner_name constant text := case
        when schema_name = 'mart' then view_name else schema_name || '__' || view_name
    end;
    columns text;
    masked boolean;
    branches constant text := format(
        'select * from mart.%1$I union all select * from mart.%2$I union all select * from mart.%3$I',
        inner_name || '_scoped', inner_name || '_all', inner_name || '_narrow');
begin
    select
        string_agg(hub.masked_column(schema_name || '.' || view_name, a.attname, a.atttypid), ', ' order by a.attnum),
        bool_or(hub.masked_column(schema_name || '.' || view_name, a.attname, a.atttypid) like 'case %')
    into columns, masked
    from pg_attribute as a
    where a.attrelid = format('mart.%I', inner_name || '_scoped')::regclass and a.attnum > 0 and not a.attisdropped;
    execute format(
        'create or replace view %I.%I with (security_barrier = true) as %s', schema_name, view_name,
        case when masked then format('select %s from (%s) as u', columns, branches) else branches end);
end
$$;

-- Makes the rights of the reader roles on published views and functions those of hub.dataset_grant.
create function hub.sync_datasets() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    change record;
    changed integer := 0;
begin
    for change in
        with published as (
            select n.nspname::text as schema_name, c.relname::text as name, 'table' as kind, c.oid, c.oid::regclass::text as object
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
                and c.relowner = 'yecai_mart'::regrole
            union all
            select n.nspname, p.proname, 'function', p.oid, p.oid::regprocedure::text
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            where n.nspname in ('finance', 'production', 'reporting') and p.proowner = 'yecai_mart'::regrole
        ),
        wanted as (
            select p.*, r.role, exists (
                select from hub.dataset_grant as g
                where g.role = r.role
                    and g.dataset in (p.schema_name || '.' || p.name, p.schema_name || '.*')
            ) as granted
            from published as p
            cross join hub.reader_role as r
        )
        select
            w.granted,
            w.role,
            w.object,
            case w.kind when 'table' then 'select on ' else 'execute on function ' end as privilege,
            w.schema_name
        from wanted as w
        where w.granted is distinct from case w.kind
            when 'table' then exists (
                select from pg_class as c, aclexplode(c.relacl) as x
                where c.oid = w.oid and x.grantee = w.role::regrole and x.privilege_type = 'SELECT'
            )
            else exists (
                select from pg_proc as f, aclexplode(f.proacl) as x
                where f.oid = w.oid and x.grantee = w.role::regrole and x.privilege_type = 'EXECUTE'
            )
        end
        order by w.object, w.role
    loop
        if change.granted then
            execute format('grant usage on schema %I to %I', change.schema_name, change.role);
            execute format('grant %s %s to %I', change.privilege, change.object, change.role);
        else
            execute format('revoke %s %s from %I', change.privilege, change.object, change.role);
        end if;
        changed := changed + 1;
    end loop;
    return changed;
end
$$;

revoke execute on function hub.publish_view, hub.sync_datasets from public;
set local role yecai_owner;
revoke create on schema hub from yecai_mart;

-- Remembers the governed views as they are now, for the lints.
create function hub.record_views() returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    delete from hub.governed_view;
    insert into hub.governed_view (view, owner, barrier, definition)
    select
        format('%I.%I', n.nspname, c.relname),
        pg_get_userbyid(c.relowner),
        coalesce(c.reloptions @> array['security_barrier=true'], false),
        pg_get_viewdef(c.oid)
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'v'
        and n.nspname in ('mart', 'finance', 'production', 'reporting')
        and pg_get_userbyid(c.relowner) in ('yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow');
end;
