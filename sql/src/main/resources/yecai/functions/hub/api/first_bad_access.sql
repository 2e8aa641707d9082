-- Names the first entry that does not fit; no row means that the chain is whole. A cut tail fits, as in hub.audit.
create or replace function hub.first_bad_access() returns table (entry bigint, problem text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.entry, c.problem
    from (
        select
            a.entry,
            case
                when a.entry <> row_number() over (order by a.entry) then 'number missing before this entry'
                when a.hash <> hub.data_access_hash(a) then 'content differs from its hash'
                when b.batch is null then 'no batch has this entry'
            end as problem
        from hub.data_access as a
        left join hub.data_access_batch as b
            on b.batch = a.batch and a.entry between b.first_entry and b.last_entry
        union all
        select
            b.first_entry,
            case
                when b.batch <> row_number() over (order by b.batch) then 'batch missing before this entry'
                when b.prev_hash <> lag(b.hash, 1, '\x00'::bytea) over (order by b.batch)
                    then 'batch not chained to the batch before'
                when b.first_entry <> lag(b.last_entry, 1, 0::bigint) over (order by b.batch) + 1
                    then 'batch does not begin after the batch before'
                when (b.first_entry, b.last_entry) is distinct from (e.first_entry, e.last_entry)
                    then 'batch does not say which entries it has'
                when b.hash <> hub.data_access_batch_hash(b, coalesce(e.hashes, ''))
                    then 'the batch or its entries differ from its hash'
            end
        from hub.data_access_batch as b
        left join (
            select
                a.batch,
                min(a.entry) as first_entry,
                max(a.entry) as last_entry,
                string_agg(a.hash, ''::bytea order by a.entry) as hashes
            from hub.data_access as a
            group by a.batch
        ) as e on e.batch = b.batch
    ) as c
    where c.problem is not null
    order by c.entry
    limit 1
$$;

grant execute on function hub.first_bad_access to yecai_dba;
