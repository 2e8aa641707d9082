call company('CNY', 'shipment');
call voucher('JV1', '2024-01-31', '1002 5, 6001 -5');
