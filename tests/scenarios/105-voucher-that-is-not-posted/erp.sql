-- 100 of revenue come in cash in January. A voucher of 40 is entered in February and not posted: it stands beside the balances, and in
-- none of them. February closes with what January closed with, and 1122, which only the draft touches, with 0.

call company('CNY', 'shipment');
commit;

call voucher('JV1', '2024-01-10', '1002 100, 6001 -100');
commit;

insert into journals (id, number, company, period, doc_type, doc_no, doc_date, posting_date, functional_currency, status)
select id(950), c.code || '-JV2', c.code, '2024-02', 'voucher', c.code || '-JV2', '2024-02-10', '2024-02-10', c.currency, 'draft'
from companies as c
where c.code = current_setting('scenario.company');
insert into journal_lines (id, journal_id, line_no, account, debit, credit, currency, amount_currency, tx_token)
values (id(951), id(950), 1, '1122', 40, 0, 'CNY', 40, 0), (id(952), id(950), 2, '6001', 0, 40, 'CNY', -40, 0);
commit;
