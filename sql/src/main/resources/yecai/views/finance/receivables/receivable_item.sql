-- Everything customers owe or have paid ahead: billed items from open-item accounting, and what is delivered but not
-- yet billed (kind 'unbilled', one row per delivery line). Today is the company's. The reporting rate is the
-- latest one, a closing rate before a transaction rate of the same day. functional_residue is what the ledger
-- still holds of an item that nets to zero in its own currency. open_revalued is what is open at the latest rate in the company's
-- currency, unless the ERP says it; null of prepayments, which are no monetary items. sales_orders, salesperson, plant are those of
-- the order lines that the item's invoice or delivery belongs to; the last two are null where there are several. unconditional is
-- false of what is a contract asset and no receivable: a retention, and a delivery that the company has still to be recognized for.
select
    i.source,
    i.company,
    i.kind,
    i.billed,
    i.document_type,
    i.document_no,
    i.line_no,
    i.document_date,
    i.posting_date,
    i.source_period,
    i.due_date,
    case
        when i.due_date is not null and i.open_transaction <> 0 then greatest(co.today - i.due_date, 0)
    end as days_overdue,
    i.customer,
    cn.name as customer_name,
    cn.customer_group,
    i.counterparty_company,
    i.account,
    i.transaction_currency,
    i.original,
    i.open_transaction,
    i.functional_currency,
    i.original_functional,
    i.open_ledger,
    case
        when i.open_revalued is not null or i.kind = 'prepayment' then i.open_revalued
        when i.transaction_currency = i.functional_currency then i.open_ledger
        else round(i.open_transaction * coalesce(own.rate, round(1 / inverse.rate, 8)), coalesce(fd.places, 2))
    end as open_revalued,
    case when i.open_transaction = 0 then i.open_ledger else 0 end as functional_residue,
    rc.currency as reporting_currency,
    round(i.open_ledger * fx.rate, coalesce(d.places, 2)) as open_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
    i.status,
    i.unconditional,
    so.sales_orders,
    so.salesperson,
    so.plant,
    pt.payment_term,
    i.customer_invoice as customer_invoice_key,
    i.receipt as receipt_key,
    i.sales_order_line as sales_order_line_key,
    i.reverses,
    i.reversed_by,
    i.entity_key,
    i.mapping_status,
    i.source_tx,
    i.source_committed_at,
    i.applied_at
from (
    select
        r.source,
        r.company,
        r.kind,
        true as billed,
        r.document_type,
        r.document_no,
        r.line_no,
        r.document_date,
        r.posting_date,
        r.source_period,
        r.due_date,
        r.customer,
        r.counterparty_company,
        r.account,
        r.transaction_currency,
        r.original,
        r.open_transaction,
        r.functional_currency,
        r.original_functional,
        r.open_ledger,
        r.open_revalued,
        r.status,
        coalesce(r.kind <> 'retention', true) as unconditional,
        r.customer_invoice,
        r.receipt,
        null::text collate "C" as sales_order_line,
        r.reverses,
        r.reversed_by,
        r.entity_key,
        r.mapping_status,
        r.source_tx,
        r.source_committed_at,
        r.applied_at
    from canon.receivable_item as r
    union all
    select
        s.source,
        s.company,
        'unbilled' as kind,
        false as billed,
        s.document_type,
        s.document_no,
        s.line_no,
        s.recognized_date as document_date,
        s.posting_date,
        s.source_period,
        null::date as due_date,
        s.customer,
        s.counterparty_company,
        null::text as account,
        s.transaction_currency,
        s.unbilled_net + s.unbilled_tax as original,
        s.unbilled_net + s.unbilled_tax as open_transaction,
        s.functional_currency,
        s.unbilled_net_functional + s.unbilled_tax_functional as original_functional,
        s.unbilled_net_functional + s.unbilled_tax_functional as open_ledger,
        null::numeric as open_revalued,
        'open' as status,
        s.unconditional,
        null::text collate "C" as customer_invoice,
        null::text collate "C" as receipt,
        s.sales_order_line,
        s.reverses,
        s.reversed_by,
        s.entity_key,
        s.mapping_status,
        s.source_tx,
        s.source_committed_at,
        s.applied_at
    from canon.shipment_line as s
    where s.unbilled_net <> 0 or s.unbilled_tax <> 0
) as i
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
left join lateral (
    select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
    from canon.company as c
    where c.source = i.source and c.company = i.company
) as co on true
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = i.source
        and coalesce(x.company, i.company) is not distinct from i.company
        and x.from_currency = i.functional_currency
        and x.to_currency = rc.currency
        and x.rate_type in ('closing', 'transaction')
        and x.valid_from <= co.today
    order by x.valid_from desc, x.rate_type, x.company
    limit 1
) as x on true
cross join lateral (
    select
        case when i.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when i.functional_currency = rc.currency then co.today else x.valid_from end as rate_date,
        case when i.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type
) as fx
left join lateral (
    select min(y.decimals) as places
    from canon.currency as y
    where y.source = i.source and y.currency = rc.currency
) as d on true
-- outer joins to one row, which are left out where nobody asks for their columns
left join lateral (
    select min(q.rate) as rate
    from (
        select x.rate
        from canon.exchange_rate as x
        where x.source = i.source
            and coalesce(x.company, i.company) is not distinct from i.company
            and x.from_currency = i.transaction_currency
            and x.to_currency = i.functional_currency
            and x.rate_type in ('closing', 'transaction')
            and x.valid_from <= co.today
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as q
) as own on i.transaction_currency <> i.functional_currency
left join lateral (
    select min(q.rate) as rate
    from (
        select x.rate
        from canon.exchange_rate as x
        where x.source = i.source
            and coalesce(x.company, i.company) is not distinct from i.company
            and x.from_currency = i.functional_currency
            and x.to_currency = i.transaction_currency
            and x.rate_type in ('closing', 'transaction')
            and x.valid_from <= co.today
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as q
) as inverse on i.transaction_currency <> i.functional_currency
left join lateral (
    select min(y.decimals) as places
    from canon.currency as y
    where y.source = i.source and y.currency = i.functional_currency
) as fd on true
left join lateral (
    select
        array_agg(distinct l.document_no order by l.document_no) as sales_orders,
        case when min(l.salesperson) = max(l.salesperson) then min(l.salesperson) end as salesperson,
        case when min(l.plant) = max(l.plant) then min(l.plant) end as plant
    from (
        select v.sales_order_line
        from canon.customer_invoice_line as v
        where v.source = i.source and v.customer_invoice = i.customer_invoice
        union all
        select i.sales_order_line
    ) as k
    inner join canon.sales_order_line as l on l.source = i.source and l.entity_key = k.sales_order_line
) as so on true
left join lateral (
    select min(v.payment_term) as payment_term
    from canon.customer_invoice as v
    where v.source = i.source and v.entity_key = i.customer_invoice
) as pt on true
left join lateral (
    select c.name, c.customer_group
    from canon.customer as c
    where c.source = i.source and c.customer = i.customer
    limit 1
) as cn on true
