-- A scope stands in the table that the audit knows nothing of: it was written past the functions.
select
    'unaudited_scope' as lint,
    'error' as severity,
    s.principal as object,
    format('has scope %s (%s %s), which the audit does not know', s.scope, s.dimension, s.value) as detail,
    format(
        'select hub.revoke_access(%L, %L, %L, %L);', s.principal, s.dimension, s.value, 'was written past the functions'
    ) as remedy
from hub.scope as s
where s.valid_to > statement_timestamp()
    and not exists (
        select from hub.audit as a
        where a.action = 'grant_scope'
            and a.subject = s.principal
            and a.detail ->> 'dimension' = s.dimension
            and a.detail ->> 'value' = s.value
    )
