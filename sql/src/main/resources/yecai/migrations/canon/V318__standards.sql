-- What products should cost: bills of material, routings, cost centers with their rates, and standards, each with the days on which it holds.

alter table canon.material add column material_group text, add column stock_account text, add column source_stock_account text;
alter table canon.production_order add column release_date date;

create table canon.cost_center (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    cost_center text,
    name text,
    names jsonb,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index cost_center_company_cost_center on canon.cost_center (company, cost_center);

-- rate_kind is labor or machine, per hour, or overhead, per unit of labor cost.
create table canon.cost_rate (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    cost_center text,
    rate_kind text,
    rate numeric,
    functional_currency text,
    valid_from date,
    valid_to date,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index cost_rate_company_cost_center on canon.cost_rate (company, cost_center);

-- Bills of material and routings are the group's, as materials are; which plant makes something at what cost is in canon.standard_cost.
create table canon.bom_line (
    source text not null,
    entity_key text collate "C" not null,
    material text,
    line_no integer,
    component_kind text,
    component text,
    quantity_per numeric,
    unit text,
    is_fixed boolean,
    scrap_percent numeric,
    valid_from date,
    valid_to date,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index bom_line_material on canon.bom_line (material, source);
create index bom_line_component on canon.bom_line (component, source);

create table canon.routing_operation (
    source text not null,
    entity_key text collate "C" not null,
    material text,
    operation_no integer,
    work_center text,
    labor_hours numeric,
    machine_hours numeric,
    setup_hours numeric,
    subcontract_price numeric,
    price_currency text,
    valid_from date,
    valid_to date,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index routing_operation_material on canon.routing_operation (material, source);

-- One row per component of what a material should cost from valid_from to valid_to, or of what one production order should cost
-- (production_order), where the ERP keeps no standard with days. What is bought has one row with itself as its component.
-- Of component_kind 'overhead' with basis 'labor_cost' quantity_per is the labor cost and price the rate on it.
create table canon.standard_cost (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    material text,
    production_order text collate "C",
    component_no integer,
    component_kind text,
    component text,
    cost_center text,
    basis text,
    quantity_per numeric,
    unit text,
    is_fixed boolean,
    scrap_percent numeric,
    price numeric,
    price_unit numeric,
    lot_size numeric,
    functional_currency text,
    version text,
    valid_from date,
    valid_to date,
    standard_basis text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index standard_cost_material on canon.standard_cost (material, plant, source, valid_from) where production_order is null;
create index standard_cost_production_order on canon.standard_cost (production_order, source) where production_order is not null;

-- Where stock lies. in_books: whether what is there is the company's.
create table canon.stock_location (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    location text,
    location_kind text,
    owner text,
    in_books boolean,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index stock_location_location on canon.stock_location (location, source);

do $$
declare
    wanted record;
begin
    for wanted in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
        inner join hub.code_kind as k on a.attname::text = any (k.code_columns)
        where
            c.relnamespace = 'canon'::regnamespace
            and c.relname in ('cost_center', 'cost_rate', 'bom_line', 'routing_operation', 'standard_cost', 'stock_location')
            and not a.attisdropped
        order by c.relname, a.attnum
    loop
        execute format('alter table %s add column %I text', wanted.relation, 'source_' || wanted.name);
    end loop;
end
$$;
