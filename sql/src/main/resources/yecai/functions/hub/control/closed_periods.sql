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

-- Whether the period of some company may be closed, as far as hub.know_closed_periods has told; true where it has not.
create or replace function hub.may_be_closed(source_period text) returns boolean
language sql stable
as $$
    select coalesce(pg_catalog.current_setting('yecai.closed_periods', true), '') = ''
        or pg_catalog.strpos(pg_catalog.current_setting('yecai.closed_periods', true), E'\n' || source_period || E'\n') > 0
$$;

revoke execute on function hub.know_closed_periods, hub.forget_closed_periods, hub.may_be_closed from public;
grant execute on function hub.know_closed_periods, hub.may_be_closed to yecai_capture;
