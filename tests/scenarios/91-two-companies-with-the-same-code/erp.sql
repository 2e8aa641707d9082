-- Both ERPs have a company of the same code. They are two: one claims 100, the other 777777. The second ERP is not loaded until finance says
-- which company of the group its own is, since readers of the first company would see it else. Then the first one's reader still sees
-- 100 and nothing of the other, also not in the group's figures.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date) values (id(501), 'invoice', 'IV1', '2024-01-10', 100, '2024-02-09');
commit;
