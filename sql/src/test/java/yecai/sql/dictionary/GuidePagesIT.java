package yecai.sql.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.dictionary.GuidePages.Part;

class GuidePagesIT {
    private static final Path FOLDER = Path.of("..", "ops", "guides", "views");
    private static final String WRITE = "yecai.guide.write";

    private static final String PARTS = """
            select p.dataset, p.is_function, p.is_parameter, p.name, p.type, p.initial
            from (
                select
                    n.nspname || '.' || c.relname as dataset, false as is_function, false as is_parameter, a.attname::text as name,
                    format_type(a.atttypid, a.atttypmod) as type, null::text as initial, a.attnum::bigint as place
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
                union all
                select
                    n.nspname || '.' || f.proname, true, coalesce(g.mode, 'i') <> 't', g.name, format_type(g.type, null),
                    case when coalesce(g.mode, 'i') <> 't' then pg_get_function_arg_default(f.oid, g.place::integer) end, g.place
                from pg_proc as f
                inner join pg_namespace as n on n.oid = f.pronamespace
                cross join lateral unnest(
                    f.proargnames, f.proargmodes, coalesce(f.proallargtypes, f.proargtypes::oid[])
                ) with ordinality as g (name, mode, type, place)
                where n.nspname in ('finance', 'production', 'reporting')
            ) as p
            order by p.dataset collate "C", p.place
            """;

    @Test
    void pages_areThoseOfANewHub() throws Exception {
        Map<String, String> pages = GuidePages.of(parts(EmbeddedHub.migrated()));

        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(FOLDER);
            for (var page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }

        List<String> files;
        try (var list = Files.list(FOLDER)) {
            files = list.map(file -> file.getFileName().toString()).toList();
        }
        List<String> stale = new ArrayList<>();
        for (var page : pages.entrySet()) {
            Path file = FOLDER.resolve(page.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
                stale.add(page.getKey());
            }
        }
        assertThat(stale)
                .as("pages of ops/guides/views that say something else than the dictionary. Make them anew and"
                        + " commit them: mvn -pl sql verify -Dit.test=GuidePagesIT -D" + WRITE + "=true")
                .isEmpty();
        assertThat(files).as("files of ops/guides/views").containsExactlyInAnyOrderElementsOf(pages.keySet());
    }

    private static List<Part> parts(EmbeddedHub hub) throws Exception {
        List<Part> parts = new ArrayList<>();
        try (Connection connection = hub.open("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(PARTS)) {
            while (rows.next()) {
                parts.add(new Part(
                        rows.getString("dataset"),
                        rows.getBoolean("is_function"),
                        rows.getBoolean("is_parameter"),
                        rows.getString("name"),
                        rows.getString("type"),
                        rows.getString("initial")));
            }
        }
        return parts;
    }
}
