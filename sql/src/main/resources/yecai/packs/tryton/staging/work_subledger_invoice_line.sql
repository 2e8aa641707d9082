-- The tax of the invoice is spread over its lines by their own tax: rounded down, then the largest remainders get one unit of the
-- currency each, so that the lines add up to the invoice.
select
    invoice.type,
    invoice.id as derive_key,
    invoice.id || invoice.suffix || ':' || line.id as entity_key,
    company.company,
    invoice.id || invoice.suffix as invoice,
    case when invoice.gross < 0 then 'credit_note' else 'invoice' end as document_type,
    invoice.number as document_no,
    line.line_no,
    invoice.document_date,
    invoice.posting_date,
    period.period as source_period,
    period.period as ledger_period,
    party.code as party,
    counterparty.company as counterparty_company,
    case when line.sale_line is not null then line.sale || ':' || line.sale_line end as sales_order_line,
    case when line.purchase_line is not null then line.purchase || ':' || line.purchase_line end as purchase_order_line,
    delivery.move,
    product.material,
    unit.unit,
    invoice.sign * line.quantity as quantity,
    line.unit_price,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    line.net,
    line.tax,
    line.gross,
    line.net_functional,
    line.tax_functional,
    line.net_functional + line.tax_functional as gross_functional,
    coalesce(account.code, '#' || account.id) as account,
    case when invoice.sign = -1 then 'cancellation' else line.reason end as reason,
    case when invoice.sign = 1 then line.credits_line else invoice.id || ':' || line.id end as credits_line
from st_invoice as invoice
inner join st_company as company on company.id = invoice.company
inner join currency_currency as currency on currency.id = invoice.currency
left join st_period as period on period.id = invoice.period
left join party_party as party on party.id = invoice.party
left join st_company as counterparty on counterparty.party = invoice.party
cross join lateral (
    select
        taxed.*,
        taxed.net + taxed.tax as gross
    from (
        select
            floored.*,
            round(
                floored.floor_tax
                + case
                    when
                        row_number() over (order by floored.share_tax - floored.floor_tax desc, floored.id)
                        <= (invoice.tax - sum(floored.floor_tax) over ()) * floored.units
                        then 1 / floored.units
                    else 0
                end,
                currency.digits
            ) as tax,
            round(
                floored.floor_tax_functional
                + case
                    when
                        row_number() over (
                            order by floored.share_tax_functional - floored.floor_tax_functional desc, floored.id
                        )
                        <= (invoice.tax_functional - sum(floored.floor_tax_functional) over ())
                        * floored.functional_units
                        then 1 / floored.functional_units
                    else 0
                end,
                company.digits
            ) as tax_functional
        from (
            select
                shared.*,
                floor(shared.share_tax * shared.units) / shared.units as floor_tax,
                floor(shared.share_tax_functional * shared.functional_units) / shared.functional_units as floor_tax_functional
            from (
                select
                    weighed.*,
                    case
                        when weighed.total_tax <> 0 then invoice.tax * weighed.exact_tax / weighed.total_tax
                        else invoice.tax / weighed.line_count
                    end as share_tax,
                    case
                        when weighed.total_tax <> 0
                            then invoice.tax_functional * weighed.exact_tax / weighed.total_tax
                        else invoice.tax_functional / weighed.line_count
                    end as share_tax_functional
                from (
                    select
                        one.id,
                        (row_number() over (order by one.sequence nulls last, one.id))::integer as line_no,
                        one.product,
                        one.unit,
                        one.quantity,
                        one.unit_price,
                        one.account,
                        one.reason,
                        one.credits_line,
                        one.sale,
                        one.sale_line,
                        one.purchase,
                        one.purchase_line,
                        invoice.sign * canon.round_half_even(one.net, currency.digits) as net,
                        invoice.sign * one.tax as exact_tax,
                        sum(invoice.sign * one.tax) over () as total_tax,
                        count(*) over () as line_count,
                        power(10::numeric, currency.digits) as units,
                        power(10::numeric, company.digits) as functional_units,
                        case invoice.type when 'in' then -invoice.sign else invoice.sign end * coalesce((
                            select sum(ledger.credit - ledger.debit)
                            from account_move_line as ledger
                            where
                                ledger.move = invoice.move
                                and ledger.origin = 'account.invoice.line,' || one.id
                        ), 0) as net_functional
                    from st_invoice_line as one
                    where one.invoice = invoice.id
                ) as weighed
            ) as shared
        ) as floored
    ) as taxed
) as line
left join st_product as product on product.id = line.product
left join st_uom as unit on unit.id = line.unit
left join account_account as account on account.id = line.account
left join lateral (
    -- the delivery or receipt, if the line bills exactly one
    select min(link.stock_move) as move
    from "account_invoice_line-stock_move" as link
    inner join stock_move as move on move.id = link.stock_move
    where
        link.invoice_line = line.id
        and move.state = 'done'
        and move.origin = case invoice.type when 'in' then 'purchase.line,' || line.purchase_line else 'sale.line,' || line.sale_line end
    having count(distinct link.stock_move) = 1
) as delivery on true
