-- Source, mirror and canonical totals side by side, as the last check found them.
-- mirror = mapped + unmapped + parked + excluded; both differences must be zero.
select
    t.source,
    t.company,
    t.period,
    t.kind,
    t.currency,
    t.source_count,
    t.source_amount,
    t.mirror_count,
    t.mirror_amount,
    t.mapped_count,
    t.mapped_amount as mapped,
    t.unmapped_count,
    t.unmapped_amount as unmapped,
    t.parked_count,
    t.parked_amount as parked,
    t.excluded_count,
    t.excluded_amount as excluded,
    t.source_amount - (t.mapped_amount + t.unmapped_amount + t.parked_amount + t.excluded_amount) as difference,
    t.source_amount - t.mirror_amount as mirror_difference,
    t.position,
    t.taken_at
from hub.control_total as t
