select c.kind, c.state, count(*) as codes, sum(c.uses) as uses, sum(c.parked_documents) as parked_documents
from finance.code_conformance as c
where :kind = 'every' or c.kind = :kind
group by c.kind, c.state
order by c.kind, c.state
