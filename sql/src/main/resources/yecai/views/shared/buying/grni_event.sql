-- What happened to goods received for a purchase order line, before billings that name no receipt of theirs are shared out: what was
-- received and taken back, each line with the value that the ERP posted for it, and what invoices bill. goods_receipt_line is the line
-- that began it, of a reversal the reversed one. Quantities are in the material's base unit, as they count in goods received and not
-- invoiced; a billing clears the value of the receipt that it names in proportion, rounded so that nothing is left when all is billed, on
-- the invoice's posting date, whether the receipt is posted before or after it. ahead is what an invoice bills beyond the receipt that it
-- names, or of an order line without naming one. A billing in a unit that cannot be converted bills nothing here.
select
    r.source,
    r.company,
    r.counterparty_company,
    r.supplier,
    coalesce(r.purchase_order_line, 'receipt ' || k.goods_receipt_line) collate "C" as purchase_order_line,
    k.goods_receipt_line,
    r.entity_key as document,
    case when r.reverses is null then 'received' else 'reversed' end as movement,
    r.posting_date as day,
    r.quantity * coalesce(u.factor, 1) as quantity,
    r.transaction_currency,
    r.net as amount,
    r.functional_currency,
    r.net_functional as amount_functional,
    0::numeric as ahead,
    0::numeric as ahead_amount,
    0::numeric as ahead_functional,
    coalesce(tc.places, 2) as places,
    coalesce(fc.places, 2) as functional_places
from canon.goods_receipt_line as r
left join shared.currency_places as tc on tc.source = r.source and tc.currency = r.transaction_currency
left join shared.currency_places as fc on fc.source = r.source and fc.currency = r.functional_currency
left join lateral (
    select x.factor
    from canon.material_unit as x
    where x.source = r.source and x.material = r.material and x.unit = r.unit
    limit 1
) as u on true
cross join lateral (
    select
        case
            when r.reverses is null then r.entity_key
            else coalesce((
                with recursive chain as (
                    select 1 as depth, r.reverses as goods_receipt_line
                    union all
                    select c.depth + 1, o.reverses
                    from chain as c
                    inner join canon.goods_receipt_line as o on o.source = r.source and o.entity_key = c.goods_receipt_line
                    where o.reverses is not null and c.depth < 10
                )
                select c.goods_receipt_line from chain as c order by c.depth desc limit 1
            ), r.reverses)
        end as goods_receipt_line
) as k
union all
select
    b.source,
    b.company,
    b.counterparty_company,
    b.supplier,
    b.purchase_order_line,
    b.goods_receipt_line,
    b.document,
    'billed',
    b.day,
    c.before - c.now,
    b.transaction_currency,
    coalesce(
        round(b.net * c.before / nullif(b.whole, 0), b.places) - round(b.net * c.now / nullif(b.whole, 0), b.places), 0
    ),
    b.functional_currency,
    coalesce(
        round(b.net_functional * c.before / nullif(b.whole, 0), b.functional_places)
        - round(b.net_functional * c.now / nullif(b.whole, 0), b.functional_places),
        0
    ),
    b.quantity - (c.now - c.before),
    round(b.billed_net * (b.quantity - (c.now - c.before)) / b.quantity, b.places),
    round(b.billed_functional * (b.quantity - (c.now - c.before)) / b.quantity, b.functional_places),
    b.places,
    b.functional_places
from (
    select
        l.source,
        l.company,
        coalesce(r.counterparty_company, o.counterparty_company) as counterparty_company,
        coalesce(r.supplier, o.supplier) as supplier,
        coalesce(r.purchase_order_line, o.entity_key, 'receipt ' || r.entity_key) collate "C" as purchase_order_line,
        r.entity_key as goods_receipt_line,
        l.from_key as document,
        l.posting_date as day,
        coalesce(r.quantity * coalesce(u.factor, 1), 0) as whole,
        q.quantity,
        sum(q.quantity) over (
            partition by l.source, l.company, l.to_entity, l.to_key order by l.posting_date, l.from_key, l.entity_key
        ) as until,
        coalesce(r.transaction_currency, o.transaction_currency) as transaction_currency,
        r.net,
        coalesce(r.functional_currency, i.functional_currency) as functional_currency,
        r.net_functional,
        i.net as billed_net,
        i.net_functional as billed_functional,
        coalesce(tc.places, 2) as places,
        coalesce(fc.places, 2) as functional_places
    from canon.document_link as l
    left join canon.goods_receipt_line as r
        on l.to_entity = 'goods_receipt_line' and r.source = l.source and r.entity_key = l.to_key
    left join canon.purchase_order_line as o
        on l.to_entity = 'purchase_order_line' and o.source = l.source and o.entity_key = l.to_key
    left join canon.supplier_invoice_line as i on i.source = l.source and i.entity_key = l.from_key
    left join shared.currency_places as tc
        on tc.source = l.source and tc.currency = coalesce(r.transaction_currency, o.transaction_currency)
    left join shared.currency_places as fc
        on fc.source = l.source and fc.currency = coalesce(r.functional_currency, i.functional_currency)
    left join lateral (
        select x.factor
        from canon.material_unit as x
        where x.source = l.source and x.material = coalesce(r.material, o.material) and x.unit = coalesce(r.unit, o.unit)
        limit 1
    ) as u on true
    cross join lateral (
        select
            l.quantity * coalesce(u.factor, 1) * case
                when (l.unit <> coalesce(r.unit, o.unit)) is not true then 1
                else (
                    select t.ratio
                    from shared.unit_ratio as t
                    where
                        t.source = l.source
                        and t.material = coalesce(r.material, o.material)
                        and t.from_unit = l.unit
                        and t.to_unit = coalesce(r.unit, o.unit)
                    order by t.preference
                    limit 1
                )
            end as quantity
    ) as q
    where
        l.link_kind = 'bills'
        and l.to_entity in ('goods_receipt_line', 'purchase_order_line')
        and l.posting_date is not null
        and coalesce(r.entity_key, o.entity_key) is not null
        and o.needs_receipt is not false
) as b
cross join lateral (
    select
        least(greatest(b.until, least(b.whole, 0)), greatest(b.whole, 0)) as now,
        least(greatest(b.until - b.quantity, least(b.whole, 0)), greatest(b.whole, 0)) as before
) as c
where b.quantity <> 0
