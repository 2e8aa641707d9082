package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row of the ERP, read or to be written: column names in order, with values. */
public final class Row {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public static Row of(Object... namesAndValues) {
        Row row = new Row();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    static Row read(ResultSet rows) throws SQLException {
        Row row = new Row();
        ResultSetMetaData shape = rows.getMetaData();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            row.values.put(shape.getColumnLabel(i), rows.getObject(i));
        }
        return row;
    }

    public Row set(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public Row with(Row more) {
        values.putAll(more.values);
        return this;
    }

    public Map<String, Object> values() {
        return values;
    }

    public Object value(String name) {
        Object value = values.get(name);
        if (value == null && !values.containsKey(name)) {
            throw new IllegalArgumentException("no column " + name + " among " + values.keySet());
        }
        return value;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    public String text(String name) {
        return (String) value(name);
    }

    public long id(String name) {
        return ((Number) value(name)).longValue();
    }

    public int number(String name) {
        return ((Number) value(name)).intValue();
    }

    public BigDecimal amount(String name) {
        return (BigDecimal) value(name);
    }

    public LocalDate date(String name) {
        return value(name) instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) value(name);
    }
}
