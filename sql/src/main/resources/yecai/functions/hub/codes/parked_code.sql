-- The codes that documents are parked for, and how many documents of each canonical table wait: nothing else of them, nor the reason.
create or replace view hub.parked_code with (security_barrier = true) as
select p.source, p.missing_kind as kind, p.missing_code as code, p.entity, count(*) as documents
from hub.parked as p
where p.missing_kind is not null
group by p.source, p.missing_kind, p.missing_code, p.entity;

grant select on hub.parked_code to yecai_mart, yecai_mart_all, yecai_mart_narrow;
