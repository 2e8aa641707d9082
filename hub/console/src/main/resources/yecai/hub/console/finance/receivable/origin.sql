-- the transactions of the source that wrote the item and what it rests on, as they are now
select 'receivable_item' as entity, r.document_no, r.source_tx, r.source_committed_at, r.applied_at, r.mapping_status, r.entity_key
from finance.receivable_item as r
where r.source = :source and r.entity_key = :entity_key
union all
select 'customer_invoice', i.document_no, i.source_tx, i.source_committed_at, i.applied_at, i.mapping_status, i.entity_key
from finance.receivable_item as r
inner join finance.customer_invoice as i on i.source = r.source and i.entity_key = r.customer_invoice_key
where r.source = :source and r.entity_key = :entity_key
union all
select
    'customer_invoice_line', l.document_no || ' / ' || l.line_no, l.source_tx, l.source_committed_at, l.applied_at,
    l.mapping_status, l.entity_key
from finance.receivable_item as r
inner join finance.customer_invoice_line as l on l.source = r.source and l.customer_invoice = r.customer_invoice_key
where r.source = :source and r.entity_key = :entity_key
union all
select
    'receipt', m.document_no, m.source_tx, m.source_committed_at, m.applied_at, m.mapping_status, m.entity_key
from finance.receipt_allocation as a
inner join finance.receipt as m on m.source = a.source and m.entity_key = a.receipt
where a.source = :source and a.receivable_item = :entity_key
order by source_committed_at
