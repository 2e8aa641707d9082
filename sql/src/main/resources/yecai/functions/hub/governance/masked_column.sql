-- The expression that stands for a column in a published view.
create or replace function hub.masked_column(dataset text, column_name text, type regtype) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when not exists (
            select from hub.mask as m
            where m.column_name = masked_column.column_name
                and m.dataset in (masked_column.dataset, split_part(masked_column.dataset, '.', 1) || '.*')
        ) then format('u.%I', column_name)
        else format(
            'case coalesce('
            '(select m.mask from hub.reader_mask as m where m.dataset = %L and m.column_name = %L), '
            '(select m.mask from hub.reader_mask as m where m.dataset = %L and m.column_name = %L), ''none'') '
            'when ''none'' then u.%I %s end as %I',
            dataset, column_name, split_part(dataset, '.', 1) || '.*', column_name, column_name,
            case
                when type = 'text'::regtype then format(
                    'when ''full'' then ''***'' '
                    'when ''partial'' then left(u.%1$I, 1) || ''***'' || case when length(u.%1$I) > 6 then right(u.%1$I, 2) else '''' end '
                    'when ''hash'' then left(encode(sha256(convert_to((select s.salt from hub.mask_salt as s) || u.%1$I, ''UTF8'')), ''hex''), 32) '
                    'else null',
                    column_name)
                when type in ('date'::regtype, 'timestamptz'::regtype) then format(
                    'when ''partial'' then date_trunc(''year'', u.%I)::%s else null', column_name, type)
                else 'else null'
            end,
            column_name)
    end
$$;

grant execute on function hub.masked_column to yecai_mart;
