-- The masks of the current reader. Several roles: the strictest. The principal's own row: that one.
create or replace view hub.reader_mask with (security_barrier = true) as
select distinct on (m.dataset, m.column_name) m.dataset, m.column_name, m.mask
from hub.mask as m
where m.role = current_user::text
    or exists (
        select from hub.principal as p
        where p.principal = current_user::text and m.role = any (p.reader_roles)
    )
order by
    m.dataset,
    m.column_name,
    m.role = current_user::text desc,
    array_position(array['null', 'full', 'hash', 'partial', 'none'], m.mask);

grant select on hub.reader_mask to yecai_mart;
