package yecai.tests.scenario;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A CSV file that says what a finance view shows of a company: its first line names columns, the others are the rows, in any
 * order. The file's name is the view's, and for a function {@code name@date} or {@code name@text}, with further arguments {@code name@date@text@text}; a view that is not finance's has its
 * schema before it. Numbers may have more digits than are expected;
 * texts lose the company that they begin with.
 */
record ExpectedView(String view, List<String> columns, List<List<String>> rows) {
    static ExpectedView read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<List<String>> rows = lines.subList(1, lines.size()).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        String name = file.getFileName().toString().replace(".csv", "");
        return new ExpectedView(name, List.of(lines.get(0).split(",")), rows);
    }

    /** Returns one line of text for every row that is missing or too many. */
    List<String> differences(ReadViews finance, String company) throws SQLException {
        return differences(read(finance, company));
    }

    /** The same of rows that were read. */
    List<String> differences(List<List<String>> found) {
        List<List<String>> left = new ArrayList<>(found);
        List<String> differences = new ArrayList<>();
        for (List<String> row : rows) {
            if (!removeLike(left, row)) {
                differences.add(view + " lacks     " + row);
            }
        }
        left.forEach(row -> differences.add(view + " shows too " + row));
        return differences;
    }

    private String from() {
        int at = view.indexOf('@');
        String name = view.indexOf('.') < 0 ? "finance." + view : view;
        return at < 0
                ? name
                : "finance." + view.substring(0, at)
                        + (view.substring(at + 1).matches("\\d{4}-\\d{2}-\\d{2}(@.*)?") ? "(date '" : "('")
                        + view.substring(at + 1).replace("@", "', '") + "')";
    }

    private List<List<String>> read(ReadViews finance, String company) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        for (Map<String, String> row : finance.of(company, from())) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                if (!row.containsKey(column)) {
                    throw new IllegalArgumentException(view + " has no column " + column);
                }
                String cell = row.get(column);
                cells.add(cell == null ? "" : cell.replaceFirst("^(\\{?)" + company + "-", "$1"));
            }
            found.add(cells);
        }
        return found;
    }

    private static boolean removeLike(List<List<String>> left, List<String> wanted) {
        for (int i = 0; i < left.size(); i++) {
            if (isLike(left.get(i), wanted)) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean isLike(List<String> found, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!isLike(found.get(i), wanted.get(i))) {
                return false;
            }
        }
        return found.size() == wanted.size();
    }

    // 37.777... is expected as 37.78: what is shown may be off by half of the last expected digit, and no figure of
    // money
    // that the ERP stored in cents can hide in that.
    private static boolean isLike(String found, String wanted) {
        if (found.equals(wanted)) {
            return true;
        }
        if (!isNumber(found) || !isNumber(wanted)) {
            return false;
        }
        BigDecimal expected = new BigDecimal(wanted);
        BigDecimal tolerance =
                BigDecimal.ONE.movePointLeft(Math.max(2, expected.scale())).divide(BigDecimal.valueOf(2));
        return new BigDecimal(found).subtract(expected).abs().compareTo(tolerance) < 0;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]+([.][0-9]+)?");
    }
}
