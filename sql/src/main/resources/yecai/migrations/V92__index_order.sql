-- The primary key of a canonical table, (source, entity_key), is the only index that begins with the source. Others would
-- be taken for as good when the planner believes a source to have few rows: a look-up of keys then reads all rows of the
-- source. Readers always give both columns, so the order makes no difference to them.
do $$
declare
    i record;
begin
    for i in
        select x.indexrelid::regclass::text as name, n.nspname, t.relname, c.relname as index_name
        from pg_catalog.pg_index as x
        inner join pg_catalog.pg_class as c on c.oid = x.indexrelid
        inner join pg_catalog.pg_class as t on t.oid = x.indrelid
        inner join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
        inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where n.nspname = 'canon' and a.attname = 'source' and not x.indisprimary
    loop
        execute format('drop index %I.%I', i.nspname, i.index_name);
    end loop;
end
$$;

create index company_company on canon.company (company, source);
create index plant_plant on canon.plant (plant, source);
create index material_material on canon.material (material, source);
create index material_unit_material on canon.material_unit (material, source);
create index customer_customer on canon.customer (customer, source);
create index supplier_supplier on canon.supplier (supplier, source);
create index exchange_rate_pair on canon.exchange_rate (from_currency, to_currency, rate_type, source, valid_from desc) include (rate);
create index cost_entry_production_order on canon.cost_entry (production_order, source);
create index sales_order_line_sales_order on canon.sales_order_line (sales_order, source);
create index shipment_line_sales_order_line on canon.shipment_line (sales_order_line, source);
create index customer_invoice_line_customer_invoice on canon.customer_invoice_line (customer_invoice, source);
create index customer_invoice_line_sales_order_line on canon.customer_invoice_line (sales_order_line, source);
create index customer_invoice_line_shipment_line on canon.customer_invoice_line (shipment_line, source) where shipment_line is not null;
create index receivable_item_customer_invoice on canon.receivable_item (customer_invoice, source);
create index receipt_allocation_receivable_item on canon.receipt_allocation (receivable_item, source);
create index receipt_allocation_receipt on canon.receipt_allocation (receipt, source) where receipt is not null;
create index adjustment_receivable_item on canon.adjustment (receivable_item, source);
create index gl_entry_gl_document on canon.gl_entry (gl_document, source);
create index bank_transaction_bank_account on canon.bank_transaction (bank_account, source);
