-- Does what merge.sql does where are-new.sql answered with true. Nothing is kept in memory or in temporary files on the way.
with
touched as materialized (
    {{touched}}
)
-- A detail, which would have to be noted, becomes null, and so an error; the keys are then derived by merge.sql.
insert into {{canon}} (source, entity_key, {{others}}, source_tx, source_committed_at, applied_at)
select
    {{source}},
    case when m.entity_key = {{prefix}} || m.derive_key::text then m.entity_key end,
    {{m.others}},
    t.txid, t.committed_at, transaction_timestamp()
from (
    select {{m.columns}}, m.derive_key
    from {{view}} as m
    where m.derive_key = any(array(select t.derive_key from touched as t))
) as m
-- A full join for the same reason as in merge.sql. The planner cannot make another of it, since it does not see that the
-- condition below leaves out what has no row of the view.
full join touched as t on t.derive_key = m.derive_key
where (m.derive_key is not null) is not false
