-- What the last check of a source found, for those who did not run it. differences has a line of text for each of what it named: of
-- the promises that do not hold and of the figures that do not tie, with amounts, so that only the capture's login reads it. quality
-- counts the findings of finance.data_quality by rule.
create table hub.check_result (
    source text primary key references hub.source,
    position pg_lsn not null,
    taken_at timestamptz not null,
    passed boolean not null,
    figures_tie boolean not null,
    balances bigint not null,
    differences text[] not null,
    quality jsonb not null
);

grant select, insert, update, delete on hub.check_result to yecai_capture;
