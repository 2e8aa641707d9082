-- The derive keys of one mapping that the batch touched, each with the newest transaction of the batch that touched it.
select t.key::{{key_type}} as derive_key, max(t.ord) as ord
from pg_temp._touched as t
where t.mapping = {{mapping_number}}
group by 1
