-- What must hold in the demo ERP after every transaction. Each query gives how much it looked at and what it found broken;
-- the search path holds the ERP's tables. A query that looked at nothing proves nothing.

-- 1 debit equals credit per voucher and in the whole ledger
with per_voucher as (
    select j.id, j.debit_total, j.credit_total, j.line_count, sum(l.debit) as debit, sum(l.credit) as credit, count(l.id) as lines
    from journals as j
    left join journal_lines as l on l.journal_id = j.id
    group by j.id
)
select
    count(*) as checked,
    count(*) filter (
        where debit is distinct from credit or debit <> debit_total or credit <> credit_total or lines <> line_count)
        + case when sum(debit) <> sum(credit) then 1 else 0 end as broken
from per_voucher;

-- 2 invoice header equals its lines
select
    count(*) as checked,
    count(*) filter (
        where (i.net, i.tax, i.gross, i.net_functional, i.tax_functional, i.gross_functional, i.line_count::bigint)
            is distinct from (l.net, l.tax, l.gross, l.net_functional, l.tax_functional, l.gross_functional, l.lines)) as broken
from customer_invoices as i
left join (
    select customer_invoice_id, sum(net) as net, sum(tax) as tax, sum(gross) as gross, sum(net_functional) as net_functional,
        sum(tax_functional) as tax_functional, sum(gross_functional) as gross_functional, count(*) as lines
    from customer_invoice_lines
    group by customer_invoice_id
) as l on l.customer_invoice_id = i.id;

-- 3 open items equal the receivable control accounts
select
    count(*) as checked,
    count(*) filter (where o.amount is distinct from b.amount) as broken
from (
    select j.company, l.account, sum(l.debit - l.credit) as amount
    from journal_lines as l
    inner join journals as j on j.id = l.journal_id
    inner join gl_accounts as a on a.company = j.company and a.code = l.account
    where a.control_kind = 'receivable'
    group by j.company, l.account
) as b
full join (
    select company, account, sum(open_functional) as amount from ar_items group by company, account
) as o on o.company = b.company and o.account = b.account;

-- 3b what is open of supplier invoices equals trade payables, and receipts less what was billed of them goods received
select
    count(*) as checked,
    count(*) filter (where b.amount + coalesce(o.amount, 0) <> 0) as broken
from (
    select j.company, l.account, sum(l.debit - l.credit) as amount
    from journal_lines as l
    inner join journals as j on j.id = l.journal_id
    where l.account in ('2202', '2206')
    group by j.company, l.account
) as b
left join (
    select company, '2202' as account, sum(open_functional) as amount from supplier_invoices group by company
    union all
    select company, '2206', sum(amount) filter (where billing_status = 'open') from goods_receipts group by company
) as o on o.company = b.company and o.account = b.account;

-- 4a items: original less allocations and adjustments is open, in both currencies
with settled as (
    select ar_item_id as item, amount, amount_functional from ar_allocations
    union all
    select credit_item_id, -amount, -amount_functional from ar_allocations where credit_item_id is not null
    union all
    select ar_item_id, amount, amount_functional from ar_adjustments
)
select
    count(*) as checked,
    count(*) filter (
        where i.original - coalesce(s.amount, 0) <> i.open_amount
            or i.original_functional - coalesce(s.amount_functional, 0) <> i.open_functional
            or (i.open_amount = 0) <> (i.status <> 'open')) as broken
from ar_items as i
left join (
    select item, sum(amount) as amount, sum(amount_functional) as amount_functional from settled group by item
) as s on s.item = i.id;

-- 4b receipts: amount less allocations is what stays unapplied
select
    count(*) as checked,
    count(*) filter (
        where r.amount - coalesce(a.amount, 0) <> coalesce(-u.open_amount, 0)
            or r.amount_functional - coalesce(a.amount_functional, 0) <> coalesce(-u.open_functional, 0)) as broken
from receipts as r
left join (
    select receipt_id, sum(amount) as amount, sum(amount_functional) as amount_functional
    from ar_allocations
    where receipt_id is not null
    group by receipt_id
) as a on a.receipt_id = r.id
left join ar_items as u on u.receipt_id = r.id;

-- 4c supplier invoices: gross less allocations and discounts is open, in both currencies
select
    count(*) as checked,
    count(*) filter (
        where i.gross - coalesce(a.amount, 0) <> i.open_amount
            or i.gross_functional - coalesce(a.given, 0) <> i.open_functional) as broken
from supplier_invoices as i
left join (
    select
        supplier_invoice_id,
        sum(amount + discount) as amount,
        sum(amount_functional + exchange_difference + discount_functional) as given
    from ap_allocations
    group by supplier_invoice_id
) as a on a.supplier_invoice_id = i.id;

-- 4d payments to suppliers are allocated in full
select
    count(*) as checked,
    count(*) filter (
        where (p.amount, p.amount_functional) is distinct from (a.amount, a.worth)) as broken
from supplier_payments as p
left join (
    select supplier_payment_id, sum(amount) as amount, sum(amount_functional) as worth
    from ap_allocations
    group by supplier_payment_id
) as a on a.supplier_payment_id = p.id;

-- 5a stored stock equals the movements
with legs as (
    select to_location as location, material, base_quantity as quantity, amount from stock_moves
    union all
    select from_location, material, -base_quantity, -amount from stock_moves
)
select
    count(*) as checked,
    count(*) filter (
        where b.quantity <> coalesce(m.quantity, 0) or b.amount <> coalesce(m.amount, 0) or b.quantity < 0
            or (b.quantity = 0 and b.amount <> 0)) as broken
from stock_balances as b
left join (
    select location, material, sum(quantity) as quantity, sum(amount) as amount from legs group by location, material
) as m on m.location = b.location and m.material = b.material;

-- 5b stock equals its control accounts
select
    count(*) as checked,
    count(*) filter (where s.amount is distinct from g.amount) as broken
from (
    select b.company, sum(b.amount) as amount from stock_balances as b group by b.company
) as s
full join (
    select j.company, sum(l.debit - l.credit) as amount
    from journal_lines as l
    inner join journals as j on j.id = l.journal_id
    inner join gl_accounts as a on a.company = j.company and a.code = l.account
    where a.control_kind = 'stock'
    group by j.company
) as g on g.company = s.company;

-- 6a production orders: stored quantity, cost and work in progress equal their entries; a closed order has no work in progress
with entry as (
    select
        b.production_order_id,
        b.amount,
        b.quantity,
        coalesce(o.entry_kind, b.entry_kind) as kind
    from cost_bookings as b
    left join cost_bookings as o on o.id = b.reverses_id
)
select
    count(*) as checked,
    count(*) filter (
        where p.wip <> coalesce(e.wip, 0)
            or p.actual_cost <> coalesce(e.cost, 0)
            or p.completed_quantity <> coalesce(e.good, 0)
            or p.scrapped_quantity <> coalesce(e.scrapped, 0)
            or (p.status = 'closed' and p.wip <> 0)) as broken
from production_orders as p
left join (
    select
        production_order_id,
        sum(amount) as wip,
        sum(amount) filter (where kind in ('issue', 'activity', 'absorption', 'revaluation')) as cost,
        sum(quantity) filter (where kind = 'output') as good,
        sum(quantity) filter (where kind = 'abnormal_scrap') as scrapped
    from entry
    group by production_order_id
) as e on e.production_order_id = p.id;

-- 6b work in progress equals its control account
select
    count(*) as checked,
    count(*) filter (where p.amount is distinct from g.amount) as broken
from (
    select company, sum(wip) as amount from production_orders group by company
) as p
full join (
    select j.company, sum(l.debit - l.credit) as amount
    from journal_lines as l
    inner join journals as j on j.id = l.journal_id
    inner join gl_accounts as a on a.company = j.company and a.code = l.account
    where a.control_kind = 'wip'
    group by j.company
) as g on g.company = p.company;

-- 7a order lines: stored shipped and invoiced quantity equal the shipment and posted invoice lines
select
    count(*) as checked,
    count(*) filter (
        where l.shipped_quantity <> coalesce(s.quantity, 0) or l.invoiced_quantity <> coalesce(i.quantity, 0)) as broken
from sales_order_lines as l
left join (
    select sales_order_line_id, sum(quantity) as quantity from shipment_lines group by sales_order_line_id
) as s on s.sales_order_line_id = l.id
left join (
    select v.sales_order_line_id, sum(v.quantity) as quantity
    from customer_invoice_lines as v
    inner join customer_invoices as h on h.id = v.customer_invoice_id
    where h.status = 'posted'
    group by v.sales_order_line_id
) as i on i.sales_order_line_id = l.id;

-- 7b order headers equal their lines
select
    count(*) as checked,
    count(*) filter (
        where (o.net, o.tax, o.gross, o.line_count::bigint) is distinct from (l.net, l.tax, l.gross, l.lines)) as broken
from sales_orders as o
left join (
    select sales_order_id, sum(net) as net, sum(tax) as tax, sum(gross) as gross, count(*) as lines
    from sales_order_lines
    group by sales_order_id
) as l on l.sales_order_id = o.id;

-- 7c what was billed ahead: invoiced per order line equals invoiced per shipment line plus billed ahead
select
    count(*) as checked,
    count(*) filter (where l.invoiced_quantity <> coalesce(s.quantity, 0) + l.billed_ahead_quantity) as broken
from sales_order_lines as l
left join (
    select sales_order_line_id, sum(invoiced_quantity) as quantity from shipment_lines group by sales_order_line_id
) as s on s.sales_order_line_id = l.id;

-- 7d purchase order headers and received quantities equal their lines
select
    count(*) as checked,
    count(*) filter (
        where l.received_quantity <> coalesce(r.quantity, 0)) as broken
from purchase_order_lines as l
left join (
    select purchase_order_line_id, sum(quantity) as quantity from goods_receipt_lines group by purchase_order_line_id
) as r on r.purchase_order_line_id = l.id;

-- 8 stored bank balance equals opening plus transactions, and the bank account in the ledger
select
    count(*) as checked,
    count(*) filter (
        where b.balance <> b.opening_balance + coalesce(t.amount, 0) or b.balance_functional <> coalesce(t.functional, 0)) as broken
from bank_accounts as b
left join (
    select bank_account, sum(amount) as amount, sum(amount_functional) as functional from bank_transactions group by bank_account
) as t on t.bank_account = b.code;

-- 8b stored account balances equal the vouchers and carry forward
with movement as (
    select j.company, l.account, j.period, sum(l.debit) as debit, sum(l.credit) as credit
    from journal_lines as l
    inner join journals as j on j.id = l.journal_id
    group by j.company, l.account, j.period
)
select
    count(*) as checked,
    count(*) filter (
        where b.debit <> coalesce(m.debit, 0)
            or b.credit <> coalesce(m.credit, 0)
            or b.closing <> b.opening + b.debit - b.credit
            or b.opening <> coalesce(b.before, 0)) as broken
from (
    select g.*, lag(g.closing) over (partition by g.company, g.account order by g.period) as before
    from gl_balances as g
) as b
left join movement as m on m.company = b.company and m.account = b.account and m.period = b.period;

-- 9a movements: a reversed one has its reversal, and the pair moves nothing
select
    count(*) as checked,
    count(*) filter (
        where r.id is null
            or o.reversed_by_id is distinct from r.id
            or (o.from_location, o.to_location) is distinct from (r.to_location, r.from_location)
            or (o.base_quantity, o.amount) is distinct from (r.base_quantity, r.amount)) as broken
from (select * from stock_moves where reversed_by_id is not null) as o
full join (select * from stock_moves where reverses_id is not null) as r on r.reverses_id = o.id;

-- 9b cost bookings, shipment lines, invoices, items: the same
with pair as (
    select o.id as original, r.id as reversal, o.reversed_by_id, o.amount + r.amount as total
    from (select * from cost_bookings where reversed_by_id is not null) as o
    full join (select * from cost_bookings where reverses_id is not null) as r on r.reverses_id = o.id
    union all
    select o.id, r.id, o.reversed_by_id, o.quantity + r.quantity
    from (select * from shipment_lines where reversed_by_id is not null) as o
    full join (select * from shipment_lines where reverses_id is not null) as r on r.reverses_id = o.id
    union all
    select o.id, r.id, o.reversed_by_id, o.gross + r.gross
    from (select * from customer_invoices where reversed_by_id is not null) as o
    full join (select * from customer_invoices where reverses_id is not null) as r on r.reverses_id = o.id
    union all
    select o.id, r.id, o.reversed_by_id, o.original + r.original
    from (select * from ar_items where reversed_by_id is not null) as o
    full join (select * from ar_items where reverses_id is not null) as r on r.reverses_id = o.id
    union all
    select o.id, r.id, o.reversed_by_id, o.amount + r.amount
    from (select * from goods_receipts where reversed_by_id is not null) as o
    full join (select * from goods_receipts where reverses_id is not null) as r on r.reverses_id = o.id
    union all
    select o.id, r.id, o.reversed_by_id, o.amount + r.amount
    from (select * from receipts where reversed_by_id is not null) as o
    full join (select * from receipts where reverses_id is not null) as r on r.reverses_id = o.id
)
select
    count(*) as checked,
    count(*) filter (where original is null or reversal is null or reversed_by_id <> reversal or total is distinct from 0) as broken
from pair;

-- 10a tokens: a transaction's rows are all there
with rows as (
    select tx_token, 0::numeric as amount from purchase_order_lines
    union all select tx_token, 0 from goods_receipt_lines
    union all select tx_token, 0 from supplier_invoice_lines
    union all select tx_token, 0 from supplier_payments
    union all select tx_token, 0 from ap_allocations
    union all select tx_token, 0 from cost_bookings
    union all select tx_token, 0 from stock_moves
    union all select tx_token, 0 from sales_order_lines
    union all select tx_token, 0 from shipment_lines
    union all select tx_token, 0 from customer_invoice_lines
    union all select tx_token, 0 from ar_items
    union all select tx_token, 0 from ar_allocations
    union all select tx_token, 0 from ar_adjustments
    union all select tx_token, 0 from bank_transactions
    union all select tx_token, debit from journal_lines
)
select
    count(*) as checked,
    count(*) filter (
        where t.id is null or t.expected_rows <> coalesce(r.found, 0) or t.expected_amount <> coalesce(r.amount, 0)) as broken
from tx_tokens as t
full join (select tx_token, count(*) as found, sum(amount) as amount from rows group by tx_token) as r on r.tx_token = t.id;

-- 10b tokens: no gap in a worker's numbers
select
    count(*) as checked,
    count(*) filter (where n <> row_number) as broken
from (
    select n, row_number() over (partition by worker order by n) from tx_tokens
) as t;
