-- Company C1 keeps its books in EUR, C2 in CNY; today is that of Shanghai.
insert into hub.source (source, pack, pack_version, state) values ('t', 'test', '1', 'streaming');

insert into canon.company (source, entity_key, company, functional_currency, time_zone)
values ('t', '1', 'C1', 'EUR', 'Asia/Shanghai'), ('t', '2', 'C2', 'CNY', 'Asia/Shanghai'),
    ('t', '3', 'C3', 'CNY', 'Asia/Shanghai');

insert into canon.exchange_rate (source, entity_key, from_currency, to_currency, rate_type, valid_from, rate)
values
    ('t', '1', 'EUR', 'CNY', 'transaction', '2026-01-01', 8),
    ('t', '2', 'EUR', 'CNY', 'transaction', '2026-01-15', 7.5),
    ('t', '3', 'EUR', 'CNY', 'closing', '2026-01-15', 7);

-- Receivables of K1 in C1, by days until due.
insert into canon.receivable_item (
    source, entity_key, company, kind, posting_date, document_date, source_period, due_date, customer,
    transaction_currency, functional_currency, original, open_transaction, original_functional, open_ledger, status
)
select
    't', 'r' || coalesce(i.days::text, i.kind), 'C1', i.kind, t.today - 300, t.today - 300, '2026-01', t.today + i.days,
    'K1', 'EUR', 'EUR', i.amount, i.amount, i.amount, i.amount, 'open'
from (
    values
        ('invoice', 1, 100), ('invoice', 0, 50), ('invoice', -1, 10), ('invoice', -30, 20), ('invoice', -31, 40),
        ('invoice', -60, 5), ('invoice', -61, 7), ('invoice', -90, 8), ('invoice', -91, 9), ('bill', -180, 11),
        ('invoice', -181, 13), ('retention', null, 17), ('credit', -400, -19), ('on_account', null, -23)
) as i (kind, days, amount)
cross join (select (now() at time zone 'Asia/Shanghai')::date as today) as t;

-- Nothing open in its own currency, but the ledger still holds 0.07: an exchange difference nobody has booked.
insert into canon.receivable_item (
    source, entity_key, company, kind, posting_date, source_period, due_date, customer, transaction_currency,
    functional_currency, original, open_transaction, original_functional, open_ledger, status
)
values ('t', 'residue', 'C1', 'invoice', '2026-01-01', '2026-01', null, 'K9', 'USD', 'EUR', 10, 0, 9, 0.07, 'open');

insert into canon.receipt (
    source, entity_key, company, document_date, posting_date, customer, transaction_currency, functional_currency, amount,
    amount_functional
)
values ('t', 'receipt-residue', 'C1', '2026-01-05', '2026-01-05', 'K9', 'USD', 'EUR', 10, 8.93);

insert into canon.receipt_allocation (
    source, entity_key, company, receipt, receivable_item, allocation_date, amount, amount_functional
)
values ('t', 'receipt-residue', 'C1', 'receipt-residue', 'residue', '2026-01-05', 10, 8.93);

-- K2 in C2: 200 invoiced 40 days ago and due 10 days ago. Today 80 of a receipt of 100 and 50 of an older receipt were
-- applied to it and 5 written off.
insert into canon.receivable_item (
    source, entity_key, company, kind, posting_date, document_date, source_period, due_date, receipt, customer,
    transaction_currency, functional_currency, original, open_transaction, original_functional, open_ledger, status
)
select
    't', i.key, 'C2', i.kind, t.today - i.posted, t.today - i.posted, '2026-01', t.today - i.due, i.receipt, 'K2', 'CNY',
    'CNY', i.original, i.open, i.original, i.open, i.status
from (
    values
        ('k2', 'invoice', 40, 10, null, 200, 65, 'open'),
        ('k2-new', 'on_account', 0, null, 'receipt-new', -20, -20, 'open'),
        ('k2-old', 'on_account', 5, null, 'receipt-old', -50, 0, 'closed')
) as i (key, kind, posted, due, receipt, original, open, status)
cross join (select (now() at time zone 'Asia/Shanghai')::date as today) as t;

insert into canon.receipt (
    source, entity_key, company, document_date, posting_date, customer, transaction_currency, functional_currency, amount,
    amount_functional
)
select 't', r.key, 'C2', t.today - r.posted, t.today - r.posted, 'K2', 'CNY', 'CNY', r.amount, r.amount
from (values ('receipt-new', 0, 100), ('receipt-old', 5, 50)) as r (key, posted, amount)
cross join (select (now() at time zone 'Asia/Shanghai')::date as today) as t;

insert into canon.receipt_allocation (
    source, entity_key, company, receipt, credit_item, receivable_item, allocation_date, amount, amount_functional
)
select 't', a.receipt, 'C2', a.receipt, a.credit_item, 'k2', (now() at time zone 'Asia/Shanghai')::date, a.amount, a.amount
from (values ('receipt-new', null, 80), ('receipt-old', 'k2-old', 50)) as a (receipt, credit_item, amount);

insert into canon.adjustment (
    source, entity_key, company, kind, posting_date, receivable_item, amount, amount_functional
)
values ('t', '1', 'C2', 'write_off', (now() at time zone 'Asia/Shanghai')::date, 'k2', 5, 5);

-- S1: 10 ordered; 6 shipped and 1 returned; 4 invoiced, half of it paid and half written off; 1 piece (10 net, 1 tax) unbilled.
insert into canon.sales_order_line (
    source, entity_key, company, document_no, line_no, document_date, customer, transaction_currency, ordered_quantity,
    net, tax, gross
)
values ('t', 'l1', 'C1', 'S1', 1, '2026-01-10', 'K1', 'EUR', 10, 100, 10, 110);

insert into canon.shipment_line (
    source, entity_key, company, sales_order_line, posting_date, recognized_date, customer, transaction_currency,
    functional_currency, quantity, net, tax, unbilled_quantity, unbilled_net, unbilled_tax, unbilled_net_functional,
    unbilled_tax_functional
)
values
    ('t', 's1', 'C1', 'l1', '2026-01-11', '2026-01-11', 'K1', 'EUR', 'EUR', 6, 60, 6, 1, 10, 1, 10, 1),
    ('t', 's2', 'C1', 'l1', '2026-01-12', '2026-01-12', 'K1', 'EUR', 'EUR', -1, -10, -1, 0, 0, 0, 0, 0);

insert into canon.customer_invoice (source, entity_key, company, document_no, posting_date, transaction_currency, gross, settled, status)
values ('t', 'v1', 'C1', 'V1', '2026-01-13', 'EUR', 44, 44, 'settled');

insert into canon.customer_invoice_line (
    source, entity_key, company, customer_invoice, sales_order_line, posting_date, transaction_currency, quantity, net, tax, gross
)
values ('t', 'i1', 'C1', 'v1', 'l1', '2026-01-13', 'EUR', 4, 40, 4, 44);

insert into canon.receivable_item (
    source, entity_key, company, kind, posting_date, source_period, customer_invoice, customer, account, transaction_currency, functional_currency,
    original, open_transaction, original_functional, open_ledger, status
)
values ('t', 'v1-item', 'C1', 'invoice', '2026-01-13', '2026-01', 'v1', 'K1', '1122', 'EUR', 'EUR', 44, 0, 44, 0, 'closed');

insert into canon.receipt (source, entity_key, company, posting_date, customer, method, transaction_currency, amount, amount_functional)
values ('t', 'v1-receipt', 'C1', '2026-01-14', 'K1', 'bank', 'EUR', 22, 22);

insert into canon.receipt_allocation (
    source, entity_key, company, receipt, receivable_item, allocation_date, amount, amount_functional
)
values ('t', 'v1-receipt', 'C1', 'v1-receipt', 'v1-item', '2026-01-14', 22, 22);

insert into canon.adjustment (source, entity_key, company, kind, posting_date, receivable_item, amount, amount_functional)
values ('t', 'v1-off', 'C1', 'write_off', '2026-01-15', 'v1-item', 22, 22);

-- P1 is completed, P2 under way.
insert into canon.production_order (
    source, entity_key, company, document_no, status, material, completed_quantity, functional_currency, standard_cost
)
values
    ('t', 'p1', 'C1', 'P1', 'completed', 'M1', 10, 'EUR', 180),
    ('t', 'p2', 'C2', 'P2', 'in_progress', 'M2', 0, 'CNY', 50);

insert into canon.cost_entry (
    source, entity_key, company, production_order, posting_date, source_period, element, entry_kind, reverses,
    functional_currency, amount_functional
)
select
    't', e.key, 'C1', 'p1', date '2026-01-10', '2026-01', e.element, e.entry_kind, e.reverses, 'EUR', e.amount
from (
    values
        ('w1', 'material', 'issue', null, 100), ('w2', 'labor', 'activity', null, 40),
        ('w3', 'machine', 'activity', null, 10), ('w4', 'overhead', 'absorption', null, 20),
        ('w5', 'subcontract', 'issue', null, 30), ('w6', 'material', 'issue', null, 5),
        ('w7', 'material', 'reversal', 'w6', -5), ('w8', 'material', 'by_product', null, -6),
        ('w9', 'material', 'abnormal_scrap', null, -4), ('w10', 'material', 'output', null, -190),
        ('w11', 'material', 'output', null, -19), ('w12', 'material', 'reversal', 'w11', 19)
) as e (key, element, entry_kind, reverses, amount);

insert into canon.cost_entry (
    source, entity_key, company, production_order, posting_date, source_period, element, entry_kind,
    functional_currency, amount_functional
)
values
    ('t', 'w20', 'C2', 'p2', '2026-01-20', '2026-01', 'material', 'issue', 'CNY', 25),
    ('t', 'w21', 'C2', null, '2026-01-20', '2026-01', 'material', 'issue', 'XXX', 7);

insert into canon.gl_entry (
    source, entity_key, company, gl_document, account, source_period, functional_currency, debit, credit, status
)
values
    ('t', 'g1', 'C1', 'd1', '1000', '2026-01', 'EUR', 100, 0, 'posted'),
    ('t', 'g2', 'C1', 'd1', '2000', '2026-01', 'EUR', 0, 100, 'posted'),
    ('t', 'g3', 'C1', 'd2', '2000', '2026-02', 'EUR', 50, 0, 'posted'),
    ('t', 'g4', 'C1', 'd2', '1000', '2026-02', 'EUR', 0, 50, 'posted'),
    ('t', 'g5', 'C1', 'd3', '1000', '2026-02', 'EUR', 20, 0, 'posted'),
    ('t', 'g6', 'C1', 'd3', '2000', '2026-02', 'EUR', 0, 20, 'posted'),
    ('t', 'g7', 'C1', 'd4', '1000', '2026-01', 'EUR', 50, 0, 'draft'),
    ('t', 'g8', 'C1', 'd4', '1000', '2026-02', 'EUR', 20, 0, 'draft');

insert into canon.gl_balance (source, entity_key, company, account, period, functional_currency, closing)
values ('t', '1', 'C1', '1000', '2026-01', 'EUR', 100), ('t', '2', 'C1', '1000', '2026-02', 'EUR', 69);

insert into hub.control_total (
    source, kind, company, period, currency, source_amount, mirror_amount, mapped_amount, unmapped_amount,
    parked_amount, excluded_amount, position, taken_at
)
values
    ('t', 'invoice_gross', 'C1', '2026-01', 'EUR', 100, 100, 70, 10, 5, 12, '0/1', now()),
    ('t', 'invoice_gross', 'C3', '2026-01', 'EUR', 100, 100, 100, 0, 0, 0, '0/1', now());
