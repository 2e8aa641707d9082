-- What somebody who may make a schema could put into another's search path: for every function and operator of PostgreSQL over
-- texts, the same name for types that PostgreSQL prefers where a name or varchar is compared with a literal. Each counts its
-- calls, outside the transaction, and fails. SCHEMA is the schema.
create schema if not exists SCHEMA;
grant usage on schema SCHEMA to public;
create sequence SCHEMA.calls;
grant all on sequence SCHEMA.calls to public;

do $plant$
declare
    body constant text := $body$
begin
    perform pg_catalog.nextval('SCHEMA.calls'::pg_catalog.regclass);
    raise exception 'a planted object of SCHEMA was called by %', current_user;
end
$body$;
    one record;
    made integer := 0;
begin
    for one in
        with text_function as (
            select
                p.proname,
                p.proretset,
                p.prorettype,
                array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality as u(t, n) order by n) as arguments
            from pg_catalog.pg_proc as p
            inner join pg_catalog.pg_type as r on r.oid = p.prorettype and r.typtype <> 'p'
            where p.pronamespace = 'pg_catalog'::regnamespace
                and p.pronargs between 1 and 4
                and (array['text'::regtype, 'name'::regtype]::oid[] && p.proargtypes::oid[])
                and not exists (
                    select from unnest(p.proargtypes::oid[]) as u(t)
                    inner join pg_catalog.pg_type as y on y.oid = u.t and y.typtype = 'p'
                )
        )
        select distinct f.proname, f.proretset, f.prorettype, v.arguments
        from text_function as f
        cross join lateral (
            values
                (array_replace(f.arguments, 'text', 'name')),
                (array_replace(array_replace(f.arguments, 'name', 'varchar'), 'text', 'varchar')),
                (f.arguments[1:1] || array_replace(f.arguments[2:], 'text', 'name')),
                (f.arguments[1:1] || array_replace(f.arguments[2:], 'text', 'varchar')),
                (array_replace(f.arguments[1:1], 'text', 'name') || f.arguments[2:]),
                (array_replace(f.arguments[1:1], 'text', 'varchar') || f.arguments[2:])
        ) as v(arguments)
        union
        select n.name, false, 'text'::regtype::oid, a.arguments
        from (
            values ('format'), ('concat'), ('concat_ws'), ('max'), ('min'), ('string_agg'), ('array_to_string'), ('coalesce_text'),
                ('current_setting'), ('set_config'), ('to_jsonb'), ('quote_nullable'), ('has_table_privilege')
        ) as n(name)
        cross join (
            values (array['name']), (array['varchar']), (array['text']), (array['text', 'name']), (array['text', 'varchar']),
                (array['text', 'text']), (array['name', 'text']), (array['text', 'name', 'name']), (array['text', 'text', 'name']),
                (array['text', 'text', 'text']), (array['text', 'name', 'text']), (array['text', 'name', 'name', 'name']),
                (array['text', 'integer'])
        ) as a(arguments)
    loop
        begin
            execute format('create function SCHEMA.%I(%s) returns %s%s language plpgsql as %L',
                one.proname, array_to_string(one.arguments, ', '), case when one.proretset then 'setof ' else '' end,
                format_type(one.prorettype, null), body);
            made := made + 1;
        exception
            when duplicate_function or undefined_function or invalid_function_definition or datatype_mismatch then null;
        end;
    end loop;
    for one in
        select distinct o.oprname, o.oprresult, l.type as left_type, r.type as right_type
        from pg_catalog.pg_operator as o
        cross join (values ('name'), ('varchar'), ('text')) as l(type)
        cross join (values ('name'), ('varchar'), ('text')) as r(type)
        where o.oprnamespace = 'pg_catalog'::regnamespace
            and o.oprleft in ('text'::regtype, 'name'::regtype)
            and o.oprright in ('text'::regtype, 'name'::regtype)
    loop
        made := made + 1;
        execute format('create function SCHEMA.planted_%s(%s, %s) returns %s language plpgsql as %L',
            made, one.left_type, one.right_type, format_type(one.oprresult, null), body);
        execute format('create operator SCHEMA.%s (leftarg = %s, rightarg = %s, function = SCHEMA.planted_%s)',
            one.oprname, one.left_type, one.right_type, made);
    end loop;
    if made < 800 then
        raise exception 'only % objects were planted', made;
    end if;
end
$plant$;
