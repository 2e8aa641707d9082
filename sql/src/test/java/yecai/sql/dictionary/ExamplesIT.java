package yecai.sql.dictionary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.dictionary.DatasetExamples.Example;

/** Each published view and function has an example, which its readers may run as it stands. */
class ExamplesIT {
    private static final String PUBLISHED = """
            select n.nspname || '.' || c.relname
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
            union all
            select n.nspname || '.' || f.proname
            from pg_proc as f
            inner join pg_namespace as n on n.oid = f.pronamespace
            where n.nspname in ('finance', 'production', 'reporting')
            """;

    private static final String WRITES = """
            select 'finance.' || f.proname
            from pg_proc as f
            where f.pronamespace = 'finance'::regnamespace and has_function_privilege('finance_writer', f.oid, 'execute')
            """;

    private static final List<Example> EXAMPLES = DatasetExamples.read();

    private static EmbeddedHub hub;
    private static Map<String, Reader> readers;
    private static Reader writer;

    @BeforeAll
    static void rows() throws Exception {
        hub = EmbeddedHub.migrated();
        try (var stream = ExamplesIT.class.getResourceAsStream("/finance-views.sql")) {
            hub.run("yecai_capture", new String(stream.readAllBytes(), UTF_8));
        }
        readers = new TreeMap<>();
        for (String schema : List.of("finance", "production", "reporting")) {
            readers.put(
                    schema, Reader.add(hub, "ex_" + schema, schema + "_reader").grant("company", "*"));
        }
        writer =
                Reader.add(hub, "ex_writer", "finance_reader", "finance_writer").grant("company", "*");
    }

    @Test
    void eachPublishedViewAndFunction_hasAnExampleThatNamesIt_andNoOtherHasOne() throws Exception {
        assertThat(EXAMPLES)
                .extracting(Example::dataset)
                .as("add what is missing to dictionary/examples.txt")
                .containsExactlyInAnyOrderElementsOf(hub.list("postgres", PUBLISHED));
        assertThat(EXAMPLES)
                .allSatisfy(example -> assertThat(example.sql()).containsPattern("\\b" + example.dataset() + "\\b"));
    }

    @Test
    void examplesOfWhatIsRead_areRunByAReader_andManyAnswerWithRows() throws Exception {
        List<String> writes = hub.list("postgres", WRITES);
        List<String> failures = new ArrayList<>();
        int read = 0;
        int withRows = 0;
        for (Example example : EXAMPLES) {
            if (!writes.contains(example.dataset())) {
                read++;
                String schema = example.dataset().substring(0, example.dataset().indexOf('.'));
                withRows += rows(readers.get(schema), example.sql(), example, failures) > 0 ? 1 : 0;
                // of a company that is there, so that more than the planner sees it
                withRows += rows(readers.get(schema), example.sql().replace("'1000'", "'C1'"), example, failures) > 0
                        ? 1
                        : 0;
            }
        }
        assertThat(failures).isEmpty();
        assertThat(read).isGreaterThan(100);
        assertThat(withRows).as("answers with rows").isGreaterThan(25);
    }

    private static int rows(Reader reader, String sql, Example example, List<String> failures) {
        try {
            return reader.list(sql).size();
        } catch (SQLException e) {
            failures.add(example.dataset() + ": " + e.getMessage());
            return 0;
        }
    }

    /** What they write about is not in this hub; the planner says whether the function is there and takes these arguments. */
    @Test
    void examplesOfWhatIsWritten_arePlannedForAWriter() throws Exception {
        List<String> writes = hub.list("postgres", WRITES);
        List<String> failures = new ArrayList<>();
        int planned = 0;
        for (Example example : EXAMPLES) {
            if (writes.contains(example.dataset())) {
                planned++;
                rows(writer, "explain " + example.sql(), example, failures);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(planned).isEqualTo(writes.size()).isGreaterThan(15);
    }
}
