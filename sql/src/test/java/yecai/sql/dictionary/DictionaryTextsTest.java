package yecai.sql.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class DictionaryTextsTest {
    private final DictionaryTexts texts = DictionaryTexts.of(List.of(
            "company = Company code. | 公司代码。",
            "canon.receipt = Money received. | 已收款项。",
            "finance.receipt = Receipts. | 收款。",
            "finance.receipt.company = Company that received it. | 收款公司。"));

    @Test
    void column_isDescribedByItsFullNameFirst() {
        assertThat(texts.find("finance.receipt.company", "column")).contains("Company that received it. | 收款公司。");
        assertThat(texts.find("canon.receipt.company", "column")).contains("Company code. | 公司代码。");
        assertThat(texts.find("canon.receipt.unknown", "column")).isEmpty();
    }

    @Test
    void viewOfMart_isDescribedAsWhatItBelongsTo() {
        assertThat(texts.find("mart.receipt", "view")).contains("Money received. | 已收款项。");
        assertThat(texts.find("mart.receipt_scoped", "view").orElseThrow()).startsWith("The rows of the reader's");
        assertThat(texts.find("mart.receipt_all", "view").orElseThrow()).startsWith("All rows");
        assertThat(texts.find("mart.receipt_narrow", "view").orElseThrow()).contains("narrowed further");
        assertThat(texts.find("mart.finance__receipt_all.company", "column"))
                .contains("Company that received it. | 收款公司。");
    }

    @Test
    void table_isNotDescribedByAColumnOfItsName() {
        assertThat(texts.find("canon.company", "table")).isEmpty();
    }

    @Test
    void line_withoutBothLanguages_isRefusedByName() {
        assertThatThrownBy(() -> DictionaryTexts.of(List.of("company = Company code.")))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("company = Company code.");
    }
}
