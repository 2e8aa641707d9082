-- To which fiscal year a period belongs: it need not be a calendar year, and a period's name need not say it.
alter table canon.accounting_period add column fiscal_year text;
