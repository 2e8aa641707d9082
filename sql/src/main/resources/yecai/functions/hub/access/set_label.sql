set local role yecai_access;

-- Labels a column; null takes the label away.
create or replace function hub.set_label(dataset text, column_name text, label text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.label as l where l.dataset = set_label.dataset and l.column_name = set_label.column_name;
    if set_label.label is not null then
        insert into hub.label (dataset, column_name, label)
        values (set_label.dataset, set_label.column_name, set_label.label);
    end if;
    insert into hub.audit (action, subject, detail)
    values ('set_label', set_label.dataset,
        jsonb_build_object('column', set_label.column_name, 'label', set_label.label));
end
$$;

revoke execute on function hub.set_label from public;
grant execute on function hub.set_label to yecai_dba;
