-- What an ERP posted into a period that it had closed, or changed or deleted there: figures of such a period that were reported
-- before are other ones now. One row for each row of a document and change: amount_before is what it counted for in the period, amount_after what it counts for
-- now, in the company's currency (of ledger lines debit less credit). moved_out and moved_in: it counts in another period.
-- ledger_period is the first period after it that was open then, in which to report the difference. A deletion has no
-- transaction of its own; noticed_at is when the hub applied it. Kept for good, also when the source is loaded again.
select
    l.source,
    l.change_no,
    l.company,
    l.entity,
    l.entity_key,
    l.change_kind,
    l.document_no,
    l.customer,
    l.account,
    l.posting_date,
    l.source_period,
    l.currency,
    l.amount_before,
    l.amount_after,
    l.amount_after - l.amount_before as difference,
    l.source_tx,
    l.source_committed_at,
    l.noticed_at,
    l.ledger_period
from hub.late_change as l
