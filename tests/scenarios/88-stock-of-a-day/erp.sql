-- 50 pieces worth 500 are there when the hub begins. On the 9th 10 go to the subcontractor, on the 10th he uses them, on the 11th
-- 5 new ones come in for 60, on the 12th 2 are counted as lost. The stock of each day is the opening and the movements up to it.

call company('CNY', 'shipment');
commit;

insert into stock_balances (company, plant, location, material, owner, quantity, base_uom, currency, amount)
select c.code, c.code, c.code || '-RAW', '1000000001', 'own', 50, 'EA', c.currency, 500 from companies as c where c.code = current_setting('scenario.company');
insert into stock_balances (company, plant, location, material, owner, quantity, base_uom, currency, amount)
select c.code, c.code, c.code || '-SUB', '1000000001', 'at_subcontractor', 0, 'EA', c.currency, 0 from companies as c where c.code = current_setting('scenario.company');
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(321), 'transfer', 'MV1', 1, '2024-01-09', 'transfer', '1000000001', current_setting('scenario.company') || '-RAW', current_setting('scenario.company') || '-SUB', 10, 100);
insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(322), 'production_issue', 'MV2', 1, '2024-01-10', 'production_issue', '1000000001', current_setting('scenario.company') || '-SUB', 'PRODUCTION', 10, 100);
update stock_balances set quantity = 40, amount = 400 where location = current_setting('scenario.company') || '-RAW' and material = '1000000001';
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(323), 'receipt', 'MV3', 1, '2024-01-11', 'receipt', '1000000001', 'SUPPLIER', current_setting('scenario.company') || '-RAW', 5, 60);
insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(324), 'adjustment', 'MV4', 1, '2024-01-12', 'adjustment', '1000000001', current_setting('scenario.company') || '-RAW', 'ADJUST', 2, 20.50);
update stock_balances set quantity = 43, amount = 439.50 where location = current_setting('scenario.company') || '-RAW' and material = '1000000001';
commit;
