-- Posted lines of the ledger; drafts and cancelled entries have lines too, which are none. A line that is distributed over several
-- analytic accounts of the plan of cost centers is as many rows.
select
    line.move_id as derive_key,
    line.move_id || ':' || line.id || center.suffix as entity_key,
    company.company,
    line.move_id::text as gl_document,
    case
        when move.tax_cash_basis_origin_move_id is not null then 'cash_basis_tax'
        when move.move_type = 'entry' then journal.type
        else move.move_type
    end as document_type,
    move.name as document_no,
    coalesce(move.invoice_date, move.date) as document_date,
    line.date as posting_date,
    to_char(line.date, 'YYYY-MM') as source_period,
    coalesce(account.account, '#' || line.account_id) as account,
    account.account_kind,
    account.control_kind,
    case when account.control_kind = 'receivable' then partner.partner end as customer,
    case when account.control_kind = 'payable' then partner.partner end as supplier,
    partner.counterparty_company,
    center.cost_center,
    coalesce(nullif(line.name, ''), move.ref) as description,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    center.amount_transaction,
    center.debit,
    center.credit,
    'posted' as status,
    case
        when move.move_type in ('out_invoice', 'out_refund', 'out_receipt') then 'customer_invoice'
        when move.move_type in ('in_invoice', 'in_refund', 'in_receipt') then 'supplier_invoice'
        when move.origin_payment_id is not null then 'payment'
        when move.statement_line_id is not null then 'bank_statement'
    end as origin_entity,
    case
        when move.move_type <> 'entry' then move.id
        when move.origin_payment_id is not null then move.origin_payment_id
        else move.statement_line_id
    end::text as origin_key
from account_move_line as line
inner join account_move as move on move.id = line.move_id
inner join st_company as company on company.id = line.company_id
left join st_account as account on account.id = line.account_id and account.company_id = line.company_id
left join account_journal as journal on journal.id = move.journal_id
left join res_currency as currency on currency.id = line.currency_id
left join st_partner as partner on partner.id = line.partner_id
cross join lateral (
    with share as (
        select
            part.analytic_account,
            part.cost_center,
            part.percent,
            row_number() over (order by part.percent desc, part.analytic_account) as place
        from work_cost_center as part
        where part.line = line.id
    ),

    piece as (
        select share.*
        from share
        union all
        -- what is of no cost center, or all of it
        select null, null, 100 - coalesce(sum(share.percent), 0), 0
        from share
        having coalesce(sum(share.percent), 0) <> 100
    )

    select
        case when piece.analytic_account is null or piece.percent = 100 then '' else ':' || piece.analytic_account end as suffix,
        piece.cost_center,
        split.debit + case when piece.place = min(piece.place) over () then line.debit - sum(split.debit) over () else 0 end as debit,
        split.credit + case when piece.place = min(piece.place) over () then line.credit - sum(split.credit) over () else 0 end as credit,
        split.amount
        + case when piece.place = min(piece.place) over () then line.amount_currency - sum(split.amount) over () else 0 end
            as amount_transaction
    from piece
    cross join lateral (
        select
            round(line.debit * piece.percent / 100, company.digits) as debit,
            round(line.credit * piece.percent / 100, company.digits) as credit,
            round(line.amount_currency * piece.percent / 100, coalesce(currency.decimal_places, company.digits)) as amount
    ) as split
) as center
where move.state = 'posted' and line.account_id is not null
