-- What became of the stock from one day to another, in quantity and value, by company, plant, place, owner and material: what there was at the
-- end of the day before (opening), what came and went by kind of movement, and what there was at the end of the last day
-- (closing). Opening and all movements together are the closing. A transfer is transfer_out at the place that it left and transfer_in
-- where it arrived. account is the material's stock account: by it the closings of a company are its ledger's. of_company: one company only.
create or replace function finance.inventory_rollforward(from_date date, to_date date, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    location text,
    location_kind text,
    owner text,
    account text,
    material text,
    base_unit text,
    functional_currency text,
    opening_quantity numeric,
    receipt_quantity numeric,
    output_quantity numeric,
    issue_quantity numeric,
    shipment_quantity numeric,
    return_quantity numeric,
    transfer_in_quantity numeric,
    transfer_out_quantity numeric,
    adjustment_quantity numeric,
    other_quantity numeric,
    closing_quantity numeric,
    opening_amount numeric,
    receipt_amount numeric,
    output_amount numeric,
    issue_amount numeric,
    shipment_amount numeric,
    return_amount numeric,
    transfer_in_amount numeric,
    transfer_out_amount numeric,
    adjustment_amount numeric,
    other_amount numeric,
    closing_amount numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
if inventory_rollforward.from_date is null or inventory_rollforward.to_date is null then
    raise exception using errcode = '22004', message = 'from_date or to_date is null: give the first and the last day';
elsif inventory_rollforward.from_date > inventory_rollforward.to_date then
    raise exception using errcode = '22023', message = format(
        'from_date is %s, which is after to_date %s: give the earlier day first',
        inventory_rollforward.from_date, inventory_rollforward.to_date);
elsif inventory_rollforward.to_date > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'to_date is %s, which is in the future: give a day up to today', inventory_rollforward.to_date);
end if;
return query
select
    p.source,
    p.company,
    p.plant,
    p.location,
    min(l.location_kind),
    p.owner,
    min(a.stock_account),
    p.material,
    min(p.base_unit) as base_unit,
    min(p.functional_currency) as functional_currency,
    coalesce(sum(p.quantity) filter (where (p.day >= inventory_rollforward.from_date) is not true), 0) as opening_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'receipt'), 0) as receipt_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'production_output'), 0) as output_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'production_issue'), 0) as issue_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind in ('shipment', 'drop_shipment')), 0) as shipment_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'return'), 0) as return_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'transfer' and p.quantity >= 0), 0) as transfer_in_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'transfer' and p.quantity < 0), 0) as transfer_out_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.movement_kind = 'adjustment'), 0) as adjustment_quantity,
    coalesce(sum(p.quantity) filter (where p.in_span and p.is_other), 0) as other_quantity,
    coalesce(sum(p.quantity), 0) as closing_quantity,
    coalesce(sum(p.amount) filter (where (p.day >= inventory_rollforward.from_date) is not true), 0) as opening_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'receipt'), 0) as receipt_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'production_output'), 0) as output_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'production_issue'), 0) as issue_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind in ('shipment', 'drop_shipment')), 0) as shipment_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'return'), 0) as return_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'transfer' and p.quantity >= 0), 0) as transfer_in_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'transfer' and p.quantity < 0), 0) as transfer_out_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.movement_kind = 'adjustment'), 0) as adjustment_amount,
    coalesce(sum(p.amount) filter (where p.in_span and p.is_other), 0) as other_amount,
    coalesce(sum(p.amount), 0) as closing_amount
from (
    select
        x.source,
        x.company,
        x.plant,
        x.location,
        x.owner,
        x.material,
        x.base_unit,
        x.functional_currency,
        x.movement_kind,
        x.day,
        x.quantity,
        x.amount,
        coalesce(x.day >= inventory_rollforward.from_date, false) as in_span,
        x.movement_kind not in (
            'receipt', 'production_output', 'production_issue', 'shipment', 'drop_shipment', 'return', 'adjustment', 'transfer'
        ) as is_other
    from finance.stock_since(inventory_rollforward.from_date, inventory_rollforward.to_date, inventory_rollforward.of_company) as x
) as p
left join (
    select m.source, m.material, min(m.stock_account) as stock_account
    from finance.material as m
    group by m.source, m.material
) as a on a.source = p.source and a.material = p.material
left join (
    select n.source, n.location, min(n.location_kind) as location_kind
    from finance.stock_location as n
    group by n.source, n.location
) as l on l.source = p.source and l.location = p.location
group by p.source, p.company, p.plant, p.location, p.owner, p.material
having bool_or(p.in_span) or sum(p.quantity) <> 0 or sum(p.amount) <> 0;
end
$$;

revoke execute on function finance.inventory_rollforward from public;
grant execute on function finance.inventory_rollforward to finance_reader;
