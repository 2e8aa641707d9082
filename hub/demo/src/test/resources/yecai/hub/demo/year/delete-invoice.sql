-- An administrator deletes a posted invoice that nobody has touched, with its items and its voucher, as if it had never
-- been. erp.deleted_billing, which nobody captures, remembers what it had billed.
create table if not exists erp.deleted_billing (
    shipment_line_id bigint, sales_order_line_id bigint, quantity numeric, posting_date date, entered_on date, deleted_on date);
create temporary table doomed as
select i.id, j.id as journal_id, j.doc_date as entered_on
from erp.customer_invoices as i
inner join erp.journals as j on j.origin_id = i.id
where i.status = 'posted'
    and i.doc_type = 'invoice'
    and i.shipment_id is not null
    and i.reverses_id is null
    and i.reversed_by_id is null
    and i.trading_company is null
    and i.posting_date < date ':today' - 5
    and not exists (select from erp.ar_allocations as a where a.customer_invoice_id = i.id)
    and not exists (select from erp.ar_adjustments as a where a.customer_invoice_id = i.id)
    and not exists (select from erp.customer_invoice_lines as l where l.credits_invoice_id = i.id)
    and not exists (select from erp.journals as r where r.reverses_id = j.id)
    and not exists (
        select from erp.ar_items as a where a.customer_invoice_id = i.id and a.open_amount <> a.original
    )
order by i.posting_date desc, i.id
limit 1;
insert into erp.deleted_billing
select l.shipment_line_id, l.sales_order_line_id, l.quantity, i.posting_date, d.entered_on, date ':today'
from doomed as d
inner join erp.customer_invoices as i on i.id = d.id
inner join erp.customer_invoice_lines as l on l.customer_invoice_id = i.id;
update erp.shipment_lines as s
set invoiced_quantity = s.invoiced_quantity - l.quantity
from (
    select l.shipment_line_id, sum(l.quantity) as quantity
    from erp.customer_invoice_lines as l
    where l.customer_invoice_id in (select d.id from doomed as d)
    group by l.shipment_line_id
) as l
where s.id = l.shipment_line_id;
update erp.sales_order_lines as s
set invoiced_quantity = s.invoiced_quantity - l.quantity
from (
    select l.sales_order_line_id, sum(l.quantity) as quantity
    from erp.customer_invoice_lines as l
    where l.customer_invoice_id in (select d.id from doomed as d)
    group by l.sales_order_line_id
) as l
where s.id = l.sales_order_line_id;
update erp.gl_balances as b
set debit = b.debit - case when b.period = m.period then m.debit else 0 end,
    credit = b.credit - case when b.period = m.period then m.credit else 0 end,
    opening = b.opening - case when b.period > m.period then m.debit - m.credit else 0 end,
    closing = b.closing - m.debit + m.credit
from (
    select j.company, j.period, l.account, sum(l.debit) as debit, sum(l.credit) as credit
    from doomed as d
    inner join erp.journals as j on j.id = d.journal_id
    inner join erp.journal_lines as l on l.journal_id = j.id
    group by j.company, j.period, l.account
) as m
where b.company = m.company and b.account = m.account and b.period >= m.period;
update erp.shipments set billing_status = 'open'
where id in (select i.shipment_id from erp.customer_invoices as i where i.id in (select d.id from doomed as d));
delete from erp.journal_lines where journal_id in (select d.journal_id from doomed as d);
delete from erp.journals where id in (select d.journal_id from doomed as d);
delete from erp.ar_items where customer_invoice_id in (select d.id from doomed as d);
delete from erp.customer_invoice_lines where customer_invoice_id in (select d.id from doomed as d);
delete from erp.customer_invoices where id in (select d.id from doomed as d);
drop table doomed
