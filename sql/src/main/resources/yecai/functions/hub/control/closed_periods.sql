-- Tells the transaction which periods of a source are closed, so that rows of others need not be looked up: each between line
-- breaks, in yecai.closed_periods. Whoever writes canonical rows may leave it out; then each row is looked up.
create or replace function hub.know_closed_periods(source text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select set_config('yecai.closed_periods', E'\n' || coalesce(string_agg(distinct p.period || E'\n', ''), ''), true)
    from canon.accounting_period as p
    where p.source = know_closed_periods.source and p.status = 'closed'
$$;

-- Where periods change, what the transaction knows of them is no longer true.
create or replace function hub.forget_closed_periods() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('yecai.closed_periods', '', true);
    return null;
end
$$;

revoke execute on function hub.know_closed_periods, hub.forget_closed_periods from public;
grant execute on function hub.know_closed_periods to yecai_capture;
