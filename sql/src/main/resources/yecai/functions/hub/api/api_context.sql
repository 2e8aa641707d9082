-- What the API says with every answer: how current the data are, how much of the group the caller sees, and a version
-- that changes whenever an answer could. One call in the transaction of the read, so that both belong to one moment. Each
-- sort and each look-up in it is paid for thousands of times a second: what versions are made of is hashed without an order.
-- as_of is in microseconds since 1970.

set local role yecai_access;

-- version leaves out the position in the log: it moves on with every heartbeat, also when no row changes.
create or replace function hub.api_context(principal text)
returns table (
    all_companies boolean,
    companies integer,
    -- such as 1 plant, 2 cost_center; null unless scopes of other kinds than company narrow the caller
    narrowed text,
    sources json,
    version text,
    view_set text,
    -- what the caller may see at this moment, for hub.reads_to_end
    rights text
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
    held text;
    shrank text;
begin
    -- One statement, since each costs more to begin and end than what these look at. The version leaves out the position in the
    -- log: it moves on with every heartbeat, also when no row changes. A source's name has no character that JSON would escape.
    select
        h.all_companies, h.companies, h.scopes, h.is_narrowed, h.held,
        f.sources, f.positions,
        v.checksum,
        p.reader_roles::text,
        extract(epoch from p.created_at)::text || '/' || extract(epoch from p.rights_shrank_at)::text,
        m.masks, t.settings
    into
        all_companies, companies, scopes, is_narrowed, held, sources, positions, view_set, roles, shrank, masks, settings
    from (
        select
            coalesce(bool_or(s.dimension = 'company' and s.value = '*') filter (where s.in_force), false) as all_companies,
            count(distinct s.value) filter (where s.in_force and s.dimension = 'company' and s.value <> '*') as companies,
            bit_xor(hashtextextended(s.dimension || '=' || s.value, s.scope)) filter (where s.in_force) as scopes,
            coalesce(bool_or(s.dimension <> 'company'), false) as is_narrowed,
            string_agg(s.scope::text, ',') filter (where s.in_force) as held
        from (
            select
                x.scope,
                x.dimension,
                x.value collate "C" as value,
                x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp() as in_force
            from hub.scope as x
            where x.principal = api_context.principal
        ) as s
    ) as h
    cross join (
        select
            '[' || coalesce(string_agg(
                '{"source":"' || s.source || '","as_of":'
                || coalesce((extract(epoch from s.position_committed_at) * 1000000)::bigint::text, 'null')
                || ',"position":' || coalesce(to_json(s.position::text)::text, 'null') || '}',
                ',' order by s.source collate "C"
            ), '') || ']' as sources,
            bit_xor(hash_record_extended(
                (
                    s.source, s.pack_version, s.applied_transactions, s.applied_events, s.rewrites, s.loaded_position::text,
                    s.loaded_at, s.state_since
                ), 0
            )) as positions
        from hub.source as s
    ) as f
    cross join (
        select bit_xor(hashtextextended(concat_ws(',', x.dataset, x.column_name, x.role, x.mask), 0)) as masks
        from hub.mask as x
    ) as m
    cross join (
        select bit_xor(hashtextextended(x.name || '=' || x.value, 0)) as settings from hub.setting as x
    ) as t
    left join hub.view_set as v on true
    left join hub.principal as p on p.principal = api_context.principal;

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

    version := md5(concat_ws('/', scopes, 'k' || kinds, positions, 's' || settings, 'm' || masks, view_set, roles, shrank));
    rights := concat_ws('/', shrank, held);
    return next;
end
$$;

revoke execute on function hub.api_context from public;
grant execute on function hub.api_context to yecai_api;
