package yecai.hub.demo.erp.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The demo ERP's tables, indexes and master data, in schema {@code erp}. */
public final class ErpSchema {
    private static final String FOLDER = "/yecai/packs/demo/fixtures/";
    private static final List<String> FILES = List.of(
            "schema_1_master.sql",
            "schema_2_buying.sql",
            "schema_3_production.sql",
            "schema_4_sales.sql",
            "schema_5_ledger.sql",
            "master_data.sql");

    private ErpSchema() {}

    /** Makes everything in an empty database, as the login that will own it, in one transaction. */
    public static void create(Connection owner) throws SQLException {
        create(owner, LocalDate.now(ZoneOffset.UTC));
    }

    /** The same with exchange rates of the months before a given day. */
    public static void create(Connection owner, LocalDate today) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set local erp.today = '" + today + "'");
            for (String file : FILES) {
                statement.execute(read(file));
            }
        }
        owner.commit();
        owner.setAutoCommit(true);
        try (Statement statement = owner.createStatement()) {
            statement.execute("analyze");
        }
    }

    private static String read(String file) {
        try (InputStream content = ErpSchema.class.getResourceAsStream(FOLDER + file)) {
            if (content == null) {
                throw new IllegalStateException("no " + FOLDER + file + " in the class path");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
