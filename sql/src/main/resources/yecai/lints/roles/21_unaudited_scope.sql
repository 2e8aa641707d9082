-- A scope has no audit entry of its own, or lasts longer than its entry says: it was written without the access functions.
select
    'unaudited_scope' as lint,
    'error' as severity,
    s.principal as object,
    case
        when g.entries is null then
            format('has scope %s (%s %s), which has no audit entry', s.scope, s.dimension, s.value)
        else format('has scope %s (%s %s) until %s, which its audit entries do not say', s.scope, s.dimension, s.value, s.valid_to)
    end as detail,
    format(
        'select hub.revoke_access(%L, %L, %L, %L);', s.principal, s.dimension, s.value, 'was written without the access functions'
    ) as remedy
from hub.scope as s
left join lateral (
    select count(*) as entries, bool_or((a.detail ->> 'valid_to')::timestamptz = s.valid_to) as says_end
    from hub.audit as a
    where a.action = 'grant_scope'
        and a.subject = s.principal
        and a.detail ->> 'dimension' = s.dimension
        and a.detail ->> 'value' = s.value
        and coalesce((a.detail ->> 'scope')::bigint, s.scope) = s.scope
        -- Every scope of that value ended with a later revoke.
        and not exists (
            select from hub.audit as e
            where e.audit > a.audit
                and e.subject = a.subject
                and (
                    e.action = 'drop_principal'
                    or (
                        e.action = 'revoke_scope'
                        and e.detail ->> 'dimension' = s.dimension
                        and e.detail ->> 'value' = s.value
                    )
                )
        )
    having count(*) > 0
) as g on true
where s.valid_to > statement_timestamp()
    and not coalesce(g.says_end, false)
