-- Makes what finance wants what mappings of a source see: all of it, for a source that is being loaded, or what was changed since. Answers
-- whether the mappings look up other kinds of codes than before, and so have to be made again.
create or replace function hub.adopt_codes(source text, all_of_them boolean) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    changes constant bigint[] := array(
        select c.change_no
        from hub.code_change as c
        where c.source = adopt_codes.source and c.done_at is null and (all_of_them or c.adopted_at is null and c.problem is null)
        for update
    );
    is_shared constant boolean := exists (
        select from hub.source as s where s.source <> adopt_codes.source and s.loaded_at is not null
    );
    looked_up constant text[] := hub.looked_up_codes(adopt_codes.source);
begin
    delete from hub.applied_code as a
    where a.source = adopt_codes.source
        and (
            all_of_them
            or exists (
                select
                from hub.code_change as c
                where c.change_no = any (changes) and c.kind = a.kind and coalesce(c.source_code, a.source_code) = a.source_code
            )
        );
    insert into hub.applied_code (source, kind, source_code, valid_from, valid_to, code, origin)
    select m.source, m.kind, m.source_code, m.valid_from, m.valid_to, m.code, m.origin
    from hub.code_map as m
    where m.source = adopt_codes.source
        and m.replaced_at is null
        and m.kind <> 'company'
        and (
            all_of_them
            or exists (
                select
                from hub.code_change as c
                where c.change_no = any (changes) and c.kind = m.kind and coalesce(c.source_code, m.source_code) = m.source_code
            )
        );
    insert into hub.source_company (source, source_company, company, mapped, is_first)
    select
        m.source, m.source_code, m.code, true,
        not exists (select from hub.source_company as c where c.company = m.code)
        and m.map = min(m.map) over (partition by m.code)
    from hub.code_map as m
    where m.source = adopt_codes.source and m.kind = 'company' and m.replaced_at is null
    on conflict (source, source_company) do nothing;
    delete from hub.applied_kind as a where a.source = adopt_codes.source;
    insert into hub.applied_kind (source, kind, pattern, on_missing, on_collision, range_from, range_to, valid_from)
    select
        adopt_codes.source, k.kind, r.pattern, coalesce(r.on_missing, 'identity'), c.on_collision, r.range_from, r.range_to,
        coalesce(r.valid_from, '-infinity')
    from hub.code_kind as k
    left join hub.code_rule as r on r.kind = k.kind and r.replaced_at is null
    cross join lateral (
        select case when is_shared then coalesce(r.on_collision, k.on_collision) else 'same' end as on_collision
    ) as c
    where k.kind <> 'company'
        and (
            coalesce(r.on_missing, 'identity') <> 'identity'
            or c.on_collision <> 'same'
            or exists (
                select
                from hub.code_map as m
                where m.kind = k.kind and m.source = adopt_codes.source and m.replaced_at is null
            )
        );
    if all_of_them and is_shared then
        perform hub.claim_codes(adopt_codes.source);
    end if;
    update hub.code_change as c
    set adopted_at = coalesce(c.adopted_at, clock_timestamp()),
        planned_at = case when all_of_them then clock_timestamp() end,
        done_at = case when all_of_them then clock_timestamp() end,
        problem = null
    where c.change_no = any (changes);
    if all_of_them then
        delete from hub.code_key as k where k.source = adopt_codes.source;
    end if;
    return looked_up is distinct from hub.looked_up_codes(adopt_codes.source);
end
$$;

-- The kinds that mappings of a source look up, each with how.
create or replace function hub.looked_up_codes(source text) returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(a.kind || case
        when a.on_missing <> 'identity' or a.on_collision <> 'same' then ' by rule'
        else ''
    end order by a.kind), '{}')
    from hub.applied_kind as a
    where a.source = looked_up_codes.source
$$;

-- Another source is being loaded: from now on it matters which source had a code first. What the sources that are there have by
-- themselves is theirs; they look up their codes when they are next derived.
create or replace function hub.claim_codes(newcomer text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    k record;
begin
    for k in
        select a.kind, d.master_table, d.code_columns[1] as code_column
        from hub.applied_kind as a
        inner join hub.code_kind as d on d.kind = a.kind
        where a.source = newcomer and a.on_collision <> 'same'
    loop
        if k.master_table is not null then
            execute format(
                'insert into hub.code_claim (kind, code, source, contested) '
                'select $1, m.%1$I, min(m.source), count(distinct m.source) > 1 from canon.%2$I as m '
                'where m.source <> $2 and m.%1$I is not null and m.%3$I is null '
                'group by m.%1$I on conflict do nothing',
                k.code_column, k.master_table, 'source_' || k.code_column)
                using k.kind, newcomer;
        end if;
        insert into hub.code_change (source, kind)
        select s.source, k.kind
        from hub.source as s
        where s.source <> newcomer
            and s.loaded_at is not null
            and not exists (
                select
                from hub.applied_kind as a
                where a.source = s.source and a.kind = k.kind and a.on_collision <> 'same'
            )
            and not exists (
                select
                from hub.code_change as c
                where c.source = s.source and c.kind = k.kind and c.source_code is null and c.adopted_at is null
            );
    end loop;
end
$$;

revoke execute on function hub.adopt_codes, hub.looked_up_codes, hub.claim_codes from public;
grant execute on function hub.adopt_codes, hub.looked_up_codes, hub.claim_codes to yecai_capture;
