-- Each posted line on a receivable account is an item: instalments of invoices, credit notes, entries, and money, which is an item until
-- it is used up. Exchange differences of settled items are adjustments, and so is what is no money of a payment's line.
select
    line.move_id as derive_key,
    line.move_id || ':' || line.id as entity_key,
    company.company,
    case
        when move.move_type in ('out_invoice', 'out_receipt') then 'invoice'
        when move.move_type = 'out_refund' then 'credit'
        when line.is_money then 'on_account'
        else 'journal'
    end as kind,
    case
        when move.move_type in ('out_invoice', 'out_receipt') then 'invoice'
        when move.move_type = 'out_refund' then 'credit_note'
        when line.is_money then 'receipt'
        else 'journal_entry'
    end as document_type,
    move.name as document_no,
    row_number() over (partition by line.move_id order by line.due_date, line.id)::integer as line_no,
    coalesce(move.invoice_date, line.date) as document_date,
    line.date as posting_date,
    to_char(line.date, 'YYYY-MM') as source_period,
    line.due_date,
    case when move.move_type in ('out_invoice', 'out_refund', 'out_receipt') then move.id::text end as customer_invoice,
    line.money as receipt,
    partner.partner as customer,
    partner.counterparty_company,
    account.account,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    line.amount_currency - off.transaction as original,
    line.amount_residual_currency as open_transaction,
    line.balance - off.functional as original_functional,
    line.amount_residual as open_ledger,
    case when line.amount_residual = 0 and line.amount_residual_currency = 0 then 'closed' else 'open' end as status
from tx_open_line as line
inner join account_move as move on move.id = line.move_id
inner join st_company as company on company.id = line.company_id
left join st_account as account on account.id = line.account_id and account.company_id = line.company_id
left join res_currency as currency on currency.id = line.currency_id
left join st_partner as partner on partner.id = line.partner_id
cross join lateral (
    -- what the line's settlements give the other item as written off is not this line's
    select
        coalesce(sum(part.sign * part.off_of_money), 0) as transaction,
        coalesce(sum(part.sign * part.off), 0) as functional
    from (
        select 1 as sign, one.off, one.off_of_money
        from work_settlement as one
        where one.debit = line.id and one.debit_is_money
        union all
        select -(1), one.off, one.off_of_money
        from work_settlement as one
        where one.credit = line.id and one.credit_is_money
    ) as part
) as off
where line.kind = 'receivable' and not line.is_exchange
