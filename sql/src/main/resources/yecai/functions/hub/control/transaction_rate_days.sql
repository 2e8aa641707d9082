-- The views read the setting through this view, so that they need no right on the table.
create or replace view hub.transaction_rate_days as
select value::integer as days
from hub.setting
where name = 'transaction_rate_days';

grant select on hub.transaction_rate_days to yecai_mart, yecai_mart_all, yecai_mart_narrow;
