-- The group's code that a source's code has on a day, as finance wants it now, whether or not mappings see it already. Null: documents
-- with it are parked. 'assigned': it will get the next free one.
create or replace function hub.wanted_code(source text, kind text, source_code text, on_day date) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when m.code is not null then m.code
        when coalesce(r.valid_from <= on_day, false) and r.on_missing <> 'identity'
            and wanted_code.source_code !~ r.pattern
            then case r.on_missing when 'assign' then 'assigned' end
        when p.on_collision = 'same' or c.source is null or c.source = wanted_code.source and not c.contested
            then wanted_code.source_code
        when p.on_collision = 'qualify' then wanted_code.source || ':' || wanted_code.source_code
    end
    from hub.code_kind as k
    left join hub.code_rule as r on r.kind = k.kind and r.replaced_at is null
    cross join lateral (select coalesce(r.on_collision, k.on_collision) as on_collision) as p
    left join hub.code_map as m
        on m.kind = k.kind
        and m.source = wanted_code.source
        and m.source_code = wanted_code.source_code
        and m.valid_from <= on_day
        and m.valid_to > on_day
        and m.replaced_at is null
    left join hub.code_claim as c on c.kind = k.kind and c.code = wanted_code.source_code
    where k.kind = wanted_code.kind
$$;

revoke execute on function hub.wanted_code from public;
grant execute on function hub.wanted_code to yecai_capture, yecai_mart_all;
