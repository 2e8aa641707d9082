-- How the sources' codes conform to the group's: one row for each master record, and, for readers of all companies, one for each code that
-- documents are parked for. state: mapped, assigned, qualified (another source has the same code), missing (a code that is none of
-- the group, by the pattern of its kind), parked or conforming. duplicate_of is the code of another record that looks like the same
-- customer or supplier: the same tax number, or else the same country and the same name without legal forms; proposal is
-- the line of a file for finance.load_codes that makes them one. Records that belong to no company are shown to readers of a company
-- of their source and to readers of all companies.
-- uses are the rows, of those that the reader sees, that name the code: of customers and payment terms sales orders and invoices, of suppliers
-- ledger lines of payable accounts, of materials and units order and invoice lines and stock movements, of plants stock movements and
-- production orders, of accounts and currencies ledger lines. amount says what they weigh, in the group's currency at its closing rate of the
-- last month that has ended: what is invoiced (with tax), credited to payable accounts, moved in stock, debited; null as long as a
-- currency has no such rate, and for codes that documents are parked for. Each kind is read once from its tables, however many codes it has; who asks
-- for one kind waits for that kind's tables alone.
select
    c.kind,
    c.source,
    c.company,
    c.entity_key,
    c.source_code,
    c.code,
    c.name,
    c.state,
    d.duplicate_of,
    d.duplicate_by,
    case when d.duplicate_of is not null then format('%s,%s,%s', c.source, c.source_code, d.duplicate_of) end as proposal,
    c.parked_documents,
    c.uses,
    c.amount,
    c.reporting_currency
from (
    select
        m.kind,
        m.source,
        m.company,
        m.entity_key,
        m.source_code,
        m.code,
        m.name,
        case
            when a.origin in ('mapped', 'assigned', 'qualified') then a.origin
            when m.code !~ r.pattern then 'missing'
            else 'conforming'
        end as state,
        null::bigint as parked_documents,
        coalesce(u.uses, 0) as uses,
        case when u.unconverted > 0 then null else coalesce(u.amount, 0) end as amount,
        rc.currency as reporting_currency,
        case when m.tax_number <> '' then min(m.code) over (partition by m.kind, m.tax_number) end as same_tax_number,
        case when m.plain_name <> '' then min(m.code) over (partition by m.kind, m.country, m.plain_name) end as same_name
    from (
        select
            p.kind,
            p.source,
            p.company,
            p.entity_key,
            p.source_code,
            p.code,
            p.name,
            p.country,
            upper(regexp_replace(p.tax_number, '[^[:alnum:]]', '', 'g')) as tax_number,
            regexp_replace(
                regexp_replace(
                    lower(normalize(p.party_name, nfkc)),
                    '\m(co|company|ltd|limited|inc|incorporated|corp|corporation|llc|plc|gmbh|ag|kg|ohg|sa|sas|sarl|srl|spa|bv|nv|pty|oy|ab)\M'
                    '|股份有限公司|有限责任公司|有限公司|公司',
                    '', 'g'),
                '[[:punct:][:space:]]+', '', 'g') as plain_name
        from (
            select
                'customer' as kind, x.source, null::text as company, x.entity_key,
                coalesce(x.source_customer, x.customer) as source_code, x.customer as code, hub.text(x.names, x.name) as name,
                x.name as party_name, coalesce(x.country, '') as country, x.tax_number
            from canon.customer as x
            union all
            select
                'supplier', x.source, null, x.entity_key, coalesce(x.source_supplier, x.supplier), x.supplier,
                hub.text(x.names, x.name), x.name, coalesce(x.country, ''), x.tax_number
            from canon.supplier as x
            union all
            select
                'material', x.source, null, x.entity_key, coalesce(x.source_material, x.material), x.material,
                hub.text(x.names, x.name), null, '', null
            from canon.material as x
            union all
            select
                'account', x.source, x.company, x.entity_key, coalesce(x.source_account, x.account), x.account,
                hub.text(x.names, x.name), null, '', null
            from canon.account as x
            union all
            select
                'plant', x.source, x.company, x.entity_key, coalesce(x.source_plant, x.plant), x.plant,
                hub.text(x.names, x.name), null, '', null
            from canon.plant as x
            union all
            select
                'payment_term', x.source, null, x.entity_key, coalesce(x.source_payment_term, x.payment_term), x.payment_term,
                hub.text(x.names, x.name), null, '', null
            from canon.payment_term as x
            union all
            select
                'unit', x.source, null, x.entity_key, coalesce(x.source_unit, x.unit), x.unit, hub.text(x.names, x.name), null,
                '', null
            from canon.unit_of_measure as x
            union all
            select
                'currency', x.source, null, x.entity_key, coalesce(x.source_currency, x.currency), x.currency,
                hub.text(x.names, x.name), null, '', null
            from canon.currency as x
        ) as p
        where
            p.company is not null
            or p.source in (select k.source from canon.company as k)
            or (select r.all_companies or r.any_company from hub.reader_rights as r)
    ) as m
    left join hub.applied_code as a
        on a.source = m.source
        and a.kind = m.kind
        and a.source_code = m.source_code
        and a.valid_from <= date '9999-12-31'
        and a.valid_to > date '9999-12-31'
    left join hub.code_rule as r on r.kind = m.kind and r.replaced_at is null
    cross join (select q.currency from hub.reporting_currency as q limit 1) as rc
    left join shared.code_use as u
        on u.kind = m.kind
        and u.source = m.source
        and u.source_code = m.source_code
        and u.company = case when m.kind = 'account' then m.company else '' end
    union all
    select
        p.kind, p.source, null, p.code collate "C", p.code, null, null, 'parked', sum(p.documents)::bigint, sum(p.documents)::bigint, null,
        null, null, null
    from hub.parked_code as p
    where (select r.all_companies or r.any_company from hub.reader_rights as r)
    group by p.kind, p.source, p.code
) as c
cross join lateral (
    select
        case
            when c.same_tax_number < c.code then c.same_tax_number
            when c.same_name < c.code then c.same_name
        end as duplicate_of,
        case
            when c.same_tax_number < c.code then 'tax_number'
            when c.same_name < c.code then 'name'
        end as duplicate_by
) as d
