package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Requests, approvals, emergencies and reviews. Refused: self-approval, a group's, a replayed or expired one. */
class RequestsIT {
    private static final String COUNT = "select count(*) from finance.receipt";
    private static EmbeddedHub hub;

    @BeforeAll
    static void people() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount) values ('t', '1', 'C1', 1)
                """);
        for (String person : new String[] {"app_bea", "app_carl", "app_dave"}) {
            hub.run(
                    "postgres",
                    "create role " + person + " login; grant yecai_approver to " + person
                            + "; grant connect on database " + hub.database() + " to " + person);
        }
        hub.run(
                "postgres",
                "create role req_dba login; grant yecai_dba to req_dba; grant connect on database " + hub.database()
                        + " to req_dba");
    }

    private static String request(Reader reader) throws SQLException {
        return reader.list("select hub.request_access('" + reader.name()
                        + "', 'company', 'C1', now() + interval '30 days', 'month end')")
                .get(0);
    }

    private static String approve(String approver, String request) throws SQLException {
        return hub.list(approver, "select hub.approve_access(" + request + ", 'fine')")
                .get(0);
    }

    @Test
    void twoApprovals_thenUse_openTheRows_once() throws Exception {
        Reader reader = Reader.add(hub, "req_ann", "finance_reader");
        String request = request(reader);

        assertThat(approve("app_bea", request)).isEqualTo("waiting for 1 more");
        assertThat(reader.list(COUNT)).containsExactly("0");
        assertThat(approve("app_carl", request)).isEqualTo("approved");
        assertThat(reader.list(COUNT)).containsExactly("0");
        reader.list("select hub.use_request(" + request + ")");
        assertThat(reader.list(COUNT)).containsExactly("1");
        assertThatThrownBy(() -> reader.list("select hub.use_request(" + request + ")"))
                .hasMessageContaining("it is used");
    }

    @Test
    void selfApproval_isRefusedAndAudited() throws Exception {
        Reader reader = Reader.add(hub, "req_self", "finance_reader");
        hub.run("postgres", "grant yecai_approver to req_self");
        String request = request(reader);

        assertThat(approve(reader.login(), request)).startsWith("refused: req_self is the requester");
        assertThat(hub.list(
                        "postgres",
                        "select detail ->> 'why' from hub.audit where action = 'refuse_approval'"
                                + " and subject = 'req_self'"))
                .hasSize(1);
        hub.run("postgres", "revoke yecai_approver from req_self");
    }

    @Test
    void approvalByAColleagueOrByTheirGroup_isRefused() throws Exception {
        Reader reader = Reader.add(hub, "req_team", "finance_reader");
        hub.run("postgres", "select hub.set_group('controlling', '{req_team,app_dave}')");
        hub.run("postgres", "select hub.set_group('app_carl', '{req_team}')");
        String request = request(reader);

        assertThat(approve("app_dave", request)).startsWith("refused:").contains("in a group with");
        assertThat(approve("app_carl", request)).startsWith("refused:");
        assertThat(approve("app_bea", request)).isEqualTo("waiting for 1 more");
        hub.run("postgres", "select hub.set_group('controlling', '{}'); select hub.set_group('app_carl', '{}')");
    }

    @Test
    void requestForAnotherPrincipal_isNotApprovedByThatPrincipal() throws Exception {
        Reader.add(hub, "req_forme", "finance_reader");
        hub.run("postgres", "grant yecai_approver to req_forme");
        String request = hub.list(
                        "req_dba",
                        "select hub.request_access('req_forme', 'company', 'C1', now() + interval '1 day', 'why')")
                .get(0);

        assertThat(approve("req_forme_login", request)).startsWith("refused: req_forme is whom it is for");
        hub.run("postgres", "revoke yecai_approver from req_forme");
    }

    @Test
    void replayedApproval_isRefused() throws Exception {
        String request = request(Reader.add(hub, "req_replay", "finance_reader"));

        assertThat(approve("app_bea", request)).isEqualTo("waiting for 1 more");
        assertThat(approve("app_bea", request)).isEqualTo("refused: app_bea has approved it already");
    }

    @Test
    void requestsAndApprovals_lapse() throws Exception {
        Reader reader = Reader.add(hub, "req_late", "finance_reader");
        String late = request(reader);
        hub.run("postgres", "update hub.access_request set open_until = now() where request = " + late);
        assertThat(approve("app_bea", late)).isEqualTo("refused: the request has lapsed");

        String unused = request(reader);
        approve("app_bea", unused);
        approve("app_carl", unused);
        hub.run("postgres", "update hub.access_request set use_before = now() where request = " + unused);
        assertThatThrownBy(() -> reader.list("select hub.use_request(" + unused + ")"))
                .hasMessageContaining("its approval has lapsed");
        assertThat(hub.list("req_dba", "select hub.lapse_access()")).containsExactly("2");
        assertThat(hub.list("req_dba", "select state from hub.access_request where principal = 'req_late'"))
                .containsOnly("lapsed");
    }

    @Test
    void requestNeedsAReasonAndAnEnd_withinTheLongest() throws Exception {
        Reader reader = Reader.add(hub, "req_rules", "finance_reader");

        for (String arguments : new String[] {
            "null, 'why'",
            "now() + interval '2 years', 'why'",
            "now() - interval '1 day', 'why'",
            "now() + interval '1 day', ' '"
        }) {
            assertThatThrownBy(() ->
                            reader.list("select hub.request_access('req_rules', 'company', 'C1', " + arguments + ")"))
                    .hasMessageContaining("is refused");
        }
    }

    @Test
    void rejectedAndCancelledRequests_cannotBeUsed() throws Exception {
        Reader reader = Reader.add(hub, "req_no", "finance_reader");
        String rejected = request(reader);
        String cancelled = request(reader);
        assertThat(hub.list("app_bea", "select hub.reject_access(" + rejected + ", 'not needed')"))
                .containsExactly("rejected");
        reader.list("select hub.cancel_request(" + cancelled + ")");

        assertThat(approve("app_carl", rejected)).isEqualTo("refused: the request is rejected");
        assertThatThrownBy(() -> reader.list("select hub.use_request(" + cancelled + ")"))
                .hasMessageContaining("it is cancelled");
    }

    @Test
    void renewal_goesThroughApprovalAgain() throws Exception {
        Reader reader = Reader.add(hub, "req_renew", "finance_reader");
        String scope = hub.list(
                        "postgres",
                        "select hub.grant_access('req_renew', 'company', 'C1', now() + interval '1 day', 'test')")
                .get(0);
        String renewal = reader.list(
                        "select hub.renew_access(" + scope + ", now() + interval '60 days', 'still on it')")
                .get(0);
        approve("app_bea", renewal);
        approve("app_carl", renewal);
        reader.list("select hub.use_request(" + renewal + ")");

        assertThat(hub.list(
                        "req_dba",
                        "select count(*) from hub.scope where principal = 'req_renew' and valid_to > now()"
                                + " + interval '50 days'"))
                .containsExactly("1");
    }

    @Test
    void emergency_isImmediateShortAudited_andLapsesUnlessReviewed() throws Exception {
        Reader reader = Reader.add(hub, "req_fire", "finance_reader");
        assertThatThrownBy(() -> hub.list(
                        "app_bea", "select hub.emergency_access('req_fire', 'company', 'C1', '2 days', 'fire')"))
                .hasMessageContaining("4 hours");

        hub.list("app_bea", "select hub.emergency_access('req_fire', 'company', 'C1', '1 hour', 'fire')");
        assertThat(reader.list(COUNT)).containsExactly("1");
        assertThat(hub.list("req_dba", "select count(*) from hub.audit where action = 'emergency_access'"))
                .containsExactly("1");
        assertThat(hub.list("req_dba", "select count(*) from hub.access_review_item where decision is null"))
                .allMatch(open -> Integer.parseInt(open) > 0);
    }

    @Test
    void emergency_isBoundedInAbsoluteTime_whateverTheIntervalAddsUpTo() throws Exception {
        Reader reader = Reader.add(hub, "req_forever", "finance_reader");

        for (String lasts : new String[] {
            "12000 mons -360000 days 1 hour",
            "-1 days 27 hours",
            "1 month -29 days -20:30:00",
            "4 hours 1 second",
            "-1 hour"
        }) {
            assertThatThrownBy(() -> emergency("app_bea", reader, lasts))
                    .as(lasts)
                    .hasMessageContaining("4 hours at most");
        }
        assertThat(reader.list(COUNT)).containsExactly("0");
    }

    @Test
    void emergency_isNotForOneselfNorForAColleague() throws Exception {
        Reader self = Reader.add(hub, "req_hero", "finance_reader");
        Reader colleague = Reader.add(hub, "req_mate", "finance_reader");
        hub.run("postgres", "grant yecai_approver to req_hero; select hub.set_group('heroes', '{req_hero,req_mate}')");

        for (Reader reader : new Reader[] {self, colleague}) {
            assertThatThrownBy(() -> emergency(self.login(), reader, "1 hour"))
                    .hasMessageContaining("ask another approver");
        }
        hub.run("postgres", "revoke yecai_approver from req_hero");
    }

    @Test
    void emergencies_ofADay_lastTogetherNoLongerThanOne() throws Exception {
        Reader reader = Reader.add(hub, "req_again", "finance_reader");
        emergency("app_bea", reader, "3 hours");
        emergency("app_carl", reader, "59 minutes");

        assertThatThrownBy(() -> emergency("app_dave", reader, "2 minutes")).hasMessageContaining("file a request");
        hub.run(
                "postgres",
                "update hub.access_request set requested_at = requested_at - interval '1 day',"
                        + " valid_to = valid_to - interval '1 day' where principal = 'req_again'");
        emergency("app_dave", reader, "4 hours");
    }

    private static void emergency(String approver, Reader reader, String lasts) throws SQLException {
        hub.list(
                approver,
                "select hub.emergency_access('" + reader.name() + "', 'company', 'C1', '" + lasts + "', 'fire')");
    }

    @Test
    void approvedRequest_isUsedByWhomItIsForOrADba_andByNobodyElse() throws Exception {
        Reader reader = Reader.add(hub, "req_mine", "finance_reader");
        Reader other = Reader.add(hub, "req_thief", "finance_reader");
        String request = request(reader);
        approve("app_bea", request);
        approve("app_carl", request);

        for (String stranger : new String[] {other.login(), "app_bea"}) {
            assertThatThrownBy(() -> hub.list(stranger, "select hub.use_request(" + request + ")"))
                    .hasMessageContaining("cannot be used by");
        }
        assertThat(reader.list(COUNT)).containsExactly("0");
        hub.list("req_dba", "select hub.use_request(" + request + ")");
        assertThat(reader.list(COUNT)).containsExactly("1");
        assertThat(hub.list(
                        "postgres",
                        "select actor from hub.audit where action = 'grant_scope' and detail ->> 'request' = '"
                                + request + "'"))
                .containsExactly("req_dba");
    }

    @Test
    void review_confirmsOrRevokes_andWhatIsNotConfirmedLapses() throws Exception {
        Reader kept = Reader.add(hub, "rev_kept", "finance_reader").grant("company", "C1");
        Reader dropped = Reader.add(hub, "rev_dropped", "finance_reader").grant("company", "C1");
        Reader silent = Reader.add(hub, "rev_silent", "finance_reader").grant("company", "C1");
        String review = hub.list("req_dba", "select hub.open_review('quarter')").get(0);

        assertThat(decide("app_bea", review, kept, true)).isEqualTo("confirmed");
        assertThat(decide("app_bea", review, dropped, false)).isEqualTo("revoked");
        hub.run("postgres", "grant yecai_approver to rev_silent");
        assertThat(decide(silent.login(), review, silent, true)).startsWith("refused:");
        hub.run("postgres", "revoke yecai_approver from rev_silent");
        hub.run("postgres", "update hub.access_review set due_at = now() where review = " + review);
        hub.list("req_dba", "select hub.lapse_access()");

        assertThat(kept.list(COUNT)).containsExactly("1");
        assertThat(dropped.list(COUNT)).containsExactly("0");
        assertThat(silent.list(COUNT)).containsExactly("0");
    }

    private static String decide(String who, String review, Reader reader, boolean confirm) throws SQLException {
        String scope = hub.list("postgres", "select scope from hub.scope where principal = '" + reader.name() + "'")
                .get(0);
        return hub.list(who, "select hub.decide_review(" + review + ", " + scope + ", " + confirm + ", 'looked')")
                .get(0);
    }

    @Test
    void readers_mayAskButNotApproveOrGrant() throws Exception {
        Reader reader = Reader.add(hub, "req_bold", "finance_reader");
        String request = request(reader);

        for (String attempt : new String[] {
            "select hub.approve_access(" + request + ")",
            "select hub.grant_access('req_bold', 'company', '*', null, 'mine')",
            "select hub.emergency_access('req_bold', 'company', '*', '1 hour', 'mine')",
            "update hub.access_request set state = 'approved'",
            "select hub.file_request('req_bold', 'company', '*', now() + interval '1 day', 'mine', null)"
        }) {
            assertThatThrownBy(() -> reader.list(attempt)).as(attempt).hasMessageContaining("permission denied");
        }
    }
}
