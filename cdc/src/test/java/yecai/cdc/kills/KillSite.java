package yecai.cdc.kills;

/** What dies, and what the capture is doing at that moment. */
enum KillSite {
    HUB_SESSION_WHILE_COPYING("the hub session", true),
    HUB_SESSION_WHILE_MERGING("the hub session", true),
    HUB_SESSION_WHILE_DERIVING("the hub session", true),
    HUB_SESSION_BEFORE_COMMIT("the hub session", true),
    HUB_SESSION_AFTER_COMMIT("the hub session", false),
    PROCESS_WHILE_MERGING("the process", true),
    PROCESS_WHILE_DERIVING("the process", true),
    PROCESS_BEFORE_COMMIT("the process", true),
    PROCESS_AFTER_COMMIT("the process", false),
    LOG_SESSION_WHILE_READING("the ERP's session of the log", false),
    LOG_SESSION_BEFORE_ACKNOWLEDGEMENT("the ERP's session of the log", false),
    LOG_SESSION_AFTER_ACKNOWLEDGEMENT("the ERP's session of the log", false),
    ERP_SESSIONS("all of the capture's sessions at the ERP", false),
    HUB_SERVER_WHILE_MERGING("the hub's server", true),
    ERP_SERVER_WHILE_READING("the ERP's server", false);

    private final String victim;
    private final boolean inOpenTransaction;

    KillSite(String victim, boolean inOpenTransaction) {
        this.victim = victim;
        this.inOpenTransaction = inOpenTransaction;
    }

    String victim() {
        return victim;
    }

    /** Whether the kill must fall into an open transaction of the hub. */
    boolean isInOpenTransaction() {
        return inOpenTransaction;
    }
}
