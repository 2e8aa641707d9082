-- Keys, each with what pg_temp._batch_tx has of the newest of the batch's transactions that touched it.
select k.derive_key, b.txid, b.committed_at
from (
    {{touched_keys}}
) as k
left join pg_temp._batch_tx as b on b.ord = k.ord
