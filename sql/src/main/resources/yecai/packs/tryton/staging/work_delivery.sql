-- Deliveries of an order line (of a purchase, receipts) and how much of each is invoiced, in the order line's unit.
--
-- Tryton links invoice lines and stock moves n:m without quantities. So: an invoice line covers the moves it is
-- linked to, oldest first; a credit uncovers them, newest first. What remains of the invoiced quantity covers the
-- other deliveries of the line, oldest first; what is missing uncovers, newest first. Everything is computed in the
-- direction of the order line (a return order has negative lines), so that a delivery is positive and a move against
-- the direction (goods that came back under the same order line) is negative.
select
    line.type,
    line.id as order_line,
    covered.move,
    covered.effective_date,
    line.direction * covered.quantity as quantity,
    line.direction * covered.invoiced as invoiced
from (
    select
        one.type,
        one.id,
        one.unit,
        one.origin,
        one.place,
        case when one.quantity < 0 then -1 else 1 end as direction
    from st_order_line as one
) as line
cross join lateral (
    with delivery as (
        select
            move.id as move,
            move.effective_date,
            line.direction
            * case when case line.type when 'in' then source.type else target.type end = line.place then 1 else -1 end
            * case
                when move.uom = line.unit then move.quantity::text::numeric
                else move.quantity::text::numeric * move_unit.factor / nullif(line_unit.factor, 0)
            end as quantity
        from stock_move as move
        inner join stock_location as source on source.id = move.from_location
        inner join stock_location as target on target.id = move.to_location
        left join st_uom as move_unit on move_unit.id = move.uom
        left join st_uom as line_unit on line_unit.id = line.unit
        where
            move.origin = line.origin
            and move.state = 'done'
            and (source.type = line.place) <> (target.type = line.place)
    ),

    invoiced as (
        select invoice.invoice_line, line.direction * invoice.quantity as quantity
        from work_billed as invoice
        where invoice.type = line.type and invoice.order_line = line.id
    ),

    linked as (
        select distinct
            delivery.move,
            delivery.effective_date,
            delivery.quantity,
            invoiced.invoice_line,
            invoiced.quantity as invoiced
        from delivery
        inner join "account_invoice_line-stock_move" as link on link.stock_move = delivery.move
        inner join invoiced on invoiced.invoice_line = link.invoice_line
        where delivery.quantity > 0
    ),

    share as (
        select
            linked.move,
            case
                when linked.invoiced > 0
                    then least(
                        linked.quantity,
                        greatest(0, linked.invoiced - (sum(linked.quantity) over oldest - linked.quantity))
                    )
                else -least(
                    linked.quantity,
                    greatest(0, -linked.invoiced - (sum(linked.quantity) over newest - linked.quantity))
                )
            end as quantity
        from linked
        window
            oldest as (partition by linked.invoice_line order by linked.effective_date, linked.move),
            newest as (partition by linked.invoice_line order by linked.effective_date desc, linked.move desc)
    ),

    start as (
        select
            delivery.*,
            case
                when delivery.quantity > 0
                    then least(
                        delivery.quantity,
                        greatest(
                            0,
                            coalesce((select sum(share.quantity) from share where share.move = delivery.move), 0)
                        )
                    )
                else 0
            end as invoiced
        from delivery
    ),

    rest as (
        select
            coalesce((select sum(invoiced.quantity) from invoiced), 0) - coalesce((select sum(start.invoiced) from start), 0) as quantity,
            coalesce((select sum(-start.quantity) from start where start.quantity < 0), 0) as returned
    )

    select
        start.move,
        start.effective_date,
        start.quantity,
        case
            when start.quantity < 0
                then -least(
                    -start.quantity,
                    greatest(
                        0,
                        -rest.quantity - (sum(greatest(0, -start.quantity)) over oldest - greatest(0, -start.quantity))
                    )
                )
            when rest.quantity >= 0
                then
                    start.invoiced
                    + least(
                        start.quantity - start.invoiced,
                        greatest(
                            0,
                            rest.quantity
                            - (
                                sum(greatest(0, start.quantity) - start.invoiced) over oldest
                                - (start.quantity - start.invoiced)
                            )
                        )
                    )
            else
                start.invoiced
                - least(
                    start.invoiced,
                    greatest(
                        0,
                        -rest.quantity - rest.returned - (sum(start.invoiced) over newest - start.invoiced)
                    )
                )
        end as invoiced
    from start
    cross join rest
    window
        oldest as (order by start.effective_date, start.move),
        newest as (order by start.effective_date desc, start.move desc)
) as covered
