package yecai.hub.dataset.output;

import yecai.hub.dataset.Language;

/** What a workbook says of itself, in the languages of the dictionary. */
enum WorkbookText {
    DATA("Data", "数据"),
    ABOUT("About", "说明"),
    DATASET("Dataset", "数据集"),
    AS_OF("As of", "数据截至"),
    SCOPE("Scope", "可见范围"),
    ROWS("Rows", "行数"),
    LIMIT_REACHED("Rows end at the limit that was asked for; there may be more", "行数已达所要求的上限，可能还有更多"),
    ALL_ROWS("All rows that were asked for", "已包含所要求的全部行"),
    ASKED("Asked for", "查询条件"),
    CHANGED("Cells that are not exactly their values (coloured in the data)", "与原值不完全相同的单元格（数据中已着色）"),
    NUMBER_OF_CELLS("Number of cells", "单元格数"),
    FIRST_PLACES("The first of them", "其中前若干处"),
    SHEET("Sheet", "工作表"),
    ROW("Row", "行"),
    COLUMN("Column", "列"),
    NAME("Name", "名称"),
    CURRENCY("Currency in", "货币列"),
    MEANING("Meaning", "含义");

    private final String english;
    private final String chinese;

    WorkbookText(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String in(Language language) {
        return language == Language.ZH ? chinese : english;
    }
}
