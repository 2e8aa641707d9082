-- Stock at the end of a day, in quantity and value, by place, owner and material: what stood there before the first movement (opening)
-- and all movements posted up to the day. The opening is what the ERP's stored balance holds and no movement explains; where the
-- ERP stores no balances it is 0. of_company: one company only.
create or replace function finance.stock_balance_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    location text,
    owner text,
    material text,
    base_unit text,
    base_quantity numeric,
    functional_currency text,
    amount_functional numeric,
    opening_quantity numeric,
    opening_amount numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
if stock_balance_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the stock is wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif stock_balance_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', stock_balance_as_of.as_of);
end if;
return query
select
    p.source,
    p.company,
    min(p.plant) as plant,
    p.location,
    p.owner,
    p.material,
    min(p.base_unit) as base_unit,
    sum(p.quantity) as base_quantity,
    min(p.functional_currency) as functional_currency,
    sum(p.amount) as amount_functional,
    sum(p.quantity) filter (where p.movement_kind = 'opening') as opening_quantity,
    sum(p.amount) filter (where p.movement_kind = 'opening') as opening_amount
from finance.stock_since(stock_balance_as_of.as_of, stock_balance_as_of.as_of, stock_balance_as_of.of_company) as p
group by p.source, p.company, p.location, p.owner, p.material
having sum(p.quantity) <> 0 or sum(p.amount) <> 0;
end
$$;

revoke execute on function finance.stock_balance_as_of from public;
grant execute on function finance.stock_balance_as_of to finance_reader;
