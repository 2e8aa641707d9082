-- 100 pieces worth 1000 are in the books, 97 are on the shelf: 3 at the average of 10 are written off. A count of the next day finds one of them again.

call company('CNY', 'shipment');
commit;

insert into stock_balances (company, plant, location, material, owner, quantity, base_uom, currency, amount)
select c.code, c.code, c.code || '-FG', '3000000001', 'own', 100, 'EA', c.currency, 1000 from companies as c where c.code = current_setting('scenario.company');
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(321), 'adjustment', 'MV1', 1, '2024-01-10', 'adjustment', '3000000001', current_setting('scenario.company') || '-FG', 'ADJUST', 3, 30);
update stock_balances set quantity = 97, amount = 970 where location = current_setting('scenario.company') || '-FG' and material = '3000000001';
call voucher('JV1', '2024-01-10', '6712 30, 1406 -30');
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(322), 'adjustment', 'MV2', 1, '2024-01-11', 'adjustment', '3000000001', 'ADJUST', current_setting('scenario.company') || '-FG', 1, 10);
update stock_balances set quantity = 98, amount = 980 where location = current_setting('scenario.company') || '-FG' and material = '3000000001';
call voucher('JV2', '2024-01-11', '1406 10, 6712 -10');
commit;
