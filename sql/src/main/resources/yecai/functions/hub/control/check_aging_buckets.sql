-- Refuses a bucket set that two readers could read in two ways, when it is set: a hole (an end at the last bucket), overlapping buckets
-- (an end that is not later than the one before), an end that is no number of days, months or years, two buckets of one name, or
-- one that takes the name of what has no age.
create or replace function hub.check_aging_buckets() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    set_name constant text := substr(new.name, 15);
    bucket record;
    up_to interval;
    before interval;
    name_before text;
    text_before text;
    names text[] := '{}';
begin
    for bucket in
        select
            trim(split_part(b.part, ':', 1)) as name,
            nullif(trim(split_part(b.part, ':', 2)), '') as up_to,
            b.place = max(b.place) over () as is_last
        from regexp_split_to_table(new.value, ',') with ordinality as b (part, place)
        order by b.place
    loop
        if bucket.name = '' or bucket.name = any(names) then
            raise exception using errcode = '22023', message = format(
                'bucket set %s has two buckets of one name, or one without a name: %s', set_name, new.value);
        elsif bucket.name in ('undated', 'credit', 'unbilled') then
            raise exception using errcode = '22023', message = format(
                'bucket set %s has a bucket %s: what has no age is called so; give it another name', set_name, bucket.name);
        elsif bucket.is_last then
            if bucket.up_to is not null then
                raise exception using errcode = '22023', message = format(
                    'bucket set %s has a hole: what is older than %s is in no bucket; give the last bucket, %s, no end',
                    set_name, bucket.up_to, bucket.name);
            end if;
            return new;
        end if;
        begin
            up_to := bucket.up_to::interval;
        exception when invalid_datetime_format or datetime_field_overflow or interval_field_overflow then
            up_to := null;
        end;
        if up_to is null or up_to < interval '0' or extract(epoch from up_to - date_trunc('day', up_to)) <> 0 then
            raise exception using errcode = '22023', message = format(
                'bucket %s of set %s ends at %s: give days, months or years, such as 30 days; only the last has no end',
                bucket.name, set_name, coalesce(quote_literal(bucket.up_to), 'nothing'));
        -- a month is as short as February's here: what is later then is later from any day on
        elsif before is not null and date '2001-02-01' + up_to <= date '2001-02-01' + before then
            raise exception using errcode = '22023', message = format(
                'buckets %s and %s of set %s overlap: they end at %s and %s; each must end later than the one before',
                name_before, bucket.name, set_name, text_before, bucket.up_to);
        end if;
        before := up_to;
        name_before := bucket.name;
        text_before := bucket.up_to;
        names := names || bucket.name;
    end loop;
    return new;
end
$$;

revoke execute on function hub.check_aging_buckets from public;

create or replace trigger check_aging_buckets before insert or update on hub.setting
for each row when (new.name like 'aging\_buckets.%') execute function hub.check_aging_buckets();
