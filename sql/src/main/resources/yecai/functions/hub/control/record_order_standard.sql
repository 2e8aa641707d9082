-- Keeps what an order should cost as it was when its canonical rows came first, in the transaction that brings them; what is kept stays.
create or replace function hub.record_order_standard() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.order_standard (
        source, production_order, component_no, component_kind, component, cost_center, basis, quantity_per, unit, is_fixed, scrap_percent,
        price, price_unit, lot_size, functional_currency, version, standard_basis
    )
    select
        n.source, n.production_order, n.component_no, n.component_kind, coalesce(n.source_component, n.component),
        coalesce(n.source_cost_center, n.cost_center), n.basis, n.quantity_per, coalesce(n.source_unit, n.unit), n.is_fixed,
        n.scrap_percent, n.price, n.price_unit, n.lot_size, coalesce(n.source_functional_currency, n.functional_currency), n.version,
        n.standard_basis
    from added as n
    where
        n.production_order is not null
        and n.component_no is not null
        and not exists (
            select from hub.order_standard as o where o.source = n.source and o.production_order = n.production_order
        )
    on conflict do nothing;
    return null;
end
$$;

revoke execute on function hub.record_order_standard from public;

create or replace trigger record_order_standard after insert on canon.standard_cost
referencing new table as added for each statement execute function hub.record_order_standard();
alter table canon.standard_cost enable always trigger record_order_standard;

create or replace trigger append_only before update or delete on hub.order_standard
for each row execute function hub.refuse_audit_change();
alter table hub.order_standard enable always trigger append_only;
