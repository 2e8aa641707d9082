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
    g.ledger_period,
    g.account,
    (
        select a.name
        from canon.account as a
        where a.source = g.source and a.company = g.company and a.account = g.account
        limit 1
    ) as account_name,
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
    g.debit * fx.rate as debit_reporting,
    g.credit * fx.rate as credit_reporting,
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
left join lateral (
    select 1::numeric as rate, g.posting_date as rate_date, 'same currency' as rate_type
    where g.functional_currency = rc.currency
    union all
    (
        select x.rate, x.valid_from as rate_date, x.rate_type
        from canon.exchange_rate as x
        where g.functional_currency <> rc.currency
            and x.source = g.source
            and x.from_currency = g.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from <= g.posting_date
        order by x.valid_from desc
        limit 1
    )
) as fx on true
