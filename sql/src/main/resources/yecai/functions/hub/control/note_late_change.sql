-- Notes in hub.late_change what a statement changed or deleted of rows in closed periods: whose amount, period, account or
-- customer is another one, or that are gone. Its arguments name the column with the amount, and one that is subtracted from it, if there
-- is one. Closed is what canon.accounting_period says at that moment. A first copy replaces all rows and changes none. "offset 0" makes
-- one JSON of a row, and not one for each value that is taken from it.
create or replace function hub.note_late_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- what hub.know_closed_periods has told; nothing where it was not called: then each row is looked up
    known_closed constant text := coalesce(
        current_setting('yecai.closed_periods', true) || coalesce(current_setting('yecai.closing_periods', true), ''), '');
begin
    if known_closed <> '' and not exists (
        select from was as o where strpos(known_closed, E'\n' || o.source_period || E'\n') > 0
    ) then
        -- most statements change nothing there
        if tg_op = 'DELETE' then
            return null;
        elsif not exists (select from is_now as n where strpos(known_closed, E'\n' || n.source_period || E'\n') > 0) then
            return null;
        end if;
    end if;
    -- a statement of the capture writes rows of one source
    if not exists (
        select from hub.source as s where s.source = (select o.source from was as o limit 1) and s.state <> 'loading'
    ) then
        return null;
    end if;
    if tg_op = 'DELETE' then
        insert into hub.late_change (
            source, company, entity, entity_key, change_kind, document_no, customer, account, posting_date, source_period,
            ledger_period, currency, amount_before, amount_after
        )
        select
            o.source, o.company, tg_table_name, o.entity_key, 'deleted', r.was->>'document_no', r.was->>'customer',
            r.was->>'account', o.posting_date, o.source_period, p.ledger_period,
            coalesce(r.was->>'functional_currency', r.was->>'transaction_currency'), a.amount, 0
        from was as o
        cross join lateral (select to_jsonb(o) as was offset 0) as r
        cross join lateral (
            select
                coalesce((r.was->>tg_argv[0])::numeric, 0) - coalesce((r.was->>tg_argv[1])::numeric, 0) as amount
        ) as a
        cross join lateral (
            select (
                select f.period
                from canon.accounting_period as f
                where f.source = p.source and f.company = p.company and f.status <> 'closed' and f.start_date > p.start_date
                order by f.start_date
                limit 1
            ) as ledger_period
            from canon.accounting_period as p
            where p.source = o.source and p.company = o.company and p.period = o.source_period and p.status = 'closed'
            limit 1
        ) as p
        where (known_closed = '' or strpos(known_closed, E'\n' || o.source_period || E'\n') > 0)
            and a.amount <> 0;
        return null;
    end if;
    insert into hub.late_change (
        source, company, entity, entity_key, change_kind, document_no, customer, account, posting_date, source_period,
        ledger_period, currency, amount_before, amount_after, source_tx, source_committed_at
    )
    select
        o.source, o.company, tg_table_name, o.entity_key, c.change_kind, c.row->>'document_no', c.row->>'customer',
        c.row->>'account', (c.row->>'posting_date')::date, c.period, p.ledger_period,
        coalesce(c.row->>'functional_currency', c.row->>'transaction_currency'), c.amount_before, c.amount_after,
        n.source_tx, n.source_committed_at
    from was as o
    inner join is_now as n on n.source = o.source and n.entity_key = o.entity_key
    cross join lateral (select to_jsonb(o) as was, to_jsonb(n) as now offset 0) as r
    cross join lateral (
        select
            coalesce((r.was->>tg_argv[0])::numeric, 0) - coalesce((r.was->>tg_argv[1])::numeric, 0) as before,
            coalesce((r.now->>tg_argv[0])::numeric, 0) - coalesce((r.now->>tg_argv[1])::numeric, 0) as after
    ) as a
    cross join lateral (
        select 'changed' as change_kind, r.now as row, o.source_period as period, a.before as amount_before, a.after as amount_after
        where n.source_period = o.source_period
        union all
        select 'moved_out', r.was, o.source_period, a.before, 0
        where n.source_period is distinct from o.source_period and a.before <> 0
        union all
        select 'moved_in', r.now, n.source_period, 0, a.after
        where n.source_period is distinct from o.source_period and a.after <> 0
    ) as c
    cross join lateral (
        select (
            select f.period
            from canon.accounting_period as f
            where f.source = p.source and f.company = p.company and f.start_date > p.start_date
                    -- or closed behind the change, in the same transaction of the hub
                    and (f.status <> 'closed'
                        or (f.applied_at = transaction_timestamp() and f.source_committed_at > n.source_committed_at))
            order by f.start_date
            limit 1
        ) as ledger_period
        from canon.accounting_period as p
        where p.source = o.source and p.company = o.company and p.period = c.period and p.status = 'closed'
        limit 1
    ) as p
    -- the ERP's own codes: that the group has another for one is no change of the ERP's
    where (known_closed = ''
            or strpos(known_closed, E'\n' || o.source_period || E'\n') > 0
            or strpos(known_closed, E'\n' || n.source_period || E'\n') > 0)
        and (
            a.before, o.source_period, o.posting_date, coalesce(r.was->>'source_account', r.was->>'account'),
            coalesce(r.was->>'source_customer', r.was->>'customer')
        ) is distinct from (
            a.after, n.source_period, n.posting_date, coalesce(r.now->>'source_account', r.now->>'account'),
            coalesce(r.now->>'source_customer', r.now->>'customer')
        );
    return null;
end
$$;

revoke execute on function hub.note_late_change from public;
