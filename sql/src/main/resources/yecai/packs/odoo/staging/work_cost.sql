-- Components at the value with which they left stock, work as hours times rate, subcontracted work at what was agreed and what its bills
-- say beyond, less goods made and by-products. What was scrapped under an order is not in its cost: it is there with its quantity only.
select
    move.raw_material_production_id as id,
    'm' || move.id as detail,
    'stock_move' as document_type,
    move.day,
    'material' as element,
    case when move.scrap_id is null then 'issue' else 'abnormal_scrap' end as entry_kind,
    null::text as cost_center,
    move.material,
    move.base_quantity as quantity,
    move.base_unit as unit,
    move.value / nullif(move.base_quantity, 0) as unit_cost,
    case when move.scrap_id is null then coalesce(move.value, 0) else 0 end as amount
from tx_move as move
where move.raw_material_production_id is not null
union all
select
    made.id,
    'o' || move.id,
    'stock_move',
    move.day,
    'material',
    case
        when move.scrap_id is not null then 'abnormal_scrap'
        when move.product_id = made.product_id then 'output'
        else 'by_product'
    end,
    null,
    move.material,
    move.base_quantity,
    move.base_unit,
    move.value / nullif(move.base_quantity, 0),
    case when move.scrap_id is null then -coalesce(move.value, 0) else 0 end
from tx_move as move
inner join mrp_production as made on made.id = move.production_id
union all
select
    made.id,
    'w' || work.id,
    'work_order',
    (coalesce(spent.last_end, made.date_finished, made.date_start) at time zone 'UTC' at time zone company.zone)::date,
    case
        when coalesce(nullif(center.code, ''), center.name) = any(string_to_array(labor.value, ',')) then 'labor'
        else 'machine'
    end,
    'activity',
    coalesce(nullif(center.code, ''), center.name),
    null,
    round(paid.hours, 6),
    'h',
    paid.rate,
    round(paid.hours * paid.rate, 6)
from mrp_workorder as work
inner join mrp_production as made on made.id = work.production_id
inner join st_company as company on company.id = made.company_id
inner join mrp_workcenter as center on center.id = work.workcenter_id
left join tx_hours as spent on spent.id = work.id
left join source_setting as labor on labor.name = 'labor_work_centers' and labor.company = ''
cross join lateral (
    select
        case
            when work.cost_mode = 'estimated' and work.state in ('progress', 'done') and work.duration_expected <> 0
                then work.duration_expected / 60
            else coalesce(spent.hours, 0)
        end as hours,
        coalesce(nullif(work.costs_hour, 0), center.costs_hour)::text::numeric as rate
) as paid
where paid.hours * paid.rate <> 0
union all
select
    made.id,
    's' || move.id,
    'subcontracting',
    move.day,
    'subcontract',
    'activity',
    null,
    null,
    move.base_quantity,
    move.base_unit,
    made.extra_cost::text::numeric,
    round(made.extra_cost::text::numeric * move.base_quantity, 6)
from mrp_production as made
inner join tx_move as move on move.production_id = made.id and move.product_id = made.product_id and move.scrap_id is null
where made.extra_cost <> 0
union all
select
    made.id,
    'b' || move.id || ':' || bill.id,
    'supplier_invoice',
    bill.date,
    'subcontract',
    'revaluation',
    null,
    null,
    null,
    null,
    null,
    round(bill.balance - made.extra_cost::text::numeric * bill.quantity * unit.factor / nullif(product.base_factor, 0), 6)
from mrp_production as made
inner join tx_move as move on move.production_id = made.id and move.product_id = made.product_id and move.scrap_id is null
inner join stock_move_move_rel as rel on rel.move_orig_id = move.id
inner join stock_move as receipt on receipt.id = rel.move_dest_id
inner join account_move_line as bill
    on bill.purchase_line_id = receipt.purchase_line_id and bill.parent_state = 'posted' and bill.display_type = 'product'
inner join st_product as product on product.id = made.product_id
left join uom_uom as unit on unit.id = bill.product_uom_id
where made.subcontractor_id is not null
