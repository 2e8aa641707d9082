-- January: two orders for a semi-finished product, 60 of material and 40 of labor, and 84 and 56: 144 of 240 are material, 0.6. A finished product
-- takes 120 of it and 20 of labor: material 72, labor 48 + 20 = 68, though 120 of 140 were issued as material.
-- February: 60 and 40 again, and the finished product takes 100 of it and 20 of labor: 60 and 60, a half each. What entered the company
-- is 60 + 40 + 20 = 120, not the 220 that were booked: 100 were its own.
-- March: nothing is made of it; the finished product takes 50, of which February's 0.6 are material: 30, and 20 + 30 are labor.
-- April: of 60 and 40 turnings of 10 come off: they are 6 of material and 4 of labor.
-- May: two products take each other. What the first takes is counted as material: 50 and 50; the other one then has 25 and 75.

call company('CNY', 'shipment');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(301), 'MO1', '2024-01-02', 1, 100, 'released', '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(801), id(301), 'MO1', 'issue', 'MD801', '2024-01-10', 'issue', 'material', 60, 1, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(802), id(301), 'MO1', 'activity', 'MD802', '2024-01-10', 'activity', 'labor', 40, 1, '2000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(803), id(301), 'MO1', 'output', 'MD803', '2024-01-20', 'output', -100, 1, '2000000001');
update production_orders set actual_cost = 100, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-01-20' where id = id(301);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(302), 'MO2', '2024-01-02', 1, 140, 'released', '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(804), id(302), 'MO2', 'issue', 'MD804', '2024-01-10', 'issue', 'material', 84, 1, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(805), id(302), 'MO2', 'activity', 'MD805', '2024-01-10', 'activity', 'labor', 56, 1, '2000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(806), id(302), 'MO2', 'output', 'MD806', '2024-01-20', 'output', -140, 1, '2000000001');
update production_orders set actual_cost = 140, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-01-20' where id = id(302);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(303), 'MO3', '2024-01-02', 1, 140, 'released', '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(807), id(303), 'MO3', 'issue', 'MD807', '2024-01-10', 'issue', 'material', 120, 1, '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(808), id(303), 'MO3', 'activity', 'MD808', '2024-01-10', 'activity', 'labor', 20, 1, '3000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(809), id(303), 'MO3', 'output', 'MD809', '2024-01-20', 'output', -140, 1, '3000000001');
update production_orders set actual_cost = 140, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-01-20' where id = id(303);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(304), 'MO4', '2024-02-02', 1, 100, 'released', '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(810), id(304), 'MO4', 'issue', 'MD810', '2024-02-10', 'issue', 'material', 60, 1, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(811), id(304), 'MO4', 'activity', 'MD811', '2024-02-10', 'activity', 'labor', 40, 1, '2000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(812), id(304), 'MO4', 'output', 'MD812', '2024-02-20', 'output', -100, 1, '2000000001');
update production_orders set actual_cost = 100, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-02-20' where id = id(304);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(305), 'MO5', '2024-02-02', 1, 120, 'released', '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(813), id(305), 'MO5', 'issue', 'MD813', '2024-02-10', 'issue', 'material', 100, 1, '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(814), id(305), 'MO5', 'activity', 'MD814', '2024-02-10', 'activity', 'labor', 20, 1, '3000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(815), id(305), 'MO5', 'output', 'MD815', '2024-02-20', 'output', -120, 1, '3000000001');
update production_orders set actual_cost = 120, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-02-20' where id = id(305);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(306), 'MO6', '2024-03-02', 1, 80, 'released', '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(816), id(306), 'MO6', 'issue', 'MD816', '2024-03-10', 'issue', 'material', 50, 1, '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(817), id(306), 'MO6', 'activity', 'MD817', '2024-03-10', 'activity', 'labor', 30, 1, '3000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(818), id(306), 'MO6', 'output', 'MD818', '2024-03-20', 'output', -80, 1, '3000000001');
update production_orders set actual_cost = 80, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-03-20' where id = id(306);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(307), 'MO7', '2024-04-02', 1, 90, 'released', '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(819), id(307), 'MO7', 'issue', 'MD819', '2024-04-10', 'issue', 'material', 60, 1, '1000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(820), id(307), 'MO7', 'activity', 'MD820', '2024-04-10', 'activity', 'labor', 40, 1, '2000000001');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(821), id(307), 'MO7', 'output', 'MD821', '2024-04-20', 'output', -90, 1, '2000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(822), id(307), 'MO7', 'by_product', 'MD822', '2024-04-20', 'by_product', -10, 1, '4000000001');
update production_orders set actual_cost = 100, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-04-20' where id = id(307);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(308), 'MO8', '2024-05-02', 1, 100, 'released', '2000000002');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(823), id(308), 'MO8', 'issue', 'MD823', '2024-05-10', 'issue', 'material', 50, 1, '2000000003');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(824), id(308), 'MO8', 'activity', 'MD824', '2024-05-10', 'activity', 'labor', 50, 1, '2000000002');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(825), id(308), 'MO8', 'output', 'MD825', '2024-05-20', 'output', -100, 1, '2000000002');
update production_orders set actual_cost = 100, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-05-20' where id = id(308);
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(309), 'MO9', '2024-05-02', 1, 100, 'released', '2000000003');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(826), id(309), 'MO9', 'issue', 'MD826', '2024-05-10', 'issue', 'material', 50, 1, '2000000002');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, element, amount, quantity, material)
values (id(827), id(309), 'MO9', 'activity', 'MD827', '2024-05-10', 'activity', 'labor', 50, 1, '2000000003');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, doc_date, entry_kind, amount, quantity, material)
values (id(828), id(309), 'MO9', 'output', 'MD828', '2024-05-20', 'output', -100, 1, '2000000003');
update production_orders set actual_cost = 100, wip = 0, status = 'completed', completed_quantity = 1, actual_end = '2024-05-20' where id = id(309);
commit;
