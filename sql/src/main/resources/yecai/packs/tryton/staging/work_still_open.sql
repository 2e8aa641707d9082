-- What is open on a ledger line of a customer or supplier: nothing when it is reconciled, else what partial payments leave.
select
    line.id,
    line.invoice,
    case
        when line.reconciliation is not null then 0
        else line.amount - coalesce(paid.amount, 0) + coalesce(spent.amount, 0)
    end as amount,
    case
        when line.reconciliation is not null then 0
        else line.amount_functional - coalesce(paid.amount_functional, 0) + coalesce(spent.amount_functional, 0)
    end as amount_functional
from st_party_line as line
left join lateral (
    select sum(partial.amount) as amount, sum(partial.amount_functional) as amount_functional
    from work_partial as partial
    where partial.invoice = line.invoice and partial.item = line.id
) as paid on true
left join lateral (
    select
        sum(partial.payment_amount) as amount,
        sum(partial.amount_functional) as amount_functional
    from "account_invoice-account_move_line" as link
    inner join work_partial as partial on partial.invoice = link.invoice and partial.payment = line.id
    where link.line = line.id
) as spent on true
