select
    r.company, r.control_kind, r.account, r.subledger_amount, r.ledger_amount, r.difference, r.unexplained,
    r.functional_currency, e.reason, e.explained_amount, e.postings, e.documents, r.items_without_account, r.source
from finance.subledger_reconciliation(:as_of, :company) as r
left join lateral (
    select
        x.part ->> 'reason' as reason,
        (x.part ->> 'amount')::numeric as explained_amount,
        (x.part ->> 'n')::bigint as postings,
        (select string_agg(d.document, ', ') from jsonb_array_elements_text(x.part -> 'documents') as d (document)) as documents
    from jsonb_array_elements(r.explained) as x (part)
) as e on true
order by abs(r.difference) desc nulls first, r.company, r.control_kind, r.account
