-- Components of standards and bills of material are materials, and a material's stock account is an account.
update hub.code_kind set code_columns = code_columns || '{component}' where kind = 'material';
update hub.code_kind set code_columns = code_columns || '{stock_account}' where kind = 'account';

-- What production orders should cost, as it stood when the hub first saw them released, where the ERP keeps no standards with days. Written
-- once, with the canonical rows of the order; mappings read it (recorded_standard), so that later changes of bills of material and prices
-- change nothing of orders that are out. Codes are the ERP's own.
create table hub.order_standard (
    source text not null,
    production_order text collate "C" not null,
    component_no integer not null,
    component_kind text not null,
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
    standard_basis text,
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (source, production_order, component_no)
);

grant select on hub.order_standard to yecai_capture, yecai_dba;
