create table public.company (
    id integer primary key,
    code text
);

create table public.invoice (
    id integer primary key,
    number text,
    company integer,
    issued date,
    currency text,
    net numeric,
    tax numeric,
    rate numeric,
    state text,
    secret text
);

create table public.cost (
    id bigint primary key,
    kind text not null,
    company integer,
    amount numeric
);

create schema "Odd Schema";

create type "Odd Schema".mood as enum ('sad', 'glad');

create table "Odd Schema"."Odd-Types" (
    "Id" integer,
    "Doc-No" text,
    "real" real,
    "double" double precision,
    "numeric" numeric,
    "json" json,
    "jsonb" jsonb,
    "bytes" bytea,
    "at" timestamptz,
    "local" timestamp,
    "day" date,
    "span" interval,
    "text" text,
    "char" char(5),
    "flag" boolean,
    "uuid" uuid,
    "numbers" integer[],
    "mood" "Odd Schema".mood,
    "money" money,
    primary key ("Id", "Doc-No")
);

insert into public.company values (1, 'C1'), (2, 'C2');

insert into public.invoice
select g, 'R-' || g, 1 + g % 2, date '2026-01-01' + g % 60, case when g % 3 = 0 then 'EUR' else 'CNY' end,
    g * 1.25, round(g * 0.13, 2), 1.5, case when g % 10 = 0 then 'draft' else 'posted' end, 'not captured'
from generate_series(1, 2000) as g;

insert into public.cost
select g, case when g % 2 = 0 then 'work' else 'material' end, 1 + g % 2, g * 0.1
from generate_series(1, 1000) as g;

insert into "Odd Schema"."Odd-Types"
select g, 'A ''"' || g, 0.1, 0.1, 1.0, '{"a": 1}', '{"a": 1}', '\x00ff', '2026-03-29 01:30:00.123456+02',
    '2026-01-01 24:00:00', 'infinity', interval '1 mon -2 days 03:04:05.6', '', 'ab', true,
    '00000000-0000-0000-0000-000000000001', '{1,NULL,3}', 'glad', 12.34
from generate_series(1, 50) as g;
