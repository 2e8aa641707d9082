-- Rates as the ERPs keep them: units of to_currency per 1 from_currency.
select * from canon.exchange_rate
