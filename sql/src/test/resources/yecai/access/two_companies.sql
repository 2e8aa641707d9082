-- Rows of two companies in every canonical table that has companies. Those of C2 have values that no row of C1 has, and the
-- other way round, in each column that no rule binds.
do $do$
declare
    filled record;
begin
    for filled in
        select
            a.attrelid::regclass as relation,
            string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
            string_agg(
                case
                    when a.attname = 'source' then '''s'''
                    when a.attname = 'company' then 'case when n.hidden then ''C2'' else ''C1'' end'
                    when a.attname = 'entity_key' then 'case when n.hidden then ''H'' else ''S'' end || n.number'
                    when a.atttypid = 'text'::regtype then 'case when n.hidden then ''HIDDEN'' else ''SHOWN '' || n.number % 7 end'
                    when a.atttypid = 'date'::regtype
                        then 'case when n.hidden then date ''2031-03-03'' else date ''2026-01-01'' + n.number % 28 end'
                    when a.atttypid = 'timestamptz'::regtype
                        then 'case when n.hidden then timestamptz ''2031-03-03 00:00:00+00'' else ''2026-01-01 00:00:00+00'' end'
                    when a.atttypid = 'boolean'::regtype then 'n.hidden'
                    else 'case when n.hidden then 77777 else n.number end'
                end,
                ', ' order by a.attnum) as expressions
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid
        where c.relnamespace = 'canon'::regnamespace
            and c.relkind = 'r'
            and a.attnum > 0
            and not a.attisdropped
            and a.attgenerated = ''
            and a.atttypid in (
                'text'::regtype, 'date'::regtype, 'timestamptz'::regtype, 'boolean'::regtype, 'numeric'::regtype,
                'integer'::regtype, 'bigint'::regtype
            )
            and exists (select from pg_attribute as x where x.attrelid = c.oid and x.attname = 'company')
            and not exists (
                select from pg_constraint as k
                where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey) and a.atttypid = 'text'::regtype
            )
        group by a.attrelid
    loop
        execute format(
            'insert into %s (%s) select %s from (select g as number, g %% 2 = 0 as hidden from generate_series(1, 600) as g) as n '
            -- sums by month have one row for all that is alike
            'on conflict do nothing',
            filled.relation, filled.columns, filled.expressions);
    end loop;
end
$do$;

analyze;
