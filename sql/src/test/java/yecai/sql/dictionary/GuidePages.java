package yecai.sql.dictionary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.dictionary.DatasetExamples.Example;
import yecai.sql.text.Resources;

/** The pages of ops/guides/views: each published view and function with its meaning, formula, example and columns. */
final class GuidePages {
    /** A parameter or column of a view or function, in its place. */
    record Part(String dataset, boolean isFunction, boolean isParameter, String name, String type, String initial) {}

    /** The pages, in the order of the index, by the folder of views that they are made of. */
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("receivables", "Receivables | 应收");
        TITLES.put("sales", "Sales: orders, deliveries, invoices | 销售：订单、发货、发票");
        TITLES.put("buying", "Buying and payables | 采购与应付");
        TITLES.put("payments", "Payments to suppliers | 付款");
        TITLES.put("cost", "Production cost and work in progress | 生产成本与在制品");
        TITLES.put("stock", "Stock | 存货");
        TITLES.put("bank", "Bank | 银行");
        TITLES.put("ledger", "Ledger and reconciliation | 总账与核对");
        TITLES.put("group", "The group: rates, translation, eliminations | 集团：汇率、折算、抵销");
        TITLES.put("master", "Master data | 主数据");
        TITLES.put("control", "Control: freshness, totals, codes | 控制：时效、控制总数、代码");
        TITLES.put("quality", "Quality of the data | 数据质量");
        TITLES.put("production", "For production | 生产部门");
        TITLES.put("reporting", "Aggregates that name nobody | 汇总（不含个人与客户）");
        TITLES.put("writing", "What finance writes | 财务写入");
    }

    private final DictionaryTexts dictionary = DictionaryTexts.read();
    private final DictionaryTexts functions = DictionaryTexts.of(Resources.lines("dictionary/functions.txt"));
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private final boolean chinese;

    private GuidePages(List<Part> parts, boolean chinese) {
        parts.forEach(part -> this.parts
                .computeIfAbsent(part.dataset(), name -> new ArrayList<>())
                .add(part));
        this.chinese = chinese;
    }

    /** Returns the text of each page by its file's name, of what a hub has published. */
    static Map<String, String> of(List<Part> parts) {
        Map<String, String> pages = new LinkedHashMap<>();
        for (boolean chinese : List.of(false, true)) {
            pages.putAll(new GuidePages(parts, chinese).pages());
        }
        return pages;
    }

    private Map<String, String> pages() {
        Map<String, List<Example>> groups = new LinkedHashMap<>();
        TITLES.keySet().forEach(title -> groups.put(title, new ArrayList<>()));
        Map<String, String> folders = folders();
        DatasetExamples.read()
                .forEach(example -> groups.get(folders.getOrDefault(example.dataset(), "writing"))
                        .add(example));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(file("README"), index(groups));
        groups.forEach((group, examples) -> pages.put(file(group), page(group, examples)));
        return pages;
    }

    /** The folder of each view's file below that of its schema, or its schema. */
    private static Map<String, String> folders() {
        Map<String, String> folders = new HashMap<>();
        for (String line : Resources.lines("views/order.txt")) {
            String[] names = line.split("/");
            folders.put(names[0] + "." + names[names.length - 1], names[names.length - 2]);
        }
        return folders;
    }

    private String index(Map<String, List<Example>> groups) {
        StringBuilder text = new StringBuilder("# " + word("Views and functions, one by one | 逐个视图与函数") + "\n\n");
        text.append(word("[中文](README.zh-CN.md) | [English](README.md)"))
                .append(" · ")
                .append(word("[glossary](../glossary.md) | [术语表](../glossary.zh-CN.md)"))
                .append(" · ")
                .append(word("[connecting a tool](../connect.md) | [连接工具](../connect.zh-CN.md)"))
                .append("\n\n")
                .append(word("Each has its meaning, how its figures are computed, a statement that you can run, and its"
                        + " columns. The same texts are in the database: `select * from finance.dictionary`. Every"
                        + " reader sees the rows of the companies granted to him. These pages are made from the"
                        + " dictionary by `GuidePagesIT`: change that, not them. |"
                        + " 每个视图与函数均列出含义、数字的计算方法、可直接运行的语句和各列。同样的说明也在数据库中：`select * from"
                        + " finance.dictionary`。每位读者只看到授权给他的公司的行。本组页面由 `GuidePagesIT` 根据数据字典生成：请修改字典，而非页面。"))
                .append("\n\n| ")
                .append(word("page | 页面"))
                .append(" | ")
                .append(word("holds | 内容"))
                .append(" |\n|---|---|\n");
        groups.forEach((group, examples) -> text.append("| [")
                .append(word(TITLES.get(group)))
                .append("](")
                .append(file(group))
                .append(") | ")
                .append(String.join(
                        ", ",
                        examples.stream().map(e -> "`" + e.dataset() + "`").toList()))
                .append(" |\n"));
        return text.toString();
    }

    private String page(String group, List<Example> examples) {
        StringBuilder text = new StringBuilder("# " + word(TITLES.get(group)) + "\n\n");
        text.append(chinese ? "[English](" + group + ".md)" : "[中文](" + group + ".zh-CN.md)")
                .append(" · [")
                .append(word("all views | 全部视图"))
                .append("](")
                .append(file("README"))
                .append(")\n\n| ")
                .append(word("view or function | 视图或函数"))
                .append(" | ")
                .append(word("meaning | 含义"))
                .append(" |\n|---|---|\n");
        for (Example example : examples) {
            text.append("| [`%s`](#%s) | %s |%n"
                    .formatted(example.dataset(), example.dataset().replace(".", ""), cell(word(meaning(example)))));
        }
        examples.forEach(example -> section(text, example));
        return text.toString();
    }

    private void section(StringBuilder text, Example example) {
        List<Part> all = parts.getOrDefault(example.dataset(), List.of());
        text.append("\n## ")
                .append(example.dataset())
                .append("\n\n")
                .append(prose(word(meaning(example))))
                .append("\n\n");
        example.formula()
                .ifPresent(formula -> text.append("**")
                        .append(word("How it is computed: | 计算方法："))
                        .append("** ")
                        .append(prose(word(formula)))
                        .append("\n\n"));
        text.append("```sql\n").append(example.sql()).append("\n```\n");
        table(
                text,
                word("parameter | 参数"),
                all.stream().filter(Part::isParameter).toList());
        table(
                text,
                word("column | 列"),
                all.stream().filter(part -> !part.isParameter()).toList());
    }

    private void table(StringBuilder text, String head, List<Part> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append("\n| ")
                .append(head)
                .append(word(" | type | meaning |\n|---|---|---|\n", " | 类型 | 含义 |\n|---|---|---|\n"));
        for (Part part : rows) {
            String type = part.initial() == null ? part.type() : part.type() + " = " + part.initial();
            text.append("| `")
                    .append(part.name())
                    .append("` | ")
                    .append(cell(type))
                    .append(" | ");
            text.append(cell(word(meaning(part)))).append(" |\n");
        }
    }

    private String meaning(Example example) {
        return dictionary
                .find(example.dataset(), "view")
                .orElseThrow(() -> new AssertionError("no meaning of " + example.dataset()));
    }

    private String meaning(Part part) {
        String name = part.dataset() + "." + part.name();
        if (part.isFunction()) {
            for (DictionaryTexts texts : List.of(functions, dictionary)) {
                var own = texts.find(name, "parameter");
                if (own.isPresent()) {
                    return own.get();
                }
            }
            var shared = functions.find(name, "column");
            if (shared.isPresent()) {
                return shared.get();
            }
        }
        return dictionary
                .find(name, "column")
                .orElseThrow(() -> new AssertionError(
                        "say what " + name + " means: a line in dictionary/functions.txt or columns.txt"));
    }

    private String file(String name) {
        return name + (chinese ? ".zh-CN.md" : ".md");
    }

    private String word(String both) {
        String[] languages = both.split(" \\| ", 2);
        return languages[chinese ? 1 : 0];
    }

    private String word(String english, String inChinese) {
        return chinese ? inChinese : english;
    }

    private static String prose(String text) {
        return text.replace("*", "\\*").replace("<", "&lt;");
    }

    private static String cell(String text) {
        return prose(text).replace("|", "\\|");
    }
}
