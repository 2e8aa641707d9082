-- Two orders for the same product: 380 and 120, of which material 200 and 100, labor 100 and 20: 300 / 500 = 60 % material, 120 / 500 = 24 % labor,
-- 50 / 500 = 10 % machine, 30 / 500 = 6 % overhead. What was put out does not count.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'released');
insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(302), 'MO2', '2024-01-09', 3, 40, 'released');
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
values (id(805), id(302), 'MO2', 'issue', 'MD5', 1, '2024-01-20', 'issue', 100, 10, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(806), id(302), 'MO2', 'activity', 'MD6', 1, '2024-01-20', 'activity', 20, 'labor', 1);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(807), id(302), 'MO2', 'output', 'MD7', 1, '2024-01-20', 'output', -120, 3, '3000000001');
update production_orders set actual_cost = 120, wip = 0, status = 'completed', completed_quantity = 3 where id = id(302);
commit;
