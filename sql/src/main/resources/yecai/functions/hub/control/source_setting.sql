set local role yecai_access;

-- What is wrong with a value of a setting, for people; null if nothing is. Of a list every part must be allowed.
create or replace function hub.setting_fault(value_type text, allowed text[], value text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when value is null then 'it has no value'
        when allowed is not null and exists (
            select
            from unnest(case value_type when 'list' then string_to_array(value, ',') else array[value] end) as v (part)
            where trim(v.part) <> all (allowed)
        ) then 'it must be ' || case value_type when 'list' then 'of ' else 'one of ' end || array_to_string(allowed, ', ')
        when value_type = 'number' and value !~ '^-?[0-9]+(\.[0-9]+)?$' then 'it must be a number'
        when value_type = 'boolean' and value not in ('true', 'false') then 'it must be one of true, false'
        when value_type = 'time_zone' and not exists (select from pg_timezone_names as z where z.name = value)
            then 'it must be the name of a time zone, such as Asia/Shanghai'
    end
$$;

revoke execute on function hub.setting_fault from public;
grant execute on function hub.setting_fault to yecai_access, yecai_capture;

-- Sets a setting of a source, for all of it (company null or '') or for one company; without a value the setting is as the pack
-- has it again. Mappings use it once `yecai settings` or the start of the capture has derived again what depends on it. Each
-- change is in the audit.
create or replace function hub.set_source_setting(source text, name text, company text, value text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    rule hub.source_setting_rule;
    of_company constant text := coalesce(set_source_setting.company, '');
    before text;
    fault text;
begin
    if coalesce(trim(set_source_setting.reason), '') = '' then
        raise exception using errcode = '22023', message = 'a setting needs a reason: say why it is set';
    end if;
    select r.* into rule
    from hub.source_setting_rule as r
    where r.source = set_source_setting.source and r.name = set_source_setting.name;
    if not found then
        raise exception using errcode = '22023', message = format(
            'source %s has no setting %s: %s', set_source_setting.source, set_source_setting.name, coalesce(
                'its pack declares ' || (
                    select string_agg(r.name, ', ' order by r.name)
                    from hub.source_setting_rule as r
                    where r.source = set_source_setting.source
                ),
                'its pack declares none, or it is not loaded'));
    elsif of_company <> '' and not rule.per_company then
        raise exception using errcode = '22023', message = format(
            'setting %s of source %s cannot be set for company %s: it holds for the whole source',
            rule.name, rule.source, of_company);
    end if;
    select s.value into before
    from hub.source_setting as s
    where s.source = rule.source and s.name = rule.name and s.company = of_company;
    if before is not distinct from set_source_setting.value then
        return;
    end if;
    if set_source_setting.value is not null then
        fault := hub.setting_fault(rule.value_type, rule.allowed, set_source_setting.value);
        if fault is not null then
            raise exception using errcode = '22023', message = format(
                'setting %s of source %s%s is `%s`: %s', rule.name, rule.source,
                case when of_company <> '' then ' for company ' || of_company else '' end,
                left(set_source_setting.value, 200), fault);
        end if;
        insert into hub.source_setting as s (source, name, company, value, reason)
        values (rule.source, rule.name, of_company, set_source_setting.value, left(set_source_setting.reason, 500))
        on conflict on constraint source_setting_pkey do update
        set value = excluded.value, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at;
    else
        delete from hub.source_setting as s
        where s.source = rule.source and s.name = rule.name and s.company = of_company;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('set_source_setting', rule.source || ' ' || rule.name, jsonb_build_object(
        'company', nullif(of_company, ''), 'before', before, 'after', set_source_setting.value,
        'reason', left(set_source_setting.reason, 500)));
end
$$;

revoke execute on function hub.set_source_setting from public;
grant execute on function hub.set_source_setting to yecai_dba, yecai_capture;
