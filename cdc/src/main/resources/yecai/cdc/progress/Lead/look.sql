-- What a standby sees of the lead. A load or a repair holds the source without being a capture: it is waited for.
select case
    when exists (
        select from hub.hold as h where h.source = :source and h.purpose = 'capture' and h.epoch is null and hub.is_held(h)
    ) then 'HELD'
    when l.process is null then 'FREE'
    when hub.is_held(l, :overdue::interval) then 'HELD'
    else 'LAPSED'
end
from (select) as one
left join hub.hold as l on l.source = :source and l.purpose = 'lead'
