-- Deliveries and invoice lines of order lines, and what they are worth there: in_unit is how many of the order line's units one of
-- the document's is, null where it cannot be converted; in_currency what one of its currency is in the order's, by the ERP's own
-- booking where the order is in the company's currency, else at the rate of the day; in_reporting what it is in reporting currency.
-- Both are null without a rate. same_unit and same_currency: nothing is to be converted, so nothing is to be rounded.
select
    d.source,
    d.entity,
    d.entity_key,
    d.sales_order_line,
    o.same_unit,
    o.same_currency,
    case
        when o.same_unit then 1
        else (
            select r.ratio
            from shared.unit_ratio as r
            where
                r.source = d.source and r.material = coalesce(d.material, l.material) and r.from_unit = d.unit and r.to_unit = l.unit
            order by r.preference
            limit 1
        )
    end as in_unit,
    case
        when o.same_currency then 1
        when d.functional_currency = l.transaction_currency and d.net <> 0 then d.net_functional / d.net
        else coalesce(
            (
                select x.rate
                from canon.exchange_rate as x
                where
                    x.source = d.source
                    and coalesce(x.company, l.company) is not distinct from l.company
                    and x.from_currency = o.currency
                    and x.to_currency = l.transaction_currency
                    and x.rate_type = 'transaction'
                    and x.valid_from <= d.day
                order by x.valid_from desc, x.company
                limit 1
            ),
            1 / (
                select x.rate
                from canon.exchange_rate as x
                where
                    x.source = d.source
                    and coalesce(x.company, l.company) is not distinct from l.company
                    and x.from_currency = l.transaction_currency
                    and x.to_currency = o.currency
                    and x.rate_type = 'transaction'
                    and x.valid_from <= d.day
                order by x.valid_from desc, x.company
                limit 1
            )
        )
    end as in_currency,
    case
        when o.currency = rc.currency then 1
        else (
            select x.rate
            from canon.exchange_rate as x
            where
                x.source = d.source
                and coalesce(x.company, l.company) is not distinct from l.company
                and x.from_currency = o.currency
                and x.to_currency = rc.currency
                and x.rate_type = 'transaction'
                and x.valid_from <= d.day
            order by x.valid_from desc, x.company
            limit 1
        )
    end as in_reporting,
    d.quantity,
    d.net,
    d.tax,
    d.gross,
    d.unbilled_quantity,
    d.unbilled_net,
    d.unbilled_tax,
    d.transaction_currency,
    d.document_date,
    d.is_taken_back
from (
    select
        h.source,
        'shipment_line' as entity,
        h.entity_key,
        h.sales_order_line,
        h.material,
        h.unit,
        h.quantity,
        h.net,
        h.tax,
        h.net + h.tax as gross,
        h.net_functional,
        h.unbilled_quantity,
        h.unbilled_net,
        h.unbilled_tax,
        h.transaction_currency,
        h.functional_currency,
        h.shipment_date as document_date,
        coalesce(h.recognized_date, h.shipment_date, h.posting_date) as day,
        case
            when h.reverses is not null or h.reversed_by is null then h.reverses is not null
            -- what takes back its reversal leaves it standing
            else (
                with recursive chain as (
                    select 1 as depth, h.reversed_by as entity_key
                    union all
                    select c.depth + 1, v.reversed_by
                    from chain as c
                    inner join canon.shipment_line as v on v.source = h.source and v.entity_key = c.entity_key
                    where v.reversed_by is not null and c.depth < 10
                )
                select max(c.depth) % 2 = 1 from chain as c
            )
        end as is_taken_back
    from canon.shipment_line as h
    union all
    select
        v.source,
        'customer_invoice_line',
        v.entity_key,
        v.sales_order_line,
        v.material,
        v.unit,
        v.quantity,
        v.net,
        v.tax,
        v.gross,
        v.net_functional,
        null,
        null,
        null,
        v.transaction_currency,
        v.functional_currency,
        v.document_date,
        coalesce(v.posting_date, v.document_date),
        null
    from canon.customer_invoice_line as v
) as d
inner join canon.sales_order_line as l on l.source = d.source and l.entity_key = d.sales_order_line
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
cross join lateral (
    select
        (d.unit <> l.unit) is not true as same_unit,
        (d.transaction_currency <> l.transaction_currency) is not true as same_currency,
        coalesce(d.transaction_currency, l.transaction_currency) as currency
) as o
