package yecai.sql.pack;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import yecai.sql.pack.files.PackFiles;

/** A pack written in a test. */
final class MemoryFiles implements PackFiles {
    private final Map<String, String> texts = new TreeMap<>();

    /** Returns a small pack with nothing wrong, as a start. */
    static MemoryFiles sound() {
        return new MemoryFiles()
                .with("pack.yml", """
                        pack: shop
                        version: "1"
                        title: {en: Shop, zh: 商店}
                        kind: postgresql
                        tables:
                          public.sale:
                            key: [id]
                            columns: [id, party, total]
                            indexes: ["(party)"]
                          Odd-Schema.Sale Party:
                            mirror: party
                            key: [id]
                            columns: [id, name]
                        mappings:
                          sales_order:
                            key: integer
                            touched_by:
                              sale: select id from changed;
                              party: select s.id from changed as c inner join sale as s on s.party = c.id
                          cost_entry.material:
                            key: integer
                            prefix: m
                            touched_by: {sale: select id from changed}
                          cost_entry.labor:
                            key: integer
                            prefix: w
                            touched_by: {sale: select id from changed}
                        controls:
                          invoice_gross:
                            mapping: sales_order
                        """)
                .with("staging/order_head.sql", "select id from sale;")
                .with("mapping/sales_order.sql", "select id as derive_key from order_head;\n-- done\n")
                .with("mapping/cost_entry.material.sql", "select 1")
                .with("mapping/cost_entry.labor.sql", "select 1")
                .with("control/invoice_gross.sql", "select 1");
    }

    MemoryFiles with(String path, String text) {
        texts.put(path, text);
        return this;
    }

    MemoryFiles without(String path) {
        texts.remove(path);
        return this;
    }

    /** Changes pack.yml; the old text must be there. */
    MemoryFiles edit(String old, String replacement) {
        String yml = texts.get("pack.yml");
        if (!yml.contains(old)) {
            throw new IllegalArgumentException("pack.yml doesn't hold " + old);
        }
        return with("pack.yml", yml.replace(old, replacement));
    }

    Pack read() {
        return new PackReader(this).read();
    }

    @Override
    public String place(String path) {
        return path;
    }

    @Override
    public Optional<String> find(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public SortedSet<String> listSql(String folder) {
        SortedSet<String> names = new TreeSet<>();
        for (String path : texts.keySet()) {
            if (path.startsWith(folder + "/")) {
                names.add(path.substring(folder.length() + 1, path.length() - ".sql".length()));
            }
        }
        return names;
    }
}
