-- A condition on a row g of lost: none of the other keys that may own it gives it. M1:A looks like a detail of M1, so a row
-- that is no longer given for one key may be another's. Only for mappings whose keys may contain colons.
and g.entity_key not in (
    select m.entity_key
    from {{view}} as m
    where m.entity_key is not null
        and m.derive_key = any(array(
            select o.derive_key::{{key_type}}
            from lost as e
            cross join lateral (
                {{owners}}
            ) as o
        ))
)
