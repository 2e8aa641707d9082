-- Who can see rows of a dataset, and of which companies: each principal with the dataset and a scope of companies in force. company:
-- only who sees this one.

set local role yecai_access;

create or replace function hub.who_sees(dataset text, company text default null)
returns table (
    principal text, kind text, companies text[], narrowed_by text[], granted_through text[], logins text[], tokens bigint
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        p.principal,
        p.kind,
        c.companies,
        c.narrowed_by,
        g.roles,
        array(
            select l.login from hub.login as l
            where l.principal = p.principal and l.valid_to > statement_timestamp()
            order by l.login
        ),
        (
            select count(*) from hub.api_token as t
            where t.principal = p.principal
                and t.created_at >= p.created_at
                and t.revoked_at is null
                and t.expires_at > statement_timestamp()
        )
    from hub.principal as p
    cross join lateral (
        select array_agg(distinct d.role order by d.role) as roles
        from hub.dataset_grant as d
        where d.role = any (p.reader_roles)
            and d.dataset in (who_sees.dataset, split_part(who_sees.dataset, '.', 1) || '.*')
    ) as g
    cross join lateral (
        select
            array_agg(distinct s.value order by s.value) filter (where s.dimension = 'company' and s.in_force) as companies,
            coalesce(
                array_agg(distinct s.dimension || ' ' || s.value) filter (where s.dimension <> 'company' and s.in_force), '{}'
            ) as narrowed_by
        from (
            select
                x.dimension,
                x.value,
                x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp() as in_force
            from hub.scope as x
            where x.principal = p.principal
        ) as s
    ) as c
    where p.ended_at is null
        and p.principal <> 'yecai_mart'
        and g.roles is not null
        and c.companies is not null
        and (who_sees.company is null or c.companies && array[who_sees.company, '*'])
    order by p.principal
$$;

revoke execute on function hub.who_sees from public;
grant execute on function hub.who_sees to yecai_dba;
