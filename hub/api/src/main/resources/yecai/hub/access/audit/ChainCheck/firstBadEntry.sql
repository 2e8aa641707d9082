-- The first entry of a table whose rows are chained that was changed, reordered, or follows one that is gone.
select f.number, f.problem
from (
    select c.<number> as number, case
        when c.<number> != row_number() over (order by c.<number>) then 'an entry is missing before it'
        when c.prev_hash != lag(c.hash, 1, '\x00'::bytea) over (order by c.<number>)
            then 'it is not chained to the entry before'
        when c.hash != pg_catalog.sha256(c.prev_hash || <content>) then 'its content differs from its hash'
    end as problem
    from hub.<table> as c
) as f
where f.problem is not null
order by f.number
limit 1
