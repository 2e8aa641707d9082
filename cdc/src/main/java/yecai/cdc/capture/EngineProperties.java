package yecai.cdc.capture;

import java.util.Properties;
import yecai.cdc.source.SourceSettings;

/** How Debezium's engine is to read the log of a source. */
final class EngineProperties {
    private EngineProperties() {}

    /** @param engine the engine's name, by which the classes that Debezium makes find their {@link LogFeed} */
    static Properties of(SourceSettings settings, String engine) {
        Properties properties = new Properties();
        properties.setProperty("name", engine);
        properties.setProperty("connector.class", LogConnector.class.getName());
        properties.setProperty("offset.storage", PositionStore.class.getName());
        properties.setProperty("offset.flush.interval.ms", "0");
        properties.setProperty("database.hostname", settings.erp().host());
        properties.setProperty("database.port", Integer.toString(settings.erp().port()));
        properties.setProperty("database.dbname", settings.erp().database());
        properties.setProperty("database.user", settings.erp().ofLog().user());
        properties.setProperty("database.password", "read at each connect");
        // by which ErpConnections finds the server, whose URL may name several hosts and any parameter of the driver
        properties.setProperty("database." + ErpConnections.ENGINE, engine);
        // names the engine's management beans, too, so each attempt has its own
        properties.setProperty("topic.prefix", engine);
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", settings.slot());
        properties.setProperty("slot.drop.on.stop", "false");
        properties.setProperty("publication.name", settings.publication());
        properties.setProperty("publication.autocreate.mode", "disabled");
        // Debezium need not know any table, since it makes no records of their rows
        properties.setProperty("table.include.list", "(?!)");
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("offset.mismatch.strategy", "trust_offset");
        properties.setProperty("poll.interval.ms", "10");
        properties.setProperty(
                "heartbeat.interval.ms", Integer.toString(settings.tuning().heartbeatMillis()));
        properties.setProperty(
                "heartbeat.action.query", "select pg_catalog.pg_logical_emit_message(false, 'yecai', 'mark')");
        properties.setProperty("database.connection.factory.class", ErpConnections.class.getName());
        properties.setProperty("errors.max.retries", "0");
        return properties;
    }
}
