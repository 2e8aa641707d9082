-- Names the first entry that does not fit the chain; no row means that the chain is whole. A cut tail fits, so keep
-- the last hash outside the database as well.
create or replace function hub.first_bad_audit() returns table (audit bigint, problem text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.audit, c.problem
    from (
        select
            a.audit,
            case
                when a.audit <> row_number() over (order by a.audit) then 'number missing before this entry'
                when a.prev_hash <> lag(a.hash, 1, '\x00'::bytea) over (order by a.audit) then 'not chained to the entry before'
                when a.hash <> hub.audit_hash(a) then 'content differs from its hash'
            end as problem
        from hub.audit as a
    ) as c
    where c.problem is not null
    order by c.audit
    limit 1
$$;

grant execute on function hub.first_bad_audit to yecai_dba;
