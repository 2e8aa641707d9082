-- An order is cancelled after 100 of labour, which nobody can take back: 100 stay in progress for good and are a loss, no estimate of
-- anything.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'cancelled');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-01-10', 'activity', 100, 'labor', 2);
commit;
