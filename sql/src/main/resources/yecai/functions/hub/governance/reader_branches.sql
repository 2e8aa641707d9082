-- Which branches of the governed views can have rows for a reader, now or when a scope that is there begins or ends. Tells
-- nobody of others than those as whom the session may act; yecai_mart is the owner of hub.preview_as, whose loan of scopes in the same
-- statement a stable function would not see.
--   all              readers of all companies
--   scoped, narrow   readers of some companies; narrowed readers: conditions of theirs never meet a hidden row
--   …, plain         the same for the API, which shows no plans, so that its conditions may use any index; and for everybody
--                    where plans_of_readers of hub.setting is 'open'
set local role yecai_access;

create or replace function hub.branches_of(reader name) returns text[]
language plpgsql parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    is_plain constant text := case
        when session_user = 'yecai_api' or exists (
            select from hub.setting as s where s.name = 'plans_of_readers' and s.value = 'open'
        ) then ', plain' else ''
    end;
begin
    if reader <> 'yecai_mart' and not pg_has_role(session_user, reader, 'member') then
        return '{}';
    end if;
    return (
        select case
            when bool_or(s.dimension <> 'company') then array['narrow' || is_plain]
            else array_remove(
                array[
                    case when bool_or(s.value = '*' and s.valid_to > statement_timestamp()) then 'all' end,
                    case when bool_or(s.value <> '*' and s.valid_to > statement_timestamp()) then 'scoped' || is_plain end
                ],
                null
            )
        end
        from hub.scope as s
        where s.principal = reader::text
    );
end
$$;

-- The companies that the reader has, or will have by scopes that are there.
create or replace function hub.companies_of(reader name) returns text[]
language plpgsql parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if reader <> 'yecai_mart' and not pg_has_role(session_user, reader, 'member') then
        return '{}';
    end if;
    return array(
        select distinct s.value from hub.scope as s
        where s.principal = reader::text and s.dimension = 'company' and s.valid_to > statement_timestamp()
    );
end
$$;

-- These are called immutable so that the planner asks them, and leaves out other branches, and knows the companies. What is
-- shown is decided when the plan runs, by hub.reader_rights. A plan that is kept is thrown away when the reader changes, as
-- row security has it, and when anybody's scopes do (hub.forget_plans). Parsed when they are made, since readers need no right
-- on schema hub.
create or replace function hub.reader_branches() returns text[]
language sql immutable parallel safe
return hub.branches_of(current_user);

create or replace function hub.reader_companies() returns text[]
language sql immutable parallel safe
return hub.companies_of(current_user);

revoke execute on function hub.branches_of, hub.companies_of, hub.reader_branches, hub.reader_companies from public;
grant execute on function hub.branches_of, hub.companies_of, hub.reader_branches, hub.reader_companies to yecai_mart;

-- hub.add_reader_role does it for reader roles to come.
do $$
declare
    reader text;
begin
    for reader in select r.role from hub.reader_role as r loop
        execute format('grant execute on function hub.rights_of_reader, hub.branches_of, hub.companies_of, hub.reader_branches, hub.reader_companies to %I', reader);
    end loop;
end
$$;
