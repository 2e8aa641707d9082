-- What suppliers are owed (positive), and what they owe us (negative), by open item, as the ERP has it now; settled items stay. Today is
-- the company's.
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
    select s.name
    from canon.supplier as s
    where s.source = p.source and s.supplier = p.supplier
    limit 1
) as sn on true
