-- Makes the schemas of a source, in which the capture makes its tables and views. The capture may not make schemas itself:
-- one named after a login would come first in that login's search path. The owner of the schemas is the hub's, so the capture
-- can neither rename them nor open them to others.

create or replace function hub.add_source_schemas(source text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    made text;
begin
    if source is null or source !~ '^[a-z][a-z0-9_]{0,30}$' then
        raise exception 'source name % is refused: use at most 31 lowercase letters, digits and _, a letter first',
            quote_nullable(source) using errcode = 'invalid_name';
    end if;
    foreach made in array array['erp_' || source, 'map_' || source] loop
        continue when exists (select from pg_namespace as n where n.nspname = made);
        if exists (select from pg_roles as r where r.rolname = made) then
            raise exception 'source name % is refused: a role is named %, whose search path the schema would enter',
                source, made using errcode = 'duplicate_object', hint = 'Choose another name for the source.';
        end if;
        execute format('create schema %I', made);
        execute format('grant usage, create on schema %I to yecai_capture', made);
    end loop;
end
$$;

grant execute on function hub.add_source_schemas to yecai_capture;
