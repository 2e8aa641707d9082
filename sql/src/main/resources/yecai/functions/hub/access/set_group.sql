-- Sets the members of a working group: members cannot approve for each other.

set local role yecai_access;

create or replace function hub.set_group(group_name text, members text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.group_member as g where g.group_name = set_group.group_name;
    insert into hub.group_member (group_name, member)
    select set_group.group_name, m from unnest(set_group.members) as m;
    insert into hub.audit (action, subject, detail)
    values ('set_group', set_group.group_name, jsonb_build_object('members', to_jsonb(set_group.members)));
end
$$;

revoke execute on function hub.set_group from public;
grant execute on function hub.set_group to yecai_dba;
