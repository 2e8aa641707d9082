select
    voucher.company,
    voucher.period,
    voucher.functional_currency as currency,
    voucher.id::text as derive_key,
    entry.debit as amount,
    false as excluded
from journal_lines as entry
inner join journals as voucher on voucher.id = entry.journal_id
