-- 400 of material go in, 10 pieces come out at 40. 5 are taken back by a reversal that does not say what it reverses: output, or an
-- issue? It counts as neither. The cost stays 400, 80 for each of 5 pieces; 400 - 400 + 200 = 200 are in progress and unmapped.
-- Variance 400 - 5 × 40 = 200.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, completed_quantity)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'completed', 5);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 400, 20, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(805), id(301), 'MO1', 'output', 'MD5', 1, '2024-01-12', 'output', -400, 10, '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(806), id(301), 'MO1', 'reversal', 'MD6', 1, '2024-01-13', 'reversal', 200, -5, '3000000001');
commit;
