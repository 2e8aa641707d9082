set local role yecai_books;

-- Opens a case of a production order (by its key, as in finance.waste): what is dearer (component_kind and component, a cost center for
-- hours), why it may be (cause), by how much (amount, in the company's currency, if it is known), and who is to look at it (responsible, if
-- that is known). Of one thing and cause there is one case at a time that is not closed. Returns {case, state}.
create or replace function finance.open_case(
    source text, production_order text, component_kind text, component text, cause text, amount numeric, responsible text,
    idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'source', source, 'production_order', production_order, 'component_kind', component_kind, 'component', component,
        'cause', cause, 'amount', amount, 'responsible', responsible);
    its_state constant text := case when responsible is null then 'open' else 'assigned' end;
    subject record;
    taken text;
    earlier jsonb;
    number text;
begin
    if coalesce(btrim(component_kind), '') = '' or coalesce(btrim(cause), '') = '' then
        raise exception using errcode = '22023', message = 'component_kind and cause must be given: say what is dearer, and why it may be';
    elsif responsible is not null and btrim(responsible) = '' then
        raise exception using errcode = '22023', message = 'responsible is empty: name who is to look at it, or give null';
    elsif amount in ('infinity', '-infinity', 'NaN') then
        raise exception using errcode = '22023', message = format('amount is %s: give a number, or null', amount);
    end if;
    select o.* into subject from hub.order_of_case(source, production_order) as o;
    if subject.company is null or not books.may_write(subject.company) then
        raise exception using errcode = 'P0002', message = format(
            'source %s has no production order with the key %s in the companies that %s may write for', coalesce(source, 'null'),
            coalesce(production_order, 'null'), books.writer());
    end if;
    earlier := books.begin_write('open_case', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select c.cost_case into taken
    from books.cost_case as c
    where (c.source, c.production_order, c.component_kind, coalesce(c.component, ''), c.cause)
        = (open_case.source, open_case.production_order, open_case.component_kind, coalesce(open_case.component, ''), open_case.cause)
        and c.state <> 'closed'
        and c.superseded_at = 'infinity';
    if found then
        raise exception using errcode = '23505', message = format('case %s is of the same and not closed: go on with that one', taken);
    end if;
    select 'CC' || coalesce(max(substr(c.cost_case, 3)::bigint), 0) + 1 into number from books.cost_case as c;
    insert into books.cost_case (
        company, cost_case, version, source, production_order, component_kind, component, cause, amount, functional_currency, state,
        responsible, opened_by, recorded_by
    )
    values (
        subject.company, number, 1, source, production_order, component_kind, component, cause, amount, subject.functional_currency,
        its_state, responsible, books.writer(), books.writer()
    );
    return books.end_write(
        'open_case', idempotency_key, number, content || jsonb_build_object('company', subject.company),
        jsonb_build_object('case', number, 'state', its_state));
end
$$;

-- Says who is to look at a case that is not closed. Returns {case, state}.
create or replace function finance.assign_case(cost_case text, responsible text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('case', cost_case, 'responsible', responsible);
    subject books.cost_case := books.case_of(cost_case);
    earlier jsonb;
begin
    if coalesce(btrim(responsible), '') = '' then
        raise exception using errcode = '22023', message = 'responsible must be given: name who is to look at it';
    end if;
    earlier := books.begin_write('assign_case', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    subject := books.case_of(cost_case);
    if subject.state = 'closed' then
        raise exception using errcode = '22023', message = format('case %s is closed: open another one', cost_case);
    end if;
    perform books.move_case(subject, 'assigned', responsible, null, null, null);
    return books.end_write(
        'assign_case', idempotency_key, cost_case,
        content || jsonb_build_object('company', subject.company, 'before', subject.responsible),
        jsonb_build_object('case', cost_case, 'state', 'assigned'));
end
$$;

-- Closes a case: how it ended (outcome: remedied, accepted or unfounded), what was done (action), and the cause that was found, if it is
-- another one. Returns {case, state}.
create or replace function finance.close_case(
    cost_case text, outcome text, action text, cause text, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('case', cost_case, 'outcome', outcome, 'action', action, 'cause', cause);
    subject books.cost_case := books.case_of(cost_case);
    earlier jsonb;
begin
    if outcome is null or outcome not in ('remedied', 'accepted', 'unfounded') then
        raise exception using errcode = '22023', message = format(
            'outcome is %s: it must be remedied, accepted or unfounded', coalesce(quote_literal(outcome), 'null'));
    elsif coalesce(btrim(action), '') = '' then
        raise exception using errcode = '22023', message = 'action must be given: say what was done about it';
    end if;
    earlier := books.begin_write('close_case', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    subject := books.case_of(cost_case);
    if subject.state = 'closed' then
        raise exception using errcode = '22023', message = format('case %s is closed already', cost_case);
    end if;
    perform books.move_case(subject, 'closed', null, nullif(btrim(cause), ''), outcome, action);
    return books.end_write(
        'close_case', idempotency_key, cost_case, content || jsonb_build_object('company', subject.company, 'before', subject.cause),
        jsonb_build_object('case', cost_case, 'state', 'closed'));
end
$$;

revoke execute on function finance.open_case, finance.assign_case, finance.close_case from public;
grant execute on function finance.open_case, finance.assign_case, finance.close_case to finance_writer;
