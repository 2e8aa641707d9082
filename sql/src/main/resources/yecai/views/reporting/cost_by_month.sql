-- Cost entries per company, plant, month, element and kind; names no product and no person. origin says what entered the company: of debits
-- material that was purchased, material that is its own (the company had released an order for it by then, or it is a by-product), which
-- was counted when it was made, and conversion, all other debits; null for what comes out. Purchased and conversion together are the company's cost, once.
select
    e.source,
    e.company,
    e.plant,
    e.period as month,
    e.element,
    e.entry_kind,
    o.origin,
    e.functional_currency,
    count(*) as entries,
    sum(e.amount) as amount_functional
from shared.cost_step as e
cross join lateral (
    select case
        when not e.is_debit then null
        when e.element <> 'material' then 'conversion'
        when exists (
            select
            from canon.production_order as p
            where
                p.source = e.source
                and p.company = e.company
                and p.material = e.material
                and coalesce(p.release_date, p.document_date) <= e.posting_date
        ) then 'own'
        when exists (
            select
            from canon.material as m
            where m.source = e.source and m.material = e.material and m.material_kind = 'by_product'
        ) then 'own'
        else 'purchased'
    end as origin
    offset 0
) as o
group by e.source, e.company, e.plant, e.period, e.element, e.entry_kind, o.origin, e.functional_currency
