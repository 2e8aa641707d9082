-- Odoo stores quantities, no values. It keeps the price of a product in each company, the running average of average cost and FIFO too:
-- quantity times price is what Odoo shows as value. The place with most of it takes what rounding leaves.
select
    product.id as derive_key,
    product.id || ':' || held.location_id || case when held.is_theirs then ':owner' else '' end as entity_key,
    held.company,
    held.plant,
    held.place as location,
    product.material,
    case when held.is_theirs then 'consignment' when held.usage = 'transit' then 'in_transit' else 'own' end as owner,
    held.quantity as base_quantity,
    product.base_unit,
    held.currency as functional_currency,
    case
        when held.is_theirs then 0
        else
            round(held.quantity * held.price, held.digits)
            + case
                when row_number() over most = 1
                    then
                        round(sum(held.quantity) over whole * held.price, held.digits)
                        - sum(round(held.quantity * held.price, held.digits)) over whole
                else 0
            end
    end as amount_functional
from st_product as product
inner join (
    select
        quant.product_id,
        quant.location_id,
        place.place,
        place.plant,
        place.usage,
        company.id as company_id,
        company.company,
        company.currency,
        company.digits,
        quant.owner_id is not null and quant.owner_id <> company.partner_id as is_theirs,
        coalesce((
            select
                coalesce(priced.standard_price ->> company.root, (
                    select preset.value
                    from st_default as preset
                    where
                        preset.model = 'product.product'
                        and preset.field = 'standard_price'
                        and (preset.company_id is null or preset.company_id::text = company.root)
                    order by preset.company_id nulls last, preset.id
                    limit 1
                ))
            from product_product as priced
            where priced.id = quant.product_id
        )::numeric, 0) as price,
        sum(quant.quantity) as quantity
    from stock_quant as quant
    inner join st_place as place on place.id = quant.location_id and place.owned
    inner join st_company as company on company.id = place.company_id
    group by
        quant.product_id, quant.location_id, place.place, place.plant, place.usage, company.id, company.company, company.currency,
        company.digits, company.root, quant.owner_id is not null and quant.owner_id <> company.partner_id
) as held on held.product_id = product.id
window
    whole as (partition by product.id, held.company_id, held.is_theirs),
    most as (partition by product.id, held.company_id, held.is_theirs order by abs(held.quantity) desc, held.location_id)
