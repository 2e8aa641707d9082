package yecai.cdc;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.cdc.ChangedErp.Case;

/**
 * Captured tables change in ways that the ERP's log does not show: a table whose mirror may be wrong is paused within seconds, all
 * others flow, and what is harmless is followed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityIT {
    private static final List<Case> CASES = List.of(
            new Case(
                    "rewrite_keeping_type",
                    outOfPublication("alter table TABLE alter c type numeric(10,2) using c * 100"),
                    "rewritten in the ERP when column c was altered"),
            new Case(
                    "rewrite_to_wider_numeric",
                    outOfPublication("alter table TABLE alter c type numeric(20,2) using c * 100"),
                    "rewritten in the ERP when column c was altered"),
            new Case(
                    "rewrite_to_wider_integer",
                    outOfPublication("alter table TABLE alter q type bigint using q * 1000"),
                    "rewritten in the ERP when column q was altered"),
            new Case(
                    "full_rewrite_keeping_type",
                    "alter table TABLE alter c type numeric(10,2) using c * 100",
                    "rewritten"),
            new Case(
                    "full_widened_without_rewrite",
                    "alter table TABLE alter c type numeric(20,2), alter v type varchar(50)",
                    null),
            new Case("full_widened_integer", "alter table TABLE alter q type bigint", "rewritten"),
            new Case("swap_by_rename", """
                    create table TABLE_new (like TABLE including all);
                    insert into TABLE_new select id, a, b, c * 2, q, v, e from TABLE;
                    alter table TABLE rename to TABLE_old; alter table TABLE_new rename to TABLE;
                    insert into TABLE values (3, 'a3')""", "another table than the one that was copied"),
            new Case("swap_by_rename_published", """
                    create table TABLE_new (like TABLE including all);
                    insert into TABLE_new select id, a, b, c * 2, q, v, e from TABLE;
                    alter table TABLE rename to TABLE_old; alter table TABLE_new rename to TABLE;
                    INIT
                    insert into public.TABLE values (3, 'a3')""", "another table than the one that was copied"),
            new Case(
                    "leaves_publication",
                    "alter publication PUBLICATION drop table TABLE; insert into TABLE values (3, 'a3')",
                    "is not in publication"),
            new Case(
                    "leaves_publication_for_a_moment",
                    "begin; alter publication PUBLICATION drop table TABLE; insert into TABLE values (3, 'a3'); INIT commit",
                    "left publication"),
            new Case("drop_column_cascade", """
                    alter table TABLE drop column b cascade; update TABLE set a = 'x'""", "column b"),
            new Case(
                    "row_filter",
                    "alter publication PUBLICATION drop table TABLE;"
                            + " alter publication PUBLICATION add table only TABLE (id, a, b, c, q, v, e) where (id < 100);"
                            + " insert into TABLE values (300, 'x')",
                    "filters the rows"),
            new Case(
                    "columns_exchange_names",
                    "begin; alter table TABLE rename a to t; alter table TABLE rename b to a; alter table TABLE rename t to b; commit",
                    "exchanged their names"),
            new Case(
                    "column_made_anew",
                    outOfPublication(
                            "alter table TABLE drop column b; alter table TABLE add column b text default 'fresh'"),
                    "dropped and made anew"),
            new Case("dropped", "drop table TABLE", "was dropped"),
            new Case("renamed", "alter table TABLE rename to TABLE_moved", "was dropped, renamed"),
            new Case(
                    "moved_to_schema",
                    "create schema arch; alter table TABLE set schema arch; update arch.TABLE set a = 'x'",
                    "moved to another schema"),
            new Case("made_anew_with_same_rows", """
                    create table TABLE_copy as select * from TABLE; drop table TABLE; create table TABLE (like TABLE_copy);
                    alter table TABLE add primary key (id); insert into TABLE select * from TABLE_copy; INIT
                    insert into public.TABLE values (4, 'a4')""", "another table than the one that was copied"),
            new Case(
                    "identity_full_under_column_list",
                    "alter table TABLE replica identity full",
                    "drop table \"public\".\"identity_full_under_column_list\"` at the ERP to free"),
            new Case("key_dropped", "alter table TABLE drop constraint TABLE_pkey", "own updates and deletes"),
            new Case(
                    "key_of_other_columns",
                    "alter table TABLE drop constraint TABLE_pkey, alter a set not null, add primary key (a)",
                    "identified by (a)"),
            new Case(
                    "label_renamed_and_back",
                    "alter type TABLE_mood rename value 'ok' to 'fine'; update TABLE set e = 'fine';"
                            + " alter type TABLE_mood rename value 'fine' to 'ok'",
                    "label of the enum"),
            new Case("labels_exchanged", """
                    alter type TABLE_mood rename value 'ok' to 't'; alter type TABLE_mood rename value 'sad' to 'ok';
                    alter type TABLE_mood rename value 't' to 'sad'""", "label of the enum"),
            new Case(
                    "part_unlogged",
                    "create unlogged table TABLE_2 partition of TABLE for values from (100) to (200);"
                            + " insert into TABLE values (101, 'z')",
                    "is unlogged"),
            new Case(
                    "part_full_under_column_list",
                    "alter table TABLE_1 replica identity full",
                    "own updates and deletes"),
            new Case(
                    "part_rewritten",
                    outOfPublication("alter table TABLE alter c type numeric(10,2) using c * 100"),
                    "TABLE"),
            new Case(
                    "part_made",
                    "create table TABLE_2 partition of TABLE for values from (100) to (200); insert into TABLE values (101, 'z')",
                    null),
            new Case(
                    "part_truncated_after_the_whole",
                    separately("truncate TABLE", "insert into TABLE values (7, 'a7')", "truncate TABLE_1"),
                    "partition public.TABLE_1 of public.TABLE was truncated"),
            new Case(
                    "part_made_filled_and_dropped",
                    separately(
                            "create table TABLE_2 partition of TABLE for values from (100) to (200)",
                            "insert into TABLE values (101, 'gone')",
                            "drop table TABLE_2"),
                    "was detached or dropped in the ERP since"),
            new Case(
                    "part_made_filled_and_truncated",
                    separately(
                            "create table TABLE_2 partition of TABLE for values from (100) to (200)",
                            "insert into TABLE values (101, 'gone')",
                            "truncate TABLE_2"),
                    "TABLE_2"),
            new Case("part_filled_and_attached_at_once", """
                    begin; create table TABLE_2 (like TABLE including all); insert into TABLE_2 values (101, 'before');
                    alter table TABLE attach partition TABLE_2 for values from (100) to (200); commit""", "table public.TABLE_2 was attached"),
            new Case("part_detached_changed_and_attached", """
                    begin; alter table TABLE detach partition TABLE_1; delete from TABLE_1 where id = 1;
                    alter table TABLE attach partition TABLE_1 for values from (1) to (100); commit""", "TABLE_1"),
            new Case("part_whole_truncated", "truncate TABLE; insert into TABLE values (7, 'a7')", null),
            new Case("exchanged_and_back", """
                    begin; alter table TABLE rename a to t; alter table TABLE rename b to a; alter table TABLE rename t to b;
                    insert into TABLE (id, a, b) values (5, 'a of then', 'b of then');
                    alter table TABLE rename a to t; alter table TABLE rename b to a; alter table TABLE rename t to b; commit""", "is no longer delivered"),
            new Case("identity_of_another_index_and_back", """
                    begin; alter table TABLE alter a set not null; create unique index TABLE_a on TABLE (a);
                    alter table TABLE replica identity using index TABLE_a; delete from TABLE where id = 1;
                    alter table TABLE replica identity default; drop index TABLE_a; commit""", "without its key column id"),
            new Case("keys_exchanged_under_another_identity", """
                    begin; alter table TABLE alter a set not null, alter b set storage external;
                    update TABLE set b = repeat(a, 5000); create unique index TABLE_a on TABLE (a);
                    alter table TABLE replica identity using index TABLE_a; alter table TABLE drop constraint TABLE_pkey;
                    update TABLE set id = 3 - id; alter table TABLE add primary key (id), replica identity default;
                    drop index TABLE_a; commit""", "by other columns than its key (id)"),
            new Case("part_key_changed_under_another_identity", """
                    begin; alter table TABLE_1 alter a set not null; create unique index TABLE_a on TABLE_1 (a);
                    alter table TABLE_1 replica identity using index TABLE_a; update TABLE set c = 7;
                    alter table TABLE_1 replica identity default; drop index TABLE_a; commit""", "by other columns than its key (id)"),
            new Case(
                    "part_truncated_and_filled_again",
                    "begin; insert into TABLE values (50, 'a'); truncate TABLE_1; insert into TABLE values (50, 'b'); commit",
                    "TABLE"),
            new Case(
                    "rename_written_and_back",
                    "alter table TABLE rename to TABLE_away; update TABLE_away set a = 'away' where id = 1;"
                            + " insert into TABLE_away values (5, 'five'); alter table TABLE_away rename to TABLE",
                    null),
            new Case(
                    "uncaptured_column",
                    "alter table TABLE add column zz text default random()::text; update TABLE set a = 'n'",
                    null),
            new Case("analyzed", "analyze TABLE", null),
            new Case("indexed", "create index on TABLE (a); reindex table TABLE", null),
            new Case("commented", "comment on table TABLE is 'c'; comment on column TABLE.a is 'c'", null),
            new Case("granted", "grant select on TABLE to public; grant select (a, b) on TABLE to public", null),
            new Case(
                    "not_null",
                    "alter table TABLE alter a set not null, alter a set default 'd', add check (id > 0)",
                    null),
            new Case("label_added", "alter type TABLE_mood add value 'happy' before 'ok'", null),
            new Case("truncated", "truncate TABLE; insert into TABLE values (9, 'nine')", null),
            new Case("key_made_anew", "alter table TABLE drop constraint TABLE_pkey, add primary key (id)", null),
            new Case("init_again", ChangedErp.INIT, null));

    private ChangedErp erp;

    private static String outOfPublication(String sql) {
        return ChangedErp.outOfPublication(sql);
    }

    private static String separately(String... statements) {
        return ChangedErp.separately(statements);
    }

    static Stream<Case> cases() {
        return CASES.stream();
    }

    @BeforeAll
    void open() throws SQLException {
        erp = new ChangedErp(CASES);
    }

    @AfterAll
    void close() throws SQLException {
        erp.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void change_pausesTheTableOrLeavesItEqual(Case one) throws SQLException {
        erp.assertAsExpected(one);
    }

    @Test
    void otherTables_flow() throws SQLException {
        erp.assertOthersFlow();
    }
}
