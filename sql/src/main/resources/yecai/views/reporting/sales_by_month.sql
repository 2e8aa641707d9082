-- Invoiced sales per company, month, currency and company of the group that bought (null for outsiders); names no customer and no
-- person. Amounts are net of credit notes. invoices and credit_notes count what stands: an invoice and the document that cancels
-- it count as neither (cancelled), although each lowers or raises the amounts of its own month. In reporting currency each
-- document is converted at the rate of its day; null as soon as one has no rate (unconverted).
select
    i.source,
    i.company,
    i.counterparty_company,
    i.month,
    i.functional_currency,
    count(*) filter (where not i.is_cancelled and i.gross >= 0) as invoices,
    count(*) filter (where not i.is_cancelled and i.gross < 0) as credit_notes,
    count(*) filter (where i.is_cancelled) as cancelled,
    sum(i.net_functional) as net_functional,
    sum(i.tax_functional) as tax_functional,
    sum(i.gross_functional) as gross_functional,
    i.reporting_currency,
    case when count(i.rate) = count(*) then sum(round(i.net_functional * i.rate, i.places)) end as net_reporting,
    case when count(i.rate) = count(*) then sum(round(i.tax_functional * i.rate, i.places)) end as tax_reporting,
    case when count(i.rate) = count(*) then sum(round(i.gross_functional * i.rate, i.places)) end as gross_reporting,
    count(i.rate) < count(*) as unconverted
from (
    select
        c.source,
        c.company,
        c.counterparty_company,
        coalesce(c.source_period, to_char(c.posting_date, 'YYYY-MM')) as month,
        c.functional_currency,
        c.gross,
        c.net_functional,
        c.tax_functional,
        c.gross_functional,
        c.reverses is not null or c.reversed_by is not null or coalesce(c.status = 'reversed', false) as is_cancelled,
        rc.currency as reporting_currency,
        coalesce(cp.places, 2) as places,
        case when c.functional_currency = rc.currency then 1 else x.rate end as rate
    from canon.customer_invoice as c
    cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
    left join shared.currency_places as cp on cp.source = c.source and cp.currency = rc.currency
    left join lateral (
        select x.rate
        from canon.exchange_rate as x
        where
            c.functional_currency <> rc.currency
            and x.source = c.source
            and coalesce(x.company, c.company) is not distinct from c.company
            and x.from_currency = c.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from <= coalesce(c.posting_date, c.document_date)
        order by x.valid_from desc, x.company
        limit 1
    ) as x on true
) as i
group by i.source, i.company, i.counterparty_company, i.month, i.functional_currency, i.reporting_currency
