-- Halfway the engineers replace a component: the 100 issued of it go back, 120 of the new one are issued.
-- Material is 200 - 100 + 120 = 220 in the end.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'released');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 100, 10, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(802), id(301), 'MO1', 'issue', 'MD2', 1, '2024-01-10', 'issue', 100, 5, '1000000002');
update production_orders set actual_cost = 200, wip = 200, status = 'in_progress' where id = id(301);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material, reverses_id)
values (id(803), id(301), 'MO1', 'reversal', 'MD3', 1, '2024-01-11', 'reversal', -100, -10, '1000000001', id(801));
update cost_bookings set reversed_by_id = id(803) where id = id(801);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(804), id(301), 'MO1', 'issue', 'MD4', 1, '2024-01-11', 'issue', 120, 8, '1000000003');
update production_orders set actual_cost = 220, wip = 220 where id = id(301);
commit;
