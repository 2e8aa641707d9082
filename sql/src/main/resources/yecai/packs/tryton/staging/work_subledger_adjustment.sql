-- What money and credit notes leave on the items of a reconciled group: exchange differences and write-offs. The
-- group sums to zero with its write-off moves, so that per group these rows add up to those moves. Where there are
-- several moves, each but the last has a row of its own, on its own day, at the item that is left with most.
select
    side.side,
    reconciliation.id as derive_key,
    reconciliation.id || ':' || taken.item || taken.suffix as entity_key,
    company.company,
    case when taken.currency <> taken.functional_currency then 'exchange_difference' else 'write_off' end as kind,
    'reconciliation' as document_type,
    taken.document_no as document_no,
    coalesce(taken.date, reconciliation.date) as document_date,
    coalesce(taken.date, reconciliation.date) as posting_date,
    to_char(coalesce(taken.date, reconciliation.date), 'YYYY-MM') as source_period,
    to_char(coalesce(taken.date, reconciliation.date), 'YYYY-MM') as ledger_period,
    taken.item::text as item,
    taken.invoice::text as invoice,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    taken.amount,
    taken.amount_functional
from account_move_reconciliation as reconciliation
cross join (values ('receivable'), ('payable')) as side (side)
cross join lateral (
    with settlement as (
        select pair.money, pair.item, pair.credit_item, pair.amount, pair.settling_amount, pair.amount_functional
        from work_settlement as pair
        where pair.reconciliation = reconciliation.id and pair.side = side.side
    ),

    line as (
        select
            one.id,
            one.part,
            one.company,
            one.invoice,
            one.document_no,
            one.date,
            one.currency,
            one.functional_currency,
            one.amount,
            one.amount_functional
        from st_party_line as one
        where one.reconciliation = reconciliation.id and one.side = side.side
    ),

    written as (
        select line.*, row_number() over (order by line.date desc, line.id desc) as place
        from line
        where line.part = 'adjustment'
    ),

    carrier as (
        select line.id, line.amount, line.amount_functional
        from line
        where line.part = 'item'
        union all
        select kept.item, kept.amount, kept.amount_functional
        from settlement as kept
        where kept.money = kept.item
    ),

    remainder as (
        select
            carrier.id,
            carrier.amount - settled.amount as amount,
            carrier.amount_functional - settled.amount_functional as amount_functional
        from carrier
        cross join lateral (
            select
                coalesce(sum(
                    case when pair.item = carrier.id then pair.amount else -coalesce(pair.settling_amount, pair.amount) end
                ), 0) as amount,
                coalesce(sum(
                    case when pair.item = carrier.id then pair.amount_functional else -pair.amount_functional end
                ), 0) as amount_functional
            from settlement as pair
            where
                (pair.item = carrier.id and pair.money is distinct from pair.item)
                or pair.credit_item = carrier.id
        ) as settled
    ),

    earlier as (
        select
            bearer.id as item,
            written.id,
            written.document_no,
            written.date,
            case when written.currency = line.currency then -written.amount else 0 end as amount,
            -written.amount_functional as amount_functional
        from (
            select remainder.id
            from remainder
            order by abs(remainder.amount_functional) desc, remainder.id
            limit 1
        ) as bearer
        inner join line on line.id = bearer.id
        cross join written
        where written.place > 1
    ),

    part as (
        select
            remainder.id as item,
            '' as suffix,
            written.document_no,
            written.date,
            remainder.amount - coalesce(before.amount, 0) as amount,
            remainder.amount_functional - coalesce(before.amount_functional, 0) as amount_functional
        from remainder
        left join written on written.place = 1
        left join (
            select earlier.item, sum(earlier.amount) as amount, sum(earlier.amount_functional) as amount_functional
            from earlier
            group by earlier.item
        ) as before on before.item = remainder.id
        union all
        select earlier.item, ':' || earlier.id, earlier.document_no, earlier.date, earlier.amount, earlier.amount_functional
        from earlier
    )

    select
        part.item,
        part.suffix,
        coalesce(part.document_no, line.document_no) as document_no,
        part.date,
        part.amount,
        part.amount_functional,
        line.invoice,
        line.company,
        line.currency,
        line.functional_currency
    from part
    inner join line on line.id = part.item
    where part.amount <> 0 or part.amount_functional <> 0
) as taken
inner join st_company as company on company.id = taken.company
inner join currency_currency as currency on currency.id = taken.currency
