-- What the ERP posts, changes or deletes in closed periods is noted, table by table, with the column of the amount that counts
-- there and one that is subtracted from it. A new row is asked one by one, since a statement's new rows would be kept in memory or in
-- files until it ends, and a load's are all of the ERP; those have no transaction. The conditions leave out what cannot be late
-- before a function is called for it, which takes as long as to derive the row; where a source has no closed period, all. The
-- record is append-only, and all of this holds also where a session replays changes as a replica.
do $$
declare
    noted record;
begin
    for noted in
        select t.name, array_to_string(array[quote_literal(t.amount), quote_literal(t.less)], ', ') as amount
        from (
            values
                ('receivable_item', 'original_functional', null),
                ('receipt', 'amount_functional', null),
                ('receipt_allocation', 'amount_functional', null),
                ('adjustment', 'amount_functional', null),
                ('customer_invoice', 'gross_functional', null),
                ('shipment_line', 'net_functional', null),
                ('goods_receipt_line', 'net_functional', null),
                ('supplier_invoice', 'gross_functional', null),
                ('payable_item', 'original_functional', null),
                ('payment', 'amount_functional', null),
                ('payment_allocation', 'amount_functional', null),
                ('payable_adjustment', 'amount_functional', null),
                ('gl_entry', 'debit', 'credit'),
                ('cost_entry', 'amount_functional', null),
                ('stock_movement', 'amount_functional', null)
        ) as t (name, amount, less)
    loop
        execute format(
            'create or replace trigger late_change after update on canon.%I referencing old table as was new table as is_now'
            ' for each statement when (current_setting(''yecai.closed_periods'', true) is distinct from E''\n'''
            ' or current_setting(''yecai.closing_periods'', true) <> '''')'
            ' execute function hub.note_late_change(%s)', noted.name, noted.amount);
        execute format(
            'create or replace trigger late_deletion after delete on canon.%I referencing old table as was'
            ' for each statement when (current_setting(''yecai.closed_periods'', true) is distinct from E''\n'''
            ' or current_setting(''yecai.closing_periods'', true) <> '''')'
            ' execute function hub.note_late_change(%s)', noted.name, noted.amount);
        execute format(
            'create or replace trigger late_posting after insert on canon.%I for each row'
            ' when (new.source_committed_at is not null and (coalesce(length(current_setting(''yecai.closed_periods'', true)), 0) = 0'
            ' or strpos(current_setting(''yecai.closed_periods'', true), E''\n'' || new.source_period || E''\n'') > 0'
            ' or (strpos(current_setting(''yecai.closing_periods'', true), E''\n'' || new.source_period || E''\n'') > 0'
            ' and new.source_committed_at > current_setting(''yecai.closing_from'', true)::timestamptz)))'
            ' execute function hub.note_late_posting(%s)', noted.name, noted.amount);
        execute format(
            'alter table canon.%I enable always trigger late_change, enable always trigger late_deletion,'
            ' enable always trigger late_posting', noted.name);
    end loop;
end
$$;

create or replace trigger know_closing_periods after insert or update or delete or truncate on canon.accounting_period
for each statement execute function hub.know_closing_periods();
alter table canon.accounting_period enable always trigger know_closing_periods;

create or replace trigger append_only before update or delete on hub.late_change
for each row execute function hub.refuse_audit_change();
create or replace trigger no_truncate before truncate on hub.late_change
for each statement execute function hub.refuse_audit_change();
alter table hub.late_change enable always trigger append_only, enable always trigger no_truncate;
