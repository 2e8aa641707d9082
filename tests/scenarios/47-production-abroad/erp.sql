-- A company that keeps its books in US dollars: 380 dollars booked in February, at 7.20 yuan: cost of 2736 in the group's currency. The
-- order is unfinished: as work in progress they are worth 2698 at 7.10, today's rate.

call company('USD', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-02-08', 10, 40, 'released');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-02-10', 'issue', 200, 20, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-02-10', 'activity', 100, 'labor', 2);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(803), id(301), 'MO1', 'activity', 'MD3', 1, '2024-02-10', 'activity', 50, 'machine', 1);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element)
values (id(804), id(301), 'MO1', 'absorption', 'MD4', 1, '2024-02-10', 'absorption', 30, 'overhead');
update production_orders set actual_cost = 380, wip = 380, status = 'in_progress' where id = id(301);
commit;
