-- 400 of material go in, 10 pieces come out at 40. The output is reversed, and the reversal is reversed: what stands is the output.
-- Both count as output, not as cost: material 400, unit cost 40, nothing in progress, no variance.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, completed_quantity)
values (id(301), 'MO1', '2024-01-08', 10, 40, 'completed', 10);
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD1', 1, '2024-01-10', 'issue', 400, 20, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material)
values (id(805), id(301), 'MO1', 'output', 'MD5', 1, '2024-01-12', 'output', -400, 10, '3000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material, reverses_id)
values (id(806), id(301), 'MO1', 'reversal', 'MD6', 1, '2024-01-13', 'reversal', 400, -10, '3000000001', id(805));
update cost_bookings set reversed_by_id = id(806) where id = id(805);
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, entry_kind, amount, quantity, material, reverses_id)
values (id(807), id(301), 'MO1', 'reversal', 'MD7', 1, '2024-01-14', 'reversal', -400, 10, '3000000001', id(806));
update cost_bookings set reversed_by_id = id(807) where id = id(806);
commit;
