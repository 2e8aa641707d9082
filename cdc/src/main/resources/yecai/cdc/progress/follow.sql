-- Moves the position of a source over the batch that was derived, and forgets the batch. One row, unless another process has taken the
-- source over or derived the batch.
with keys as (
    delete from hub.underived_key
    where source = {{source}} and last_position = {{to}}
),
batch as (
    delete from hub.underived
    where source = {{source}} and last_position = {{to}}
    returning
        last_position, events, cardinality(transactions) as transactions,
        timestamptz 'epoch' + committed_micros[1] * interval '1 microsecond' as first_committed_at,
        timestamptz 'epoch' + committed_micros[cardinality(committed_micros)] * interval '1 microsecond' as last_committed_at
),
noted as (
    insert into hub.applied_batch
        (source, first_position, last_position, transactions, events, first_committed_at, last_committed_at)
    select {{source}}, s.position, b.last_position, b.transactions, b.events, b.first_committed_at, b.last_committed_at
    from batch as b
    inner join hub.source as s on s.source = {{source}}
)
update hub.source as s
set position = b.last_position, position_applied_at = clock_timestamp(),
    position_committed_at = greatest(s.position_committed_at, b.last_committed_at),
    applied_transactions = s.applied_transactions + b.transactions, applied_events = s.applied_events + b.events
from batch as b
where s.source = {{source}} {{fence}}
