-- Open receivables of the group by age today: one row per unified customer, whatever source and company it comes from, in the group's currency.
-- Every amount is the sum of finance.group_receivable_part, where they are by source. As soon as one part has no rate all amounts of the
-- customer are null, and unconverted counts such parts. within_group is what other companies of the group owe, which is part of the
-- amounts. whole_group is false for readers of some companies: they see what these claim only.
select
    p.customer,
    p.customer_name,
    p.reporting_currency,
    p.rate_types,
    p.oldest_rate_date,
    p.not_due,
    p.d1_30,
    p.d31_60,
    p.d61_90,
    p.d91_180,
    p.d181_plus,
    p.undated,
    p.unbilled,
    p.unapplied_credits,
    p.billed,
    p.total,
    p.within_group,
    p.parts,
    p.unconverted,
    p.sources,
    p.companies,
    coalesce((select h.all_companies from hub.reader_rights as h), false) as whole_group
from (
    select
        p.customer,
        min(c.name) as customer_name,
        p.reporting_currency,
        array_agg(distinct p.rate_type order by p.rate_type) as rate_types,
        min(p.rate_date) filter (where p.rate_type <> 'same currency') as oldest_rate_date,
        case when count(p.rate) = count(*) then sum(p.not_due) end as not_due,
        case when count(p.rate) = count(*) then sum(p.d1_30) end as d1_30,
        case when count(p.rate) = count(*) then sum(p.d31_60) end as d31_60,
        case when count(p.rate) = count(*) then sum(p.d61_90) end as d61_90,
        case when count(p.rate) = count(*) then sum(p.d91_180) end as d91_180,
        case when count(p.rate) = count(*) then sum(p.d181_plus) end as d181_plus,
        case when count(p.rate) = count(*) then sum(p.undated) end as undated,
        case when count(p.rate) = count(*) then sum(p.unbilled) end as unbilled,
        case when count(p.rate) = count(*) then sum(p.unapplied_credits) end as unapplied_credits,
        case when count(p.rate) = count(*) then sum(p.billed) end as billed,
        case when count(p.rate) = count(*) then sum(p.total) end as total,
        case when count(p.rate) = count(*) then coalesce(sum(p.total) filter (where p.counterparty_company is not null), 0) end
            as within_group,
        count(*) as parts,
        count(*) - count(p.rate) as unconverted,
        array_agg(distinct p.source order by p.source) as sources,
        array_agg(distinct p.company order by p.company) as companies
    from shared.group_receivable_piece as p
    left join lateral (
        select k.name
        from canon.customer as k
        where k.source = p.source and k.customer = p.customer
        limit 1
    ) as c on true
    group by p.customer, p.reporting_currency
) as p
