package yecai.hub.access.audit;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Computes the hashes of a chain again, with the server's own functions and not with the hub's. */
final class ChainCheck {
    private static final String FIRST_BAD_ENTRY =
            ClasspathSqlLocator.create().locate(ChainCheck.class, "firstBadEntry");
    private static final String FIRST_BAD_BATCH =
            ClasspathSqlLocator.create().locate(ChainCheck.class, "firstBadBatch");

    private record BadRow(long number, String problem) {}

    private ChainCheck() {}

    /** Names the first bad row; empty if the chain is whole. */
    static Optional<String> findFirstBad(Handle hub, AuditChain chain) {
        String content = "pg_catalog.convert_to(pg_catalog.jsonb_build_array(" + String.join(", ", chain.columns())
                + ")::text, 'UTF8')";
        return hub.createQuery(chain.isBatched() ? FIRST_BAD_BATCH : FIRST_BAD_ENTRY)
                .setTemplateEngine(AuditChain.NAMES)
                .define("number", chain.number())
                .define("table", chain.table())
                .define("content", content)
                .map(ConstructorMapper.of(BadRow.class))
                .findOne()
                .map(row -> "hub." + chain.table() + " entry " + row.number() + ": " + row.problem());
    }
}
