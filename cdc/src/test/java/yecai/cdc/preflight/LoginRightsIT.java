package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.sql.Waiting;

/** What the capture's login may do beyond what is needed is named, and nothing once it is taken away. */
final class LoginRightsIT {
    private ShopBed bed;
    private String user;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        user = bed.settings().erp().user();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @Test
    void whatIsGrantedBeyondTheCapturedTables_isNamed() throws SQLException {
        assertThat(Preflight.excessRights(bed.settings(), false)).isEmpty();

        bed.erp("create table salary (id integer primary key, amount numeric); create table bonus (id integer);"
                + " grant select (amount) on salary to " + user + "; grant select on bonus to " + user
                + "; grant update on client to " + user + "; create role erp_clerk; grant erp_clerk to " + user
                + "; alter role " + user + " createdb");
        try {
            List<String> excess = Preflight.excessRights(bed.settings(), false);
            assertThat(excess).hasSize(4).allMatch(sentence -> sentence.contains(user));
            assertThat(excess.get(0)).contains("may create databases", "nocreatedb");
            assertThat(excess.get(1)).contains("member of erp_clerk", "revoke erp_clerk from " + user);
            assertThat(excess.get(2))
                    .contains("may read 2 tables or views that are not captured, such as public.bonus");
            assertThat(excess.get(3)).contains("may change 1 tables, such as public.client");
        } finally {
            bed.erp("alter role " + user + " nocreatedb; drop role erp_clerk; revoke update on client from " + user
                    + "; drop table salary, bonus");
        }
        assertThat(Preflight.excessRights(bed.settings(), false)).isEmpty();
    }

    /** The server of the tests admits everybody; then the lines that init prints are put before those. */
    @Test
    void whereTheServerAdmitsTheLogin_isTried() throws SQLException {
        bed.erp("grant connect on database postgres to " + user);
        List<String> admitted = Preflight.excessRights(bed.settings(), true);
        assertThat(admitted).hasSize(2);
        assertThat(admitted.get(0)).contains("physical replication", "host replication \"" + user + "\" all reject");
        assertThat(admitted.get(1)).contains("admitted to database postgres", "host all \"" + user + "\" all reject");

        String file = bed.erpRows("show hba_file").get(0);
        String copy = file + ".before";
        bed.erp("copy (select unnest(array['host \"" + bed.settings().erp().database() + "\" \"" + user
                + "\" all trust', 'host all \"" + user + "\" all reject', 'host replication \"" + user
                + "\" all reject'])) to program 'cp " + file + " " + copy + " && cat - " + copy + " >" + file + "'");
        try {
            bed.erp("select pg_reload_conf()");
            Waiting.until(
                    "the server reads the lines",
                    () -> Preflight.excessRights(bed.settings(), true).isEmpty());
        } finally {
            bed.erp("copy (select 1) to program 'cat >/dev/null && mv " + copy + " " + file + "'");
            bed.erp("select pg_reload_conf()");
        }
    }
}
