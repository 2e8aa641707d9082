-- What somebody asked to be bought, before it is ordered.
create table canon.purchase_requisition (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    document_no text,
    document_date date,
    required_date date,
    material text,
    unit text,
    quantity numeric,
    status text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    source_plant text,
    source_material text,
    source_unit text,
    primary key (source, entity_key)
) with (fillfactor = 85);

create index purchase_requisition_company_document_no on canon.purchase_requisition (company, document_no);

-- A line that names no requisition, in a company that orders by requisition, was ordered past it.
alter table canon.purchase_order_line add column purchase_requisition text collate "C";
-- When the bank details of who is paid were changed last.
alter table canon.supplier add column bank_changed_on date;
-- What need not be paid of an item that is paid by a day.
alter table canon.payable_item add column discount_until date;
alter table canon.payable_item add column discount numeric;
create index purchase_order_line_purchase_requisition on canon.purchase_order_line (purchase_requisition, source)
    where purchase_requisition is not null;
