-- What suppliers are owed (positive), and what they owe us (negative), by open item, as the ERP has it now; settled items stay. Today is
-- the company's. discount is what need not be paid of the item if the rest is paid by discount_until: discount_taken of it was taken off,
-- discount_lost is what was not, of what is settled or can no longer be had.
select
    p.source,
    p.entity_key,
    p.company,
    p.kind,
    p.document_type,
    p.document_no,
    p.line_no,
    p.document_date,
    p.posting_date,
    p.source_period,
    p.due_date,
    p.discount_until,
    p.discount,
    d.taken as discount_taken,
    case
        when p.discount is null then null
        when p.open_transaction = 0 or p.discount_until < co.today then greatest(p.discount - d.taken, 0)
        else 0
    end as discount_lost,
    case
        when p.due_date is not null and p.open_transaction <> 0 then greatest(co.today - p.due_date, 0)
    end as days_overdue,
    p.supplier_invoice,
    p.payment,
    p.supplier,
    sn.name as supplier_name,
    p.counterparty_company,
    p.account,
    p.transaction_currency,
    p.functional_currency,
    p.original,
    p.open_transaction,
    p.original_functional,
    p.open_ledger,
    p.status,
    p.reverses,
    p.reversed_by,
    p.mapping_status,
    p.mapping_detail,
    p.source_tx,
    p.source_committed_at,
    p.applied_at
from canon.payable_item as p
left join lateral (
    select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
    from canon.company as c
    where c.source = p.source and c.company = p.company
) as co on true
left join lateral (
    select coalesce(sum(a.amount), 0) as taken
    from canon.payable_adjustment as a
    where p.discount is not null and a.source = p.source and a.payable_item = p.entity_key and a.kind = 'discount'
) as d on true
left join lateral (
    select s.name
    from canon.supplier as s
    where s.source = p.source and s.supplier = p.supplier
    limit 1
) as sn on true
