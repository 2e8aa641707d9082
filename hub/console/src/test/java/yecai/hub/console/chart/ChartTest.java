package yecai.hub.console.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class ChartTest {
    private static Bar bar(String label, String... parts) {
        return new Bar(label, List.of(parts).stream().map(BigDecimal::new).toList(), String.join(" ", parts));
    }

    private static Document parse(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(UTF_8)));
    }

    private static double width(Document svg, int bar) {
        return Double.parseDouble(((Element) svg.getElementsByTagName("rect").item(bar)).getAttribute("width"));
    }

    @Test
    void bars_areAsLongAsTheirValues() throws Exception {
        Document svg = parse(new Chart("t", "CNY", List.of(), List.of(bar("a", "100"), bar("b", "50"), bar("c", "0"))));
        assertThat(width(svg, 0)).isEqualTo(400);
        assertThat(width(svg, 1)).isEqualTo(200);
        assertThat(width(svg, 2)).isZero();
    }

    @Test
    void barsBelowZero_goTheOtherWay() throws Exception {
        Document svg = parse(new Chart("t", "", List.of(), List.of(bar("a", "100"), bar("b", "-100"))));
        assertThat(width(svg, 1)).isEqualTo(200);
        Element below = (Element) svg.getElementsByTagName("rect").item(1);
        Element above = (Element) svg.getElementsByTagName("rect").item(0);
        assertThat(Double.parseDouble(below.getAttribute("x")) + 200)
                .isEqualTo(Double.parseDouble(above.getAttribute("x")));
        assertThat(below.getAttribute("class")).contains("below");
    }

    @Test
    void nothing_isDrawnWithoutValues() throws Exception {
        parse(new Chart("t", "", List.of(), List.of(bar("a", "0"), bar("b", "0"))));
    }

    /** A letter is about 7.4 wide, a Chinese sign 13, and a label has 160. */
    @ParameterizedTest
    @CsvSource({
        "3000 bank details of a supplier changed,3000 bank details of…",
        "Unapplied credits,Unapplied credits",
        "材料 供应商银行信息变更及其他事项,材料 供应商银行信息变…"
    })
    void labels_areCutWhereTheirPlaceEnds(String label, String shown) throws Exception {
        Document svg = parse(new Chart("t", "", List.of(), List.of(bar(label, "1"), bar("b", "2"))));
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(shown);
    }

    @Test
    void labels_cannotBecomeMarkup() throws Exception {
        Document svg = parse(new Chart(
                "</title><script>alert(1)</script>",
                "\"><svg onload=alert(1)>",
                List.of("<b>", "s"),
                List.of(bar("<script>alert(1)</script>\u0000", "1", "2"), bar("&amp;", "1", "1"))));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("svg").getLength()).isEqualTo(1);
    }
}
