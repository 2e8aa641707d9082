-- The same for a table whose batches of rows are chained: each row has a hash, each batch one over its rows' hashes.
select f.number, f.problem
from (
    select c.<number> as number, case
        when c.<number> != row_number() over (order by c.<number>) then 'an entry is missing before it'
        when c.hash != pg_catalog.sha256(<content>) then 'its content differs from its hash'
        when not exists (
            select from hub.<table>_batch as b
            where b.batch = c.batch and c.<number> between b.first_entry and b.last_entry
        ) then 'no batch has it'
    end as problem
    from hub.<table> as c
    union all
    select b.first_entry as number, case
        when b.batch != row_number() over (order by b.batch) then 'a batch is missing before it'
        when b.prev_hash != lag(b.hash, 1, '\x00'::bytea) over (order by b.batch)
            then 'its batch is not chained to the batch before'
        when b.first_entry != lag(b.last_entry, 1, 0::bigint) over (order by b.batch) + 1
            then 'its batch does not begin after the batch before'
        when b.last_entry is distinct from (
            select max(e.<number>) from hub.<table> as e where e.batch = b.batch
        ) then 'its batch does not say which entries it has'
        when b.hash != pg_catalog.sha256(
            b.prev_hash
            || pg_catalog.convert_to(pg_catalog.jsonb_build_array(
                b.batch, b.first_entry, b.last_entry, (extract(epoch from b.recorded_at) * 1000000)::bigint
            )::text, 'UTF8')
            || coalesce((
                select string_agg(e.hash, ''::bytea order by e.<number>) from hub.<table> as e where e.batch = b.batch
            ), ''::bytea)
        ) then 'its batch or the batch''s entries differ from the batch''s hash'
    end as problem
    from hub.<table>_batch as b
) as f
where f.problem is not null
order by f.number
limit 1
