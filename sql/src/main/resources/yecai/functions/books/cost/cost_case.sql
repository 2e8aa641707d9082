-- What the functions on cases share. They are called by functions finance.<verb>_case and by nobody else.

set local role yecai_books;

-- The case as it stands, if the writer may write for its company; an error otherwise, which tells nothing of others' cases.
create or replace function books.case_of(cost_case text) returns books.cost_case
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_case books.cost_case;
begin
    select c.* into found_case
    from books.cost_case as c
    where c.cost_case = case_of.cost_case and c.superseded_at = 'infinity';
    if found_case.cost_case is null or not books.may_write(found_case.company) then
        raise exception using errcode = 'P0002', message = format(
            'there is no case %s in the companies that %s may write for: finance.cost_case lists them',
            coalesce(case_of.cost_case, 'null'), books.writer());
    end if;
    return found_case;
end
$$;

-- Writes the next step of a case. cause and responsible stay where they are not given.
create or replace function books.move_case(
    before books.cost_case, state text, responsible text, cause text, outcome text, action text
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update books.cost_case as c
    set superseded_at = clock_timestamp()
    where c.cost_case = before.cost_case and c.version = before.version and c.superseded_at = 'infinity';
    if not found then
        raise exception using errcode = '40001', message = format(
            'case %s was changed by somebody else meanwhile: look at it and try again', before.cost_case);
    end if;
    insert into books.cost_case (
        company, cost_case, version, source, production_order, component_kind, component, cause, amount, functional_currency, state,
        responsible, outcome, action, opened_by, recorded_by
    )
    values (
        before.company, before.cost_case, before.version + 1, before.source, before.production_order, before.component_kind,
        before.component, coalesce(move_case.cause, before.cause), before.amount, before.functional_currency, move_case.state,
        coalesce(move_case.responsible, before.responsible), move_case.outcome, move_case.action, before.opened_by, books.writer()
    );
end
$$;

revoke execute on function books.case_of, books.move_case from public;
