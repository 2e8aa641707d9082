select
    d.company,
    d.period,
    d.currency as currency,
    l.id::text as derive_key,
    l.net as amount,
    false as excluded
from shipments as d
inner join shipment_lines as l on l.shipment_id = d.id
