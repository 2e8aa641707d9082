-- The ERP's own ledger, one row per ledger line, with reporting currency and lineage.
select
    g.source,
    g.company,
    g.document_type,
    g.document_no,
    g.line_no,
    g.document_date,
    g.posting_date,
    g.source_period,
    g.account,
    an.name as account_name,
    g.account_kind,
    g.control_kind,
    g.customer,
    g.supplier,
    g.counterparty_company,
    g.cost_center,
    g.description,
    g.transaction_currency,
    g.amount_transaction,
    g.functional_currency,
    g.debit,
    g.credit,
    rc.currency as reporting_currency,
    round(g.debit * fx.rate, coalesce(cp.places, 2)) as debit_reporting,
    round(g.credit * fx.rate, coalesce(cp.places, 2)) as credit_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
    g.status,
    g.reverses,
    g.origin_entity,
    g.origin_key,
    g.gl_document as gl_document_key,
    g.entity_key,
    g.mapping_status,
    g.source_tx,
    g.source_committed_at,
    g.applied_at
from canon.gl_entry as g
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
left join shared.currency_places as cp on cp.source = g.source and cp.currency = rc.currency
-- The rate is looked for within a week first: PostgreSQL reads all rates of an index page that fit, which are years of daily ones.
cross join lateral (
    select
        case when c.same then 1 else coalesce(near.rate, far.rate) end as rate,
        case when c.same then g.posting_date else coalesce(near.valid_from, far.valid_from) end as rate_date,
        case when c.same then 'same currency' else coalesce(near.rate_type, far.rate_type) end as rate_type
    from (select g.functional_currency = rc.currency as same) as c
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from canon.exchange_rate as x
        where not c.same
            and x.source = g.source
            and coalesce(x.company, g.company) is not distinct from g.company
            and x.from_currency = g.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from between g.posting_date - 6 and g.posting_date
        order by x.valid_from desc, x.company
        limit 1
    ) as near on true
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from canon.exchange_rate as x
        where not c.same and near.valid_from is null
            and x.source = g.source
            and coalesce(x.company, g.company) is not distinct from g.company
            and x.from_currency = g.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from < g.posting_date - 6
        order by x.valid_from desc, x.company
        limit 1
    ) as far on true
    limit 1
) as fx
left join lateral (
    select a.name
    from canon.account as a
    where a.source = g.source and a.company = g.company and a.account = g.account
    limit 1
) as an on true
