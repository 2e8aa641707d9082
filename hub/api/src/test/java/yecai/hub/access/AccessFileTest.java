package yecai.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.hub.access.AccessState.Mask;
import yecai.hub.access.AccessState.MaskKey;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;
import yecai.sql.error.YecaiException;

final class AccessFileTest {
    private static final String WHOLE = """
        roles:
          finance_reader: {datasets: [finance.*, reporting.sales]}
          nobody: {datasets: []}
        groups:
          closing: [ann, bob]
        principals:
          ann:
            kind: person
            roles: [finance_reader]
            scopes:
              - {company: '1000', until: 2099-01-31, reason: 'year''s end'}
              - {plant: P1, from: 2099-01-01T00:00:00+08:00, reason: r}
              - {cost_center: '*', from: 2001-01-01, reason: r}
          bob: {kind: service, roles: []}
        masks:
          - {column: finance.receipt.customer, role: ann, mask: null, reason: privacy}
          - {column: finance.*.customer, role: finance_reader, mask: hash, reason: privacy}
        labels:
          finance.receipt.customer: personal
        """;

    @Test
    void everySection_isRead() {
        AccessState state = AccessFile.parse("access.yml", WHOLE);
        assertThat(state.roles().get("finance_reader")).containsExactly("finance.*", "reporting.sales");
        assertThat(state.roles().get("nobody")).isEmpty();
        assertThat(state.groups().get("closing")).containsExactly("ann", "bob");
        assertThat(state.principals().get("ann").kind()).isEqualTo("person");
        assertThat(state.principals().get("bob").roles()).isEmpty();
        assertThat(state.masks())
                .containsEntry(
                        new MaskKey(new ColumnKey("finance.receipt", "customer"), "ann"), new Mask("null", "privacy"))
                .containsEntry(
                        new MaskKey(new ColumnKey("finance.*", "customer"), "finance_reader"),
                        new Mask("hash", "privacy"));
        assertThat(state.labels()).containsEntry(new ColumnKey("finance.receipt", "customer"), "personal");
    }

    @Test
    void terms_areInUtc_andABeginningThatHasPassedIsNone() {
        AccessState state = AccessFile.parse("access.yml", WHOLE);
        assertThat(state.scopes())
                .containsEntry(
                        new ScopeKey("ann", "company", "1000"), new ScopeTerm("", "2099-01-31 00:00:00", "year's end"))
                .containsEntry(new ScopeKey("ann", "plant", "P1"), new ScopeTerm("2098-12-31 16:00:00", "", "r"))
                .containsEntry(new ScopeKey("ann", "cost_center", "*"), new ScopeTerm("", "", "r"));
    }

    @Test
    void whatIsWritten_isReadAsTheSame() {
        AccessState state = AccessFile.parse("access.yml", WHOLE);
        assertThat(AccessFile.parse("again.yml", AccessText.of(state))).isEqualTo(state);
    }

    @Test
    void writerRole_isGivenWithoutADeclaration() {
        AccessState state = AccessFile.parse(
                "access.yml", WHOLE.replace("roles: [finance_reader]", "roles: [finance_reader, finance_writer]"));
        assertThat(state.principals().get("ann").roles()).containsExactly("finance_reader", "finance_writer");
        assertThat(state.roles()).doesNotContainKey("finance_writer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "finance.*, reporting.sales | canon.receipt       | canon.receipt",
                "finance.*, reporting.sales | finance.Receipt     | finance.Receipt",
                "nobody:                    | No-body:            | No-body",
                "roles: [finance_reader]    | roles: [no_such]    | no_such",
                "kind: person               | kind: robot         | robot",
                "company: '1000'            | county: '1000'      | needs one of company",
                "until: 2099-01-31          | until: soon         | soon",
                "until: 2099-01-31          | til: 2099-01-31     | til",
                "plant: P1, from: 2099-01-01T00:00:00+08:00 | company: '1000' | twice",
                "mask: hash                 | mask: blur          | blur",
                "column: finance.*.customer | column: customer    | schema.view.column",
                "customer: personal         | customer: secret    | secret",
                "labels:                    | tables:             | tables",
            })
    void mistakes_areNamedWithFileAndLine(String good, String bad, String named) {
        assertThat(WHOLE).contains(good);
        assertThatThrownBy(() -> AccessFile.parse("access.yml", WHOLE.replace(good, bad)))
                .isInstanceOf(YecaiException.class)
                .hasMessageMatching("(?s)access\\.yml:\\d+.*")
                .hasMessageContaining(named);
    }
}
