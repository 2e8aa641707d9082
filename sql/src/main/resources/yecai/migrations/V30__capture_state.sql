-- What becomes of a source between attempts, of a table whose shape changed in the ERP, and what is not captured at all.

alter table hub.source drop constraint source_state_check;
alter table hub.source add constraint source_state_check
check (state in ('new', 'loading', 'ready', 'streaming', 'waiting', 'stopped', 'failed'));
alter table hub.source add column restarts bigint not null default 0;
alter table hub.source add column shape_version bigint not null default 0;

alter table hub.source_table add column source_types text[];
alter table hub.source_table add column source_partitions text[];
alter table hub.source_table add column absent_columns text[] not null default '{}';
alter table hub.source_table add column table_state text not null default 'following'
check (table_state in ('following', 'stopped'));
alter table hub.source_table add column table_state_detail text;
alter table hub.source_table add column table_state_since timestamptz not null default clock_timestamp();

create table hub.refusal (
    source text not null references hub.source,
    object text not null,
    reason text not null,
    remedy text not null,
    primary key (source, object)
);

grant select, insert, update, delete on hub.refusal to yecai_capture;
