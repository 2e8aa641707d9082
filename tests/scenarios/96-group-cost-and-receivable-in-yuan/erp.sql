-- A company in dollars books 100 of material on January 10 at 7.00 and 100 of labour on February 10 at 7.20, the group's rates of the days, which
-- is the company's basis: 700 + 720 = 1420 yuan of cost. Its work in progress is a balance: 100 at 7.00, the closing rate of January, then
-- 200 at 7.20, that of February, 1440. An invoice of 1000 dollars is 20 days overdue at the end of February: 7200 yuan.

call company('USD', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'in_progress');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 100, 20, '1000000001');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09', 'K2', 'USD');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, element, quantity)
values (id(802), id(301), 'MO1', 'activity', 'MD2', 1, '2024-02-10', 'activity', 100, 'labor', 2);
update production_orders set actual_cost = 200, wip = 200 where id = id(301);
commit;
