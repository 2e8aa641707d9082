package yecai.hub.dataset.output;

/** How a cell of a workbook differs from the value that it is for. */
enum WorkbookChange {
    NUMBER_AS_TEXT("A number of more digits than a spreadsheet keeps (15), or none that it knows, as a text"),
    DATE_AS_TEXT("A date or time beyond the spreadsheet's calendar (1900-03-01 to 9999-12-31) as a text"),
    TEXT_CUT("A text cut at the 32,767 characters of a cell; it ends with …"),
    CHARACTER_REPLACED("A text with characters that a workbook cannot hold, each replaced by \uFFFD");

    private final String text;

    WorkbookChange(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
