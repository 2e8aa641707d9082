-- Reconciled groups of every make, beside those of the sample: claims, money in and out, and write-offs, on either side, in one
-- currency or several, on other days. As in Tryton, a group has one account and one party, and sums to zero; the second half of them is on
-- the payable account, with debts for claims.
create function pg_temp.pick(line_group integer, place integer, of_what text, below integer) returns integer
language sql immutable as $$
    select (('x' || substr(md5(line_group || '/' || place || '/' || of_what), 1, 7))::bit(28)::integer % below)
$$;

create temporary table drawn as
with line as (
    select
        g.id as line_group,
        n.place,
        n.place = 2 + pg_temp.pick(g.id, 0, 'size', 5) as is_last,
        pg_temp.pick(g.id, 0, 'makes', 8) as makes,
        pg_temp.pick(g.id, n.place, 'make', 100) as make,
        pg_temp.pick(g.id, n.place, 'side', 100) as side,
        1 + pg_temp.pick(g.id, n.place, 'amount', 50000) as cents,
        case g.id % 4
            when 0 then 1
            when 1 then 2
            when 2 then 1 + pg_temp.pick(g.id, n.place, 'currency', 2)
            else 1 + pg_temp.pick(g.id, n.place, 'currency', 3)
        end as currency,
        date '2026-07-01' + pg_temp.pick(g.id, n.place, 'day', 50) as day
    from generate_series(1, 300) as g (id)
    cross join lateral generate_series(1, 2 + pg_temp.pick(g.id, 0, 'size', 5)) as n (place)
),

made as (
    select
        line.*,
        case
            when line.makes = 0 then 'cash'
            when line.makes = 1 and line.place < 3 then 'cash'
            when line.makes = 2 and line.line_group % 5 = 0 then 'write-off'
            when line.make < 45 then 'general'
            when line.make < 85 then 'cash'
            else 'write-off'
        end as journal
    from line
),

signed as (
    select
        made.*,
        case when (made.journal = 'general') = (made.side < 75) then made.cents else -made.cents end * 0.01 as amount
    from made
)

select
    row_number() over (order by signed.line_group, signed.place) as id,
    signed.line_group,
    signed.place,
    signed.journal,
    signed.currency,
    signed.day,
    case
        when signed.is_last then -coalesce(sum(signed.amount) filter (where not signed.is_last) over of_group, 0)
        else signed.amount
    end as amount,
    pg_temp.pick(signed.line_group, signed.place, 'rate', 20) as rate
from signed
window of_group as (partition by signed.line_group);

delete from drawn where amount = 0;

insert into account_move_reconciliation (id, date)
select 100000 + drawn.line_group, max(drawn.day) from drawn group by drawn.line_group;

insert into account_move (id, company, journal, period, date, number, post_number, state)
select
    100000 + drawn.id,
    1,
    (select min(j.id) from account_journal as j where j.type = drawn.journal),
    (
        select p.id
        from account_period as p
        inner join account_fiscalyear as y on y.id = p.fiscalyear and y.company = 1
        where p.type = 'standard' and drawn.day between p.start_date and p.end_date
    ),
    drawn.day,
    'G' || drawn.id,
    null,
    'posted'
from drawn;

insert into account_move_line
    (id, move, account, party, debit, credit, second_currency, amount_second_currency, maturity_date, reconciliation)
select
    100000 + drawn.id,
    100000 + drawn.id,
    (
        select a.id
        from account_account as a
        inner join account_account_type as t on t.id = a.type and case when drawn.line_group > 150 then t.payable else t.receivable end
        where a.company = 1
    ),
    11 + drawn.line_group % 8,
    greatest(side.sign * drawn.amount, 0),
    greatest(-side.sign * drawn.amount, 0),
    case when drawn.currency <> 1 then drawn.currency end,
    case when drawn.currency <> 1 then round(side.sign * drawn.amount / (6.90 + 0.02 * drawn.rate), 2) end,
    case when drawn.journal = 'general' then drawn.day + drawn.rate end,
    100000 + drawn.line_group
from drawn
cross join lateral (select case when drawn.line_group > 150 then -1 else 1 end as sign) as side;

-- the other side of each move
insert into account_move_line (id, move, account, debit, credit)
select
    1000000 + line.id,
    line.move,
    (
        select min(a.id)
        from account_account as a
        inner join account_account_type as t on t.id = a.type
        where a.company = move.company and a.code is not null and not t.receivable and not t.payable
    ),
    line.credit,
    line.debit
from account_move_line as line
inner join account_move as move on move.id = line.move
where line.id between 100001 and 199999;
