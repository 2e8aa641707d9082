-- The ERP's own codes, where the group has others for them: source_customer beside customer, and so on for each kind of code. Null
-- where both are the same, which costs a row nothing.
do $$
declare
    wanted record;
begin
    for wanted in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
        inner join hub.code_kind as k on a.attname::text = any (k.code_columns)
        where c.relnamespace = 'canon'::regnamespace and not a.attisdropped
        order by c.relname, a.attnum
    loop
        execute format('alter table %s add column %I text', wanted.relation, 'source_' || wanted.name);
    end loop;
end
$$;
