-- Two companies of two sources: C1 in yuan, U1 in dollars. U1 got 800 of capital in January 2024, earned 200 in March and 50 in
-- January 2025, and never closed the year; C1 sold to U1 and to K1.
insert into canon.company (source, entity_key, company, functional_currency, time_zone)
values ('a', 'C1', 'C1', 'CNY', 'Asia/Shanghai'), ('b', 'U1', 'U1', 'USD', 'Asia/Shanghai');
insert into canon.currency (source, entity_key, currency, decimals)
values ('a', 'CNY', 'CNY', 2), ('a', 'USD', 'USD', 2), ('b', 'CNY', 'CNY', 2), ('b', 'USD', 'USD', 2);
insert into canon.account (source, entity_key, company, account, name, account_kind, control_kind)
select x.source, x.company || a.account, x.company, a.account, a.name, a.account_kind, a.control_kind
from (values ('a', 'C1'), ('b', 'U1')) as x (source, company)
cross join (values
    ('1002', 'Bank', 'asset', 'bank'), ('1122', 'Receivables', 'asset', 'receivable'), ('2202', 'Payables', 'liability', 'payable'),
    ('4001', 'Capital', 'equity', null), ('6001', 'Revenue', 'revenue', null)) as a (account, name, account_kind, control_kind);
insert into canon.gl_entry (
    source, entity_key, company, document_type, document_no, posting_date, source_period, account, control_kind, counterparty_company,
    supplier, transaction_currency, functional_currency, amount_transaction, debit, credit, status
)
select
    v.source, v.source || v.n, v.company, 'voucher', v.document_no, v.day::date, left(v.day, 7), v.account,
    case v.account when '1002' then 'bank' when '1122' then 'receivable' when '2202' then 'payable' end, v.partner, v.supplier, v.currency,
    v.functional_currency, v.amount, greatest(v.functional, 0), greatest(-v.functional, 0), v.status
from (values
    (1, 'b', 'U1', 'JV1', '2024-01-10', '1002', null, null, 'USD', 'USD', 800, 800, 'posted'),
    (2, 'b', 'U1', 'JV1', '2024-01-10', '4001', null, null, 'USD', 'USD', -800, -800, 'posted'),
    (3, 'b', 'U1', 'JV2', '2024-03-12', '1002', null, null, 'USD', 'USD', 200, 200, 'posted'),
    (4, 'b', 'U1', 'JV2', '2024-03-12', '6001', null, null, 'USD', 'USD', -200, -200, 'posted'),
    (5, 'b', 'U1', 'JV3', '2025-01-20', '1002', null, null, 'USD', 'USD', 50, 50, 'posted'),
    (6, 'b', 'U1', 'JV3', '2025-01-20', '6001', null, null, 'USD', 'USD', -50, -50, 'posted'),
    -- what U1 owes C1, in yuan: an invoice of 1130 and a payment of 130 that C1 has not got yet
    (7, 'b', 'U1', 'PI1', '2025-02-05', '1002', null, null, 'CNY', 'USD', 1130, 160, 'posted'),
    (8, 'b', 'U1', 'PI1', '2025-02-05', '2202', 'C1', 'S-C1', 'CNY', 'USD', -1130, -160, 'posted'),
    (9, 'b', 'U1', 'PA1', '2025-02-27', '2202', 'C1', 'S-C1', 'CNY', 'USD', 130, 20, 'posted'),
    (10, 'b', 'U1', 'PA1', '2025-02-27', '1002', null, null, 'CNY', 'USD', -130, -20, 'posted'),
    (11, 'b', 'U1', 'PA2', '2025-02-28', '2202', 'C1', 'S-C1', 'CNY', 'USD', 500, 70, 'draft'),
    (12, 'a', 'C1', 'IV1', '2025-02-05', '1122', 'U1', null, 'CNY', 'CNY', 1130, 1130, 'posted'),
    (13, 'a', 'C1', 'IV1', '2025-02-05', '6001', 'U1', null, 'CNY', 'CNY', -1130, -1130, 'posted')
) as v (n, source, company, document_no, day, account, partner, supplier, currency, functional_currency, amount, functional, status);
insert into canon.receivable_item (
    source, entity_key, company, kind, document_type, document_no, document_date, posting_date, due_date, customer, counterparty_company,
    account, transaction_currency, functional_currency, original, original_functional, open_transaction, open_ledger, status
)
values
    ('a', 'IV1', 'C1', 'invoice', 'invoice', 'IV1', '2025-02-05', '2025-02-05', '2025-03-07', 'G-U1', 'U1', '1122', 'CNY', 'CNY',
        1130, 1130, 1130, 1130, 'open'),
    -- of one customer of the group: 1000 dollars at 7.00 in C1's books, and 100 dollars in U1's
    ('a', 'IV2', 'C1', 'invoice', 'invoice', 'IV2', '2025-01-10', '2025-01-10', '2025-02-09', 'K1', null, '1122', 'USD', 'CNY',
        1000, 7000, 1000, 7000, 'open'),
    ('b', 'IV3', 'U1', 'invoice', 'invoice', 'IV3', '2025-01-10', '2025-01-10', '2025-02-09', 'K1', null, '1122', 'USD', 'USD',
        100, 100, 100, 100, 'open'),
    -- settled in January with a gain of 30
    ('a', 'IV4', 'C1', 'invoice', 'invoice', 'IV4', '2024-12-10', '2024-12-10', '2025-01-09', 'K1', null, '1122', 'USD', 'CNY',
        100, 700, 0, 0, 'closed'),
    ('a', 'PP1', 'C1', 'prepayment', 'receipt', 'PP1', '2025-01-11', '2025-01-11', null, 'K1', null, '2203', 'USD', 'CNY',
        -50, -350, -50, -350, 'open');
insert into canon.receipt (
    source, entity_key, company, document_no, document_date, posting_date, customer, transaction_currency, functional_currency, amount,
    amount_functional, method, status
)
values ('a', 'RC1', 'C1', 'RC1', '2025-01-15', '2025-01-15', 'K1', 'USD', 'CNY', 100, 730, 'bank', 'posted');
insert into canon.receipt_allocation (
    source, entity_key, company, receipt, receivable_item, allocation_date, posting_date, transaction_currency, functional_currency, amount,
    amount_functional
)
values ('a', 'AL1', 'C1', 'RC1', 'IV4', '2025-01-15', '2025-01-15', 'USD', 'CNY', 100, 730);
insert into canon.adjustment (
    source, entity_key, company, kind, document_date, posting_date, receivable_item, transaction_currency, functional_currency, amount,
    amount_functional
)
values ('a', 'AD1', 'C1', 'exchange_difference', '2025-01-15', '2025-01-15', 'IV4', 'USD', 'CNY', 0, -30);
insert into canon.bank_account (
    source, entity_key, company, bank_account, account, transaction_currency, functional_currency, opening_balance, balance,
    opening_balance_functional, balance_functional
)
values ('a', 'B-USD', 'C1', 'B-USD', '1002', 'USD', 'CNY', 10, 110, 70, 800);
insert into canon.bank_transaction (
    source, entity_key, company, bank_account, posting_date, transaction_currency, functional_currency, amount, amount_functional
)
values ('a', 'BT1', 'C1', 'B-USD', '2025-01-15', 'USD', 'CNY', 100, 730);
-- one product of both companies: 100 dollars of material in January at 7.00 and 100 of labour in February at 7.20; 50 yuan in C1
insert into canon.material (source, entity_key, material, name) values ('a', 'P1', 'P1', 'Pump'), ('b', 'P1', 'P1', 'Pump');
insert into canon.production_order (source, entity_key, company, plant, material, status)
values ('b', 'MO1', 'U1', 'P-U', 'P1', 'in_progress'), ('a', 'MO2', 'C1', 'P-C', 'P1', 'in_progress');
insert into canon.cost_entry (
    source, entity_key, company, plant, production_order, element, entry_kind, posting_date, source_period, functional_currency,
    amount_functional, reverses
)
values
    ('b', 'E1', 'U1', 'P-U', 'MO1', 'material', 'issue', '2024-01-10', '2024-01', 'USD', 100, null),
    ('b', 'E2', 'U1', 'P-U', 'MO1', 'labor', 'activity', '2024-02-10', '2024-02', 'USD', 110, null),
    ('b', 'E3', 'U1', 'P-U', 'MO1', 'labor', 'reversal', '2024-02-10', '2024-02', 'USD', -10, 'E2'),
    ('a', 'E4', 'C1', 'P-C', 'MO2', 'material', 'issue', '2024-02-11', '2024-02', 'CNY', 50, null),
    ('a', 'E5', 'C1', 'P-C', 'MO2', 'material', 'output', '2024-02-12', '2024-02', 'CNY', -50, null);
