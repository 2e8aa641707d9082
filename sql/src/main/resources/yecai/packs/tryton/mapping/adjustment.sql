-- What receipts and credit notes leave on the items of a reconciled group: exchange differences and write-offs. The
-- group sums to zero with its write-off moves, so that per group these rows add up to those moves.
select
    reconciliation.id as derive_key,
    reconciliation.id || ':' || item.id as entity_key,
    company.company,
    case when item.currency <> item.functional_currency then 'exchange_difference' else 'write_off' end as kind,
    'reconciliation' as document_type,
    coalesce(written.document_no, item.document_no) as document_no,
    coalesce(written.date, reconciliation.date) as document_date,
    coalesce(written.date, reconciliation.date) as posting_date,
    to_char(coalesce(written.date, reconciliation.date), 'YYYY-MM') as source_period,
    to_char(coalesce(written.date, reconciliation.date), 'YYYY-MM') as ledger_period,
    item.id::text as receivable_item,
    item.invoice::text as customer_invoice,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    item.amount - settled.amount as amount,
    item.amount_functional - settled.amount_functional as amount_functional
from account_move_reconciliation as reconciliation
inner join st_receivable_line as item on item.reconciliation = reconciliation.id and item.part = 'item'
inner join st_company as company on company.id = item.company
inner join currency_currency as currency on currency.id = item.currency
cross join lateral (
    select
        coalesce(sum(
            case when settlement.item = item.id then settlement.amount else -settlement.amount end
        ) filter (where settlement.currency = item.currency), 0) as amount,
        coalesce(sum(
            case when settlement.item = item.id then settlement.amount_functional else -settlement.amount_functional end
        ), 0) as amount_functional
    from work_settlement as settlement
    where
        settlement.reconciliation = reconciliation.id
        and (settlement.item = item.id or settlement.credit_item = item.id)
) as settled
left join lateral (
    select write_off.document_no, write_off.date
    from st_receivable_line as write_off
    where write_off.reconciliation = reconciliation.id and write_off.part = 'adjustment'
    order by write_off.date desc, write_off.id desc
    limit 1
) as written on true
where item.amount <> settled.amount or item.amount_functional <> settled.amount_functional
