package yecai.cdc.preflight;

import yecai.sql.text.Identifier;

/** Who runs an ERP's server, on which depends how it is told to write what is needed into its log, and to let a login read it. */
enum Hosting {
    OWN("set wal_level = logical in postgresql.conf and restart the server", "alter role %s replication"),
    RDS(
            "set rds.logical_replication = 1 in the parameter group (Amazon RDS and Aurora) and restart the server",
            "grant rds_replication to %s"),
    CLOUD_SQL(
            "set the flag cloudsql.logical_decoding = on (Google Cloud SQL) and restart the server",
            "alter role %s with replication"),
    AZURE(
            "set the server parameter wal_level = logical (Azure) and restart the server",
            "alter role %s with replication");

    private final String logical;
    private final String admission;

    Hosting(String logical, String admission) {
        this.logical = logical;
        this.admission = admission;
    }

    /** Returns what makes the server write logical changes into its log. */
    String logicalRemedy() {
        return logical;
    }

    /** Returns the statement that lets a login read the log. */
    String admission(String user) {
        return admission.formatted(Identifier.quote(user));
    }
}
