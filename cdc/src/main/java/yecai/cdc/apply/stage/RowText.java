package yecai.cdc.apply.stage;

import java.sql.SQLException;
import yecai.cdc.change.Change;

/** Rows as text that PostgreSQL reads. */
sealed interface RowText permits CopyText, ValuesText {
    /** Writes a number, the first value of a row or one behind {@link #next()}. */
    RowText number(long value) throws SQLException;

    RowText text(String text) throws SQLException;

    /** Writes a value as {@link Change.Row} holds it; an unchanged one as null. */
    RowText value(Object value) throws SQLException;

    /** Moves to the next column. */
    RowText next() throws SQLException;

    void endRow() throws SQLException;
}
