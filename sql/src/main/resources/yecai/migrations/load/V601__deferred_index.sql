-- Indexes of canonical tables that wait to be built until the first source of the hub is loaded (functions/hub/control/deferred_index.sql).
create table hub.deferred_index (
    entity text not null,
    name text not null primary key,
    definition text not null,
    is_key boolean not null
);

grant select on hub.deferred_index to yecai_capture;
