-- Notes in hub.late_change a new row that the ERP posted into a period that it had closed. Its arguments are those of
-- hub.note_late_change. The period must have been closed before: in an earlier transaction of the hub, or, where both come in one,
-- in an earlier one of the ERP. Whatever was posted before and is only now mapped has been posted in time.
create or replace function hub.note_late_posting() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    closed canon.accounting_period;
    posted jsonb;
    amount numeric;
begin
    select p.* into closed
    from canon.accounting_period as p
    where p.source = new.source and p.company = new.company and p.period = new.source_period and p.status = 'closed'
        and (p.source_committed_at < new.source_committed_at
            or (p.source_committed_at is null and p.applied_at < transaction_timestamp()))
    limit 1;
    if closed.period is not null and exists (
        select from hub.source as s where s.source = new.source and s.state <> 'loading'
    ) then
        posted := to_jsonb(new);
        amount := coalesce((posted->>tg_argv[0])::numeric, 0) - coalesce((posted->>tg_argv[1])::numeric, 0);
        if amount <> 0 then
            insert into hub.late_change (
                source, company, entity, entity_key, change_kind, document_no, customer, account, posting_date, source_period,
                ledger_period, currency, amount_before, amount_after, source_tx, source_committed_at
            )
            values (
                new.source, new.company, tg_table_name, new.entity_key, 'posted', posted->>'document_no', posted->>'customer',
                posted->>'account', (posted->>'posting_date')::date, new.source_period,
                (
                    select p.period
                    from canon.accounting_period as p
                    where p.source = new.source and p.company = new.company and p.start_date > closed.start_date
                        -- or closed behind the posting, in the same transaction of the hub
                        and (p.status <> 'closed'
                            or (p.applied_at = transaction_timestamp() and p.source_committed_at > new.source_committed_at))
                    order by p.start_date
                    limit 1
                ),
                coalesce(posted->>'functional_currency', posted->>'transaction_currency'), 0, amount, new.source_tx,
                new.source_committed_at
            );
        end if;
    end if;
    return null;
end
$$;

revoke execute on function hub.note_late_posting from public;
