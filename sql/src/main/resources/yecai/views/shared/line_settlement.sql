-- What settled each line of a posted invoice: every part of finance.invoice_settlement shared out to the lines by gross, in units
-- of the currency's last decimal; what is left over goes to the lines with the largest remainders. So each part adds up to the
-- invoice's. part 'other' is what no movement explains; its amount is null where the invoice has no open item. cash_rate is the
-- rate to the reporting currency of the days on which the money came, weighted by amount.
select
    l.source,
    l.entity_key as customer_invoice_line,
    coalesce(p.part, 'other') as part,
    round(
        (share.cut + case when share.before < whole.units - share.all_cut then 1 else 0 end) / whole.unit, whole.places
    ) as amount,
    p.cash_rate
from canon.customer_invoice_line as l
inner join canon.customer_invoice as i on i.source = l.source and i.entity_key = l.customer_invoice
cross join lateral (
    -- by the invoice alone, so that PostgreSQL remembers it for its other lines; the row without a part is all of them
    select
        q.part,
        coalesce(sum(q.amount), 0) as amount,
        case
            when q.part = 'cash' and count(*) = count(q.rate) then sum(q.amount * q.rate) / nullif(sum(q.amount), 0)
        end as cash_rate
    from (
        select
            s.part,
            s.amount,
            case
                when s.part <> 'cash' then null
                when s.transaction_currency = rc.currency then 1
                else (
                    select x.rate
                    from canon.exchange_rate as x
                    where
                        x.source = s.source
                        and coalesce(x.company, l.company) is not distinct from l.company
                        and x.from_currency = s.transaction_currency
                        and x.to_currency = rc.currency
                        and x.rate_type = 'transaction'
                        and x.valid_from <= s.day
                    order by x.valid_from desc, x.company
                    limit 1
                )
            end as rate
        from shared.settlement_part as s
        cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
        where s.source = l.source and s.customer_invoice = l.customer_invoice
    ) as q
    group by grouping sets ((q.part), ())
) as p
cross join lateral (
    select
        coalesce(min(c.decimals), 2) as places,
        power(10::numeric, coalesce(min(c.decimals), 2)) as unit,
        round(
            case when p.part is null then i.settled - p.amount else p.amount end
            * power(10::numeric, coalesce(min(c.decimals), 2))
        ) as units
    from canon.currency as c
    where c.source = l.source and c.currency = l.transaction_currency
) as whole
cross join lateral (
    select sum(o.gross) as gross, count(*) as lines
    from canon.customer_invoice_line as o
    where o.source = l.source and o.customer_invoice = l.customer_invoice
) as document
cross join lateral (
    select
        floor(own.units) as cut,
        sum(floor(other.units)) as all_cut,
        count(*) filter (
            where
                other.units - floor(other.units) > own.units - floor(own.units)
                or (
                    other.units - floor(other.units) = own.units - floor(own.units)
                    and (coalesce(o.line_no, 0), o.entity_key) < (coalesce(l.line_no, 0), l.entity_key)
                )
        ) as before
    from canon.customer_invoice_line as o
    cross join lateral (
        select
            case when document.gross <> 0 then whole.units * o.gross / document.gross else whole.units / document.lines end as units
    ) as other
    cross join lateral (
        select
            case when document.gross <> 0 then whole.units * l.gross / document.gross else whole.units / document.lines end as units
    ) as own
    where o.source = l.source and o.customer_invoice = l.customer_invoice
    group by own.units
) as share
where p.part is null or p.amount <> 0
