-- A rate may be a company's own; without a company it is that of all companies of its source.

alter table canon.exchange_rate add column company text;

drop index canon.exchange_rate_pair;
create index exchange_rate_of_pair
on canon.exchange_rate (from_currency, to_currency, rate_type, source, valid_from desc, company) include (rate);
