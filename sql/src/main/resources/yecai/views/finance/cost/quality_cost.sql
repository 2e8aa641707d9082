-- What bad quality costs, by company, plant, product, month and cause, in the company's currency: abnormal_scrap is what was written off,
-- rework what orders for rework cost beyond the material that they take of their own product and put back. planned_scrap is what standards of
-- completed orders allow for by planned scrap: it is part of the standard and shown for comparison. Its month is that of the order's completion.
select
    q.source,
    q.company,
    q.plant,
    q.material,
    q.month,
    q.cause,
    q.functional_currency,
    count(distinct q.production_order) as orders,
    sum(q.amount) as amount
from (
    select
        e.source, e.company, e.plant, o.material, e.period as month, 'abnormal_scrap' as cause, e.functional_currency,
        e.production_order, -e.amount as amount
    from shared.cost_step as e
    inner join canon.production_order as o on o.source = e.source and o.entity_key = e.production_order
    where e.kind = 'abnormal_scrap'
    union all
    select
        e.source, e.company, e.plant, o.material, e.period, 'rework', e.functional_currency, e.production_order, e.amount
    from shared.cost_step as e
    inner join canon.production_order as o on o.source = e.source and o.entity_key = e.production_order
    where o.document_type = 'rework' and e.is_debit and not (e.element = 'material' and e.material is not distinct from o.material)
    union all
    select
        o.source, o.company, o.plant, o.material, to_char(o.actual_end, 'YYYY-MM'), 'planned_scrap', o.functional_currency, o.entity_key,
        round(s.quantity_per * o.completed_quantity * s.scrap_percent / 100 * s.price, coalesce(y.places, 2))
    from canon.production_order as o
    inner join shared.order_standard as s on s.source = o.source and s.production_order = o.entity_key
    left join shared.currency_places as y on y.source = o.source and y.currency = o.functional_currency
    where o.status in ('completed', 'closed') and s.scrap_percent <> 0 and not s.is_fixed
) as q
group by q.source, q.company, q.plant, q.material, q.month, q.cause, q.functional_currency
