package yecai.sql.pack.files;

import java.util.Optional;
import java.util.SortedSet;

/** The files of a pack, wherever they lie. Paths are relative to the pack, with slashes. */
public interface PackFiles {
    /** Returns how messages call a file of the pack. */
    String place(String path);

    Optional<String> find(String path);

    /** Returns the names of the {@code .sql} files in a folder of the pack, without the ending; none if it isn't there. */
    SortedSet<String> listSql(String folder);
}
