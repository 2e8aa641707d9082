select finance.map_code('customer', 'erpa', 'P1', 'C0001', '2024-01-01', 'one customer', '92 a');
select finance.map_code('customer', 'erpb', 'P1', 'C0001', '2024-01-01', 'one customer', '92 b');
