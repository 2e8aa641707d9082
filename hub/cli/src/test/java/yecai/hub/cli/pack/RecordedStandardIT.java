package yecai.hub.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.PackLoader;

/** An ERP whose part lists and prices have no days: what an order should cost stays as it was when the order was released. */
final class RecordedStandardIT {
    private static final String ERP = """
            create table job (id integer primary key, product text not null, released boolean not null, pieces numeric not null);
            create table part_list (product text, line integer, part text, quantity numeric, primary key (product, line));
            create table part_price (part text primary key, price numeric);
            insert into part_list values ('F', 1, 'A', 2), ('F', 2, 'B', 1);
            insert into part_price values ('A', 10), ('B', 3);
            insert into job values (1, 'F', true, 5), (2, 'F', false, 5);
            """;
    private static final String PACK = """
            pack: shed
            version: "1"
            title: {en: A shed}
            kind: postgresql
            tables:
              public.job: {key: [id], columns: [id, product, released, pieces]}
              public.part_list: {key: [product, line], columns: [product, line, part, quantity]}
              public.part_price: {key: [part], columns: [part, price]}
            mappings:
              standard_cost:
                key: integer
                touched_by: {job: select id from changed}
            """;
    private static final String MAPPING = """
            select
                o.id as derive_key, o.id || ':' || s.component_no as entity_key, 'C1' as company, o.product as material,
                o.id::text as production_order, s.*
            from job as o
            cross join lateral (
                select r.component_no, r.component_kind, r.component, r.quantity_per, r.price, r.functional_currency, r.standard_basis
                from recorded_standard as r
                where r.production_order = o.id::text
                union all
                select b.line, 'material', b.part, b.quantity, p.price, 'CNY', 'planned'
                from part_list as b
                inner join part_price as p on p.part = b.part
                where b.product = o.product and o.released
                    and not exists (select from recorded_standard as r where r.production_order = o.id::text)
            ) as s
            """;

    @TempDir
    private Path folder;

    @Test
    void standardOfAnOrder_staysAsItWasAtItsRelease_andTheHubEqualsItsMappings() throws IOException, SQLException {
        write("standard_cost", MAPPING);
        try (PackTrial trial = PackTrial.of("shed", ERP, erp -> PackLoader.load(folder.toString()))) {
            trial.load();
            assertThat(standards(trial)).containsExactly("1 A 2 10", "1 B 1 3");

            trial.startCapture();
            run(trial, "update part_price set price = 12 where part = 'A'");
            run(trial, "update part_list set quantity = 4 where part = 'B'");
            run(trial, "update job set released = true where id = 2");
            run(trial, "update job set pieces = 7");
            trial.awaitCaughtUp();
            assertThat(standards(trial)).containsExactly("1 A 2 10", "1 B 1 3", "2 A 2 12", "2 B 4 3");

            run(trial, "update part_price set price = 99");
            run(trial, "update job set pieces = 8");
            trial.awaitCaughtUp();
            assertThat(standards(trial)).containsExactly("1 A 2 10", "1 B 1 3", "2 A 2 12", "2 B 4 3");
            assertThat(trial.check().differences())
                    .as("differences, besides that the pack has no control queries")
                    .extracting(difference -> difference.kind().name())
                    .containsExactly("NO_CONTROL_TOTALS");

            trial.stopCapture();
            trial.load();
            assertThat(standards(trial))
                    .as("after another load")
                    .containsExactly("1 A 2 10", "1 B 1 3", "2 A 2 12", "2 B 4 3");
        }
    }

    @Test
    void aTableOfTheSameName_isRefused() throws IOException {
        write("standard_cost", MAPPING);
        Files.writeString(
                folder.resolve("pack.yml"),
                PACK.replace("part_price: {key", "part_price: {mirror: recorded_standard, key"));
        assertThatThrownBy(() -> PackLoader.load(folder.toString()))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining(
                        "the mirror table `recorded_standard` has the name under which mappings read recorded standards");
    }

    private void write(String mapping, String sql) throws IOException {
        Files.writeString(folder.resolve("pack.yml"), PACK);
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(folder.resolve("mapping/" + mapping + ".sql"), sql);
    }

    private static void run(PackTrial trial, String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> standards(PackTrial trial) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection hub = trial.settings().hub().open("test");
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery("""
                        select s.production_order || ' ' || s.component || ' ' || s.quantity_per || ' ' || s.price
                        from canon.standard_cost as s
                        order by s.entity_key
                        """)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
