-- What comes before a read through the API, with fewer and cheaper looks: the context asks three questions instead of
-- seven, one dataset can be looked up without the whole catalogue, and a batch of the journal is read once.

-- The governed views with their columns, as they were installed: the catalogue takes a fifth of a millisecond to say so, and
-- what can change a view's rows is found by following the views it is made of, which takes longer still.
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

-- As relations.sql of the API has it: the clock, or state of the hub that has no version.
create function hub.record_datasets() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from hub.dataset;
    insert into hub.dataset (
        view_oid, schema_name, view_name, currency, column_names, column_types, column_modifiers
    )
    with recursive root as (
        select c.oid, n.nspname, c.relname
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
    ),
    uses as (
        select r.oid as root, r.oid as relation
        from root as r
        union
        select u.root, d.refobjid
        from uses as u
        inner join pg_rewrite as w on w.ev_class = u.relation
        inner join pg_depend as d
            on d.classid = 'pg_rewrite'::regclass
            and d.objid = w.oid
            and d.refclassid = 'pg_class'::regclass
            and d.refobjid <> u.relation
    ),
    part as (
        select u.root, c.oid, c.relkind, n.nspname
        from uses as u
        inner join pg_class as c on c.oid = u.relation
        inner join pg_namespace as n on n.oid = c.relnamespace
        -- what hub.api_context has in its version
        where n.nspname <> 'hub' or c.relname not in (
            'scope', 'setting', 'login', 'principal', 'mask', 'mask_salt', 'reporting_currency', 'reader_rights',
            'reader_mask', 'narrow_customer'
        )
    ),
    clock as materialized (
        select v.oid
        from (select distinct p.oid from part as p where p.relkind = 'v') as v
        where pg_get_viewdef(v.oid)
            ~* '(statement_timestamp|clock_timestamp|transaction_timestamp|now)\(|current_(date|time)'
    )
    select
        r.oid,
        r.nspname,
        r.relname,
        case
            when exists (select from part as p where p.root = r.oid and p.nspname = 'hub') then 'live'
            when exists (select from part as p inner join clock as k on k.oid = p.oid where p.root = r.oid) then 'clock'
            else 'changes'
        end,
        a.names,
        a.types,
        a.modifiers
    from root as r
    cross join lateral (
        select
            array_agg(c.attname::text order by c.attnum) as names,
            array_agg(format_type(c.atttypid, null) order by c.attnum) as types,
            array_agg(case when c.atttypid = 'numeric'::regtype then c.atttypmod else -1 end order by c.attnum)
                as modifiers
        from pg_attribute as c
        where c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped
    ) as a;
end
$$;

revoke execute on function hub.record_datasets from public;

select hub.record_datasets();

grant create on schema hub to yecai_access;
set local role yecai_access;

-- One governed view as a principal may read it: no row if it may not. The currency is null for views that are not the
-- hub's, or were changed since: about them only the whole catalogue tells.
create function hub.api_dataset(principal text, wanted_schema text, wanted_view text)
returns table (
    schema_name text, view_name text, currency text, column_names text[], column_types text[], column_modifiers integer[]
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select n.nspname::text, c.relname::text, d.currency, d.column_names, d.column_types, d.column_modifiers
    from pg_namespace as n
    inner join pg_class as c on c.relnamespace = n.oid and c.relname = api_dataset.wanted_view and c.relkind = 'v'
    left join hub.dataset as d
        on d.view_oid = c.oid
        and d.schema_name = n.nspname
        and d.view_name = c.relname
        and cardinality(d.column_names) = c.relnatts
    where n.nspname = api_dataset.wanted_schema
        and n.nspname in ('finance', 'production', 'reporting')
        and has_schema_privilege(api_dataset.principal::name, n.oid, 'usage')
        and has_table_privilege(api_dataset.principal::name, c.oid, 'select');
end
$$;

revoke execute on function hub.api_dataset from public;
grant execute on function hub.api_dataset to yecai_api;

create or replace function hub.api_context(principal text)
returns table (
    all_companies boolean,
    companies integer,
    -- such as 1 plant, 2 cost_center; null unless scopes of other kinds than company narrow the caller
    narrowed text,
    sources json,
    version text,
    view_set text
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    scopes bigint;
    is_narrowed boolean;
    kinds text;
    positions bigint;
    masks bigint;
    settings bigint;
    roles text;
begin
    select
        coalesce(bool_or(s.dimension = 'company' and s.value = '*') filter (where s.in_force), false),
        count(distinct s.value) filter (where s.in_force and s.dimension = 'company' and s.value <> '*'),
        bit_xor(hashtextextended(s.dimension || '=' || s.value, s.scope)) filter (where s.in_force),
        coalesce(bool_or(s.dimension <> 'company'), false)
    into all_companies, companies, scopes, is_narrowed
    from (
        select
            x.scope,
            x.dimension,
            x.value collate "C" as value,
            x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp() as in_force
        from hub.scope as x
        where x.principal = api_context.principal
    ) as s;

    -- Once narrowed, a reader stays it when the scope ends: then by no value at all.
    if is_narrowed then
        select
            string_agg(k.dimension, '/' order by k.dimension),
            string_agg(k.shown || ' ' || k.dimension, ', ' order by k.dimension)
        into kinds, narrowed
        from (
            select
                s.dimension,
                count(distinct s.value) filter (
                    where s.valid_from <= statement_timestamp() and s.valid_to > statement_timestamp()
                ) as shown
            from hub.scope as s
            where s.principal = api_context.principal and s.dimension <> 'company'
            group by s.dimension
            having not coalesce(bool_or(
                s.value = '*' and s.valid_from <= statement_timestamp() and s.valid_to > statement_timestamp()
            ), false)
        ) as k;
    end if;

    -- The version leaves out the position in the log: it moves on with every heartbeat, also when no row changes.
    -- A source's name has no character that JSON would escape.
    select
        '[' || coalesce(string_agg(
            '{"source":"' || s.source || '","as_of":'
            || coalesce((extract(epoch from s.position_committed_at) * 1000000)::bigint::text, 'null')
            || ',"position":' || coalesce(to_json(s.position::text)::text, 'null') || '}',
            ',' order by s.source collate "C"
        ), '') || ']',
        bit_xor(hash_record_extended(
            (
                s.source, s.pack_version, s.applied_transactions, s.applied_events, s.loaded_position::text, s.loaded_at,
                s.state_since
            ), 0
        ))
    into sources, positions
    from hub.source as s;

    select
        v.checksum,
        p.reader_roles::text,
        (
            select bit_xor(hashtextextended(concat_ws(',', m.dataset, m.column_name, m.role, m.mask), 0))
            from hub.mask as m
        ),
        (select bit_xor(hashtextextended(t.name || '=' || t.value, 0)) from hub.setting as t)
    into view_set, roles, masks, settings
    from (values (true)) as one (row)
    left join hub.view_set as v on true
    left join hub.principal as p on p.principal = api_context.principal;
    version := md5(concat_ws('/', scopes, 'k' || kinds, positions, 's' || settings, 'm' || masks, view_set, roles));
    return next;
end
$$;

create or replace function hub.record_access(entries jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    last hub.data_access_batch;
    added bigint;
    hashes bytea;
begin
    perform pg_advisory_xact_lock(hashtextextended('yecai.data_access', 0));
    select * into last from hub.data_access_batch as b order by b.batch desc limit 1;
    with named as materialized (
        select
            row(
                coalesce(last.last_entry, 0) + e.number,
                coalesce(last.batch, 0) + 1,
                e.happened_at,
                e.principal,
                e.credential,
                e.correlation,
                e.action,
                e.dataset,
                e.request,
                e.outcome,
                e.returned_rows,
                ''::bytea
            )::hub.data_access as entry
        from rows from (jsonb_to_recordset(entries) as (
            happened_at timestamptz, principal text, credential text, correlation text, action text, dataset text,
            request text, outcome text, returned_rows bigint
        )) with ordinality as e (
            happened_at, principal, credential, correlation, action, dataset, request, outcome, returned_rows, number
        )
    ),
    hashed as materialized (
        select n.entry, hub.data_access_hash(n.entry) as hash
        from named as n
    ),
    written as (
        insert into hub.data_access (
            entry, batch, happened_at, principal, credential, correlation, action, dataset, request, outcome,
            returned_rows, hash
        )
        select
            (h.entry).entry,
            (h.entry).batch,
            (h.entry).happened_at,
            (h.entry).principal,
            (h.entry).credential,
            (h.entry).correlation,
            (h.entry).action,
            (h.entry).dataset,
            (h.entry).request,
            (h.entry).outcome,
            (h.entry).returned_rows,
            h.hash
        from hashed as h
    )
    select string_agg(h.hash, ''::bytea order by (h.entry).entry), count(*)
    into hashes, added
    from hashed as h;
    if added = 0 then
        return;
    end if;
    insert into hub.data_access_batch (batch, first_entry, last_entry, prev_hash, hash)
    values (
        coalesce(last.batch, 0) + 1,
        coalesce(last.last_entry, 0) + 1,
        coalesce(last.last_entry, 0) + added,
        coalesce(last.hash, '\x00'),
        sha256(coalesce(last.hash, '\x00') || hashes)
    );
end
$$;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
