-- Derive keys and the transactions that touched them, from two parameters: one array of each.
select u.key::{{key_type}} as derive_key, max(u.ord) as ord
from unnest(?::text[], ?::integer[]) as u(key, ord)
group by 1
