package yecai.hub.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.cli.Run;
import yecai.hub.cli.pack.PackCheck.StormOptions;
import yecai.sql.pack.PackFixtures;
import yecai.sql.pack.PackLoader;

/** The pack of {@code sql/PACKS.md} is sound, and each mistake that is planted in a copy of it is named. */
final class PackCheckIT {
    @TempDir
    private Path folder;

    @Test
    void thePacksOfThePage_areSound() throws IOException {
        PackFindings first = check(PackPage.firstPack(folder.resolve("first")));
        assertThat(first.mistakes()).isEmpty();
        assertThat(first.notChecked()).isEmpty();

        PackFindings whole = check(PackPage.wholePack(folder.resolve("whole")));
        assertThat(whole.mistakes()).isEmpty();
        assertThat(whole.checked())
                .anyMatch(text -> text.startsWith("touched_by: "))
                .hasSize(7);
    }

    @Test
    void mistakesInTheFiles_areNamedAllAtOnce() throws IOException {
        Path pack = PackPage.wholePack(folder);
        PackPage.edit(pack, "pack.yml", "kind: postgresql", "kind: postgresql\ntabels: {}");
        PackPage.edit(pack, "pack.yml", "key: [job, line]", "key: [job, no]");
        PackPage.edit(pack, "pack.yml", "indexes: [\"(client)\"]", "index: [\"(client)\"]");
        PackPage.edit(pack, "pack.yml", "payment: select id", "payments: select id");
        PackPage.edit(pack, "pack.yml", "mapping: receipt", "mapping: receipts");
        PackPage.edit(pack, "pack.yml", "  customer:\n    key: integer", "  customer:\n    key: int");
        PackPage.edit(
                pack,
                "pack.yml",
                "  sales_order_line:\n",
                "  sales_order.more:\n    key: integer\n    touched_by: {job: select id from changed}\n"
                        + "  sales_order_line:\n");
        Files.move(pack.resolve("mapping/sales_order_line.sql"), pack.resolve("mapping/sales_order_lines.sql"));

        assertNamed(
                PackLoader.review(pack.toString()).mistakes(),
                "pack.yml:5:1: `tabels` is not known here",
                "`tables.public.job_line.key` names `no`",
                "`tables.public.job.index` is not known here",
                "`tables.public.payment.index` is not known here",
                "`mappings.receipt.touched_by.payments` names no captured table",
                "`controls.receipt.mapping` is `receipts`",
                "`mappings.customer.key` is `int`",
                "`mappings.sales_order.more` has the prefix",
                "`mappings.sales_order_line` needs the file",
                "mapping/sales_order_lines.sql: nothing refers to this file");
    }

    @Test
    void settings_areTriedWithOtherValues_andWhatDoesNotFollowIsNamed() throws IOException {
        Path pack = PackPage.firstPack(folder);
        PackPage.edit(
                pack,
                "pack.yml",
                "kind: postgresql\n",
                "kind: postgresql\nsettings:\n  country:\n    title: {en: Country of all clients}\n    default: CN\n"
                        + "    allowed: [CN, DE]\n");
        PackPage.edit(
                pack,
                "mapping/customer.sql",
                "from client as c",
                ", s.value as country\nfrom client as c\ninner join source_setting as s on s.name = 'country'");
        assertThat(check(pack).mistakes())
                .singleElement()
                .asString()
                .startsWith("pack.yml: `settings.country`: when it is `DE`, ")
                .contains("customer", "name source_setting under `touched_by`");

        PackPage.edit(
                pack,
                "pack.yml",
                "      client: select id, _tx from changed\n",
                "      client: select id, _tx from changed\n"
                        + "      source_setting: select c.id from changed cross join client as c\n");
        assertThat(check(pack).mistakes()).isEmpty();

        PackPage.edit(pack, "pack.yml", "default: CN", "default: XX");
        assertNamed(check(pack).mistakes(), "settings.country.default is `XX`: it must be one of CN, DE");
    }

    @Test
    void badYaml_isNamedByLine() throws IOException {
        Path pack = PackPage.firstPack(folder);
        PackPage.edit(
                pack, "pack.yml", "    key: [id]\n    columns: [id, name, company]", "    key: [id\n    columns: id");

        Run run = Run.of("pack", "check", pack.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).containsPattern("MISTAKE .*pack\\.yml:\\d+:\\d+: this is not valid YAML");
    }

    @Test
    void packWithoutFixtures_saysWhatCannotBeChecked() throws IOException {
        Path pack = PackPage.firstPack(folder);
        Files.delete(pack.resolve("fixtures/1_jobs.sql"));

        Run run = Run.of("pack", "check", pack.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("NOT CHECKED  everything that needs an ERP");
    }

    @Test
    void tablesThatTheErpDoesNotHave_areNamed() throws IOException {
        Path pack = PackPage.wholePack(folder);
        PackPage.edit(pack, "pack.yml", "[id, name, company]", "[id, name, company, fax]");
        PackPage.edit(pack, "pack.yml", "public.payment:", "public.payment_item:\n    mirror: payment");
        PackPage.edit(pack, "pack.yml", "key: [job, line]", "key: [job, due]");

        assertNamed(
                check(pack).mistakes(),
                "pack.yml: `tables.public.client.columns` names `fax`",
                "pack.yml: `tables.public.payment_item` is not a table of the ERP",
                "pack.yml: `tables.public.job_line.key`");
    }

    @Test
    void mistakesInTheSql_areNamedAllAtOnce() throws IOException {
        Path pack = PackPage.wholePack(folder);
        PackPage.edit(pack, "mapping/sales_order.sql", "j.number as document_no", "j.remark as document_no");
        PackPage.edit(pack, "mapping/customer.sql", "from client as c", "from client as c, region as r");
        PackPage.edit(pack, "mapping/sales_order_line.sql", "    l.quantity * l.price as net,\n", "");
        PackPage.edit(
                pack, "staging/booked_payment.sql", "p.cents / 100.0 as amount", "(p.cents / 100.0)::text as amount");
        PackPage.edit(pack, "pack.yml", "job: select id, _tx", "job: select number, _tx");
        PackPage.edit(pack, "pack.yml", "[\"(client)\"]", "[\"(customer)\"]");
        PackPage.edit(pack, "control/receipt.sql", "b.cents * 0.01 as amount", "b.cents * 0.01 as money");
        PackPage.edit(pack, "control/sales_order_net.sql", "group by", "grouped by");
        PackPage.edit(
                pack,
                "pack.yml",
                "mappings:\n",
                "mappings:\n  job_card:\n    key: integer\n    touched_by: {job: select id from changed}\n");
        Files.writeString(
                pack.resolve("mapping/job_card.sql"), "select id as derive_key, id::text as entity_key from job");
        PackPage.edit(pack, "pack.yml", "controls:\n", "controls:\n  hours:\n    mapping: sales_order\n");
        Files.writeString(
                pack.resolve("control/hours.sql"),
                "select company, '' as period, currency, id::text as derive_key, 1 as amount, false as excluded from"
                        + " job");

        assertNamed(
                check(pack).mistakes(),
                "mapping/sales_order.sql:5: column j.remark does not exist",
                "mapping/customer.sql:7: relation \"region\" does not exist; list the table under `tables:`",
                "mapping/sales_order_line.sql: it gives no column `net`",
                "mapping/receipt.sql: column amount is text, but canon.receipt has numeric",
                "pack.yml: `mappings.sales_order.touched_by.job` gives `number` of type text",
                "pack.yml: `mappings.sales_order_line.touched_by.job` gives `number` of type text",
                "index \"(customer)\" of table public.job",
                "index \"(customer)\" of table public.payment",
                "pack.yml: `controls.receipt`: its query gives no column `amount`",
                "pack.yml: `controls.sales_order_net`: ",
                "mapping/job_card.sql: there is no canonical table \"job_card\"",
                "pack.yml: `controls.hours` has no counterpart");
    }

    @Test
    void duplicateKeys_areNamed() throws IOException {
        Path pack = PackPage.firstPack(folder);
        PackPage.edit(pack, "mapping/sales_order_line.sql", "j.id || ':' || l.line as", "j.id::text as");

        assertNamed(check(pack).mistakes(), "mapping/sales_order_line.sql gives entity_key");
    }

    @Test
    void controlThatDiffers_andADocumentThatCannotBeMapped_areNamed() throws IOException {
        Path pack = PackPage.wholePack(folder);
        PackPage.edit(pack, "control/receipt.sql", "b.cents * 0.01 as amount", "b.cents * 0.02 as amount");
        PackPage.edit(
                pack, "mapping/sales_order_line.sql", "l.price as unit_price", "l.price / (j.id - 7) as unit_price");

        assertNamed(
                check(pack).mistakes(),
                "pack.yml: `controls.receipt`: ",
                "mapping/sales_order_line.sql: 1 documents of the trial's ERP cannot be mapped, such as 7: division by"
                        + " zero");
    }

    @Test
    void tableThatTouchedByForgets_isNamed_asJsonToo() throws IOException {
        Path pack = PackPage.firstPack(folder);
        PackPage.edit(
                pack,
                "pack.yml",
                "      client: select j.id, c._tx from changed as c inner join job as j on j.client = c.id\n",
                "");

        Run run = Run.of("pack", "check", pack.toString(), "--json");

        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(document.get("passed").booleanValue()).isFalse();
        assertThat(document.get("mistakes").get(0).textValue())
                .startsWith(
                        "pack.yml: `mappings.sales_order.touched_by`: after random changes of the table client alone"
                                + " (--seed 1)")
                .contains("mapping/sales_order.sql reads client, which touched_by does not name");
    }

    @Test
    void tryton_isSound() {
        Run run = Run.of("pack", "check", "tryton", "--changes", "0");

        assertThat(run.out()).endsWith("pack tryton: no mistakes found\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void demo_isSound() {
        Run run = Run.of("pack", "check", "demo", "--changes", "0");

        assertThat(run.out()).endsWith("pack demo: no mistakes found\n");
    }

    private static PackFindings check(Path pack) {
        Map<String, String> fixtures = PackFixtures.read(pack.toString());
        return new PackCheck(pack.toString(), fixtures, new StormOptions(1, 160)).run();
    }

    private static void assertNamed(List<String> mistakes, String... parts) {
        for (String part : parts) {
            assertThat(mistakes).as(part).anyMatch(mistake -> mistake.contains(part));
        }
        assertThat(mistakes).hasSize(parts.length);
    }
}
