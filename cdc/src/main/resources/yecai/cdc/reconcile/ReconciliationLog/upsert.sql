insert into hub.reconciliation (
    source, source_schema, source_table, requested_by, position, compared_at, compare_millis, key_ranges, differing_ranges,
    compared_rows, changed_rows, missing_rows, extra_rows, repaired_at, problem)
values (
    :source, :sourceSchema, :sourceTable, :requestedBy, :position::pg_lsn, :comparedAt, :millis, :ranges, :differingRanges,
    :rows, :changed, :missing, :extra, case when :repaired then clock_timestamp() end, :problem)
on conflict (source, source_schema, source_table) do update
set requested_by = excluded.requested_by,
    position = excluded.position,
    compared_at = excluded.compared_at,
    compare_millis = excluded.compare_millis,
    key_ranges = excluded.key_ranges,
    differing_ranges = excluded.differing_ranges,
    compared_rows = excluded.compared_rows,
    changed_rows = excluded.changed_rows,
    missing_rows = excluded.missing_rows,
    extra_rows = excluded.extra_rows,
    repaired_at = excluded.repaired_at,
    problem = excluded.problem
