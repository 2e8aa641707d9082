select c.source, c.source_code, c.code, c.state, c.uses
from finance.code_conformance as c
where c.kind = 'material' and c.source_code in ('PUMP-01', '3000000001')
