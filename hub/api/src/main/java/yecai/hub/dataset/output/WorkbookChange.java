package yecai.hub.dataset.output;

import yecai.hub.dataset.Language;

/** How a cell of a workbook differs from the value that it is for. */
enum WorkbookChange {
    NUMBER_AS_TEXT(
            "A number of more digits than a spreadsheet keeps (15), or none that it knows, as a text",
            "位数超过电子表格可保留的 15 位或其不认识的数值，以文本保存"),
    DATE_AS_TEXT(
            "A date or time beyond the spreadsheet's calendar (1900-03-01 to 9999-12-31) as a text",
            "超出电子表格日历（1900-03-01 至 9999-12-31）的日期或时间，以文本保存"),
    TEXT_CUT("A text cut at the 32,767 characters of a cell; it ends with …", "文本超过单元格的 32,767 个字符，已截断并以 … 结尾"),
    CHARACTER_REPLACED(
            "A text with characters that a workbook cannot hold, each replaced by \uFFFD",
            "文本含工作簿无法保存的字符，均以 \uFFFD 代替");

    private final String english;
    private final String chinese;

    WorkbookChange(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String in(Language language) {
        return language == Language.ZH ? chinese : english;
    }
}
