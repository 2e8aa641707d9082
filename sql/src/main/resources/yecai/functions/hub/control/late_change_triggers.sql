-- What the ERP changes or deletes in closed periods is noted, table by table, with the amount that counts there. The record is
-- append-only, and both hold also where a session replays changes as a replica.
create or replace trigger late_change after update on canon.receivable_item
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('original_functional');
create or replace trigger late_deletion after delete on canon.receivable_item
referencing old table as was
for each statement execute function hub.note_late_change('original_functional');

create or replace trigger late_change after update on canon.receipt
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('amount_functional');
create or replace trigger late_deletion after delete on canon.receipt
referencing old table as was
for each statement execute function hub.note_late_change('amount_functional');

create or replace trigger late_change after update on canon.receipt_allocation
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('amount_functional');
create or replace trigger late_deletion after delete on canon.receipt_allocation
referencing old table as was
for each statement execute function hub.note_late_change('amount_functional');

create or replace trigger late_change after update on canon.adjustment
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('amount_functional');
create or replace trigger late_deletion after delete on canon.adjustment
referencing old table as was
for each statement execute function hub.note_late_change('amount_functional');

create or replace trigger late_change after update on canon.customer_invoice
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('gross_functional');
create or replace trigger late_deletion after delete on canon.customer_invoice
referencing old table as was
for each statement execute function hub.note_late_change('gross_functional');

create or replace trigger late_change after update on canon.shipment_line
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('net_functional');
create or replace trigger late_deletion after delete on canon.shipment_line
referencing old table as was
for each statement execute function hub.note_late_change('net_functional');

create or replace trigger late_change after update on canon.gl_entry
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('debit', 'credit');
create or replace trigger late_deletion after delete on canon.gl_entry
referencing old table as was
for each statement execute function hub.note_late_change('debit', 'credit');

create or replace trigger late_change after update on canon.cost_entry
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('amount_functional');
create or replace trigger late_deletion after delete on canon.cost_entry
referencing old table as was
for each statement execute function hub.note_late_change('amount_functional');

create or replace trigger late_change after update on canon.stock_movement
referencing old table as was new table as is_now
for each statement execute function hub.note_late_change('amount_functional');
create or replace trigger late_deletion after delete on canon.stock_movement
referencing old table as was
for each statement execute function hub.note_late_change('amount_functional');

create or replace trigger append_only before update or delete on hub.late_change
for each row execute function hub.refuse_audit_change();
create or replace trigger no_truncate before truncate on hub.late_change
for each statement execute function hub.refuse_audit_change();
alter table canon.receivable_item enable always trigger late_change;
alter table canon.receivable_item enable always trigger late_deletion;
alter table canon.receipt enable always trigger late_change;
alter table canon.receipt enable always trigger late_deletion;
alter table canon.receipt_allocation enable always trigger late_change;
alter table canon.receipt_allocation enable always trigger late_deletion;
alter table canon.adjustment enable always trigger late_change;
alter table canon.adjustment enable always trigger late_deletion;
alter table canon.customer_invoice enable always trigger late_change;
alter table canon.customer_invoice enable always trigger late_deletion;
alter table canon.shipment_line enable always trigger late_change;
alter table canon.shipment_line enable always trigger late_deletion;
alter table canon.gl_entry enable always trigger late_change;
alter table canon.gl_entry enable always trigger late_deletion;
alter table canon.cost_entry enable always trigger late_change;
alter table canon.cost_entry enable always trigger late_deletion;
alter table canon.stock_movement enable always trigger late_change;
alter table canon.stock_movement enable always trigger late_deletion;
alter table hub.late_change enable always trigger append_only;
alter table hub.late_change enable always trigger no_truncate;
