-- Makes the canonical rows of some derive keys what the mapping's view gives for them: those that are no longer given are
-- deleted, those that differ are updated, new ones are inserted.
--
-- The planner knows neither how many rows the view gives nor how many are there, and may believe the canonical table to be as
-- small as it was when it was last analyzed. So every step is written in a form that cannot become a comparison of each row
-- with each, regardless of the estimates of the planner.
with
-- The keys, each with the newest of the ERP's transactions that touched it.
touched as materialized (
    {{touched}}
),
-- The rows that the view gives for them. The keys go in as an array: its subquery is run before the view is planned with it,
-- so the condition reaches the table that the view starts from, and the view is evaluated for these keys only.
fresh as materialized (
    select {{m.columns}}, m.derive_key
    from {{view}} as m
    where m.derive_key = any(array(select t.derive_key from touched as t))
),
-- The rows that are there: those with the touched keys themselves, and the details that the view gives. One scan with an
-- array of keys takes a quarter of the time of a look-up for each key.
existing as (
    select e.ctid as row_id, e.entity_key
    from {{canon}} as e
    where e.source = {{source}}
        and e.entity_key = any(array(
            select {{prefix}} || t.derive_key::text
            from touched as t
            union all
            select f.entity_key
            from fresh as f
            where f.entity_key <> {{prefix}} || f.derive_key::text
        ))
),
-- Both side by side. A full join can only be done by hashing or sorting, so it cannot compare each with each.
merged as materialized (
    select e.row_id, e.entity_key as there, f.derive_key, {{f.columns}}, f.txid, f.committed_at
    from (
        select f.*, t.txid, t.committed_at
        from fresh as f
        inner join touched as t on t.derive_key = f.derive_key
    ) as f
    full join existing as e on e.entity_key = f.entity_key
),
-- What is there and no longer given: the rows with a touched key itself, and (only where the mapping may give details) the
-- details that touched keys own. "offset 0" keeps the planner from pulling the look-up of one key's details up into a join
-- of the whole table with the keys; "not in" makes a hash table where "not exists" may compare each with each.
lost as materialized (
    select g.row_id, g.there as entity_key, null::{{key_type}} as derive_key
    from merged as g
    where g.derive_key is null
    union all
    select e.row_id, e.entity_key, t.derive_key
    from touched as t
    cross join lateral (
        select e.ctid as row_id, e.entity_key
        from {{canon}} as e
        where e.source = {{source}}
            and e.entity_key >= {{prefix}} || t.derive_key::text || ':'
            and e.entity_key < {{prefix}} || t.derive_key::text || ';'
        offset 0
    ) as e
    where e.entity_key not in (select f.entity_key from fresh as f where f.entity_key is not null)
        and not exists (
            select
            from hub.plain_mapping as p
            where (p.source, p.mapping) = ({{source}}, {{mapping}})
        )
),
gone as (
    delete from {{canon}} as c
    using lost as g
    where c.ctid = g.row_id
        {{and_is_not_anothers}}
),
-- A row whose business columns are the same is left alone, and keeps the transaction that last changed it.
kept as (
    update {{canon}} as c
    set {{assignments}},
        source_tx = f.txid, source_committed_at = f.committed_at, applied_at = transaction_timestamp()
    from merged as f
    where f.derive_key is not null
        and f.row_id is not null
        and c.ctid = f.row_id
        and ({{c.others}}) is distinct from ({{f.others}})
),
-- A mapping that gives a detail is no longer one without details.
not_plain as (
    delete from hub.plain_mapping as p
    where (p.source, p.mapping) = ({{source}}, {{mapping}})
        and exists (
            select
            from fresh as f
            where f.entity_key <> {{prefix}} || f.derive_key::text
        )
)
-- The source's lock makes this session the only writer of these rows, so a plain insert does. To check for conflicts as well
-- took a third of the time of inserting. A key that the view gives twice fails here.
insert into {{canon}} (source, {{columns}}, source_tx, source_committed_at, applied_at)
select {{source}}, {{f.columns}}, f.txid, f.committed_at, transaction_timestamp()
from merged as f
where f.row_id is null
