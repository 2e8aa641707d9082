-- The customers of the reader's customer groups; owned by the role that sees every customer.

set local role yecai_mart_all;

create or replace view hub.narrow_customer with (security_barrier = true) as
select c.source, c.customer
from canon.customer as c
where c.customer_group = any ((select r.customer_groups from hub.reader_rights as r)::text[]);

grant select on hub.narrow_customer to yecai_mart_narrow;
