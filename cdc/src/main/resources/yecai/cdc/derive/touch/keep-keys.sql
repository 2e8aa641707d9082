-- Keeps the keys that a batch touched until they are derived, each once, a hundred thousand to a row: a row for each would cost as
-- much as to write the mirror.
insert into hub.underived_key (source, last_position, mapping, part, derive_keys, newest)
select {{source}}, pg_catalog.current_setting('yecai.keeping')::pg_lsn, m.name, t.part, array_agg(t.key), array_agg(t.ord)
from (
    select t.mapping, t.key, max(t.ord) as ord, (row_number() over (partition by t.mapping) - 1) / 100000 as part
    from pg_temp._touched as t
    group by t.mapping, t.key
) as t
inner join (values {{mappings}}) as m (mapping_number, name) on m.mapping_number = t.mapping
group by m.name, t.part
