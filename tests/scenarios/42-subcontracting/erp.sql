-- Material for 100 is sent to the subcontractor and used there; his work costs 65. 165 for 5 pieces: 33 each, 3 more than the standard of 30.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 5, 30, 'released');
insert into stock_balances (company, plant, location, material, owner, quantity, base_uom, currency, amount)
select c.code, c.code, c.code || '-RAW', '1000000001', 'own', 50, 'EA', c.currency, 500 from companies as c where c.code = current_setting('scenario.company');
insert into stock_balances (company, plant, location, material, owner, quantity, base_uom, currency, amount)
select c.code, c.code, c.code || '-SUB', '1000000001', 'own', 0, 'EA', c.currency, 0 from companies as c where c.code = current_setting('scenario.company');
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(321), 'transfer', 'MV1', 1, '2024-01-09', 'transfer', '1000000001', current_setting('scenario.company') || '-RAW', current_setting('scenario.company') || '-SUB', 10, 100);
update stock_balances set quantity = 40, amount = 400 where location = current_setting('scenario.company') || '-RAW' and material = '1000000001';
update stock_balances set quantity = 10, amount = 100 where location = current_setting('scenario.company') || '-SUB' and material = '1000000001';
commit;

insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(322), 'production_issue', 'MV2', 1, '2024-01-10', 'production_issue', '1000000001', current_setting('scenario.company') || '-SUB', 'PRODUCTION', 10, 100);
update stock_balances set quantity = 0, amount = 0 where location = current_setting('scenario.company') || '-SUB' and material = '1000000001';
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 100, 10, '1000000001');
update production_orders set actual_cost = 100, wip = 100, status = 'in_progress' where id = id(301);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-01-11', 'activity', 65, 'subcontract');
update production_orders set actual_cost = 165, wip = 165 where id = id(301);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(803), id(301), 'MO1', 'output', 'MD3', 1, '2024-01-11', 'output', -150, 5, '3000000001');
update production_orders set actual_cost = 165, wip = 15, status = 'completed', completed_quantity = 5 where id = id(301);
commit;
