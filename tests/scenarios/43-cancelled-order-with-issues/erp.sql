-- Material for 200 was issued when the order was cancelled: it goes back, and the order has cost nothing.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'released');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 200, 20, '1000000001');
update production_orders set actual_cost = 200, wip = 200, status = 'in_progress' where id = id(301);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material, reverses_id)
values (id(802), id(301), 'MO1', 'reversal', 'MD2', 1, '2024-01-11', 'reversal', -200, -20, '1000000001', id(801));
update cost_bookings set reversed_by_id = id(802) where id = id(801);
update production_orders set actual_cost = 0, wip = 0, status = 'cancelled' where id = id(301);
commit;
