-- The entity_keys of the rows that the derive key in the parameter owns, or seems to own: prefix and key itself, and everything
-- followed by a colon (';' is the character after ':' in the "C" collation of entity_key). Two index scans, each kept
-- apart by "offset 0": with "or" the planner reads everything.
select e.entity_key
from (select ?::{{key_type}} as derive_key) as t
cross join lateral (
    (
        select e.ctid as row_id, e.entity_key
        from {{canon}} as e
        where e.source = {{source}}
            and e.entity_key = {{prefix}} || t.derive_key::text
        offset 0
    )
    union all
    (
        select e.ctid as row_id, e.entity_key
        from {{canon}} as e
        where e.source = {{source}}
            and e.entity_key >= {{prefix}} || t.derive_key::text || ':'
            and e.entity_key < {{prefix}} || t.derive_key::text || ';'
            and not exists (
                select
                from hub.plain_mapping as p
                where (p.source, p.mapping) = ({{source}}, {{mapping}})
            )
        offset 0
    )
) as e
