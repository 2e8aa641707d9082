-- Notes the keys of the batch that waits to be derived: there is one.
insert into pg_temp._touched (mapping, key, ord)
select m.mapping_number, u.key, u.newest
from hub.underived_key as k
inner join (values {{mappings}}) as m (mapping_number, name) on m.name = k.mapping
cross join lateral unnest(k.derive_keys, k.newest) as u(key, newest)
where k.source = {{source}}
