-- Findings of finance.data_quality. Of the ledger: what was posted into closed periods, and drafts that stay drafts.
select
    'posting_in_a_closed_period' as rule,
    'warning' as severity,
    l.source,
    l.company,
    l.entity,
    l.entity_key,
    l.document_no,
    l.currency,
    l.amount_after as amount,
    'posted into ' || l.source_period || ', which was closed' as detail
from hub.late_change as l
where l.change_kind = 'posted'
union all
select
    'old_draft',
    'warning',
    g.source,
    g.company,
    'gl_entry',
    g.entity_key,
    g.document_no,
    g.functional_currency,
    g.debit - g.credit,
    'a draft since ' || g.posting_date::text
from canon.gl_entry as g
where g.status = 'draft' and g.posting_date < (statement_timestamp() at time zone 'UTC')::date - 30
