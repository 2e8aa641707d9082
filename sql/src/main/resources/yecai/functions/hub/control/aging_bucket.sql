-- Bucket sets of the aging, from the settings named aging_buckets.<set>: 'name: up to, …' from the youngest to the oldest; the
-- last has no end. The views read them through this view, so that they need no right on the table.
create or replace view hub.aging_bucket as
select
    substr(s.name, 15) as bucket_set,
    b.place::integer as bucket_no,
    trim(split_part(b.part, ':', 1)) as bucket,
    nullif(trim(split_part(b.part, ':', 2)), '') as up_to
from hub.setting as s
cross join lateral regexp_split_to_table(s.value, ',') with ordinality as b (part, place)
where s.name like 'aging\_buckets.%';

grant select on hub.aging_bucket to yecai_mart, yecai_mart_all, yecai_mart_narrow;
