package yecai.cdc.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.ShopBed;

/** A snapshot does not keep what these statements take away, or bring, so a table that met them is not compared by it. */
final class StableTableIT {
    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed("""
                create table plain (id integer primary key, v text); insert into plain values (1, 'v');
                create table split (id integer primary key, v text) partition by range (id);
                create table split_1 partition of split for values from (1) to (10);
                create table split_2 partition of split for values from (10) to (20);
                create table beside (id integer primary key, v text); insert into beside values (25, 'v');
                insert into split values (1, 'v'), (11, 'v');
                """, erp -> yecai.cdc.mirror.CatalogPack.of(erp, "all", java.util.List.of("public")));
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|truncate plain; insert into plain values (1, 'v')|false",
                "plain|alter table plain alter v type text using upper(v)|false",
                "plain|alter table plain rename to away; create table plain (id integer primary key, v text)|false",
                "plain|drop table plain|false",
                "plain|insert into plain values (2, 'v'); delete from plain where id = 1|true",
                "plain|create index on plain (v); analyze plain|true",
                "split|truncate split_1|false",
                "split|alter table split detach partition split_1|false",
                "split|drop table split_2|false",
                "split|alter table split attach partition beside for values from (20) to (30)|false",
                "split|create table split_3 partition of split for values from (20) to (30); insert into split values (21, 'v')|true",
                "split|insert into split values (2, 'v')|true"
            })
    void isStable_tellsWhetherTheSnapshotStillHolds(String table, String sql, boolean expected) throws SQLException {
        try (Connection snapshot = bed.openErp();
                Statement statement = snapshot.createStatement()) {
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            snapshot.setAutoCommit(false);
            statement.execute("select 1 from pg_class limit 1");
            // outside the publication, whose column list would refuse some of these
            bed.erp("drop publication " + bed.settings().publication() + "; " + sql);

            assertThat(StableTable.isStable(snapshot, "public", table)).isEqualTo(expected);
        }
    }
}
