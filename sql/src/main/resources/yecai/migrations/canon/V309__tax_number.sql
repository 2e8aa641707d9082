-- By which two records of a customer or supplier are seen to be one.
alter table canon.customer add column tax_number text;
alter table canon.supplier add column tax_number text;
