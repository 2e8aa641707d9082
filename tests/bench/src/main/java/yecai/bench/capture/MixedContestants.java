package yecai.bench.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import yecai.bench.peer.NativeReplication;
import yecai.bench.server.BenchHub;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.erp.engine.ErpSchema;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/** Prepares the contestants of the demo's mix: a database on the hub's server that is to have what the ERP has. */
final class MixedContestants {
    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final Pack pack;
    private final String schema;

    /** One of them. */
    interface Contestant {
        String database();

        /** The schema with the ERP's tables. */
        String schema();

        default boolean isHub() {
            return schema().startsWith("erp_");
        }

        AutoCloseable start() throws SQLException;
    }

    MixedContestants(EmbeddedServer erp, EmbeddedServer hub, Pack pack) {
        this.erp = erp;
        this.hub = hub;
        this.pack = pack;
        this.schema = pack.tables().get(0).sourceSchema();
    }

    Contestant hub(int round) throws SQLException {
        String database = "mix" + round;
        BenchHub bench = BenchHub.create(hub, database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings =
                new SourceSettings(database, pack, erp.login(MixedBacklog.ERP, login, password), bench.capture());
        try (Connection admin = erp.openAsAdmin(MixedBacklog.ERP)) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        erp.setPassword(login, password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        return new Contestant() {
            @Override
            public String database() {
                return database;
            }

            @Override
            public String schema() {
                return settings.mirrorSchema();
            }

            @Override
            public AutoCloseable start() {
                Capture capture = new Capture(settings);
                capture.start();
                return capture;
            }
        };
    }

    // It gets what the publication of the hub's capture gives, into tables of the same form.
    Contestant peer(int round) throws SQLException {
        String database = "mix_peer" + round;
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            ErpSchema.create(connection);
            // columns that are not captured stay empty there
            BenchHub.execute(
                    connection,
                    "set session_replication_role = replica",
                    allTables("truncate "),
                    "do $$ declare c record; begin for c in select a.attrelid::regclass as t, a.attname from pg_attribute as a"
                            + " where a.attrelid in (select oid from pg_class where relnamespace = '" + schema
                            + "'::regnamespace and relkind = 'r') and a.attnum > 0 and a.attnotnull and a.attidentity = ''"
                            + " and not exists (select from pg_index as i where i.indrelid = a.attrelid and i.indisprimary"
                            + " and a.attnum = any (i.indkey)) loop"
                            + " execute format('alter table %s alter column %I drop not null', c.t, c.attname);"
                            + " end loop; end $$");
            try (Connection source = erp.openAsAdmin(MixedBacklog.ERP)) {
                // no one writes there at this moment
                BenchHub.execute(source, "select pg_create_logical_replication_slot('" + database + "', 'pgoutput')");
                for (TableSpec table : pack.tables()) {
                    copy(source, connection, Identifier.quote(schema, table.sourceTable()));
                }
            }
        }
        return new Contestant() {
            @Override
            public String database() {
                return database;
            }

            @Override
            public String schema() {
                return schema;
            }

            @Override
            public AutoCloseable start() throws SQLException {
                return NativeReplication.subscribe(
                        hub, database, erp.adminConnection(MixedBacklog.ERP), "yecai_mix" + round, database);
            }
        };
    }

    private String allTables(String command) {
        return command
                + pack.tables().stream()
                        .map(table -> Identifier.quote(schema, table.sourceTable()))
                        .collect(Collectors.joining(", "))
                + " cascade";
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try {
            from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
            to.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.toByteArray()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
