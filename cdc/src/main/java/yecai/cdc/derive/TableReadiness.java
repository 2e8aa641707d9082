package yecai.cdc.derive;

import java.sql.SQLException;
import yecai.sql.pack.Mapping;

/** Tells when the tables that mappings read are there. */
public interface TableReadiness {
    /** They are there. */
    TableReadiness AT_ONCE = new TableReadiness() {
        @Override
        public void await(Mapping mapping) {}

        @Override
        public void awaitAll() {}
    };

    /** Waits until the mapping's view can be read. */
    void await(Mapping mapping) throws SQLException;

    /** Waits until every table is there, so that whoever fills them no longer writes of the source. */
    void awaitAll() throws SQLException;
}
