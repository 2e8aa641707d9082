-- Schemas, who may use them, and the hub's settings. Roles are made by the bootstrap, which an administrator runs;
-- migrations run as yecai_owner. Functions, helper views of schema hub, triggers and row policies are not here but in
-- yecai/functions, which are installed after the migrations (RATIONALE.md says why).

create schema canon;
create schema mart;
create schema finance;
create schema production;
create schema reporting;

revoke all on schema public from public;
alter default privileges revoke execute on functions from public;

grant usage on schema hub to
    yecai_capture, yecai_mart, yecai_mart_all, yecai_mart_narrow, yecai_access, yecai_dba, yecai_approver, yecai_api,
    finance_reader, production_reader, reporting_reader;
grant usage on schema canon to yecai_capture, yecai_mart, yecai_mart_all, yecai_mart_narrow;
grant usage, create on schema mart to yecai_mart, yecai_mart_all, yecai_mart_narrow;
-- yecai_mart passes on who may use them: hub.sync_datasets.
grant usage on schema finance, production, reporting to yecai_mart with grant option;
grant create on schema finance, production, reporting to yecai_mart;
grant usage on schema finance to finance_reader, production_reader, reporting_reader;
grant usage on schema production to production_reader;
grant usage on schema reporting to reporting_reader;

create table hub.setting (
    name text primary key,
    value text not null
);

insert into hub.setting (name, value)
values
    ('reporting_currency', 'CNY'),
    ('languages', 'en, zh'),
    ('aging_buckets.due', 'not_due: 0 days, d1_30: 30 days, d31_60: 60 days, d61_90: 90 days, d91_180: 180 days, d181_plus'),
    ('aging_buckets.cas', 'y0_1: 1 year, y1_2: 2 years, y2_3: 3 years, y3_4: 4 years, y4_5: 5 years, y5_plus'),
    ('request_longest', '365 days'),
    ('request_approvals', '2'),
    ('request_open_for', '7 days'),
    ('request_use_within', '7 days'),
    ('request_most_a_day', '50'),
    ('emergency_longest', '4 hours'),
    ('emergency_again_after', '24 hours'),
    ('emergency_review_within', '3 days'),
    ('review_within', '14 days'),
    -- Whether conditions of SQL readers are kept from hidden rows, so that no plan counts them: closed or open.
    ('plans_of_readers', 'closed'),
    ('longest_idle_transaction', '10 minutes'),
    ('longest_transaction', '4 hours'),
    -- What each login of a reader has, unless its principal has limits of its own. default: the server's.
    ('login_statement_timeout', '30 minutes'),
    ('login_work_mem', 'default'),
    ('login_temp_file_limit', '10 GB'),
    ('login_connection_limit', '50');

-- Which hub it is, for whoever keeps anchors of several. It stays in a restored copy.
insert into hub.setting (name, value)
values ('hub_id', gen_random_uuid()::text);

-- One row: which set of views is installed (see ViewInstaller).
create table hub.view_set (
    only_row boolean primary key default true check (only_row),
    checksum text not null,
    installed_at timestamptz not null default clock_timestamp()
);

-- Every command compares the hub's version with its own before it touches anything, and does so with the login it works
-- with: the capture's.
grant select on hub.setting, hub.view_set, hub.schema_history to yecai_capture;
grant select on hub.setting, hub.view_set to yecai_access;
grant select on hub.setting to yecai_dba;
