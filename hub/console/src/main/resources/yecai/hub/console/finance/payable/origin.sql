-- the transactions of the source that wrote the item and its invoice, as they are now
select 'payable_item' as entity, p.document_no, p.source_tx, p.source_committed_at, p.applied_at, p.mapping_status, p.entity_key
from finance.payable_item as p
where p.source = :source and p.entity_key = :entity_key
union all
select 'supplier_invoice', i.document_no, i.source_tx, i.source_committed_at, i.applied_at, i.mapping_status, i.entity_key
from finance.payable_item as p
inner join finance.supplier_invoice as i on i.source = p.source and i.entity_key = p.supplier_invoice
where p.source = :source and p.entity_key = :entity_key
order by source_committed_at
