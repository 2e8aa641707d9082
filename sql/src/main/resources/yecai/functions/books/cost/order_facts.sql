-- Whose a production order is. Owned by the role that sees every company, for functions that write for finance, which look at the writer's
-- scope themselves.

set local role yecai_mart_all;

create or replace function hub.order_of_case(source text, production_order text)
returns table (company text, document_no text, functional_currency text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select o.company, o.document_no, o.functional_currency
    from canon.production_order as o
    where o.source = order_of_case.source and o.entity_key = order_of_case.production_order
$$;

revoke execute on function hub.order_of_case from public;
grant execute on function hub.order_of_case to yecai_books;
