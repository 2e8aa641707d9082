-- Notes the next batch of keys that changed codes touch, and takes them out of those that wait.
with batch as (
    delete from hub.code_key as k
    where k.source = {{source}}
        and k.batch = (select min(x.batch) from hub.code_key as x where x.source = {{source}})
    returning k.mapping, k.derive_key
)
insert into pg_temp._touched (mapping, key, ord)
select m.mapping_number, b.derive_key, 0
from batch as b
inner join (values {{mappings}}) as m (mapping_number, name) on m.name = b.mapping
