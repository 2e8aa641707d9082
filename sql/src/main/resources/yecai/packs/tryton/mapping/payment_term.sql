select
    term.id as derive_key,
    term.id::text as entity_key,
    term.name as payment_term,
    term.name,
    jsonb_build_object('en', term.name) as names,
    instalments.days,
    instalments.terms
from account_invoice_payment_term as term
left join lateral (
    select
        max(instalment.days)::integer as days,
        jsonb_agg(
            jsonb_build_object(
                'type', instalment.type, 'ratio', instalment.ratio, 'amount', instalment.amount, 'days', instalment.days
            )
            order by instalment.sequence nulls last, instalment.id
        ) as terms
    from (
        select
            line.id,
            line.sequence,
            line.type,
            line.ratio,
            line.amount,
            coalesce((
                select sum(delta.days + 7 * delta.weeks + 30 * delta.months)
                from account_invoice_payment_term_line_delta as delta
                where delta.line = line.id
            ), 0) as days
        from account_invoice_payment_term_line as line
        where line.payment = term.id
    ) as instalment
) as instalments on true
