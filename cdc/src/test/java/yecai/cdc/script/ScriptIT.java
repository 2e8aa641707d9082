package yecai.cdc.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.sql.text.SqlLiteral;

/** Statements that travel together. */
final class ScriptIT {
    private ShopBed bed;
    private Connection connection;
    private Script script;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        connection = bed.openHub();
        connection.setAutoCommit(false);
        script = new Script(connection);
        script.add("create temporary table t (id integer primary key, name text)");
        script.run();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        bed.close();
    }

    @Test
    void run_answersEachStatementInOrder() throws SQLException {
        List<Object> answers = new ArrayList<>();
        script.add("insert into t values (1, 'a'), (2, 'b')", answers::add);
        script.addPrepared("update t set name = name || '!' where id = 2", answers::add);
        script.addPreparedQuery("select name from t order by id", rows -> {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        });
        script.add("delete from t", answers::add);
        script.run();
        assertThat(answers).containsExactly(2, 1, "a", "b!", 2);
    }

    @Test
    void add_takesTextThatLooksLikeSyntax() throws SQLException {
        String odd = "a;b ? {fn now()} $1 $$ 'x'' \\' -- /* \n";
        script.add("insert into t values (1, " + SqlLiteral.of(odd) + ")");
        List<String> found = new ArrayList<>();
        script.addQuery("select name from t", rows -> {
            rows.next();
            found.add(rows.getString(1));
        });
        script.run();
        assertThat(found).containsExactly(odd);
    }

    @Test
    void run_stopsAtTheFirstFailure_andPreparesAgainWhatWasLost() throws SQLException {
        connection.commit();
        script.add("insert into t values (1, 'a')");
        script.add("select 1 / 0");
        script.addPrepared("insert into t values (2, 'b')", count -> {});
        assertThatThrownBy(script::run).isInstanceOf(SQLException.class).hasMessageContaining("division by zero");
        connection.rollback();

        List<Object> answers = new ArrayList<>();
        script.addPrepared("insert into t values (2, 'b')", answers::add);
        script.addQuery("select count(*) from t", rows -> {
            rows.next();
            answers.add(rows.getInt(1));
        });
        script.run();
        assertThat(answers).containsExactly(1, 1);
    }
}
