package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of every kind, all captured at once; each test changes some and compares them all. */
class TablesIT {
    private static final String SCHEMA = """
            create schema "Odd-Schema";
            create schema other;
            create table by_index (a integer not null, b text not null, c text, d text);
            create unique index by_index_key on by_index (a, b);
            alter table by_index replica identity using index by_index_key;
            create table by_all (a integer not null, b text, c text);
            create unique index by_all_key on by_all (a);
            alter table by_all replica identity full;
            alter table by_all alter b set storage external;
            create table "Odd-Schema"."Order-Line ""x"", y" (
                "Id" integer, "we""ird" text, "UPPER" text, "a b" integer, "c,d;e:f" text, "." text, "业" text,
                primary key ("a b", "Id"));
            create table other.client (id integer primary key, name text);
            create table client (id integer primary key, name text);
            create table part (id integer, day date, note text, primary key (id, day)) partition by range (day);
            create table part_1 partition of part for values from ('2026-01-01') to ('2026-02-01');
            create table part_2 partition of part for values from ('2026-02-01') to ('2026-04-01') partition by list (id);
            create table part_2_odd partition of part_2 for values in (1, 3, 5, 7);
            create table part_2_rest partition of part_2 default;
            create table parent (id integer primary key, x text);
            create table child (y text, primary key (id)) inherits (parent);
            create table big (id integer primary key, n integer, note text, data bytea, list text[]);
            alter table big alter note set storage external, alter data set storage external, alter list set storage external;
            create table places (id integer primary key, place integer unique deferrable initially deferred, code text unique);
            create table counter (id integer primary key, n numeric, note text);
            create table made (id integer generated always as identity primary key, a integer,
                twice integer generated always as (a * 2) stored, thrice integer generated always as (a * 3) virtual,
                b serial, c text default 'it''s', d timestamptz default now());
            create table "case" ("Id" integer primary key, "select" text);
            create table keys_only (a integer, b integer, primary key (a, b));
            create table wide (id integer primary key);
            do $$ begin for i in 1..300 loop execute format('alter table wide add c%s text', i); end loop; end $$;
            insert into by_index values (1, 'x', 'c', null), (2, 'y', 'c', 'd');
            insert into by_all values (1, repeat('b', 5000), 'c'), (2, 'b', null);
            insert into "Odd-Schema"."Order-Line ""x"", y" values (1, 'w', 'u', 2, 'c', 'd', '业');
            insert into other.client values (1, 'other'); insert into client values (1, 'public');
            insert into part values (1, '2026-01-05', 'a'), (2, '2026-02-05', 'b'), (3, '2026-03-05', 'c');
            insert into parent values (1, 'p'); insert into child values (1, 'c', 'y');
            insert into big select n, n, repeat('n', 5000), decode(repeat('00ff', 3000), 'hex'), array_fill('l'::text, array[3000])
            from generate_series(1, 5) as n;
            insert into places select n, n, 'c' || n from generate_series(1, 6) as n;
            insert into counter values (1, 0, 'x');
            insert into made (a) values (1), (2);
            insert into "case" values (1, 's');
            insert into keys_only values (1, 1), (1, 2);
            insert into wide (id, c1, c300) values (1, 'a', 'b');
            """;

    private static ShopBed bed;

    @BeforeAll
    static void open() throws SQLException {
        bed = ShopBed.capturingAll(SCHEMA, "public", "other", "Odd-Schema");
        bed.load();
        bed.capture();
    }

    @AfterAll
    static void close() throws SQLException {
        bed.close();
    }

    private static void assertFollows(String sql) throws SQLException {
        bed.erp(sql);
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void load_copiesEveryTable() throws SQLException {
        assertThat(bed.settings().pack().tables()).hasSize(15);
        assertFollows("select 1");
    }

    @Test
    void tableWithoutPrimaryKey_followsByItsUniqueIndex() throws SQLException {
        assertFollows("""
                insert into by_index values (3, 'z', null, 'd');
                update by_index set c = 'changed' where a = 1;
                update by_index set b = 'moved', d = 'too' where a = 2;
                delete from by_index where a = 3;
                """);
    }

    @Test
    void tableWithFullReplicaIdentity_follows() throws SQLException {
        assertFollows("""
                insert into by_all values (3, null, null), (4, 'four', 'x');
                update by_all set c = 'changed' where a = 1;
                update by_all set a = 20 where a = 2;
                update by_all set a = 10 where a = 1;
                delete from by_all where a = 3;
                """);
        assertThat(bed.hubRows("select a, length(b) from " + bed.mirror() + ".by_all where a = 10"))
                .containsExactly("10|5000");
    }

    @Test
    void oddNamesAndNamesakes_follow() throws SQLException {
        assertFollows("""
                insert into "Odd-Schema"."Order-Line ""x"", y" values (5, 'a', 'b', 6, 'e', 'f', 'g');
                update "Odd-Schema"."Order-Line ""x"", y" set "we""ird" = 'changed', "c,d;e:f" = 'x', "." = 'y', "业" = '财';
                update "Odd-Schema"."Order-Line ""x"", y" set "Id" = 9 where "Id" = 1;
                insert into other.client values (7, 'other 7');
                update client set name = 'public 1';
                delete from "case"; insert into "case" values (1, 'back'), (2, 't');
                delete from keys_only where b = 1; update keys_only set b = 7;
                update wide set c200 = 'x';
                """);
    }

    @Test
    void partitionedTable_followsAsOne() throws SQLException {
        assertFollows("""
                insert into part values (5, '2026-02-10', 'odd'), (6, '2026-01-31', 'one');
                update part set note = 'changed' where id = 1;
                update part set day = '2026-03-01' where id = 6;
                delete from part where id = 2;
                create table part_3 partition of part for values from ('2026-04-01') to ('2026-05-01');
                insert into part values (8, '2026-04-10', 'new');
                """);
        assertFollows("truncate part; insert into part values (9, '2026-01-01', 'after')");
    }

    @Test
    void inheritedTables_followEachByItself() throws SQLException {
        assertFollows("""
                insert into parent values (2, 'p2'); insert into child values (2, 'c2', 'y2');
                update parent set x = 'both';
                delete from parent where id = 1;
                """);
    }

    @Test
    void largeValues_stayWhenTheyDoNotChange() throws SQLException {
        assertFollows("update big set n = n + 10");
        assertFollows("update big set id = id + 100 where id = 2; update big set n = 0 where id = 102");
        assertFollows("update big set note = 'short' where id = 3; update big set id = 103 where id = 3");
        assertFollows("update big set id = 104 where id = 4; delete from big where id = 104;"
                + " insert into big select 4, 1, repeat('m', 7000), null, null");
        assertThat(bed.hubRows("select length(note), length(data), cardinality(list) from " + bed.mirror()
                        + ".big where id = 102"))
                .containsExactly("5000|6000|3000");
    }

    @Test
    void uniqueValues_maySwapInATransactionAndAcrossABatch() throws SQLException {
        assertFollows("""
                update places set place = 7 - place;
                update places set code = 'x' where id = 1; update places set code = 'c1' where id = 2;
                update places set code = 'c2' where id = 1;
                """);
        bed.stopCapture();
        bed.erp("update places set place = 7 - place");
        bed.erp("delete from places where id = 3; insert into places values (30, 3, 'c3')");
        bed.erp("update places set code = 'y' where id = 4; update places set code = 'c4' where id = 5");
        bed.capture();
        assertFollows("update places set place = place + 10");
    }

    @Test
    void rowWrittenManyTimesInOneTransaction_endsAsItsLastState() throws SQLException {
        assertFollows("""
                do $$ begin
                    for i in 1 .. 5000 loop update counter set n = n + 1, note = note || case when i % 1000 = 0 then 'x' else '' end; end loop;
                    for i in 1 .. 50 loop
                        delete from counter where id = 2; insert into counter values (2, i, 'again'); update counter set id = 3 where id = 2;
                        update counter set id = 2 where id = 3;
                    end loop;
                    insert into counter values (4, 1, 'came and went'); delete from counter where id = 4;
                end $$
                """);
    }

    @Test
    void truncate_emptiesTheMirror() throws SQLException {
        assertFollows("insert into counter values (70, 1, 'x'); truncate counter, client, by_index;"
                + " insert into counter values (1, 7, 'y')");
        assertFollows("truncate counter; truncate counter; insert into counter values (1, 0, 'x')");
    }

    @Test
    void generatedColumns_followWhereTheServerPublishesThem() throws SQLException {
        assertFollows(
                "insert into made (a) values (7); update made set a = 10 where a = 1; delete from made where a = 2");
        assertThat(bed.hubRows("select a, twice from " + bed.mirror() + ".made order by id desc limit 1"))
                .containsExactly("7|14");
    }
}
