select c.source, c.code, c.state, c.duplicate_of, c.duplicate_by, replace(c.proposal, ',', ' ') as proposal
from finance.code_conformance as c
where c.kind = 'customer' and c.source_code = 'P1'
