with first as (
    insert into hub.source_company (source, source_company, company, mapped, is_first)
    select :source, :own, :group, true, true
    where not exists (select from hub.source_company as c where c.company = :group)
    on conflict do nothing
    returning company
)
insert into hub.source_company (source, source_company, company, mapped, is_first)
select :source, :own, :group, true, false
where not exists (select from first)
