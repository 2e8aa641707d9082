with chosen as (
    select t.*
    from finance.trial_balance as t
    where t.period = coalesce(:period, (
            select max(p.period) from finance.accounting_period as p where p.start_date <= current_date
        ))
        and (:company is null or t.company = :company)
),
named as (
    select a.source, a.company, a.account, min(a.name) as name from finance.account as a group by a.source, a.company, a.account
)
select
    t.company, t.account, coalesce(n.name, t.account_name) as account_name, t.account_kind, t.period, t.opening, t.debit, t.credit, t.closing, t.stored_closing,
    t.difference, t.functional_currency, t.source, false as is_total
from chosen as t
left join named as n on n.source = t.source and n.company = t.company and n.account = t.account
union all
select
    t.company, null, null, null, null, sum(t.opening), sum(t.debit), sum(t.credit), sum(t.closing), sum(t.stored_closing),
    sum(t.difference), t.functional_currency, null, true
from chosen as t
group by t.company, t.functional_currency
order by is_total, company, account nulls last
