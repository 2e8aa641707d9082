-- A piece should cost 61.00: 2 kg of A at 10.00 with 5 % planned scrap 21.00, one B at 3.00, half an hour of labor at 40.00, 0.2 hours of
-- machine at 60.00, overhead 25 % of labor 5.00. 90 pieces of 100 are good: they should cost 5490.00. They cost 6035.00: A 200 kg at 10.50, 90 B at
-- 3.00, 5 of a substitute C at 4.00 that should cost 3.80, labor 50 h at 42.00, machine 17 h at 60.00, overhead 25 % of labor 525.00. Of the
-- 545.00 too many: A (200 - 189) x 10 = 110 used, 0.50 x 200 = 100 in price; C 5 x 3.80 = 19 and 1; labor (50 - 45) x 40 = 200 and 2 x 50 = 100;
-- machine (17 - 18) x 60 = -60; overhead a quarter of labor's 300. Waste is what is above 5 % and 100.00, of pumps and their hours above 5 % and
-- 50.00: A's usage (5.82 %) and labor's hours (11.11 %), not its rate, which is 5 % too high and no more.
-- MO2 should also yield 0.25 kg per piece at 3.00, 67.50, and yields 20 kg, 60.00: 7.50 more; and scrap of 80.00 leaves it: 545 + 7.50 - 80 = 472.50.
-- MO3 should also take 3 hours to set up, spread over a lot of 100: labor (50 - 48) x 40 = 80, overhead 20 + 25. In a lot of 90 a tenth of
-- 120 + 30 is not earned: 15. Its piece should cost 62.50: 6035 - 5625 = 410. MO4 yields nothing: 10 kg at 10.50 are all variance. MO5 is not
-- completed: estimates without totals. MO6 is of a product that nobody knows a standard of, though the ERP has one: 50 - 40 = 10, in one row. MO7 is
-- rework of 10 pieces, worth 610.00 before and after: an hour and a half of labor at 40.00 is waste.
-- MO8 was released before the standard became 61.00: it should take 3 kg and 31.50 of A.

call company('CNY', 'shipment');
insert into cost_centers (code, plant, name_en, name_zh, labor_rate, machine_rate, overhead_rate)
values (current_setting('scenario.company') || '-10', current_setting('scenario.company'), 'Work', '车间', 42, 60, 0.25);
insert into cost_rates (cost_center, valid_from, labor_rate, machine_rate, overhead_rate)
values (current_setting('scenario.company') || '-10', '2024-01-01', 40, 60, 0.25);
insert into standard_cost_items (plant, material, valid_from, item_no, item_kind, component, cost_center, quantity, uom, is_fixed, scrap_percent, price, lot_size)
select current_setting('scenario.company'), p.material, '2024-01-01', i.item_no, i.item_kind, i.component,
    current_setting('scenario.company') || '-10', i.quantity, i.uom, i.is_fixed, i.scrap, i.price, case when i.is_fixed then 100 end
from (values ('3000000001', 1), ('3000000002', 2), ('3000000003', 3)) as p (material, n)
inner join (values
    (1, 'material', '1000000003', 2, 'KG', false, 5, 10, 0), (2, 'material', '1000000010', 1, 'EA', false, 0, 3, 0),
    (3, 'labor', null, 0.5, 'H', false, 0, 40, 0), (4, 'machine', null, 0.2, 'H', false, 0, 60, 0),
    (5, 'overhead', null, 20, 'CNY', false, 0, 0.25, 0), (6, 'by_product', '4000000001', 0.25, 'KG', false, 0, 3, 2),
    (7, 'labor', null, 3, 'H', true, 0, 40, 3), (8, 'overhead', null, 120, 'CNY', true, 0, 0.25, 3)
) as i (item_no, item_kind, component, quantity, uom, is_fixed, scrap, price, of_one) on i.of_one in (0, p.n);
insert into standard_cost_items (plant, material, valid_from, item_no, item_kind, component, quantity, uom, price)
values (current_setting('scenario.company'), '1000000004', '2024-01-01', 1, 'material', '1000000004', 1, 'KG', 3.80),
    (current_setting('scenario.company'), '3000000001', '2023-01-01', 1, 'material', '1000000003', 3, 'KG', 10.50);
update standard_cost_items set cost_center = null where plant = current_setting('scenario.company') and item_kind in ('material', 'by_product');
commit;

insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material)
values (id(301), 'MO1', '2024-01-08', 100, 61, 'released', '3000000001'), (id(302), 'MO2', '2024-01-08', 100, 60.25, 'released', '3000000002'),
    (id(303), 'MO3', '2024-01-08', 100, 62.50, 'released', '3000000003'), (id(304), 'MO4', '2024-01-08', 100, 61, 'released', '3000000001'),
    (id(305), 'MO5', '2024-01-08', 100, 61, 'released', '3000000001'), (id(306), 'MO6', '2024-01-08', 10, 4, 'released', '3000000009'),
    (id(308), 'MO8', '2023-12-31', 10, 31.50, 'released', '3000000001');
insert into production_orders (id, number, order_date, planned_quantity, standard_cost, status, material, order_type)
values (id(307), 'MO7', '2024-01-08', 10, 61, 'released', '3000000001', 'rework');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(801), id(301), 'MO1', 'issue', 'MD801', 1, '2024-01-10', 'material', 'issue', 2100, 200, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(802), id(301), 'MO1', 'issue', 'MD802', 1, '2024-01-10', 'material', 'issue', 270, 90, '1000000010', 'EA');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(803), id(301), 'MO1', 'issue', 'MD803', 1, '2024-01-10', 'material', 'issue', 20, 5, '1000000004', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(804), id(301), 'MO1', 'activity', 'MD804', 1, '2024-01-10', 'labor', 'activity', 2100, 50, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(805), id(301), 'MO1', 'activity', 'MD805', 1, '2024-01-10', 'machine', 'activity', 1020, 17, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, cost_center)
values (id(806), id(301), 'MO1', 'absorption', 'MD806', 1, '2024-01-10', 'overhead', 'absorption', 525, current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(807), id(302), 'MO2', 'issue', 'MD807', 1, '2024-01-10', 'material', 'issue', 2100, 200, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(808), id(302), 'MO2', 'issue', 'MD808', 1, '2024-01-10', 'material', 'issue', 270, 90, '1000000010', 'EA');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(809), id(302), 'MO2', 'issue', 'MD809', 1, '2024-01-10', 'material', 'issue', 20, 5, '1000000004', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(810), id(302), 'MO2', 'activity', 'MD810', 1, '2024-01-10', 'labor', 'activity', 2100, 50, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(811), id(302), 'MO2', 'activity', 'MD811', 1, '2024-01-10', 'machine', 'activity', 1020, 17, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, cost_center)
values (id(812), id(302), 'MO2', 'absorption', 'MD812', 1, '2024-01-10', 'overhead', 'absorption', 525, current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(813), id(303), 'MO3', 'issue', 'MD813', 1, '2024-01-10', 'material', 'issue', 2100, 200, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(814), id(303), 'MO3', 'issue', 'MD814', 1, '2024-01-10', 'material', 'issue', 270, 90, '1000000010', 'EA');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(815), id(303), 'MO3', 'issue', 'MD815', 1, '2024-01-10', 'material', 'issue', 20, 5, '1000000004', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(816), id(303), 'MO3', 'activity', 'MD816', 1, '2024-01-10', 'labor', 'activity', 2100, 50, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(817), id(303), 'MO3', 'activity', 'MD817', 1, '2024-01-10', 'machine', 'activity', 1020, 17, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, cost_center)
values (id(818), id(303), 'MO3', 'absorption', 'MD818', 1, '2024-01-10', 'overhead', 'absorption', 525, current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(819), id(304), 'MO4', 'issue', 'MD819', 1, '2024-01-10', 'material', 'issue', 105, 10, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(820), id(305), 'MO5', 'issue', 'MD820', 1, '2024-01-10', 'material', 'issue', 52.5, 5, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(821), id(306), 'MO6', 'issue', 'MD821', 1, '2024-01-10', 'material', 'issue', 50, 5, '1000000003', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(822), id(307), 'MO7', 'issue', 'MD822', 1, '2024-01-10', 'material', 'issue', 610, 10, '3000000001', 'EA');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, uom, cost_center)
values (id(823), id(307), 'MO7', 'activity', 'MD823', 1, '2024-01-10', 'labor', 'activity', 60, 1.5, 'H', current_setting('scenario.company') || '-10');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(824), id(308), 'MO8', 'issue', 'MD824', 1, '2024-01-10', 'material', 'issue', 320, 30, '1000000003', 'KG');
commit;

insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(825), id(301), 'MO1', 'output', 'MD825', 1, '2024-01-10', 'material', 'output', -5490, 90, '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(826), id(302), 'MO2', 'output', 'MD826', 1, '2024-01-10', 'material', 'output', -5422.5, 90, '3000000002');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(827), id(303), 'MO3', 'output', 'MD827', 1, '2024-01-10', 'material', 'output', -5625, 90, '3000000003');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material, uom)
values (id(828), id(302), 'MO2', 'by_product', 'MD828', 1, '2024-01-10', 'material', 'by_product', -60, 20, '4000000001', 'KG');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(829), id(302), 'MO2', 'abnormal_scrap', 'MD829', 1, '2024-01-10', 'material', 'abnormal_scrap', -80, 1, '3000000002');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(830), id(306), 'MO6', 'output', 'MD830', 1, '2024-01-10', 'material', 'output', -40, 10, '3000000009');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(831), id(307), 'MO7', 'output', 'MD831', 1, '2024-01-10', 'material', 'output', -610, 10, '3000000001');
insert into cost_bookings (id, production_order_id, production_order_no, doc_type, doc_no, line_no, doc_date, element, entry_kind, amount, quantity, material)
values (id(832), id(308), 'MO8', 'output', 'MD832', 1, '2024-01-10', 'material', 'output', -315, 10, '3000000001');
update production_orders set actual_cost = 6035, wip = 545, status = 'completed', completed_quantity = 90, actual_end = '2024-01-12' where id = id(301);
update production_orders set actual_cost = 6035, wip = 472.5, status = 'completed', completed_quantity = 90, actual_end = '2024-01-12' where id = id(302);
update production_orders set actual_cost = 6035, wip = 410, status = 'completed', completed_quantity = 90, actual_end = '2024-01-12' where id = id(303);
update production_orders set actual_cost = 105, wip = 105, status = 'completed', completed_quantity = 0, actual_end = '2024-01-12' where id = id(304);
update production_orders set actual_cost = 50, wip = 10, status = 'completed', completed_quantity = 10, actual_end = '2024-01-12' where id = id(306);
update production_orders set actual_cost = 670, wip = 60, status = 'completed', completed_quantity = 10, actual_end = '2024-01-12' where id = id(307);
update production_orders set actual_cost = 320, wip = 5, status = 'completed', completed_quantity = 10, actual_end = '2024-01-12' where id = id(308);
update production_orders set actual_cost = 52.50, wip = 52.50, status = 'in_progress' where id = id(305);
commit;
