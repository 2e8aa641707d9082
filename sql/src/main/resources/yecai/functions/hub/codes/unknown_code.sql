-- The next free code of a rule's range for a code of a source: none that any source has by itself, that was assigned before or that
-- finance has mapped to.
create or replace function hub.assign_code(source text, kind text, source_code text, range_from text, range_to text) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    master text;
    free text;
    is_used boolean;
begin
    select k.master_table into master from hub.code_kind as k where k.kind = assign_code.kind;
    select lpad((max(c.code)::bigint + 1)::text, length(range_to), '0') into free
    from hub.code_claim as c
    where c.kind = assign_code.kind
        and c.code >= range_from
        and c.code <= range_to
        and c.code ~ '^[0-9]+$'
        and length(c.code) = length(range_to);
    free := coalesce(free, range_from);
    loop
        if free > range_to or length(free) > length(range_to) then
            raise exception using errcode = 'P0C02', column = assign_code.kind, detail = assign_code.source_code,
                message = format(
                    '%s %s of source %s gets no code of the group: the range %s to %s is used up; give the rule a longer one with '
                    'finance.set_code_rule',
                    assign_code.kind, assign_code.source_code, assign_code.source, range_from, range_to);
        end if;
        select exists (select from hub.code_map as m where m.kind = assign_code.kind and m.code = free)
            or exists (select from hub.applied_code as c where c.kind = assign_code.kind and c.code = free)
            into is_used;
        if not is_used and master is not null then
            execute format(
                'select exists (select from canon.%I as m where m.%I = $1)', master,
                (select k.code_columns[1] from hub.code_kind as k where k.kind = assign_code.kind))
                into is_used using free;
        end if;
        if not is_used then
            -- waits for another source that is taking it, and then finds it taken
            insert into hub.code_claim (kind, code, source) values (assign_code.kind, free, assign_code.source)
            on conflict do nothing;
            if found then
                return free;
            end if;
        end if;
        free := lpad((free::bigint + 1)::text, length(range_to), '0');
    end loop;
end
$$;

-- The group's code of a code that nobody has mapped and that the source has not named before, by the rule of its kind. It is
-- noted, so that mappings find it from now on. A document that has a code without one of the group fails here, and is parked until it has.
create or replace function hub.register_code(source text, kind text, source_code text, on_day date) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    rule hub.applied_kind;
    claim hub.code_claim;
    registered text;
    how text := 'own';
    since date;
    until date;
begin
    -- another row of the same statement may have registered it
    select c.code into registered
    from hub.applied_code as c
    where c.source = register_code.source
        and c.kind = register_code.kind
        and c.source_code = register_code.source_code
        and c.valid_from <= on_day
        and c.valid_to > on_day;
    if found then
        return registered;
    end if;
    select r.* into rule
    from hub.applied_kind as r
    where r.source = register_code.source and r.kind = register_code.kind;
    if not found then
        return register_code.source_code;
    end if;
    registered := register_code.source_code;
    if rule.on_missing <> 'identity' and on_day >= rule.valid_from and register_code.source_code !~ rule.pattern then
        if rule.on_missing = 'park' then
            raise exception using errcode = 'P0C02', column = register_code.kind, detail = register_code.source_code,
                message = format(
                    '%1$s %2$s of source %3$s has no code of the group, which looks like %4$s: map it with `yecai codes import %1$s` '
                    'or finance.map_code(''%1$s'', ''%3$s'', ''%2$s'', …)',
                    register_code.kind, register_code.source_code, register_code.source, rule.pattern);
        end if;
        how := 'assigned';
    elsif rule.on_collision <> 'same' then
        if not current_setting('transaction_read_only')::boolean then
            -- waits for another source that is taking the same code, and then finds it taken
            insert into hub.code_claim (kind, code, source)
            values (register_code.kind, register_code.source_code, register_code.source)
            on conflict do nothing;
        end if;
        select c.* into claim
        from hub.code_claim as c
        where c.kind = register_code.kind and c.code = register_code.source_code;
        if claim.source <> register_code.source or claim.contested then
            if rule.on_collision = 'refuse' then
                raise exception using errcode = 'P0C02', column = register_code.kind, detail = register_code.source_code,
                    message = format(
                        '%1$s %2$s of source %3$s has the code of a %1$s of source %4$s: map it with `yecai codes import %1$s` '
                        'or finance.map_code(''%1$s'', ''%3$s'', ''%2$s'', …), to %2$s itself if both are the same',
                        register_code.kind, register_code.source_code, register_code.source, claim.source);
            end if;
            how := 'qualified';
            registered := register_code.source || ':' || register_code.source_code;
        end if;
    end if;
    -- a comparison may only read: this is what the code would be
    if current_setting('transaction_read_only')::boolean then
        return registered;
    end if;
    -- until when, and since when, nothing else is known of the code
    select
        coalesce(max(c.valid_to) filter (where c.valid_to <= on_day), '-infinity'),
        coalesce(min(c.valid_from) filter (where c.valid_from > on_day), 'infinity')
    into since, until
    from hub.applied_code as c
    where c.source = register_code.source and c.kind = register_code.kind and c.source_code = register_code.source_code;
    if on_day < rule.valid_from then
        until := least(until, rule.valid_from);
    else
        since := greatest(since, rule.valid_from);
    end if;
    if how = 'assigned' then
        registered := hub.assign_code(
            register_code.source, register_code.kind, register_code.source_code, rule.range_from, rule.range_to);
        insert into hub.code_map (kind, source, source_code, code, valid_from, valid_to, origin, reason, set_by)
        values (
            register_code.kind, register_code.source, register_code.source_code, registered, since, until, 'assigned',
            'assigned by the rule for ' || register_code.kind, 'rule');
    elsif how = 'qualified' and claim.source <> register_code.source and not claim.contested then
        -- the other source's is qualified as well, when that source is derived
        update hub.code_claim as c
        set contested = true
        where c.kind = register_code.kind and c.code = register_code.source_code and not c.contested;
        if found then
            insert into hub.code_change (source, kind, source_code)
            select s.source, register_code.kind, register_code.source_code
            from hub.source as s
            where s.source = claim.source;
        end if;
    end if;
    insert into hub.applied_code (source, kind, source_code, valid_from, valid_to, code, origin)
    values (
        register_code.source, register_code.kind, register_code.source_code, since, until, registered, how);
    return registered;
end
$$;

-- The same where mappings ask for a code that they do not find. A function that says it changes nothing keeps the planner free to
-- evaluate a mapping for single documents; registering the same code again changes nothing.
create or replace function hub.unknown_code(source text, kind text, source_code text, on_day date) returns text
language plpgsql stable strict
set search_path = pg_catalog, pg_temp
as $$
begin
    return hub.register_code(
        unknown_code.source, unknown_code.kind, unknown_code.source_code, unknown_code.on_day);
end
$$;

revoke execute on function hub.assign_code, hub.register_code, hub.unknown_code from public;
grant execute on function hub.assign_code, hub.register_code, hub.unknown_code to yecai_capture;
