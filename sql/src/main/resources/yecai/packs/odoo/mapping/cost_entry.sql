-- What happened to a production order. Its work in progress is what its entries add up to; a finished order has none: what its goods were
-- not priced with (a standard price, a rounding) is settled.
select
    made.id as derive_key,
    made.id || ':' || entry.detail as entity_key,
    company.company,
    place.plant,
    made.id::text as production_order,
    made.name as production_order_no,
    entry.document_type,
    made.name as document_no,
    entry.day as document_date,
    entry.day as posting_date,
    to_char(entry.day, 'YYYY-MM') as source_period,
    entry.element,
    entry.entry_kind,
    entry.cost_center,
    entry.material,
    entry.quantity,
    entry.unit,
    entry.unit_cost,
    company.currency as transaction_currency,
    company.currency as functional_currency,
    entry.amount as amount_transaction,
    entry.amount as amount_functional
from mrp_production as made
inner join st_company as company on company.id = made.company_id
left join st_place as place on place.id = made.location_dest_id
cross join lateral (
    with booked as (
        select part.detail, part.document_type, part.day, part.element, part.entry_kind, part.cost_center, part.material, part.quantity,
            part.unit, part.unit_cost, part.amount
        from work_cost as part
        where part.id = made.id
    )

    select booked.* from booked
    union all
    select
        'settlement', 'rounding', coalesce((made.date_finished at time zone 'UTC' at time zone company.zone)::date, max(booked.day)),
        'material', 'settlement', null, null, null, null, null, -sum(booked.amount)
    from booked
    where made.state = 'done'
    having sum(booked.amount) <> 0
) as entry
