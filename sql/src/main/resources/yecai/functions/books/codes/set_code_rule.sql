set local role yecai_books;

-- Says what holds for codes of a kind that are not mapped, in documents from a day on (null: in all); without on_missing, that nothing is
-- said any more. pattern is a regular expression that codes of the group match. dry_run: answers what it changes, and changes nothing.
create or replace function finance.set_code_rule(
    kind text, pattern text, on_missing text, on_collision text, range_from text, range_to text, valid_from date, reason text,
    idempotency_key text, dry_run boolean default false
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    content constant jsonb := jsonb_build_object(
        'kind', set_code_rule.kind, 'pattern', set_code_rule.pattern, 'on_missing', set_code_rule.on_missing,
        'on_collision', set_code_rule.on_collision, 'range_from', set_code_rule.range_from, 'range_to', set_code_rule.range_to,
        'valid_from', set_code_rule.valid_from, 'reason', set_code_rule.reason);
    collision text;
    fault text;
    differences jsonb;
    earlier jsonb;
begin
    select coalesce(set_code_rule.on_collision, k.on_collision) into collision
    from hub.code_kind as k
    where k.kind = set_code_rule.kind and k.kind <> 'company';
    if not found then
        raise exception using errcode = '22023', message = format(
            'there are no rules for codes of kind %s: they are for %s', coalesce(set_code_rule.kind, 'null'),
            (
                select string_agg(k.kind, ', ' order by k.kind) from hub.code_kind as k where k.kind <> 'company'
            ));
    end if;
    begin
        perform '' ~ set_code_rule.pattern;
    exception when invalid_regular_expression then
        fault := format('pattern %s is no regular expression: %s', left(set_code_rule.pattern, 200), sqlerrm);
    end;
    fault := coalesce(fault, case
        when on_missing is not null and on_missing not in ('identity', 'assign', 'park')
            then 'on_missing must be identity, assign or park'
        when collision not in ('refuse', 'qualify', 'same') then 'on_collision must be refuse, qualify or same'
        when on_missing in ('assign', 'park') and coalesce(set_code_rule.pattern, '') = ''
            then on_missing || ' needs a pattern, which codes of the group match'
        when on_missing = 'assign' and (
            range_from is null or range_to is null or range_from !~ '^[0-9]{1,18}$' or range_to !~ '^[0-9]{1,18}$'
            or length(range_from) <> length(range_to) or range_from > range_to
        ) then 'assign needs range_from and range_to: two numbers of the same length, such as 9000000001 and 9999999999'
        when on_missing = 'assign' and (range_from !~ set_code_rule.pattern or range_to !~ set_code_rule.pattern)
            then 'the range does not match the pattern'
        when coalesce(btrim(set_code_rule.reason), '') = '' then 'say the reason'
    end);
    if fault is not null then
        raise exception using errcode = '22023', message = format(
            'the rule for %s codes cannot be set: %s', set_code_rule.kind, fault);
    end if;
    perform books.require_scope(null);
    if not dry_run then
        earlier := books.begin_write('set_code_rule', idempotency_key, content);
        if earlier is not null then
            return earlier || '{"repeated": true}';
        end if;
    end if;
    begin
        update hub.code_rule as r
        set replaced_at = clock_timestamp(), replaced_by = books.writer()
        where r.kind = set_code_rule.kind and r.replaced_at is null;
        if set_code_rule.on_missing is not null then
            insert into hub.code_rule (kind, pattern, on_missing, on_collision, range_from, range_to, valid_from, reason, set_by)
            values (
                set_code_rule.kind, nullif(set_code_rule.pattern, ''), set_code_rule.on_missing, collision,
                case when on_missing = 'assign' then set_code_rule.range_from end,
                case when on_missing = 'assign' then set_code_rule.range_to end,
                coalesce(set_code_rule.valid_from, '-infinity'), left(set_code_rule.reason, 500), books.writer());
        end if;
        insert into hub.code_change (source, kind, requested_by)
        select s.source, set_code_rule.kind, books.writer()
        from hub.source as s
        where s.loaded_at is not null;
        select coalesce(jsonb_agg(jsonb_build_object('source', s.source) || to_jsonb(d)
            order by s.source, d.entity, d.code_column, d.period, d.currency, d.code_before, d.code_after), '[]')
            into differences
        from hub.source as s
        cross join lateral hub.code_difference(s.source, set_code_rule.kind, null) as d
        where s.loaded_at is not null;
        if dry_run then
            raise exception using errcode = 'P0C09', message = 'a dry run keeps nothing';
        end if;
    exception when sqlstate 'P0C09' then
        return jsonb_build_object('kind', set_code_rule.kind, 'difference', differences, 'dry_run', true);
    end;
    perform books.end_write(
        'set_code_rule', idempotency_key, set_code_rule.kind || ' codes', content,
        jsonb_build_object('kind', set_code_rule.kind));
    return jsonb_build_object('kind', set_code_rule.kind, 'difference', differences);
end
$$;

revoke execute on function finance.set_code_rule from public;
grant execute on function finance.set_code_rule to finance_writer;
