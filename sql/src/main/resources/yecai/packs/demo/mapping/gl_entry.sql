-- One derive key per voucher, since its lines come and go together.
select
    j.id as derive_key,
    j.id::text || ':' || l.line_no as entity_key,
    j.company,
    j.number as gl_document,
    j.doc_type as document_type,
    j.doc_no as document_no,
    l.line_no,
    j.doc_date as document_date,
    j.posting_date,
    j.period as source_period,
    l.account,
    a.kind as account_kind,
    a.control_kind,
    l.customer,
    l.supplier,
    l.trading_company as counterparty_company,
    l.cost_center,
    j.description,
    l.currency as transaction_currency,
    j.functional_currency,
    l.amount_currency as amount_transaction,
    l.debit,
    l.credit,
    j.status,
    j.origin_table as origin_entity,
    j.origin_id::text as origin_key,
    j.reverses_id::text || ':' || l.line_no as reverses
from journals as j
inner join journal_lines as l on l.journal_id = j.id
left join gl_accounts as a on a.company = j.company and a.code = l.account
