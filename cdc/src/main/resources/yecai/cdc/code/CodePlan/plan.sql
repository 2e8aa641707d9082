-- Batches of the keys that the changes touch, with whole documents in each.
with change as materialized (
    select h.change_no, h.kind, h.source_code
    from hub.code_change as h
    where h.source = :source and h.adopted_at is not null and h.planned_at is null and h.done_at is null and h.problem is null
),
touched as materialized (
    select p.mapping, p.derive_key, min(p.document) as document
    from (
        select p.mapping, p.derive_key, p.derive_key as document
        from hub.parked as p
        inner join change as c
            on c.kind = p.missing_kind and coalesce(c.source_code, p.missing_code) = p.missing_code
        where p.source = :source
{{keys}}
    ) as p
    group by p.mapping, p.derive_key
),
numbered as (
    select t.*, row_number() over (order by t.document, t.mapping, t.derive_key) - 1 as place
    from touched as t
),
planned as (
    insert into hub.code_key (source, batch, mapping, derive_key)
    select
        :source,
        (select coalesce(max(k.batch), 0) from hub.code_key as k where k.source = :source) + 1
            + min(n.place) over (partition by n.document) / :size,
        n.mapping,
        n.derive_key
    from numbered as n
    on conflict do nothing
    returning 1
)
update hub.code_change as h
set planned_at = clock_timestamp(), planned_keys = (select count(*) from planned)
from change as c
where h.change_no = c.change_no
