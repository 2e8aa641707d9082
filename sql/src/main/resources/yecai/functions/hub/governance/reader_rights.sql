-- What the current reader may see, as one row that is found by one look at the reader's scopes: every policy and every
-- branch of a governed view reads it (RATIONALE.md has the figures). In a view current_user stays the reader, while table
-- rights are the view owner's, so the mart roles need no right on hub.scope. statement_timestamp() lets a scope expire
-- within an open transaction.
--
-- Readers of all companies have no companies, and narrowed readers neither: other branches of the governed views serve
-- these. A reader is narrowed from the first scope of a kind other than company on, and stays it when that scope ends:
-- otherwise the end of 'plant P1' would open all plants. So a scope that has ended still narrows (its row is looked at), but
-- opens nothing (in_force); a scope of value '*' lifts it. No row of hub.scope counts when the login that the session
-- came by has ended.
create or replace view hub.reader_rights with (security_barrier = true) as
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
    where x.principal = current_user::text
        and not exists (
            select from hub.login as l
            where l.login = session_user::text and l.valid_to <= statement_timestamp()
        )
) as s;

grant select on hub.reader_rights to yecai_mart, yecai_mart_all, yecai_mart_narrow;
