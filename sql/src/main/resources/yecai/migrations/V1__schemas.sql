-- Schemas, who may use them, and how a table comes under the row policies.
-- Roles are made by the bootstrap, which an administrator runs; migrations run as yecai_owner.

create schema canon;
create schema mart;
create schema finance;
create schema production;
create schema reporting;

revoke all on schema public from public;
alter default privileges revoke execute on functions from public;

grant usage on schema hub to yecai_capture, yecai_mart, yecai_mart_all, yecai_access, yecai_dba;
grant usage on schema canon to yecai_capture, yecai_mart, yecai_mart_all;
grant usage, create on schema mart to yecai_mart, yecai_mart_all;
grant usage, create on schema finance, production, reporting to yecai_mart;
grant usage on schema finance to finance_reader, production_reader, reporting_reader;
grant usage on schema production to production_reader;
grant usage on schema reporting to reporting_reader;

create table hub.setting (
    name text primary key,
    value text not null
);

insert into hub.setting (name, value) values ('reporting_currency', 'CNY');

grant select on hub.setting to yecai_capture;

-- The views read the setting through this view, so that they need no right on the table.
create view hub.reporting_currency as
select value as currency
from hub.setting
where name = 'reporting_currency';

grant select on hub.reporting_currency to yecai_mart, yecai_mart_all;

-- One row: which set of views is installed (see ViewInstaller).
create table hub.view_set (
    only_row boolean primary key default true check (only_row),
    checksum text not null,
    installed_at timestamptz not null default clock_timestamp()
);
