package yecai.cdc.assess;

import static java.util.Objects.requireNonNull;

/**
 * Something of an ERP's database that matters for its capture.
 *
 * @param object the setting, table, slot or transaction that it is about; tables are quoted as in SQL
 * @param value what belongs to the sentence of the code, such as names of columns; or null
 * @param fix SQL that mends it at the ERP, or null where no statement does
 */
public record Finding(Code code, String object, String value, String fix) {
    public Finding {
        requireNonNull(code, "code is null");
        requireNonNull(object, "object is null");
    }

    /** The kinds of findings. */
    public enum Code {
        VERSION_TOO_OLD(Severity.BLOCKS),
        STANDBY(Severity.BLOCKS),
        WAL_LEVEL(Severity.BLOCKS),
        NO_FREE_SLOT(Severity.BLOCKS),
        NO_FREE_SENDER(Severity.BLOCKS),
        NO_TABLES(Severity.BLOCKS),
        DECODING_DEFECT(Severity.WARNS),
        LOG_WITHOUT_LIMIT(Severity.WARNS),
        SLOTS_TIME_OUT(Severity.WARNS),
        SQL_ASCII(Severity.WARNS),
        NOTHING_COUNTED(Severity.NOTES),
        PREPARED_TRANSACTION(Severity.WARNS),
        LONG_TRANSACTION(Severity.WARNS),
        SLOT_WITHOUT_READER(Severity.WARNS),
        IDENTITY_NOTHING(Severity.BLOCKS),
        NO_KEY(Severity.BLOCKS),
        DEFERRABLE_KEY(Severity.BLOCKS),
        IDENTITY_INDEX_LOST(Severity.BLOCKS),
        FULL_WITHOUT_KEY(Severity.BLOCKS),
        IDENTITY_FULL(Severity.NOTES),
        UNLOGGED(Severity.BLOCKS),
        NAMES_DIFFER_BY_CASE(Severity.BLOCKS),
        QUOTED_KEY(Severity.BLOCKS),
        TOO_WIDE(Severity.WARNS),
        ROW_SECURITY(Severity.WARNS),
        HEIRS(Severity.NOTES),
        GENERATED_WHEN_READ(Severity.NOTES),
        GENERATED_STORED(Severity.NOTES),
        HUB_COLUMN(Severity.WARNS),
        QUOTED_NAME(Severity.WARNS),
        LARGE_OBJECT(Severity.WARNS),
        RENAMED_TEXT(Severity.WARNS),
        SECRET_COLUMN(Severity.NOTES),
        PERSONAL_COLUMN(Severity.NOTES);

        private final Severity severity;

        Code(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }
}
