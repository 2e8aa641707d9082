-- A row says that it was reversed exactly where the row that reverses it stands, each names the other, and the two sum to
-- zero; a movement and its reversal go to and fro between the same places.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
flagged as (
    select 'cost entry' as kind, x.company, x.entity_key, x.reversed_by as other, x.amount_functional as amount, '' as way
    from finance.cost_ledger as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null
    union all
    select 'movement' as kind, x.company, x.entity_key, x.reversed_by as other, x.base_quantity as amount,
        x.from_location || ' to ' || x.to_location as way
    from finance.stock_movement as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null
    union all
    select 'shipment line' as kind, x.company, x.entity_key, x.reversed_by as other, x.quantity as amount, '' as way
    from finance.shipment_line as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null
    union all
    select 'invoice' as kind, x.company, x.entity_key, x.reversed_by as other, x.gross as amount, '' as way
    from finance.customer_invoice as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null
    union all
    select 'item' as kind, x.company, x.entity_key, x.reversed_by as other, x.original as amount, '' as way
    from finance.receivable_item as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null and x.billed
    union all
    select 'receipt' as kind, x.company, x.entity_key, x.reversed_by as other, x.amount as amount, '' as way
    from finance.receipt as x
    where x.source = (select a.source from asked as a) and x.reversed_by is not null
),
reversal as (
    select 'cost entry' as kind, x.company, x.entity_key, x.reverses as other, x.amount_functional as amount, '' as way
    from finance.cost_ledger as x
    where x.source = (select a.source from asked as a) and x.reverses is not null
    union all
    select 'movement' as kind, x.company, x.entity_key, x.reverses as other, -x.base_quantity as amount,
        x.to_location || ' to ' || x.from_location as way
    from finance.stock_movement as x
    where x.source = (select a.source from asked as a) and x.reverses is not null
    union all
    select 'shipment line' as kind, x.company, x.entity_key, x.reverses as other, x.quantity as amount, '' as way
    from finance.shipment_line as x
    where x.source = (select a.source from asked as a) and x.reverses is not null
    union all
    select 'invoice' as kind, x.company, x.entity_key, x.reverses as other, x.gross as amount, '' as way
    from finance.customer_invoice as x
    where x.source = (select a.source from asked as a) and x.reverses is not null
    union all
    select 'item' as kind, x.company, x.entity_key, x.reverses as other, x.original as amount, '' as way
    from finance.receivable_item as x
    where x.source = (select a.source from asked as a) and x.reverses is not null and x.billed
    union all
    select 'receipt' as kind, x.company, x.entity_key, x.reverses as other, x.amount as amount, '' as way
    from finance.receipt as x
    where x.source = (select a.source from asked as a) and x.reverses is not null
),
proved as (
    select coalesce(f.company, r.company) as company, coalesce(f.kind, r.kind) || ' ' || coalesce(f.entity_key, r.other) as what,
        f.other = r.entity_key and f.amount + r.amount = 0 and f.way = r.way as holds
    from flagged as f
    full join reversal as r on r.kind = f.kind and r.other = f.entity_key
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min(x.what) filter (where x.holds is not true) as example
from proved as x
group by x.company
