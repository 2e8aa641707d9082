-- Tells the transaction which periods of a source are closed, so that rows of others need not be looked up: each between line
-- breaks, in yecai.closed_periods. Whoever writes canonical rows may leave it out; then each row is looked up.
create or replace function hub.know_closed_periods(source text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select
        set_config('yecai.closed_periods_of', know_closed_periods.source, true),
        set_config('yecai.closed_periods', E'\n' || coalesce(string_agg(distinct p.period || E'\n', ''), ''), true),
        set_config('yecai.closing_periods', '', true)
    from canon.accounting_period as p
    where p.source = know_closed_periods.source and p.status = 'closed'
$$;

-- Where periods change, tells the transaction, if it was told of others, which are closed since, in yecai.closing_periods, and when the
-- first of them was: what the ERP committed before that was in time.
create or replace function hub.know_closing_periods() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    known constant text := coalesce(current_setting('yecai.closed_periods', true), '');
begin
    if known <> '' then
        perform
            set_config('yecai.closing_periods', coalesce(E'\n' || string_agg(distinct p.period || E'\n', ''), ''), true),
            set_config('yecai.closing_from', coalesce(min(coalesce(p.source_committed_at, '-infinity')), 'infinity')::text, true)
        from canon.accounting_period as p
        where p.source = current_setting('yecai.closed_periods_of') and p.status = 'closed'
            and strpos(known, E'\n' || p.period || E'\n') = 0;
    end if;
    return null;
end
$$;

revoke execute on function hub.know_closed_periods, hub.know_closing_periods from public;
grant execute on function hub.know_closed_periods to yecai_capture;
