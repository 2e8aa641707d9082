package yecai.cdc.shape;

import static yecai.cdc.ChangedErp.outOfPublication;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.cdc.ChangedErp;
import yecai.cdc.ChangedErp.Case;

/** What surrounds the rows of captured tables changes: types, heirs, indexes, rights, rules, ways of writing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AroundRowsIT {
    private static final List<Case> TYPES = List.of(
            new Case(
                    "domain_constrained",
                    "create domain TABLE_d as numeric(10, 2); alter table TABLE add d TABLE_d default 1.5",
                    "alter domain TABLE_d add check (value > 0); alter domain TABLE_d set default 7; insert into TABLE (id) values (5)",
                    null),
            new Case(
                    "domain_over_enum",
                    "create domain TABLE_d as TABLE_mood; alter table TABLE drop e, add d TABLE_d default 'ok'",
                    "alter type TABLE_mood rename value 'ok' to 'fine'",
                    "column d"),
            new Case(
                    "range_over_enum",
                    "create type TABLE_r as range (subtype = TABLE_mood);"
                            + " alter table TABLE drop e, add d TABLE_r default '[sad,ok]'",
                    "alter type TABLE_mood rename value 'ok' to 'fine'",
                    "column d"),
            new Case(
                    "array_of_enum",
                    "alter table TABLE drop e, add d TABLE_mood[] default '{ok}'",
                    "alter type TABLE_mood rename value 'ok' to 'fine'",
                    "column d"),
            new Case(
                    "attribute_dropped",
                    "create type TABLE_p as (x integer, y integer); alter table TABLE add d TABLE_p default '(1,2)'",
                    "alter type TABLE_p drop attribute y",
                    "column d"),
            new Case(
                    "attribute_made_anew",
                    "create type TABLE_p as (x integer, y integer); alter table TABLE add d TABLE_p default '(1,2)'",
                    "alter type TABLE_p drop attribute x, add attribute x integer",
                    "column d"),
            new Case(
                    "type_replaced",
                    outOfPublication(
                            "alter type TABLE_mood rename to TABLE_old; create type TABLE_mood as enum ('sad', 'ok');"
                                    + " alter table TABLE alter e type TABLE_mood using case e when 'ok' then 'sad'::TABLE_mood else 'ok' end"),
                    "column e"),
            new Case(
                    "form_of_typed_table",
                    "drop table TABLE; create type TABLE_f as (id integer, c numeric(10, 2));"
                            + " create table TABLE of TABLE_f (primary key (id)); insert into TABLE values (1, 1.5)",
                    outOfPublication("alter type TABLE_f alter attribute c type numeric(12, 4) cascade"),
                    "column c"),
            new Case(
                    "full_collated",
                    "alter table TABLE alter a type text collate \"C\"; insert into TABLE (id, a) values (5, 'five')",
                    null),
            new Case(
                    "full_moments_of_a_zone",
                    "alter table TABLE add d timestamp default '2026-01-05 08:00'",
                    "set timezone = 'UTC'; alter table TABLE alter d type timestamptz",
                    "column d"),
            new Case(
                    "full_network_to_address",
                    "alter table TABLE add d cidr default '10.0.0.0/8'",
                    "alter table TABLE alter d type inet",
                    "column d"),
            new Case(
                    "full_padded",
                    "alter table TABLE add d char(5) default 'x'",
                    "alter table TABLE alter d type char(9)",
                    "column d"),
            new Case("full_scale_dropped", "alter table TABLE alter c type numeric", null),
            new Case(
                    "generated_otherwise",
                    "alter table TABLE add g integer generated always as (q * 2) stored",
                    "alter table TABLE alter g set expression as (q * 3)",
                    "column g"),
            new Case(
                    "generated_no_longer",
                    "alter table TABLE add g integer generated always as (q * 2) stored",
                    "alter table TABLE alter g drop expression; update TABLE set g = 7",
                    "generated column"),
            new Case(
                    "function_of_generated",
                    "create function TABLE_f(q integer) returns integer immutable language sql return q * 2;"
                            + " alter table TABLE add g integer generated always as (TABLE_f(q)) stored",
                    "create or replace function TABLE_f(q integer) returns integer immutable language sql return q * 3;"
                            + " update TABLE set q = 8 where id = 1",
                    null));

    private static final List<Case> TABLES = List.of(
            new Case(
                    "replaced_by_view",
                    "alter table TABLE rename to TABLE_base; create view TABLE as select * from TABLE_base",
                    "another table than the one that was copied"),
            new Case("partition_of_a_new_root", """
                    alter table TABLE rename to TABLE_1; create table TABLE (like TABLE_1 including all) partition by range (id);
                    alter table TABLE attach partition TABLE_1 for values from (minvalue) to (maxvalue)""", "another table than the one that was copied"),
            new Case("partition_of_another", """
                    create table TABLE_root (like TABLE including all) partition by range (id);
                    alter table TABLE_root attach partition TABLE for values from (minvalue) to (maxvalue)""", "TABLE was a table"),
            new Case(
                    "partition_of_another_for_a_time",
                    "create table TABLE_root (like TABLE including all) partition by range (id)",
                    """
                    begin; alter table TABLE_root attach partition TABLE for values from (minvalue) to (maxvalue);
                    insert into TABLE (id) values (8); alter table TABLE_root detach partition TABLE; commit""",
                    "logged as rows of public.TABLE_root"),
            new Case(
                    "part_had_a_table_for_a_time",
                    "create table TABLE_x (like TABLE including all)",
                    """
                    begin; alter table TABLE attach partition TABLE_x for values from (100) to (200);
                    insert into TABLE (id) values (101); alter table TABLE detach partition TABLE_x; commit""",
                    "was detached or dropped in the ERP since"),
            new Case(
                    "emptied_with_a_partitioned_one",
                    "create table TABLE_root (like TABLE including all) partition by range (id)",
                    "truncate TABLE_root, TABLE; insert into TABLE (id) values (8)",
                    null),
            new Case(
                    "has_heir",
                    "create table TABLE_heir () inherits (TABLE); insert into TABLE_heir (id, a) values (77, 'h')",
                    "TABLE_heir began to inherit from"),
            new Case(
                    "has_heir_of_heir",
                    "create table TABLE_heir (primary key (id)) inherits (TABLE)",
                    "create table TABLE_more () inherits (TABLE_heir); insert into TABLE_more (id, a) values (77, 'h')",
                    "TABLE_more began to inherit from"),
            new Case("is_heir", "create table TABLE_base (id integer); alter table TABLE inherit TABLE_base", null),
            new Case(
                    "unlogged_and_back",
                    outOfPublication(
                            "alter table TABLE set unlogged; update TABLE set a = 'x'; alter table TABLE set logged"),
                    "TABLE"),
            new Case("vacuumed", "vacuum full TABLE;;cluster TABLE using TABLE_pkey", null),
            new Case(
                    "emptied_with_another",
                    "create table TABLE_up (id integer primary key); insert into TABLE_up values (1), (2);"
                            + " alter table TABLE add foreign key (q) references TABLE_up",
                    "truncate TABLE_up cascade; insert into TABLE (id) values (8)",
                    null),
            new Case(
                    "copied_frozen",
                    "begin; truncate TABLE; copy TABLE (id, a) from program 'echo 8,eight' with (format csv, freeze); commit",
                    null),
            new Case(
                    "written_by_a_replica",
                    "set session_replication_role = replica; insert into TABLE (id) values (8); delete from TABLE where id = 1",
                    null),
            new Case(
                    "written_by_an_origin",
                    "select pg_replication_origin_create('TABLE');;"
                            + "select pg_replication_origin_session_setup('TABLE'); insert into TABLE (id) values (8);"
                            + " update TABLE set a = 'of another' where id = 1; select pg_replication_origin_session_reset();;"
                            + "select pg_replication_origin_drop('TABLE')",
                    null),
            new Case(
                    "altered_by_a_prepared_transaction",
                    "begin; alter publication PUBLICATION drop table TABLE; alter table TABLE alter c type numeric(10,2) using c * 100;"
                            + " INIT prepare transaction 'TABLE';;commit prepared 'TABLE'",
                    "TABLE"),
            new Case(
                    "ruled",
                    "create rule TABLE_r as on delete to TABLE do instead nothing; delete from TABLE; insert into TABLE (id) values (8)",
                    null),
            new Case(
                    "hidden",
                    "alter table TABLE enable row level security, force row level security; insert into TABLE (id) values (8)",
                    null),
            new Case(
                    "revoked",
                    "do $$ begin execute (select format('revoke all on TABLE from %s', string_agg(quote_ident(rolname), ', '))"
                            + " from pg_roles where rolname like 'erp@_reader%' escape '@'); end $$; insert into TABLE (id) values (8)",
                    null),
            new Case(
                    "altered_in_vain",
                    "begin; savepoint s; alter table TABLE drop column b cascade; rollback to s; update TABLE set b = 'b'; commit",
                    null),
            new Case(
                    "numbered",
                    "alter table TABLE alter id add generated by default as identity (start 50); insert into TABLE (a) values ('n')",
                    null),
            new Case(
                    "of_the_catalogue",
                    "alter table TABLE set (user_catalog_table = true); update TABLE set a = 'u'",
                    null),
            new Case(
                    "published_in_part",
                    "alter publication PUBLICATION drop table TABLE; alter publication PUBLICATION add table only TABLE (id, a)",
                    "leaves out column b"),
            new Case(
                    "published_elsewhere",
                    "create publication TABLE_p for table TABLE where (id < 2); insert into TABLE (id) values (8)",
                    null));

    private static final List<Case> KEYS = List.of(
            new Case(
                    "identity_index_dropped",
                    "alter table TABLE alter a set not null; create unique index TABLE_a on TABLE (a);"
                            + " alter table TABLE replica identity using index TABLE_a;;drop index TABLE_a",
                    "own updates and deletes"),
            new Case("reindexed_concurrently", "reindex table concurrently TABLE;;update TABLE set a = 'r'", null),
            new Case("key_of_another_index", """
                    create unique index TABLE_n on TABLE (id);
                    alter table TABLE drop constraint TABLE_pkey, add constraint TABLE_pkey primary key using index TABLE_n;
                    update TABLE set a = 'n'""", null),
            new Case(
                    "key_with_more_in_its_index",
                    "alter table TABLE drop constraint TABLE_pkey, add primary key (id) include (a); update TABLE set a = 'n'",
                    null),
            new Case(
                    "key_of_more_columns",
                    "alter table TABLE drop constraint TABLE_pkey, add primary key (id, q)",
                    "identified by (id, q)"),
            new Case(
                    "key_deferrable",
                    "alter table TABLE drop constraint TABLE_pkey, add primary key (id) deferrable",
                    "own updates and deletes"),
            new Case("key_widened", outOfPublication("alter table TABLE alter id type bigint"), "rewritten"),
            new Case("key_renamed", "alter table TABLE rename id to number", "column id of"),
            new Case(
                    "full_key_for_a_time",
                    "alter table TABLE alter b set storage external; update TABLE set b = repeat('b', 5000)",
                    "begin; update TABLE set a = 'x'; alter table TABLE replica identity default; update TABLE set a = 'y' where id = 1;"
                            + " alter table TABLE replica identity full; update TABLE set a = 'z' where id = 2; commit",
                    null));

    private static final List<Case> PARTITIONS = List.of(
            new Case("part_of_another_order", """
                    create table TABLE_2 (e TABLE_mood, v varchar(5), q integer, c numeric(10,2), b text, a text, id integer not null);
                    alter table TABLE attach partition TABLE_2 for values from (100) to (200);
                    insert into TABLE values (101, 'z')""", "TABLE_2 was attached"),
            new Case(
                    "part_detached_concurrently",
                    "alter table TABLE detach partition TABLE_1 concurrently",
                    "was truncated"),
            new Case("part_of_parts", """
                    create table TABLE_2 partition of TABLE for values from (100) to (200) partition by range (id);
                    create table TABLE_3 partition of TABLE_2 for values from (100) to (150); insert into TABLE values (101, 'z')""", null),
            new Case(
                    "part_for_the_rest",
                    "create table TABLE_d partition of TABLE default; insert into TABLE values (5000, 'd')",
                    null),
            new Case(
                    "part_in_another_schema",
                    "create schema TABLE; create table TABLE.p partition of TABLE for values from (100) to (200);"
                            + " insert into TABLE values (101, 'z')",
                    null),
            new Case(
                    "part_written_itself",
                    "insert into TABLE_1 (id, a) values (50, 'x'); update TABLE_1 set a = 'y' where id = 1; delete from TABLE_1 where id = 2",
                    null),
            new Case(
                    "part_unlogged_and_back",
                    "alter table TABLE_1 set unlogged; update TABLE_1 set a = 'x'; alter table TABLE_1 set logged",
                    "TABLE_1"),
            new Case("part_moved", "create schema TABLE; alter table TABLE_1 set schema TABLE", "TABLE_1"),
            new Case(
                    "part_published_itself",
                    "alter publication PUBLICATION add table TABLE_1; insert into TABLE (id, a) values (50, 'x')",
                    null));

    private ChangedErp erp;

    static Stream<Case> cases() {
        return Stream.of(TYPES, TABLES, KEYS, PARTITIONS).flatMap(List::stream);
    }

    @BeforeAll
    void open() throws SQLException {
        erp = new ChangedErp(cases().toList());
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
