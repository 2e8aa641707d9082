-- Every cost entry, in transaction, functional and reporting currency, with its lineage. Debits are positive.
-- What the hub converts is rounded to the reporting currency's decimals, entry by entry.
select
    e.source,
    e.company,
    e.plant,
    e.production_order_no,
    e.element,
    e.entry_kind,
    e.document_type,
    e.document_no,
    e.line_no,
    e.document_date,
    e.posting_date,
    e.source_period,
    e.cost_center,
    e.material,
    mn.name as material_name,
    e.quantity,
    e.unit,
    e.unit_cost,
    e.transaction_currency,
    e.amount_transaction,
    e.functional_currency,
    e.amount_functional,
    rc.currency as reporting_currency,
    round(e.amount_functional * fx.rate, coalesce(cp.places, 2)) as amount_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
    e.reverses,
    e.reversed_by,
    e.production_order as production_order_key,
    e.entity_key,
    e.mapping_status,
    e.mapping_detail,
    e.source_tx,
    e.source_committed_at,
    e.applied_at
from canon.cost_entry as e
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
left join shared.currency_places as cp on cp.source = e.source and cp.currency = rc.currency
-- The rate is looked for within a week first: PostgreSQL reads all rates of an index page that fit, which are years of daily ones.
cross join lateral (
    select
        case when c.same then 1 else coalesce(near.rate, far.rate) end as rate,
        case when c.same then e.posting_date else coalesce(near.valid_from, far.valid_from) end as rate_date,
        case when c.same then 'same currency' else coalesce(near.rate_type, far.rate_type) end as rate_type
    from (select e.functional_currency = rc.currency as same) as c
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from canon.exchange_rate as x
        where not c.same
            and x.source = e.source
            and coalesce(x.company, e.company) is not distinct from e.company
            and x.from_currency = e.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from between e.posting_date - 6 and e.posting_date
        order by x.valid_from desc, x.company
        limit 1
    ) as near on true
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from canon.exchange_rate as x
        where not c.same and near.valid_from is null
            and x.source = e.source
            and coalesce(x.company, e.company) is not distinct from e.company
            and x.from_currency = e.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type = 'transaction'
            and x.valid_from < e.posting_date - 6
        order by x.valid_from desc, x.company
        limit 1
    ) as far on true
    limit 1
) as fx
left join lateral (
    select m.name
    from canon.material as m
    where m.source = e.source and m.material = e.material
    limit 1
) as mn on true
