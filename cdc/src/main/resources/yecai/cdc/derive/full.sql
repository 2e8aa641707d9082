-- Inserts all rows of a mapping; answers with true if none of them can be a detail.
with
-- A key that is neither prefix and derive key, nor that, a colon and a detail, becomes null and fails; bad-key.sql then finds
-- it. Keys are not checked beforehand, since that would evaluate the view twice.
made as (
    insert into {{canon}} (source, {{columns}})
    select
        {{source}},
        case
            when (m.entity_key = {{prefix}} || m.derive_key::text
                or starts_with(m.entity_key, {{prefix}} || m.derive_key::text || ':'))
            then m.entity_key
        end,
        {{m.others}}
    from {{view}} as m
    returning strpos(substr(entity_key, {{behind_prefix}}), ':') = 0 as plain
)
select coalesce(bool_and(made.plain), true)
from made
