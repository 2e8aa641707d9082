-- Posted invoices and credit notes of customers and suppliers. A document and the one that takes all of it back name each other.
select
    move.id,
    move.move_type in ('out_invoice', 'out_refund', 'out_receipt') as is_sale,
    case when move.move_type in ('out_refund', 'in_refund') then -1 else 1 end as sign,
    case when move.move_type in ('out_invoice', 'out_refund', 'out_receipt') then -1 else 1 end as ledger_sign,
    case
        when move.move_type in ('out_refund', 'in_refund') then 'credit_note'
        when move.move_type in ('out_receipt', 'in_receipt') then 'sales_receipt'
        else 'invoice'
    end as document_type,
    move.name as document_no,
    move.ref,
    coalesce(move.invoice_date, move.date) as document_date,
    move.date as posting_date,
    company.company,
    company.currency as functional_currency,
    company.digits as functional_digits,
    currency.name as currency,
    currency.decimal_places as digits,
    partner.partner,
    partner.counterparty_company,
    move.invoice_payment_term_id,
    move.amount_untaxed,
    move.amount_tax,
    move.amount_total,
    move.amount_residual,
    move.amount_untaxed_signed,
    move.amount_tax_signed,
    move.amount_total_signed,
    case
        when undone.payment_state = 'reversed' and undone.amount_total = move.amount_total and undone.state = 'posted'
            then undone.id
    end as reverses,
    undoing.id as reversed_by
from account_move as move
inner join st_company as company on company.id = move.company_id
left join res_currency as currency on currency.id = move.currency_id
left join st_partner as partner on partner.id = coalesce(move.commercial_partner_id, move.partner_id)
left join account_move as undone on undone.id = move.reversed_entry_id
left join lateral (
    select min(other.id) as id
    from account_move as other
    where
        other.reversed_entry_id = move.id
        and other.state = 'posted'
        and move.payment_state = 'reversed'
        and other.amount_total = move.amount_total
    having count(*) = 1
) as undoing on true
where
    move.state = 'posted'
    and move.move_type in ('out_invoice', 'out_refund', 'out_receipt', 'in_invoice', 'in_refund', 'in_receipt')
