package yecai.cdc.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.Waiting;
import yecai.sql.pack.Control;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** A small ERP of its own database, loaded into the hub as a source of its own. */
final class TestErp {
    static final String USER = "yecai_reader";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<String> ODD_COLUMNS = List.of(
            "Id", "Doc-No", "real", "double", "numeric", "json", "jsonb", "bytes", "at", "local", "day", "span", "text",
            "char", "flag", "uuid", "numbers", "mood", "money");

    private static final String INVOICES = """
            select i.id as derive_key, i.id::text as entity_key, c.code as company, 'invoice' as document_type,
                i.number as document_no, i.issued as document_date, to_char(i.issued, 'YYYY-MM') as source_period,
                i.currency as transaction_currency, i.net, i.tax, i.net + i.tax as gross,
                (i.net / i.rate)::numeric(16, 2) as net_functional,
                case when i.number is null then 'unmapped' else 'mapped' end as mapping_status
            from invoice as i
            left join company as c on c.id = i.company
            where i.state = 'posted'
            """;
    private static final String COST = """
            select e.id as derive_key, '%1$s' || e.id::text || ':' || e.kind as entity_key, c.code as company,
                '2026-01' as source_period, 'CNY' as functional_currency, '%2$s' as element,
                e.amount as amount_functional
            from cost as e
            left join company as c on c.id = e.company
            where e.kind = '%2$s'
            """;
    private static final String INVOICE_CONTROL = """
            select c.code as company, to_char(i.issued, 'YYYY-MM') as period, i.currency, i.id::text as derive_key,
                i.net + i.tax as amount, i.state <> 'posted' as excluded
            from invoice as i
            left join company as c on c.id = i.company
            where i.number is distinct from 'why?' -- a question mark is no parameter
            """;
    private static final String COST_CONTROL = """
            select c.code as company, '2026-01' as period, 'CNY' as currency,
                left(e.kind, 1) || e.id as derive_key, e.amount, false as excluded
            from cost as e
            left join company as c on c.id = e.company
            """;

    /** All these ERPs are of the same companies. */
    private static final Map<String, String> SAME_COMPANIES = Map.of("C1", "C1", "C2", "C2");

    private final SourceSettings settings;

    private TestErp(SourceSettings settings) {
        this.settings = settings;
    }

    /** Makes the ERP's tables and rows, and loads them. */
    static TestErp loaded() throws SQLException {
        TestErp erp = created();
        erp.load();
        return erp;
    }

    static TestErp created() throws SQLException {
        String source = "s" + NUMBER.incrementAndGet();
        Server server = Databases.newErp("erp_" + source, USER);
        TestErp erp = new TestErp(new SourceSettings(source, pack(), server, Databases.hub()).with(SAME_COMPANIES));
        Databases.run(erp.admin(), resource("test-erp.sql"), Preflight.sourceSetupSql(erp.settings));
        return erp;
    }

    void load() {
        new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    /** Replaces the view of a mapping by its query and something more, where {@code %s} stands for the query. */
    void replaceMapping(String name, String more) throws SQLException {
        String sql = settings.pack().findMapping(name).orElseThrow().sql();
        atHub("set search_path = " + settings.mapSchema() + ", MIRROR; create or replace view \"" + name + "\" as "
                + sql + more.formatted(sql));
    }

    SourceSettings settings() {
        return settings;
    }

    /** The same source with another pack. */
    SourceSettings with(Pack pack) {
        return new SourceSettings(settings.source(), pack, settings.erp(), settings.hub()).with(SAME_COMPANIES);
    }

    CheckReport check() {
        return new Check(settings).run(options());
    }

    static CheckOptions options() {
        return new CheckOptions("a test", Waiting.PATIENCE, 2, 20);
    }

    Server admin() {
        return new Server(settings.erp().url(), "postgres", "");
    }

    /** Runs statements at the ERP. */
    void atErp(String... statements) throws SQLException {
        Databases.run(admin(), statements);
    }

    /** Runs statements at the hub, where {@code SOURCE} and {@code MIRROR} stand for this source and its schema. */
    void atHub(String... statements) throws SQLException {
        for (String sql : statements) {
            Databases.run(settings.hub(), named(sql));
        }
    }

    String valueAtHub(String sql) throws SQLException {
        return Databases.value(settings.hub(), named(sql));
    }

    private String named(String sql) {
        return sql.replace("SOURCE", "'" + settings.source() + "'").replace("MIRROR", settings.mirrorSchema());
    }

    static Pack pack() {
        return new Pack(
                "test",
                "1",
                Map.of("en", "Test", "zh", "测试"),
                "postgresql",
                List.of(
                        new TableSpec("public", "company", "company", List.of("id"), List.of("id", "code"), List.of()),
                        new TableSpec(
                                "public",
                                "invoice",
                                "invoice",
                                List.of("id"),
                                List.of("id", "number", "company", "issued", "currency", "net", "tax", "rate", "state"),
                                List.of()),
                        new TableSpec(
                                "public",
                                "cost",
                                "cost",
                                List.of("id"),
                                List.of("id", "kind", "company", "amount"),
                                List.of()),
                        new TableSpec(
                                "Odd Schema",
                                "Odd-Types",
                                "Odd-Types",
                                List.of("Id", "Doc-No"),
                                ODD_COLUMNS,
                                List.of())),
                List.of(),
                List.of(
                        new Mapping(
                                "customer_invoice",
                                "customer_invoice",
                                "integer",
                                "",
                                INVOICES,
                                Map.of("invoice", "select id from changed")),
                        cost("cost_entry.material", "m", "material"),
                        cost("cost_entry.work", "w", "work")),
                List.of(
                        new Control("invoice_gross", "customer_invoice", INVOICE_CONTROL),
                        new Control("cost", "cost_entry.material", COST_CONTROL)));
    }

    private static Mapping cost(String name, String prefix, String kind) {
        return new Mapping(
                name,
                "cost_entry",
                "bigint",
                prefix,
                COST.formatted(prefix, kind),
                Map.of("cost", "select id from changed"));
    }

    static String resource(String name) {
        try (InputStream content = TestErp.class.getResourceAsStream(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
