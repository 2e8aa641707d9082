package yecai.hub.console.chart;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Bars as SVG, made here: the same picture on the page, on paper and as a file. It holds no style and no script, only shapes with
 * classes and, for files, colours of their own. What it shows stands in a table as well.
 *
 * @param title what a screen reader says of it
 * @param series what the parts of bars are; empty where each bar is one thing
 */
public record Chart(String title, String unit, List<String> series, List<Bar> bars) implements Content {
    private static final int WIDTH = 720;
    private static final int LABELS = 170;
    private static final int VALUES = 150;
    private static final int LINE = 28;
    private static final int THICKNESS = 18;
    private static final int LEGEND = 26;
    private static final int GAP = 10;
    private static final List<String> COLOURS =
            List.of("#2f6f8f", "#7a9e3d", "#c78a1d", "#8a5a83", "#b5523b", "#5b6b7b");

    public Chart {
        series = List.copyOf(series);
        bars = List.copyOf(bars);
    }

    private int height() {
        return bars.size() * LINE + (series.isEmpty() ? 0 : LEGEND) + 8;
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent(svg());
    }

    /** The picture. */
    public String svg() {
        StringBuilder svg = new StringBuilder(2_000);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height())
                .append("\" font-family=\"system-ui, sans-serif\" font-size=\"13\"><title>")
                .append(escaped(title + (unit.isEmpty() ? "" : " (" + unit + ")")))
                .append("</title>");
        BigDecimal least = bars.stream().map(Chart::negative).reduce(BigDecimal.ZERO, BigDecimal::min);
        BigDecimal most = bars.stream().map(Chart::positive).reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal span = most.subtract(least);
        double scale = span.signum() == 0 ? 0 : (WIDTH - LABELS - VALUES) / span.doubleValue();
        double zero = LABELS - least.doubleValue() * scale;
        int top = 4;
        for (int i = 0; i < series.size(); i++) {
            legend(svg, i);
        }
        top += series.isEmpty() ? 0 : LEGEND;
        for (Bar bar : bars) {
            draw(svg, bar, top, zero, scale);
            top += LINE;
        }
        svg.append("<line class=\"axis\" x1=\"")
                .append(place(zero))
                .append("\" x2=\"")
                .append(place(zero));
        svg.append("\" y1=\"")
                .append(series.isEmpty() ? 2 : LEGEND)
                .append("\" y2=\"")
                .append(height() - 4);
        return svg.append("\" stroke=\"#8a949e\"/></svg>").toString();
    }

    private void legend(StringBuilder svg, int index) {
        int step = WIDTH / Math.max(series.size(), 1);
        svg.append("<rect class=\"series-").append(index).append("\" x=\"").append(index * step);
        svg.append("\" y=\"4\" width=\"12\" height=\"12\" fill=\"").append(COLOURS.get(index % COLOURS.size()));
        svg.append("\"/><text class=\"label\" x=\"").append(index * step + 18).append("\" y=\"14\" fill=\"#39434d\">");
        svg.append(escaped(series.get(index))).append("</text>");
    }

    private void draw(StringBuilder svg, Bar bar, int top, double zero, double scale) {
        svg.append("<text class=\"label\" text-anchor=\"end\" fill=\"#39434d\" x=\"")
                .append(LABELS - GAP);
        svg.append("\" y=\"")
                .append(top + 14)
                .append("\">")
                .append(escaped(Label.within(bar.label(), LABELS - GAP)))
                .append("</text>");
        double right = zero;
        double left = zero;
        for (int i = 0; i < bar.parts().size(); i++) {
            double length = bar.parts().get(i).doubleValue() * scale;
            double start = length < 0 ? left + length : right;
            svg.append("<rect class=\"series-")
                    .append(i)
                    .append(length < 0 ? " below" : "")
                    .append("\" x=\"");
            svg.append(place(start)).append("\" y=\"").append(top).append("\" width=\"");
            svg.append(place(Math.abs(length)))
                    .append("\" height=\"")
                    .append(THICKNESS)
                    .append("\" fill=\"");
            svg.append(length < 0 ? "#a4372c" : COLOURS.get(i % COLOURS.size())).append("\"><title>");
            svg.append(escaped(bar.label() + (series.isEmpty() ? "" : ", " + series.get(i))))
                    .append("</title></rect>");
            right += Math.max(length, 0);
            left += Math.min(length, 0);
        }
        svg.append("<text class=\"value\" fill=\"#39434d\" x=\"")
                .append(place(right + 8))
                .append("\" y=\"");
        svg.append(top + 14).append("\">").append(escaped(bar.text())).append("</text>");
    }

    private static BigDecimal negative(Bar bar) {
        return bar.parts().stream().map(part -> part.min(BigDecimal.ZERO)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal positive(Bar bar) {
        return bar.parts().stream().map(part -> part.max(BigDecimal.ZERO)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String place(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(character < ' ' || character >= '\uFFFE' ? ' ' : character);
            }
        }
        return safe.toString();
    }
}
