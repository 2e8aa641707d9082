set local role yecai_access;

-- The role whose rights count: the one that logged in, or the principal that the API has taken on. PostgreSQL has checked that it may.
create or replace function hub.acting_role() returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when session_user = 'yecai_api' then coalesce(nullif(current_setting('role'), 'none'), 'yecai_api')
        else session_user::text
    end
$$;

-- Who speaks: the principal of the login, the one that the API has taken on, or the role that logged in.
create or replace function hub.acting_person() returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select l.principal from hub.login as l where l.login = session_user), hub.acting_role())
$$;

-- Whether one of them is the other, is a group that holds the other, or they are in a group together.
create or replace function hub.are_close(one text, other text) returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select one = other
        or exists (
            select from hub.group_member as g
            where (g.group_name = one and g.member = other) or (g.group_name = other and g.member = one)
        )
        or exists (
            select from hub.group_member as a
            inner join hub.group_member as b on b.group_name = a.group_name
            where a.member = one and b.member = other
        )
$$;

revoke execute on function hub.acting_role, hub.acting_person, hub.are_close from public;
grant execute on function hub.acting_role, hub.acting_person
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader, finance_writer;
