-- Keys, each with the newest of the batch's transactions that touched it, from three parameters: arrays of keys, transaction numbers and
-- commit times, the newest first. A statement that names no temporary table keeps its plan when one of them is truncated.
select distinct on (u.key::{{key_type}})
    u.key::{{key_type}} as derive_key, u.txid, timestamptz 'epoch' + u.micros * interval '1 microsecond' as committed_at
from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as u(key, txid, micros, number)
order by u.key::{{key_type}}, u.number
