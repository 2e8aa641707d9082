select
    term.id as derive_key,
    term.id::text as entity_key,
    term.name ->> 'en_US' as payment_term,
    term.name ->> 'en_US' as name,
    jsonb_strip_nulls(jsonb_build_object('en', term.name ->> 'en_US', 'zh', term.name ->> 'zh_CN')) as names,
    part.days,
    part.terms
from account_payment_term as term
left join lateral (
    select
        max(line.nb_days)::integer as days,
        jsonb_agg(
            jsonb_build_object(
                case line.value when 'fixed' then 'amount' else 'percent' end, line.value_amount, 'days', line.nb_days, 'from', line.delay_type
            )
            order by line.nb_days, line.id
        ) as terms
    from account_payment_term_line as line
    where line.payment_id = term.id
) as part on true
