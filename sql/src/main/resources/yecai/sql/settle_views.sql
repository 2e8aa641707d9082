-- Makes each governed view once more of the text that the server prints of it. Only then does that text stay the same when a backup is
-- restored, or lint 06 mends the view: the server names what a view's own text leaves unnamed, as in the second part of a union.
do $$
declare
    made record;
begin
    for made in
        select
            c.oid::regclass as name,
            pg_get_userbyid(c.relowner) as owner,
            case when c.reloptions @> array['security_barrier=true'] then 'with (security_barrier = true) ' end as barrier,
            pg_get_viewdef(c.oid) as definition
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind = 'v'
            and n.nspname in ('mart', 'finance', 'production', 'reporting')
            and pg_get_userbyid(c.relowner) in ('yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow')
            and pg_get_viewdef(c.oid) like '%UNION%'
    loop
        perform set_config('role', made.owner, true);
        execute format('create or replace view %s %sas %s', made.name, made.barrier, made.definition);
    end loop;
end
$$;
