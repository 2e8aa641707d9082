package yecai.hub.cli.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.cdc.preflight.SlotLog;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/**
 * What the hub says of one source.
 *
 * @param lagSeconds age of the newest commit of the ERP that the hub holds, or null before the first load
 * @param parked documents that cannot be mapped now
 * @param paused tables that stand still until somebody decides
 * @param comparedSince the oldest of the last comparisons of the source's tables; null as long as one was never compared
 * @param differing tables that differed when they were last compared, or could not be compared, and are not repaired
 * @param checkedAt when the last check read both sides; null if there was none
 * @param checkDifferences a line for each of what it named: promises that do not hold and figures that do not tie
 * @param quality how many findings each rule of data quality had then, or null if none
 * @param erpLogKeptBytes how much of its log the ERP keeps for the source, or null if it could not be asked
 * @param erpLogKeptPercent which part of its limit that is, or null if there is none
 * @param erpLogHoursLeft after how many hours the limit is reached if nothing is read, or null
 * @param warning what is wrong with that, or null
 * @param capturedBy which process captures it, or null
 * @param silentSeconds for how long that process has not said that it lives, or null
 * @param standby which process waits to take over, or null
 * @param excessRights what the login may do at the ERP beyond what is needed; empty also if the ERP could not be asked
 */
record SourceStatus(
        String source,
        String pack,
        String packVersion,
        String state,
        String detail,
        String since,
        String position,
        Double lagSeconds,
        long appliedTransactions,
        long appliedEvents,
        long parked,
        long paused,
        String comparedSince,
        long differing,
        String checkedAt,
        List<String> checkDifferences,
        String quality,
        Long erpLogKeptBytes,
        Integer erpLogKeptPercent,
        Double erpLogHoursLeft,
        String warning,
        String capturedBy,
        Double silentSeconds,
        String standby,
        List<String> excessRights) {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String GONE =
            "the ERP has no slot for the source: run `yecai reconcile --new-slot --source %s`";

    /** Why no process captures the source; null if one does, or none should yet. */
    @JsonProperty
    String notCaptured() {
        return SourceHealth.notCaptured(this);
    }

    /** Reads what the hub says of the given sources; one that was never loaded is {@code new}. */
    static List<SourceStatus> list(Connection hub, List<String> sources) throws SQLException {
        String sql = """
                select s.source, s.pack, s.pack_version, s.state, s.state_detail as detail,
                    to_char(s.state_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
                    s.position::text as position,
                    round(extract(epoch from clock_timestamp() - s.position_committed_at), 1)::float8 as lag_seconds,
                    s.applied_transactions, s.applied_events,
                    (select count(*) from hub.parked as p where p.source = s.source) as parked,
                    (select count(*) from hub.source_table as t
                        where t.source = s.source and t.table_state = 'stopped') as paused,
                    (select case when count(*) = count(r.compared_at)
                            then to_char(min(r.compared_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end
                        from hub.source_table as t
                        left join hub.reconciliation as r
                            on r.source = t.source and r.source_schema = t.source_schema and r.source_table = t.source_table
                        where t.source = s.source) as compared_since,
                    (select count(*) from hub.reconciliation as r
                        where r.source = s.source and r.repaired_at is null
                            and (r.problem is not null or r.changed_rows + r.missing_rows + r.extra_rows > 0)) as differing,
                    to_char(k.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as checked_at,
                    coalesce(k.differences, '{}') as check_differences,
                    (select string_agg(q.key || ' ' || q.value, ', ' order by q.key) from jsonb_each_text(k.quality) as q)
                        as quality,
                    null::bigint as erp_log_kept_bytes, null::integer as erp_log_kept_percent,
                    null::float8 as erp_log_hours_left, null::text as warning,
                    hub.holder(s.source, 'lead') as captured_by,
                    (select round(extract(epoch from clock_timestamp() - h.renewed_at), 1)::float8 from hub.hold as h
                        where h.source = s.source and h.purpose = 'lead') as silent_seconds,
                    hub.holder(s.source, 'standby') as standby,
                    '{}'::text[] as excess_rights
                from hub.source as s
                left join hub.check_result as k on k.source = s.source
                where s.source = :source
                """;
        return Handles.with(
                hub,
                handle -> sources.stream()
                        .map(source -> handle.createQuery(sql)
                                .bind("source", source)
                                .mapTo(SourceStatus.class)
                                .findOne()
                                .orElseGet(() -> unknown(source)))
                        .toList());
    }

    /** Returns the same with what the ERP says of the slot; empty: there is none. */
    SourceStatus with(Optional<SlotLog> slot) {
        if (slot.isEmpty()) {
            return with(null, null, null, "loading".equals(state) ? null : GONE.formatted(source), excessRights);
        }
        SlotLog log = slot.get();
        return with(
                log.keptBytes(),
                log.findPercent().orElse(null),
                log.findHoursLeft().orElse(null),
                log.listWarnings().isEmpty() ? null : String.join("; ", log.listWarnings()),
                excessRights);
    }

    /** Returns the same with what the login may do at the ERP beyond what is needed. */
    SourceStatus with(List<String> excess) {
        return with(erpLogKeptBytes, erpLogKeptPercent, erpLogHoursLeft, warning, List.copyOf(excess));
    }

    private SourceStatus with(
            Long keptBytes, Integer keptPercent, Double hoursLeft, String problem, List<String> excess) {
        return new SourceStatus(
                source,
                pack,
                packVersion,
                state,
                detail,
                since,
                position,
                lagSeconds,
                appliedTransactions,
                appliedEvents,
                parked,
                paused,
                comparedSince,
                differing,
                checkedAt,
                checkDifferences,
                quality,
                keptBytes,
                keptPercent,
                hoursLeft,
                problem,
                capturedBy,
                silentSeconds,
                standby,
                excess);
    }

    /** Makes (does not throw) the error that says why the hub's record cannot be read. */
    static YecaiException unreadable(SQLException problem) {
        boolean absent = UNDEFINED_TABLE.equals(problem.getSQLState());
        return new YecaiException(
                YecaiException.Kind.HUB,
                absent
                        ? "the hub's database lacks its tables: run `yecai migrate`"
                        : "the hub's record of its sources cannot be read: " + problem.getMessage(),
                problem);
    }

    private static SourceStatus unknown(String source) {
        return new SourceStatus(
                source, null, null, "new", null, null, null, null, 0, 0, 0, 0, null, 0, null, List.of(), null, null,
                null, null, null, null, null, null, List.of());
    }
}
