-- How much of a ledger line, in per cent, its analytic distribution gives to accounts of a plan of cost centers. A key of the
-- distribution joins accounts of several plans by commas; of the plans that the setting names (all, if none) the first counts.
select
    share.line,
    share.analytic_account,
    share.cost_center,
    sum(share.percent) as percent
from (
    select
        line.id as line,
        center.id as analytic_account,
        coalesce(nullif(center.code, ''), center.name ->> 'en_US') as cost_center,
        part.percent::numeric as percent,
        dense_rank() over (partition by line.id order by coalesce(center.root_plan_id, center.plan_id)) as place
    from account_move_line as line
    cross join lateral jsonb_each_text(line.analytic_distribution) as part (accounts, percent)
    cross join lateral unnest(string_to_array(part.accounts, ',')) as one (analytic_account)
    inner join account_analytic_account as center on center.id::text = one.analytic_account
    left join account_analytic_plan as plan on plan.id = coalesce(center.root_plan_id, center.plan_id)
    left join source_setting as named on named.name = 'cost_center_plans' and named.company = ''
    where named.value is null or plan.name ->> 'en_US' = any(string_to_array(named.value, ','))
) as share
where share.place = 1
group by share.line, share.analytic_account, share.cost_center
