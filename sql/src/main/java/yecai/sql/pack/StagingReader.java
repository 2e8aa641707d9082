package yecai.sql.pack;

import java.util.ArrayList;
import java.util.List;
import yecai.sql.pack.files.PackFiles;

/** Reads the staging views of a pack: each SQL file of their folder is one. */
final class StagingReader {
    private final PackFiles files;

    StagingReader(PackFiles files) {
        this.files = files;
    }

    List<StagingView> read() {
        List<StagingView> views = new ArrayList<>();
        for (String name : files.listSql(PackReader.STAGING)) {
            String path = PackReader.STAGING + "/" + name + ".sql";
            if (!Names.isPlain(name)) {
                throw PackReader.error(
                        files.place(path) + ": `" + name + "` cannot name a view; use lowercase letters, digits and _");
            }
            views.add(new StagingView(
                    name, SqlText.statement(files.place(path), files.find(path).orElseThrow())));
        }
        return views;
    }

    /** A staging view that nothing reads is a mistake, most often one that was renamed. */
    void checkUsed(Pack pack) {
        List<String> statements = new ArrayList<>();
        pack.staging().forEach(view -> statements.add(view.sql()));
        pack.mappings().forEach(mapping -> {
            statements.add(mapping.sql());
            statements.addAll(mapping.touchedBy().values());
        });
        for (StagingView view : pack.staging()) {
            if (statements.stream().noneMatch(statement -> SqlText.mentions(statement, view.name()))) {
                throw PackReader.error(files.place(PackReader.STAGING + "/" + view.name() + ".sql")
                        + ": no mapping reads this view; use it, or delete the file");
            }
        }
    }
}
