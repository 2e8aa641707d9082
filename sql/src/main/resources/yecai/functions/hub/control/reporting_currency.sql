-- The views read the setting through this view, so that they need no right on the table.
create or replace view hub.reporting_currency as
select value as currency
from hub.setting
where name = 'reporting_currency';

grant select on hub.reporting_currency to yecai_mart, yecai_mart_all, yecai_mart_narrow, yecai_capture;
