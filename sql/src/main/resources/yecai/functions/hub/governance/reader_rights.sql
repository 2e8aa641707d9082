-- What the current reader may see, as one row that is found by one look at the reader's scopes: every policy and every
-- branch of a governed view reads it (RATIONALE.md has the figures). In a view current_user stays the reader. It is a function
-- below, since the planner plans what each policy of each table asks, and a function is one step for it. Tells nobody of others than
-- those as whom the session may act. statement_timestamp() lets a scope expire within an open transaction.
--
-- Readers of all companies have no companies, and narrowed readers neither: other branches of the governed views serve
-- these. A reader is narrowed from the first scope of a kind other than company on, and stays it when that scope ends:
-- otherwise the end of 'plant P1' would open all plants. So a scope that has ended still narrows (its row is looked at), but
-- opens nothing (in_force); a scope of value '*' lifts it. No row of hub.scope counts when the login that the session
-- came by has ended.
set local role yecai_access;

create or replace function hub.rights_of_reader(reader name)
returns table (
    all_companies boolean,
    companies text[],
    narrowed boolean,
    any_company boolean,
    narrow_companies text[],
    any_plant boolean,
    plants text[],
    any_cost_center boolean,
    cost_centers text[],
    any_customer_group boolean,
    customer_groups text[]
)
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select
        not bool_or(s.dimension <> 'company')
            and coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
            as all_companies,
        case
            when not bool_or(s.dimension <> 'company')
                and not coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
                then array_agg(s.value) filter (where s.in_force and s.dimension = 'company')
        end as companies,
        coalesce(bool_or(s.dimension <> 'company') and bool_or(s.in_force), false) as narrowed,
        bool_or(s.dimension <> 'company')
            and coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
            as any_company,
        case
            when bool_or(s.dimension <> 'company')
                then array_agg(s.value) filter (where s.in_force and s.dimension = 'company')
        end as narrow_companies,
        bool_or(s.dimension <> 'company') and (
            not bool_or(s.dimension = 'plant')
            or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'plant'), false)
        ) as any_plant,
        array_agg(s.value) filter (where s.in_force and s.dimension = 'plant') as plants,
        bool_or(s.dimension <> 'company') and (
            not bool_or(s.dimension = 'cost_center')
            or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'cost_center'), false)
        ) as any_cost_center,
        array_agg(s.value) filter (where s.in_force and s.dimension = 'cost_center') as cost_centers,
        bool_or(s.dimension <> 'company') and (
            not bool_or(s.dimension = 'customer_group')
            or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'customer_group'), false)
        ) as any_customer_group,
        array_agg(s.value) filter (where s.in_force and s.dimension = 'customer_group') as customer_groups
    from (
        select
            x.dimension,
            x.value,
            x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp() as in_force
        from hub.scope as x
        where x.principal = rights_of_reader.reader::text
            and (rights_of_reader.reader = 'yecai_mart' or pg_has_role(session_user, rights_of_reader.reader, 'member'))
            and not exists (
                select from hub.login as l
                where l.login = session_user::text and l.valid_to <= statement_timestamp()
            )
    ) as s;
end
$$;

revoke execute on function hub.rights_of_reader from public;
grant execute on function hub.rights_of_reader to yecai_owner, yecai_mart, yecai_mart_all, yecai_mart_narrow;

set local role yecai_owner;

create or replace view hub.reader_rights with (security_barrier = true) as
select r.* from hub.rights_of_reader(current_user) as r;

grant select on hub.reader_rights to yecai_mart, yecai_mart_all, yecai_mart_narrow;
