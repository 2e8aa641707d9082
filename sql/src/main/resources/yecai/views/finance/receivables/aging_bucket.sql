-- How the aging is cut, by bucket set: a bucket holds what is older than the one before it goes and not older than up_to, a
-- number of days, months or years; the last one has no end. 'due' is that of finance.receivable_aging, 'cas' that of the notes
-- to Chinese annual accounts.
select
    b.bucket_set,
    b.bucket_no,
    b.bucket,
    b.up_to
from hub.aging_bucket as b
