-- The scopes that hold now or later, without those that came of requests: one row for each kind and value of a principal.
select
    s.principal,
    s.dimension as kind,
    s.value,
    case
        when min(s.valid_from) > statement_timestamp()
            then to_char(min(s.valid_from) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
        else ''
    end as valid_from,
    case
        when max(s.valid_to) < 'infinity' then to_char(max(s.valid_to) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
        else ''
    end as valid_until,
    (array_agg(s.reason order by s.valid_to desc))[1] as reason
from hub.scope as s
where s.valid_to > statement_timestamp() and s.request is null
group by s.principal, s.dimension, s.value
