-- The posted ledger by account and period: opening, movements, closing. An account has a row in every period of its company
-- from its first movement on, up to the calendar's current one, so that the closing balances of a company and period add up to 0 (in
-- each functional currency). A line without a period is in the month of its posting. Revenue and expense accounts start each fiscal
-- year at 0 (the calendar's; where it says none, the year in the period's name). What they held at its end and the ERP has not
-- closed stands in a row of its own without an account. stored_closing is the balance that the ERP itself keeps for the period,
-- where it keeps one; the two must agree. An ERP may carry revenue and expense over the year's end: that is no difference.
-- draft_debit and draft_credit are what is not posted yet, and count nowhere else.
select
    t.source,
    t.company,
    t.account,
    case
        when t.account is null then hub.text('{"en": "Result of earlier years, not carried forward", "zh": "上年未结转损益"}', t.account_name)
        else t.account_name
    end as account_name,
    t.period,
    t.functional_currency,
    t.opening,
    t.debit,
    t.credit,
    t.closing,
    t.stored_closing,
    t.difference,
    t.account_kind,
    t.draft_debit,
    t.draft_credit
from shared.trial_row as t
