package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static yecai.hub.api.ApiBed.receipts;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A workbook as LibreOffice reads it, and as it is after LibreOffice has written it. Skipped where LibreOffice is not installed. */
final class SpreadsheetIT {
    private static final int MOST_REPEATED = 50;

    @TempDir
    private static Path folder;

    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        assumeThat(isInstalled())
                .as("soffice, of the package libreoffice-calc-nogui")
                .isTrue();
        bed = ApiBed.shared();
        bed.change("""
            insert into canon.receipt (source, entity_key, company, customer, document_no, amount, transaction_currency,
                posting_date, source_committed_at)
            values
                ('sheet', '1', 'C1', '上海纺织机械厂', '=1+1', 1234567.8, 'CNY', '2026-01-31', '2026-01-31 08:09:10Z'),
                ('sheet', '2', 'C1', 'Société "L''Œuvre"', '0012', -0.05, 'EUR', '1999-12-31', '1999-12-31 23:59:59Z'),
                ('sheet', '3', 'C1', null, E'two\\nlines', 12345, 'JPY', null, '2026-02-28 00:00:00Z'),
                ('sheet', '4', 'C1', '𠮷野家 😀', '1e5', 123456789012.345, 'KWD', '2024-02-29', '2024-02-29 12:00:00Z')
            """);
    }

    @AfterAll
    static void remove() throws Exception {
        if (bed != null) {
            bed.change("delete from canon.receipt where source = 'sheet'");
        }
    }

    @Test
    void workbook_isTheSame_afterLibreOfficeHasOpenedAndWrittenIt() throws Exception {
        Path workbook = folder.resolve("receipts.xlsx");
        assertThat(bed.client()
                        .send(
                                bed.request(
                                                receipts(
                                                        "format",
                                                        "xlsx",
                                                        "filter",
                                                        "source eq 'sheet'",
                                                        "order",
                                                        "entity_key",
                                                        "select",
                                                        "entity_key,customer,document_no,amount,transaction_currency,posting_date,"
                                                                + "source_committed_at"),
                                                bed.all())
                                        .header("Accept-Language", "zh-CN")
                                        .build(),
                                BodyHandlers.ofFile(workbook))
                        .statusCode())
                .isEqualTo(200);

        List<List<String>> opened = table(convert(workbook, "fods", "opened"), 0);
        Path again = convert(convert(workbook, "ods", "ods"), "xlsx", "again");
        Path reopened = convert(again, "fods", "reopened");

        assertThat(opened)
                .containsExactly(
                        opened.get(0),
                        List.of(
                                "string 1",
                                "string 上海纺织机械厂",
                                "string =1+1",
                                "float 1234567.8",
                                "string CNY",
                                "date 2026-01-31",
                                "date 2026-01-31T08:09:10"),
                        List.of(
                                "string 2",
                                "string Société \"L'Œuvre\"",
                                "string 0012",
                                "float -0.05",
                                "string EUR",
                                "date 1999-12-31",
                                "date 1999-12-31T23:59:59"),
                        List.of(
                                "string 3",
                                "",
                                "string two\nlines",
                                "float 12345",
                                "string JPY",
                                "",
                                "date 2026-02-28"),
                        List.of(
                                "string 4",
                                "string 𠮷野家 😀",
                                "string 1e5",
                                "float 123456789012.345",
                                "string KWD",
                                "date 2024-02-29",
                                "date 2024-02-29T12:00:00"));
        assertThat(opened.get(0)).contains("string 单据货币").allMatch(head -> head.startsWith("string "));
        assertThat(table(reopened, 0)).isEqualTo(opened);
        assertThat(table(reopened, 1)).isEqualTo(table(folder.resolve("opened/receipts.fods"), 1));
        assertThat(table(reopened, 1).toString()).contains("string 数据截至", "string all companies", "float 4");
        assertThat(Files.readString(reopened)).contains("table:display-filter-buttons=\"true\"");
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("soffice", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static Path convert(Path file, String ending, String into) throws Exception {
        Path outputs = folder.resolve(into);
        Process process = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        ending,
                        "--outdir",
                        outputs.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Path made = outputs.resolve(file.getFileName().toString().replaceAll("\\.[a-z]+$", "." + ending));
        assertThat(made).as(said).exists();
        return made;
    }

    /** The cells of a sheet of a flat document: their type and value; empty cells at the end of a row are left out. */
    private static List<List<String>> table(Path document, int number) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
        NodeList tables = factory.newDocumentBuilder().parse(document.toFile()).getElementsByTagName("table:table");
        List<List<String>> rows = new ArrayList<>();
        NodeList found = ((Element) tables.item(number)).getElementsByTagName("table:table-row");
        for (int i = 0; i < found.getLength(); i++) {
            List<String> row = new ArrayList<>();
            NodeList cells = ((Element) found.item(i)).getElementsByTagName("table:table-cell");
            for (int j = 0; j < cells.getLength(); j++) {
                Element cell = (Element) cells.item(j);
                String repeated = cell.getAttribute("table:number-columns-repeated");
                int times = repeated.isEmpty() ? 1 : Math.min(MOST_REPEATED, Integer.parseInt(repeated));
                for (int k = 0; k < times; k++) {
                    row.add(value(cell));
                }
            }
            while (!row.isEmpty() && row.get(row.size() - 1).isEmpty()) {
                row.remove(row.size() - 1);
            }
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String value(Element cell) {
        String type = cell.getAttribute("office:value-type");
        return switch (type) {
            case "" -> "";
            case "date" -> "date " + cell.getAttribute("office:date-value").replaceAll("T00:00:00$", "");
            case "float", "currency" -> "float " + cell.getAttribute("office:value");
            default -> {
                List<String> lines = new ArrayList<>();
                NodeList paragraphs = cell.getElementsByTagName("text:p");
                for (int i = 0; i < paragraphs.getLength(); i++) {
                    lines.add(paragraphs.item(i).getTextContent());
                }
                yield type + " " + String.join("\n", lines);
            }
        };
    }
}
