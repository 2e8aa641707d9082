-- Turnings worth 25 come off and are taken to stock: they lower the cost of the output to 355, 35.50 each. Variance 355 - 400 = -45.

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
values (id(805), id(301), 'MO1', 'output', 'MD5', 1, '2024-01-12', 'output', -400, 10, '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(806), id(301), 'MO1', 'by_product', 'MD6', 1, '2024-01-12', 'by_product', -25, 2.5, '4000000001');
update production_orders set actual_cost = 380, wip = -45, status = 'completed', completed_quantity = 10 where id = id(301);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount)
values (id(807), id(301), 'MO1', 'settlement', 'MD7', 1, '2024-01-31', 'settlement', 45);
update production_orders set actual_cost = 380, wip = 0, status = 'closed' where id = id(301);
commit;
