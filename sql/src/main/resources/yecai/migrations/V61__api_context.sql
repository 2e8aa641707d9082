-- What the API says with every answer: how current the data are, how much of the group the caller sees, and a version
-- that changes whenever an answer could. One call in the transaction of the read, so that both belong to one moment.

grant select on hub.source, hub.setting, hub.view_set, hub.mask to yecai_access;
grant create on schema hub to yecai_access;
set local role yecai_access;

-- version leaves out the position in the log: it moves on with every heartbeat, also when no row changes.
create function hub.api_context(principal text)
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
begin
    return query
    select
        sc.all_companies,
        sc.companies,
        na.narrowed,
        so.sources,
        md5(concat_ws(
            '/', sc.version, na.kinds, so.version, st.version, ma.version, v.checksum, pr.reader_roles::text
        )),
        v.checksum
    from (
        select
            coalesce(bool_or(s.dimension = 'company' and s.value = '*'), false) as all_companies,
            (count(distinct s.value) filter (where s.dimension = 'company' and s.value <> '*'))::integer as companies,
            string_agg(s.dimension || '=' || s.value, '/' order by s.dimension, s.value) as version
        from hub.scope as s
        where s.principal = api_context.principal
            and s.valid_from <= statement_timestamp()
            and s.valid_to > statement_timestamp()
    ) as sc
    cross join (
        select
            coalesce(json_agg(json_build_object(
                'source', s.source,
                'as_of', s.position_committed_at,
                'position', s.position
            ) order by s.source), '[]') as sources,
            string_agg(concat_ws(
                ',', s.source, s.pack_version, s.applied_transactions, s.applied_events, s.loaded_position,
                extract(epoch from s.loaded_at), extract(epoch from s.state_since)
            ), '/' order by s.source) as version
        from hub.source as s
    ) as so
    cross join (
        -- Once narrowed, a reader stays it when the scope ends: then by no value at all.
        select
            string_agg(k.dimension, '/' order by k.dimension) as kinds,
            string_agg(k.shown || ' ' || k.dimension, ', ' order by k.dimension) as narrowed
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
        ) as k
    ) as na
    cross join (
        select string_agg(
            concat_ws(',', m.dataset, m.column_name, m.role, m.mask), '/' order by m.dataset, m.column_name, m.role
        ) as version
        from hub.mask as m
    ) as ma
    cross join (select string_agg(t.name || t.value, '/' order by t.name) as version from hub.setting as t) as st
    left join hub.view_set as v on true
    left join hub.principal as pr on pr.principal = api_context.principal;
end
$$;

revoke execute on function hub.api_context from public;
grant execute on function hub.api_context to yecai_api;

set local role yecai_owner;
revoke create on schema hub from yecai_access;

-- How many companies the group has: the other half of "2 of 50 companies".
grant create on schema hub to yecai_mart_all;
set local role yecai_mart_all;

create function hub.company_count() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select count(distinct c.company) from canon.company as c
$$;

revoke execute on function hub.company_count from public;
grant execute on function hub.company_count to yecai_api;

set local role yecai_owner;
revoke create on schema hub from yecai_mart_all;
