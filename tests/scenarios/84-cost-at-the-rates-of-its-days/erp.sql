-- A company in dollars books 100 of material in January at 7.00 and 100 of labour in February at 7.20: 700 + 720 = 1420 yuan of cost, in
-- both views. The order is unfinished: its 200 dollars of work in progress are a balance, worth 1420 at 7.10, today's rate; the
-- mean rate of the cost is 7.10 only by chance, so another order has 100 at 7.00 alone: 700 of cost, 710 of work in progress.

call company('USD', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'in_progress'), (id(302), 'MO2', '2024-01-08', 10, 40, 'in_progress');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 100, 20, '1000000001'),
    (id(803), id(302), 'MO2', 'issue', 'MD3', 1, '2024-01-10', 'issue', 100, 20, '1000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-02-10', 'activity', 100, 'labor', 2);
update production_orders set actual_cost = 200, wip = 200 where id = id(301);
update production_orders set actual_cost = 100, wip = 100 where id = id(302);
commit;
