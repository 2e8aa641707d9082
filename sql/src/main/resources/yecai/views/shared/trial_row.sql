-- The rows of finance.trial_balance, which says what they are.
select
    b.source,
    b.company,
    b.account,
    min(b.account_name) as account_name,
    b.period,
    b.functional_currency,
    sum(b.closing - b.debit + b.credit) as opening,
    sum(b.debit) as debit,
    sum(b.credit) as credit,
    sum(b.closing) as closing,
    min(s.closing) as stored_closing,
    case when sum(b.balance) = min(s.closing) then 0 else sum(b.closing) - min(s.closing) end as difference,
    min(b.account_kind) as account_kind,
    sum(b.draft_debit) as draft_debit,
    sum(b.draft_credit) as draft_credit
from (
    select
        e.source,
        e.company,
        r.account,
        r.account_name,
        r.account_kind,
        p.period,
        e.functional_currency,
        r.debit,
        r.credit,
        r.draft_debit,
        r.draft_credit,
        r.balance,
        r.closing
    from (
        select
            m.source,
            m.company,
            m.account,
            m.period,
            m.functional_currency,
            a.name,
            a.account_kind,
            m.debit,
            m.credit,
            m.draft_debit,
            m.draft_credit,
            a.account_kind in ('revenue', 'expense') as starts_anew,
            o.place,
            o.fiscal_year,
            sum(m.debit - m.credit) over earlier as balance,
            sum(m.debit - m.credit) over earlier_in_year as balance_of_year,
            lead(o.place) over earlier as next_place
        from (
            select
                g.source,
                g.company,
                g.account,
                coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) as period,
                g.functional_currency,
                min(g.account_kind) as account_kind,
                coalesce(sum(g.debit) filter (where g.status = 'posted'), 0) as debit,
                coalesce(sum(g.credit) filter (where g.status = 'posted'), 0) as credit,
                coalesce(sum(g.debit) filter (where g.status = 'draft'), 0) as draft_debit,
                coalesce(sum(g.credit) filter (where g.status = 'draft'), 0) as draft_credit
            from canon.gl_entry as g
            where g.status in ('posted', 'draft')
            group by g.source, g.company, g.account, coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')), g.functional_currency
        ) as m
        inner join shared.ledger_period as o on o.source = m.source and o.company = m.company and o.period = m.period
        left join lateral (
            select c.name, c.account_kind
            from canon.account as c
            where c.source = m.source and c.company = m.company and c.account = m.account
            limit 1
        ) as c on true
        cross join lateral (
            select c.name, coalesce(c.account_kind, m.account_kind) as account_kind
        ) as a
        window
            earlier as (
                partition by m.source, m.company, m.account, m.functional_currency
                order by o.place
            ),
            earlier_in_year as (
                partition by m.source, m.company, m.account, m.functional_currency, o.fiscal_year
                order by o.place
            )
    ) as e
    inner join shared.ledger_period as p
        on p.source = e.source
        and p.company = e.company
        and p.place >= e.place
        and (e.next_place is null or p.place < e.next_place)
    cross join lateral (
        select
            case
                when not coalesce(e.starts_anew, false) then e.balance
                when p.fiscal_year = e.fiscal_year then e.balance_of_year
                else 0
            end as closing
    ) as own
    cross join lateral (
        select
            e.account,
            e.name as account_name,
            e.account_kind,
            case when p.period = e.period then e.debit else 0 end as debit,
            case when p.period = e.period then e.credit else 0 end as credit,
            case when p.period = e.period then e.draft_debit else 0 end as draft_debit,
            case when p.period = e.period then e.draft_credit else 0 end as draft_credit,
            e.balance,
            own.closing
        union all
        select null, '上年未结转损益', 'equity', 0, 0, 0, 0, 0, e.balance - own.closing
        where e.balance <> own.closing
    ) as r
) as b
left join (
    select g.source, g.company, g.account, g.period, g.functional_currency, sum(g.closing) as closing
    from canon.gl_balance as g
    group by g.source, g.company, g.account, g.period, g.functional_currency
) as s
    on s.source = b.source
    and s.company = b.company
    and s.account = b.account
    and s.period = b.period
    and coalesce(s.functional_currency, b.functional_currency) = b.functional_currency
group by b.source, b.company, b.account, b.period, b.functional_currency
having b.account is not null or sum(b.closing) <> 0
