-- How many rows name each code of a source (company is '' but for accounts) and what they weigh in the group's currency, for
-- finance.code_conformance, which says what is counted. unconverted counts currencies without the group's closing rate.
select
    w.kind,
    w.source,
    w.company,
    w.source_code,
    sum(w.uses)::bigint as uses,
    sum(
        case
            when w.amount = 0 or w.currency is null then 0
            when w.currency = rc.currency then w.amount
            else round(w.amount * r.rate, d.places)
        end) as amount,
    count(*) filter (where w.amount <> 0 and w.currency <> rc.currency and r.rate is null) as unconverted
from (
    select
        'customer' as kind, i.source, '' as company, coalesce(i.source_customer, i.customer) as source_code,
        i.functional_currency as currency, count(*) as uses, coalesce(sum(i.gross_functional), 0) as amount
    from canon.customer_invoice as i
    group by i.source, coalesce(i.source_customer, i.customer), i.functional_currency
    union all
    select 'customer', o.source, '', coalesce(o.source_customer, o.customer), null, count(*), 0
    from canon.sales_order as o
    group by o.source, coalesce(o.source_customer, o.customer)
    union all
    select
        'payment_term', i.source, '', coalesce(i.source_payment_term, i.payment_term), i.functional_currency, count(*),
        coalesce(sum(i.gross_functional), 0)
    from canon.customer_invoice as i
    group by i.source, coalesce(i.source_payment_term, i.payment_term), i.functional_currency
    union all
    select 'payment_term', o.source, '', coalesce(o.source_payment_term, o.payment_term), null, count(*), 0
    from canon.sales_order as o
    group by o.source, coalesce(o.source_payment_term, o.payment_term)
    union all
    select
        'supplier', g.source, '', coalesce(g.source_supplier, g.supplier), g.functional_currency, count(*), coalesce(sum(g.credit), 0)
    from canon.gl_entry as g
    where g.control_kind = 'payable'
    group by g.source, coalesce(g.source_supplier, g.supplier), g.functional_currency
    union all
    select 'account', g.source, g.company, coalesce(g.source_account, g.account), g.functional_currency, count(*), coalesce(sum(g.debit), 0)
    from canon.gl_entry as g
    group by g.source, g.company, coalesce(g.source_account, g.account), g.functional_currency
    union all
    select
        'currency', g.source, '', coalesce(g.source_transaction_currency, g.transaction_currency), g.functional_currency, count(*),
        coalesce(sum(g.debit), 0)
    from canon.gl_entry as g
    group by g.source, coalesce(g.source_transaction_currency, g.transaction_currency), g.functional_currency
    union all
    select k.kind, s.source, '', k.source_code, s.functional_currency, sum(s.uses), sum(s.amount)
    from (
        select
            m.source, coalesce(m.source_material, m.material) as material, coalesce(m.source_unit, m.unit) as unit,
            coalesce(m.source_plant, m.plant) as plant, m.functional_currency, count(*) as uses,
            coalesce(sum(abs(m.amount_functional)), 0) as amount
        from canon.stock_movement as m
        group by
            m.source, coalesce(m.source_material, m.material), coalesce(m.source_unit, m.unit), coalesce(m.source_plant, m.plant),
            m.functional_currency
    ) as s
    cross join lateral (values ('material', s.material), ('unit', s.unit), ('plant', s.plant)) as k (kind, source_code)
    group by k.kind, s.source, k.source_code, s.functional_currency
    union all
    select k.kind, s.source, '', k.source_code, null, sum(s.uses), 0
    from (
        select
            l.source, coalesce(l.source_material, l.material) as material, coalesce(l.source_unit, l.unit) as unit, count(*) as uses
        from canon.sales_order_line as l
        group by l.source, coalesce(l.source_material, l.material), coalesce(l.source_unit, l.unit)
        union all
        select l.source, coalesce(l.source_material, l.material), coalesce(l.source_unit, l.unit), count(*)
        from canon.customer_invoice_line as l
        group by l.source, coalesce(l.source_material, l.material), coalesce(l.source_unit, l.unit)
    ) as s
    cross join lateral (values ('material', s.material), ('unit', s.unit)) as k (kind, source_code)
    group by k.kind, s.source, k.source_code
    union all
    select 'plant', p.source, '', coalesce(p.source_plant, p.plant), null, count(*), 0
    from canon.production_order as p
    group by p.source, coalesce(p.source_plant, p.plant)
) as w
cross join (select q.currency from hub.reporting_currency as q limit 1) as rc
cross join (
    select coalesce(min(y.decimals), 2) as places
    from canon.currency as y
    where y.currency = (select q.currency from hub.reporting_currency as q limit 1)
) as d
left join shared.group_rate_span as r
    on r.from_currency = w.currency
    and r.to_currency = rc.currency
    and r.rate_type = 'closing'
    and r.rate_date = (date_trunc('month', statement_timestamp() at time zone 'UTC') - interval '1 day')::date
where w.source_code is not null
group by w.kind, w.source, w.company, w.source_code
