-- The governed views with their columns, as they were installed (hub.record_datasets): the catalogue takes a fifth of a
-- millisecond to say so, and what can change a view's rows is found by following the views it is made of, which takes longer
-- still.
create table hub.dataset (
    view_oid oid primary key,
    schema_name text not null,
    view_name text not null,
    currency text not null check (currency in ('changes', 'clock', 'live')),
    column_names text[] not null,
    column_types text[] not null,
    -- of numeric columns, as pg_attribute has them; -1 for none
    column_modifiers integer[] not null,
    unique (schema_name, view_name)
);

grant select on hub.dataset to yecai_access, yecai_dba;
