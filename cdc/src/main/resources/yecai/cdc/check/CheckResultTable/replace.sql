insert into hub.check_result (source, position, taken_at, passed, figures_tie, balances, differences, quality)
values (:source, :position::pg_lsn, :takenAt, :passed, :figuresTie, :balances, :differences, :quality::jsonb)
on conflict (source) do update set
    position = excluded.position,
    taken_at = excluded.taken_at,
    passed = excluded.passed,
    figures_tie = excluded.figures_tie,
    balances = excluded.balances,
    differences = excluded.differences,
    quality = excluded.quality
