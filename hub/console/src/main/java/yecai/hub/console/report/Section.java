package yecai.hub.console.report;

import java.io.IOException;
import java.util.Optional;
import yecai.hub.console.chart.Chart;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.Table;
import yecai.hub.session.Session;

/** A part of a page: one table, and perhaps its picture. */
public interface Section {
    /**
     * What was read.
     *
     * @param sql the statement, as somebody could send it with psql
     */
    record Read(Table table, Optional<Chart> chart, String sql) {}

    /** The name in addresses; its words have it in their keys. */
    String key();

    /** The dataset or function that it shows, for the journal of reads. */
    String dataset();

    /** Whether {@link #dataset} is a dataset, which Excel can read as OData, and no function. */
    boolean isDataset();

    /** Reads at most so many rows. */
    Read read(Session session, Values values, Words words, int most) throws IOException;
}
