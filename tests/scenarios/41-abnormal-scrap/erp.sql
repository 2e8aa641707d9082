-- One of 10 is spoilt and written off at standard, 40; 9 are good. 380 - 40 = 340 over 9 pieces is 37.78 each; standard 9 x 40 = 360, variance -20.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'released');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 200, 20, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-01-10', 'activity', 100, 'labor', 2);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(803), id(301), 'MO1', 'activity', 'MD3', 1, '2024-01-10', 'activity', 50, 'machine', 1);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element)
values (id(804), id(301), 'MO1', 'absorption', 'MD4', 1, '2024-01-10', 'absorption', 30, 'overhead');
update production_orders set actual_cost = 380, wip = 380, status = 'in_progress' where id = id(301);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(805), id(301), 'MO1', 'output', 'MD5', 1, '2024-01-12', 'output', -360, 9, '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(806), id(301), 'MO1', 'abnormal_scrap', 'MD6', 1, '2024-01-12', 'abnormal_scrap', -40, 1, '3000000001');
update production_orders set actual_cost = 380, wip = -20, status = 'completed', completed_quantity = 9, scrapped_quantity = 1 where id = id(301);
commit;
