set local role yecai_access;

-- What decides which rows a principal sees, for hub.preview_rights; null where there is no such principal. A DBA who tries a change
-- asks for it within the transaction that is undone, and counts afterwards, when nothing is held any more.
create or replace function hub.rights_of(role text) returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'kind', p.kind,
        'reader_roles', to_jsonb(p.reader_roles),
        'scopes', coalesce((
            select jsonb_agg(jsonb_build_object(
                'dimension', s.dimension, 'value', s.value, 'valid_from', s.valid_from, 'valid_to', s.valid_to))
            from hub.scope as s
            where s.principal = p.principal
        ), '[]'),
        'masks', coalesce((
            select jsonb_agg(jsonb_build_object('dataset', m.dataset, 'column_name', m.column_name, 'mask', m.mask))
            from hub.mask as m
            where m.role = p.principal
        ), '[]'),
        'datasets', coalesce((
            select jsonb_agg(n.nspname || '.' || c.relname)
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname in ('finance', 'production', 'reporting')
                and c.relkind = 'v'
                and has_schema_privilege(p.principal, n.oid, 'usage')
                and has_table_privilege(p.principal, c.oid, 'select')
        ), '[]')
    )
    from hub.principal as p
    where p.principal = rights_of.role and p.ended_at is null
$$;

revoke execute on function hub.rights_of from public;
grant execute on function hub.rights_of to yecai_dba, yecai_mart;

-- The audited part of a preview.
create or replace function hub.note_preview(role text, detail jsonb) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into hub.audit (action, subject, detail) values ('preview', role, detail)
$$;

-- Gives yecai_mart, the owner of hub.preview_rights, scopes and masks. Its caller undoes it, so that no other session ever sees
-- it; previews at the same time wait for each other.
create or replace function hub.lend_rights(rights jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.principal (principal, kind, reader_roles, created_by)
    values (
        'yecai_mart', rights ->> 'kind', array(select jsonb_array_elements_text(rights -> 'reader_roles')), session_user);
    insert into hub.scope (principal, dimension, value, valid_from, valid_to, reason, granted_by)
    select 'yecai_mart', s.dimension, s.value, s.valid_from, s.valid_to, 'preview', session_user
    from jsonb_to_recordset(rights -> 'scopes') as s (
        dimension text, value text, valid_from timestamptz, valid_to timestamptz
    );
    insert into hub.mask (dataset, column_name, role, mask, reason)
    select m.dataset, m.column_name, 'yecai_mart', m.mask, 'preview'
    from jsonb_to_recordset(rights -> 'masks') as m (dataset text, column_name text, mask text);
end
$$;

revoke execute on function hub.note_preview, hub.lend_rights from public;
grant execute on function hub.note_preview, hub.lend_rights to yecai_mart;

set local role yecai_mart;

-- How many rows of each company somebody with these rights sees of a dataset; the role is for the audit. Datasets without a
-- column company give one row, without a company. Only counts leave the function: it reads by itself, with the rights for the
-- moment of the count, so that nobody has to be able to act as the principal. Counting takes its time, so that the audit is
-- written, and held, only when it is over.
create or replace function hub.preview_rights(role text, dataset text, rights jsonb)
returns table (company text, visible bigint)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    found_view oid;
    has_company boolean;
    counted jsonb;
begin
    select
        c.oid,
        exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'company' and not a.attisdropped)
    into found_view, has_company
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('finance', 'production', 'reporting')
        and n.nspname = split_part(dataset, '.', 1)
        and c.relname = split_part(dataset, '.', 2);
    if not found then
        raise exception '% is no dataset of the hub', dataset using errcode = 'undefined_table';
    end if;
    if jsonb_exists(rights -> 'datasets', dataset) then
        begin
            perform hub.lend_rights(rights);
            execute format(
                'select jsonb_agg(jsonb_build_object(''company'', c.company, ''visible'', c.visible) order by c.company)'
                ' from (select %s as company, count(*) as visible from %s group by 1) as c',
                case when has_company then 'company' else 'null::text' end, found_view::regclass)
            into counted;
            raise exception 'the rights that were lent end' using errcode = 'YH001';
        exception
            when sqlstate 'YH001' then
                null;
        end;
    end if;
    perform hub.note_preview(role, jsonb_build_object('dataset', dataset, 'rights', rights - 'datasets'));
    return query
    select x.company, x.visible
    from jsonb_to_recordset(counted) as x (company text, visible bigint)
    order by x.company;
end
$$;

-- The same with the rights that a principal has.
create or replace function hub.preview_as(role text, dataset text) returns table (company text, visible bigint)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    rights constant jsonb := hub.rights_of(role);
begin
    if rights is null then
        raise exception 'principal % is unknown to the hub', role using errcode = 'undefined_object';
    end if;
    return query select x.company, x.visible from hub.preview_rights(role, dataset, rights) as x;
end
$$;

revoke execute on function hub.preview_rights, hub.preview_as from public;
grant execute on function hub.preview_rights, hub.preview_as to yecai_dba;
