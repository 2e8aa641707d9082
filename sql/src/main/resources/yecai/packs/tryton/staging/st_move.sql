-- Quantities are double precision; Tryton computes with their shortest decimal text, and so does this pack.
select
    move.id,
    move.company,
    move.product,
    move.uom,
    move.quantity::text::numeric as quantity,
    move.internal_quantity::text::numeric as internal_quantity,
    move.from_location,
    source.type as from_type,
    coalesce(source.code, source.name) as from_code,
    move.to_location,
    target.type as to_type,
    coalesce(target.code, target.name) as to_code,
    move.origin,
    move.shipment,
    case
        when move.origin ~ '^[a-z_.]+,[0-9]{1,9}$' then split_part(move.origin, ',', 1)
    end as origin_model,
    case
        when move.origin ~ '^[a-z_.]+,[0-9]{1,9}$' then split_part(move.origin, ',', 2)::integer
    end as origin_id,
    case
        when move.shipment ~ '^[a-z_.]+,[0-9]{1,9}$' then split_part(move.shipment, ',', 1)
    end as shipment_model,
    case
        when move.shipment ~ '^[a-z_.]+,[0-9]{1,9}$' then split_part(move.shipment, ',', 2)::integer
    end as shipment_id,
    move.state,
    move.effective_date,
    move.unit_price,
    move.cost_price,
    move.currency,
    move.production_input,
    move.production_output
from stock_move as move
inner join stock_location as source on source.id = move.from_location
inner join stock_location as target on target.id = move.to_location
