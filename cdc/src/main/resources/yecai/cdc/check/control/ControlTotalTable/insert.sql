insert into hub.control_total (source, kind, company, period, currency,
    source_count, source_amount, mirror_count, mirror_amount, mapped_count, mapped_amount,
    unmapped_count, unmapped_amount, parked_count, parked_amount, excluded_count, excluded_amount,
    position, taken_at)
values (:source, :kind, :company, :period, :currency,
    :erpCount, :erpAmount, :mirrorCount, :mirrorAmount, :mappedCount, :mappedAmount,
    :unmappedCount, :unmappedAmount, :parkedCount, :parkedAmount, :excludedCount, :excludedAmount,
    :position::pg_lsn, :takenAt)
