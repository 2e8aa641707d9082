-- The codes that documents are parked for, those of most documents first.
select
    p.source, p.missing_kind as kind, p.missing_code as code, count(distinct (p.mapping, p.derive_key)) as documents,
    min(p.reason) as reason
from hub.parked as p
where p.missing_kind is not null
group by p.source, p.missing_kind, p.missing_code
order by documents desc, p.source, kind, code
limit 100
