package yecai.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AccessDiffTest {
    private static final String BASE = """
        roles:
          finance_reader: {datasets: [finance.receipt]}
        principals:
          ann:
            kind: person
            roles: [finance_reader]
            scopes:
              - {company: '1000', until: 2099-01-31, reason: r}
        """;

    private static AccessState state(String text) {
        return AccessFile.parse("access.yml", text);
    }

    private static List<String> sql(String wanted, String live) {
        return AccessDiff.between(state(wanted), state(live), Map.of()).stream()
                .map(Change::sql)
                .toList();
    }

    @Test
    void equalStates_needNothing() {
        assertThat(sql(BASE, BASE)).isEmpty();
    }

    @Test
    void anEmptyHub_getsRolesThenPrincipalsThenScopes() {
        assertThat(sql(BASE, "{roles: {}, principals: {}}"))
                .containsExactly(
                        "select hub.add_reader_role('finance_reader');",
                        "select hub.grant_dataset('finance_reader', 'finance.receipt');",
                        "select hub.add_principal('ann', 'person', array['finance_reader']::text[]);",
                        "select hub.grant_access('ann', 'company', '1000', '2099-01-31 00:00:00+00', 'r');");
    }

    @Test
    void anotherTerm_isRevokedAndGrantedAgain_andAnotherReasonIsNot() {
        assertThat(sql(BASE.replace("2099-01-31", "2099-02-28"), BASE))
                .containsExactly(
                        "select hub.revoke_access('ann', 'company', '1000', 'declared access');",
                        "select hub.grant_access('ann', 'company', '1000', '2099-02-28 00:00:00+00', 'r');");
        assertThat(sql(BASE.replace("reason: r", "reason: other"), BASE)).isEmpty();
    }

    @Test
    void aLaterBeginning_isTheLastArgument() {
        assertThat(sql(BASE.replace("until: 2099-01-31", "from: 2098-01-01"), "{roles: {}, principals: {}}"))
                .last()
                .isEqualTo("select hub.grant_access('ann', 'company', '1000', null, 'r', '2098-01-01 00:00:00+00');");
    }

    @Test
    void textsOfTheFile_areLiterals() {
        assertThat(sql(
                        BASE.replace("'1000'", "'x''; drop table hub.scope; --'")
                                .replace("reason: r", "reason: 'a\\b'"),
                        BASE))
                .contains("select hub.grant_access('ann', 'company', 'x''; drop table hub.scope; --',"
                        + " '2099-01-31 00:00:00+00',  E'a\\\\b');");
    }

    @Test
    void additions_comeBeforeRemovals() {
        String wanted = BASE.replace("finance.receipt", "finance.payment").replace("ann:", "bob:");
        assertThat(sql(wanted, BASE))
                .containsExactly(
                        "select hub.grant_dataset('finance_reader', 'finance.payment');",
                        "select hub.add_principal('bob', 'person', array['finance_reader']::text[]);",
                        "select hub.grant_access('bob', 'company', '1000', '2099-01-31 00:00:00+00', 'r');",
                        "select hub.drop_principal('ann', 'declared access');",
                        "select hub.revoke_dataset('finance_reader', 'finance.receipt', 'declared access');");
    }

    @Test
    void aRemovedPrincipal_removesItsLogins_andADryRunDoesNeither() {
        List<Change> changes = AccessDiff.between(
                state("{roles: {finance_reader: {datasets: [finance.receipt]}}, principals: {}}"),
                state(BASE),
                Map.of("ann", List.of("ann_1", "ann_2")));
        assertThat(changes)
                .extracting(Change::sql)
                .containsExactly(
                        "select hub.drop_login('ann_1');",
                        "select hub.drop_login('ann_2');",
                        "select hub.drop_principal('ann', 'declared access');");
        assertThat(changes).noneMatch(Change::isTried);
        assertThat(changes).extracting(Change::principal).containsOnly("ann");
    }

    @Test
    void masksLabelsAndGroups_areSetAndCleared() {
        String more = BASE + """
            groups:
              closing: [ann]
            masks:
              - {column: finance.receipt.customer, role: ann, mask: hash, reason: why}
            labels:
              finance.receipt.customer: personal
            """;
        assertThat(sql(more, BASE))
                .containsExactly(
                        "select hub.set_mask('finance.receipt', 'customer', 'ann', 'hash', 'why');",
                        "select hub.set_label('finance.receipt', 'customer', 'personal');",
                        "select hub.set_group('closing', array['ann']::text[]);");
        assertThat(sql(BASE, more))
                .containsExactly(
                        "select hub.clear_mask('finance.receipt', 'customer', 'ann', 'declared access');",
                        "select hub.set_label('finance.receipt', 'customer', null);",
                        "select hub.set_group('closing', array[]::text[]);");
    }
}
