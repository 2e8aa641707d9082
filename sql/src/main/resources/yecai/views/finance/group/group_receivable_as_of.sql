-- Open receivables of the group by age at the end of a day: one row per unified customer, as finance.group_receivable has them today. Every
-- amount is the sum of finance.group_receivable_part_as_of. As soon as one part has no rate all amounts of the customer are null,
-- and unconverted counts such parts. basis: 'due_date', or 'occurrence'.
create or replace function finance.group_receivable_as_of(as_of date, basis text default 'due_date')
returns table (
    customer text,
    reporting_currency text,
    rate_types text[],
    not_due numeric,
    d1_30 numeric,
    d31_60 numeric,
    d61_90 numeric,
    d91_180 numeric,
    d181_plus numeric,
    undated numeric,
    unbilled numeric,
    unapplied_credits numeric,
    billed numeric,
    total numeric,
    within_group numeric,
    parts bigint,
    unconverted bigint,
    sources text[],
    companies text[],
    whole_group boolean
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
return query
select
    p.customer,
    p.reporting_currency,
    array_agg(distinct p.rate_type order by p.rate_type) as rate_types,
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
    array_agg(distinct p.company order by p.company) as companies,
    'all' = any (hub.reader_branches()) as whole_group
from finance.group_receivable_part_as_of(group_receivable_as_of.as_of, group_receivable_as_of.basis) as p
group by p.customer, p.reporting_currency;
end
$$;

revoke execute on function finance.group_receivable_as_of from public;
grant execute on function finance.group_receivable_as_of to finance_reader;
