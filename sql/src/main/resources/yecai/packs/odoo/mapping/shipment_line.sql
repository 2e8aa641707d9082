-- Odoo posts nothing when goods leave: a delivery is worth its share of the order line, at the rate of its day.
select
    line.id as derive_key,
    line.id || ':' || delivery.move as entity_key,
    company.company,
    coalesce(move.from_plant, move.to_plant) as plant,
    case when delivery.quantity < 0 then 'return' else 'shipment' end as document_type,
    coalesce(picking.name, move.reference) as document_no,
    delivery.day as document_date,
    delivery.day as posting_date,
    to_char(delivery.day, 'YYYY-MM') as source_period,
    case
        when move.from_usage = 'supplier' or move.to_usage = 'supplier' then 'drop_shipment'
        when delivery.quantity < 0 then 'return'
        else 'shipment'
    end as shipment_kind,
    sale.id::text as sales_order,
    sale.id || ':' || line.id as sales_order_line,
    partner.partner as customer,
    partner.counterparty_company,
    product.material,
    unit.name ->> 'en_US' as unit,
    delivery.quantity,
    delivery.day as shipment_date,
    delivery.day as recognized_date,
    currency.name as transaction_currency,
    value.net,
    value.tax,
    company.currency as functional_currency,
    value.net_functional,
    value.tax_functional,
    delivery.invoiced as invoiced_quantity,
    delivery.quantity - delivery.invoiced as unbilled_quantity,
    round(value.net * open.share, currency.decimal_places) as unbilled_net,
    round(value.tax * open.share, currency.decimal_places) as unbilled_tax,
    round(value.net_functional * open.share, company.digits) as unbilled_net_functional,
    round(value.tax_functional * open.share, company.digits) as unbilled_tax_functional,
    true as unconditional
from sale_order_line as line
inner join sale_order as sale on sale.id = line.order_id
inner join st_company as company on company.id = sale.company_id
inner join work_delivery as delivery on delivery.sale_line = line.id
inner join tx_move as move on move.id = delivery.move
left join res_currency as currency on currency.id = sale.currency_id
left join st_partner as partner on partner.id = sale.partner_id
left join st_product as product on product.id = line.product_id
left join uom_uom as unit on unit.id = line.product_uom_id
left join stock_picking as picking on picking.id = move.picking_id
cross join lateral (
    select
        case
            when sale.currency_id = company.currency_id then 1
            else own.rate / nullif(theirs.rate, 0)
        end as rate
    from (
        select
            coalesce(
                (
                    select one.rate
                    from res_currency_rate as one
                    where
                        one.currency_id = company.currency_id
                        and one.name <= delivery.day
                        and (one.company_id is null or one.company_id::text = company.root)
                    order by one.company_id, one.name desc
                    limit 1
                ),
                (
                    select one.rate
                    from res_currency_rate as one
                    where one.currency_id = company.currency_id and (one.company_id is null or one.company_id::text = company.root)
                    order by one.company_id, one.name
                    limit 1
                ),
                1
            ) as rate
    ) as own
    cross join lateral (
        select
            coalesce(
                (
                    select one.rate
                    from res_currency_rate as one
                    where
                        one.currency_id = sale.currency_id
                        and one.name <= delivery.day
                        and (one.company_id is null or one.company_id::text = company.root)
                    order by one.company_id, one.name desc
                    limit 1
                ),
                (
                    select one.rate
                    from res_currency_rate as one
                    where one.currency_id = sale.currency_id and (one.company_id is null or one.company_id::text = company.root)
                    order by one.company_id, one.name
                    limit 1
                ),
                1
            ) as rate
    ) as theirs
) as price
cross join lateral (
    select
        coalesce(line.price_subtotal / nullif(line.product_uom_qty, 0), line.price_unit * (1 - coalesce(line.discount, 0) / 100)) as net,
        coalesce((line.price_total - line.price_subtotal) / nullif(line.product_uom_qty, 0), 0) as tax
) as unit_price
cross join lateral (
    select
        round(delivery.quantity * unit_price.net, currency.decimal_places) as net,
        round(delivery.quantity * unit_price.tax, currency.decimal_places) as tax,
        round(delivery.quantity * unit_price.net * price.rate, company.digits) as net_functional,
        round(delivery.quantity * unit_price.tax * price.rate, company.digits) as tax_functional
) as value
cross join lateral (
    select (delivery.quantity - delivery.invoiced) / nullif(delivery.quantity, 0) as share
) as open
