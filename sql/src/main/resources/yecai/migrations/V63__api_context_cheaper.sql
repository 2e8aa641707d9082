-- The context is read with every answer, so each sort and each look-up in it is paid for thousands of times a second: what
-- versions are made of is now hashed without an order, and scopes of other kinds are looked at only where there are some.
-- as_of is in microseconds since 1970.

grant create on schema hub to yecai_access;
set local role yecai_access;

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
    kinds text;
    positions bigint;
    masks bigint;
    settings bigint;
    roles text;
begin
    select
        coalesce(bool_or(s.dimension = 'company' and s.value = '*'), false),
        count(distinct s.value collate "C") filter (where s.dimension = 'company' and s.value <> '*'),
        bit_xor(hashtextextended(s.dimension || '=' || s.value, s.scope))
    into all_companies, companies, scopes
    from hub.scope as s
    where s.principal = api_context.principal
        and s.valid_from <= statement_timestamp()
        and s.valid_to > statement_timestamp();

    -- Once narrowed, a reader stays it when the scope ends: then by no value at all.
    if exists (select from hub.scope as s where s.principal = api_context.principal and s.dimension <> 'company') then
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
        bit_xor(hashtextextended(concat_ws(
            ',', s.source, s.pack_version, s.applied_transactions, s.applied_events, s.loaded_position,
            extract(epoch from s.loaded_at), extract(epoch from s.state_since)
        ), 0))
    into sources, positions
    from hub.source as s;

    select bit_xor(hashtextextended(concat_ws(',', m.dataset, m.column_name, m.role, m.mask), 0))
    into masks
    from hub.mask as m;

    select bit_xor(hashtextextended(t.name || '=' || t.value, 0)) into settings from hub.setting as t;
    select v.checksum into view_set from hub.view_set as v;
    select p.reader_roles::text into roles from hub.principal as p where p.principal = api_context.principal;
    version := md5(concat_ws('/', scopes, 'k' || kinds, positions, 's' || settings, 'm' || masks, view_set, roles));
    return next;
end
$$;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
