select f.source, f.pack, f.state, f.as_of, f.applied_at, f.loaded_at, f.applied_transactions, f.position::text as position
from finance.freshness as f
order by f.source
