-- Refuses what is neither a reader role nor a writer role of the hub; asked by the functions that give roles to principals.

set local role yecai_access;

create or replace function hub.require_reader_roles(reader_roles text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    unknown text;
begin
    select w into unknown
    from unnest(reader_roles) as w
    where w is null or not (
        exists (select from hub.reader_role as r where r.role = w) or exists (select from hub.writer_role as r where r.role = w)
    )
    limit 1;
    if found then
        raise exception 'reader_roles holds %, which is no reader role of the hub; make it with hub.add_reader_role first',
            unknown using errcode = 'undefined_object';
    end if;
end
$$;

revoke execute on function hub.require_reader_roles from public;
