-- The tax of the order, as Tryton stores it, is spread over the lines by their own tax: rounded down, then the
-- largest remainders get one unit of the currency each.
select
    ordered.type,
    ordered.id as derive_key,
    ordered.id || ':' || line.id as entity_key,
    company.company,
    plant.plant,
    ordered.id::text as order_key,
    case when line.quantity < 0 then 'return' when ordered.type = 'out' then 'sales_order' else 'purchase_order' end as document_type,
    ordered.number as document_no,
    line.line_no,
    ordered.order_date as document_date,
    party.code as party,
    counterparty.company as counterparty_company,
    case
        when product.id is null then 'free_text'
        when product.type = 'service' then 'service'
        else 'goods'
    end as line_kind,
    product.material,
    unit.unit,
    line.quantity as ordered_quantity,
    case when product.type in ('goods', 'assets') then coalesce(delivered.quantity, 0) end as delivered_quantity,
    coalesce(invoiced.quantity, 0) as invoiced_quantity,
    line.unit_price,
    currency.code as transaction_currency,
    line.net,
    line.tax,
    line.net + line.tax as gross,
    coalesce(line.promised_date, ordered.promised_date) as promised_date,
    product.type in ('goods', 'assets') is true as is_delivered,
    case ordered.state
        when 'draft' then 'draft'
        when 'quotation' then 'draft'
        when 'confirmed' then 'open'
        when 'processing' then 'open'
        when 'done' then 'closed'
        when 'cancelled' then 'cancelled'
    end as status,
    undelivered.quantity as billed_not_delivered_quantity,
    canon.round_half_even(undelivered.quantity * line.unit_price, currency.digits) as billed_not_delivered_net,
    canon.round_half_even(undelivered.quantity * line.unit_tax, currency.digits) as billed_not_delivered_tax
from st_order as ordered
inner join st_company as company on company.id = ordered.company
inner join currency_currency as currency on currency.id = ordered.currency
left join party_party as party on party.id = ordered.party
left join st_company as counterparty on counterparty.party = ordered.party
left join st_plant as plant on plant.id = ordered.warehouse
cross join lateral (
    select
        ranked.id,
        ranked.line_no,
        ranked.product,
        ranked.unit,
        ranked.quantity,
        ranked.unit_price,
        ranked.promised_date,
        ranked.net,
        ranked.unit_tax,
        round(
            ranked.floor_tax
            + case
                when
                    row_number() over (order by ranked.share_tax - ranked.floor_tax desc, ranked.id)
                    <= (ranked.order_tax - sum(ranked.floor_tax) over ()) * ranked.units
                    then 1 / ranked.units
                else 0
            end,
            currency.digits
        ) as tax
    from (
        select
            shared.*,
            floor(shared.share_tax * shared.units) / shared.units as floor_tax
        from (
            select
                weighed.*,
                case
                    when weighed.total_tax <> 0 then weighed.order_tax * weighed.exact_tax / weighed.total_tax
                    else weighed.order_tax / weighed.line_count
                end as share_tax
            from (
                select
                    one.id,
                    (row_number() over (order by one.sequence nulls last, one.id))::integer as line_no,
                    one.product,
                    one.unit,
                    one.quantity,
                    one.unit_price,
                    one.promised_date,
                    canon.round_half_even(one.net, currency.digits) as net,
                    one.unit_tax,
                    one.tax as exact_tax,
                    sum(one.tax) over () as total_tax,
                    count(*) over () as line_count,
                    power(10::numeric, currency.digits) as units,
                    coalesce(
                        ordered.stored_tax, canon.round_half_even(sum(one.tax) over (), currency.digits)
                    ) as order_tax
                from st_taxed_order_line as one
                where one.type = ordered.type and one.order_id = ordered.id
            ) as weighed
        ) as shared
    ) as ranked
) as line
left join st_product as product on product.id = line.product
left join st_uom as unit on unit.id = line.unit
left join lateral (
    select sum(invoice.quantity) as quantity
    from work_billed as invoice
    where invoice.type = ordered.type and invoice.order_line = line.id
) as invoiced on true
left join lateral (
    select sum(delivery.quantity) as quantity, sum(delivery.quantity - delivery.invoiced) as unbilled
    from work_delivery as delivery
    where delivery.type = ordered.type and delivery.order_line = line.id
) as delivered on true
cross join lateral (
    select
        case
            when product.type in ('goods', 'assets')
                then coalesce(invoiced.quantity, 0) - coalesce(delivered.quantity, 0) + coalesce(delivered.unbilled, 0)
            else 0
        end as quantity
) as undelivered
