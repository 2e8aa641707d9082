-- What each line of a posted document bills of an order line, in the order line's unit: of the deliveries or receipts it is linked to,
-- which Tryton links without quantities, oldest first, and then what is left for the order line as such. A credit without
-- goods that came back takes back what was billed of the newest delivery first. A credit of price takes nothing back. A
-- cancelled invoice has billed until it was cancelled, and its reversal takes all of it back. The net of the line is shared
-- out by quantity; the last part takes the rest. A supplier's invoice that is posted before its receipt bills the order: Tryton links the two
-- when the goods come.
select
    invoice.id as derive_key,
    invoice.id || invoice.suffix || ':' || line.id || ':' || coalesce(part.move::text, 'order') as entity_key,
    company.company,
    counterparty.company as counterparty_company,
    case invoice.type when 'out' then party.code end as customer,
    case invoice.type when 'in' then party.code end as supplier,
    'bills' as link_kind,
    case invoice.type when 'in' then 'supplier_invoice_line' else 'customer_invoice_line' end as from_entity,
    invoice.id || invoice.suffix || ':' || line.id as from_key,
    case
        when invoice.type = 'in' and part.move is null then 'purchase_order_line'
        when invoice.type = 'in' then 'goods_receipt_line'
        when part.move is null then 'sales_order_line'
        else 'shipment_line'
    end as to_entity,
    case
        when part.move is null then ordered.order_id || ':' || ordered.id
        when invoice.type = 'in' then part.move::text
        else 'l' || ordered.id || ':' || part.move
    end as to_key,
    invoice.sign * part.quantity as quantity,
    ordered_unit.unit,
    invoice.sign * (
        canon.round_half_even(line.net * part.so_far / billed.quantity, currency.digits)
        - canon.round_half_even(line.net * (part.so_far - part.quantity) / billed.quantity, currency.digits)
    ) as amount,
    currency.code as transaction_currency,
    invoice.posting_date
from st_invoice as invoice
inner join st_invoice_line as line on line.invoice = invoice.id
inner join st_order_line as ordered
    on ordered.type = invoice.type and ordered.id = case invoice.type when 'in' then line.purchase_line else line.sale_line end
inner join st_company as company on company.id = invoice.company
inner join currency_currency as currency on currency.id = invoice.currency
left join party_party as party on party.id = invoice.party
left join st_company as counterparty on counterparty.party = invoice.party
left join st_uom as ordered_unit on ordered_unit.id = ordered.unit
left join st_uom as line_unit on line_unit.id = line.unit
cross join lateral (
    select
        case
            when line.unit is not distinct from ordered.unit then line.quantity
            else line.quantity * line_unit.factor / nullif(ordered_unit.factor, 0)
        end as quantity
) as billed
cross join lateral (
    with linked as (
        select
            one.*,
            sign(one.quantity) = sign(billed.quantity) as same_way,
            bool_or(sign(one.quantity) = sign(billed.quantity)) over () as any_same_way
        from (
            select distinct delivery.move, delivery.effective_date, delivery.quantity
            from "account_invoice_line-stock_move" as link
            inner join work_delivery as delivery
                on delivery.type = ordered.type and delivery.order_line = ordered.id and delivery.move = link.stock_move
            where
                link.invoice_line = line.id
                and delivery.quantity <> 0
                and (invoice.type = 'out' or delivery.effective_date <= invoice.posting_date)
        ) as one
    ),

    share as (
        select
            linked.move,
            sign(billed.quantity)
            * least(
                abs(linked.quantity),
                greatest(0, abs(billed.quantity) - (sum(abs(linked.quantity)) over placed - abs(linked.quantity)))
            ) as quantity
        from linked
        where linked.same_way = linked.any_same_way
        window placed as (
            order by
                case when linked.same_way then linked.effective_date end,
                case when linked.same_way then linked.move end,
                linked.effective_date desc,
                linked.move desc
        )
    ),

    piece as (
        select share.move, share.quantity
        from share
        where share.quantity <> 0
        union all
        select null, billed.quantity - coalesce(sum(share.quantity), 0)
        from share
        having billed.quantity <> coalesce(sum(share.quantity), 0)
    )

    select piece.move, piece.quantity, sum(piece.quantity) over (order by piece.move nulls last) as so_far
    from piece
) as part
where billed.quantity <> 0 and line.reason is distinct from 'price'
